"""What each method puts on display and when the badge is worn: data, in our words, with the place in the source.

A number after L is the line of the document. Of the dimensions only identity has content here; what the others
show comes from pledges, study and results.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Dimension:
    """One thing put on display."""

    code: str
    title: Words


@dataclass(frozen=True, slots=True)
class Display:
    """The display of a method: its dimensions, and the occasions on which the badge is worn."""

    scheme: str
    dimensions: tuple[Dimension, ...]
    source: str
    occasions: tuple[Words, ...] = ()
    occasions_source: str = ""

    def not_yet_filled(self) -> tuple[Dimension, ...]:
        """Return the dimensions that have no content of their own yet."""
        return tuple(found for found in self.dimensions if found is not IDENTITY)


IDENTITY = Dimension("identity", _("identity"))
PLEDGE = Dimension("pledge", _("pledge"))
MODEL = Dimension("model", _("model"))
STUDY = Dimension("study", _("study"))
SERVICE = Dimension("service", _("service"))
TARGETS = Dimension("targets", _("targets"))
POINTS = Dimension("points", _("points"))
RESULTS = Dimension("results", _("results at work"))
BEARING = Dimension("bearing", _("bearing"))
CONDUCT = Dimension("conduct", _("conduct"))

DISPLAYS: dict[str, Display] = {
    display.scheme: display
    for display in (
        Display(
            "one-four-one",
            (IDENTITY, PLEDGE, MODEL, STUDY, SERVICE),
            "000:L19",
            (
                _("At counters and in service work: members there wear the badge."),
                _("When a member who has reported to the community serves people there."),
                _("At work, and at important events."),
            ),
            "000:L19",
        ),
        Display("three-platforms", (IDENTITY, TARGETS, PLEDGE), "001:L15"),
        Display(
            "study-do",
            (IDENTITY,),
            "002:L9",
            (_("At the post: members and cadres work with a name plate that says who they are."),),
            "002:L9",
        ),
        Display("ten-ones", (IDENTITY, POINTS, RESULTS, BEARING), "003:L83-86"),
        Display(
            "three-four-one",
            (IDENTITY, PLEDGE, CONDUCT),
            "004:L21",
            (_("At important party meetings and events, and wherever else the badge is called for."),),
            "004:L21",
        ),
    )
}

PLAIN = Display("", (IDENTITY,), "")
"""What a branch without one of these methods displays."""


def display_of(scheme: str) -> Display:
    """Return the display of a method; identity alone for any other."""
    return DISPLAYS.get(scheme, PLAIN)
