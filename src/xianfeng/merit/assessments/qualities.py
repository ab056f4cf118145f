"""What was noticed about the ballots of a round, in words: counts at or above the smallest group only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from xianfeng.merit.reviews.models import SEALED, Round
from xianfeng.merit.reviews.queries import counts_shown


@dataclass(frozen=True, slots=True)
class Quality:
    """One thing about the ballots of a kind."""

    name: str
    words: str


def quality_of(round_: Round | None) -> list[Quality]:
    """Return what is told about an opened round, nothing before and without one."""
    if round_ is None or round_.state != Round.State.OPENED:
        return []
    counts = counts_shown(round_)
    return [
        quality
        for kind in SEALED
        if kind in counts
        for quality in _of_kind(str(kind.label), counts[kind], round_.quality.get(kind), round_.minimum)
    ]


def _of_kind(
    label: str, ballots: int | None, noticed: dict[str, Any] | None, least: int
) -> Iterator[Quality]:
    few = ngettext("fewer than %(number)s ballot", "fewer than %(number)s ballots", least) % {"number": least}
    yield Quality(label, few if ballots is None else _ballots(ballots))
    if noticed is None:
        return
    agreement = _("low; look at the reasons") if noticed["low_agreement"] else _("good enough")
    yield Quality(_("%(kind)s: agreement") % {"kind": label}, agreement)
    yield Quality(_("%(kind)s: the same for everybody") % {"kind": label}, _number(noticed["flat"], least))
    yield Quality(_("%(kind)s: far from the others") % {"kind": label}, _number(noticed["outlying"], least))


def _ballots(number: int) -> str:
    return ngettext("%(number)s ballot", "%(number)s ballots", number) % {"number": number}


def _number(number: int | None, least: int) -> str:
    return _("fewer than %(number)s") % {"number": least} if number is None else str(number)
