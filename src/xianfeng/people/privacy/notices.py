"""What everybody is told before anything else: the versions of the notice, as data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what is said under it, point by point."""

    title: Words
    points: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """A version of the notice. Once it is in use its text stays; what changes becomes a new version."""

    version: str
    from_on: date
    sections: tuple[Section, ...]


PURPOSE = Section(
    _("What it is for"),
    (
        _("To organise the education and management of party members: units, members, duties and results."),
        _("The party committee that runs this installation decides purpose and means and answers for them."),
        _("The platform itself sends nothing to anybody outside, and nothing is used for advertising."),
    ),
)
FIELDS = Section(
    _("What is kept about you"),
    (
        _("Register: name, staff number, kind of membership, status, category, dates of joining, work post."),
        _("Work contact: work phone and work e-mail; the phone or e-mail you sign in with, if you gave one."),
        _("History: where you belonged from when to when, offices, changes of status with document number."),
        _("Account: roles, sign-ins still open with time, network address and kind of browser."),
        _("Log: what you changed or exported, when and from which network address."),
        _("Only with your consent, each by itself: photo, name, post and work contact shown to others."),
        _("Not kept: identity number, home address, family, health, income, ethnicity, religion, location."),
    ),
)
READERS = Section(
    _("Who can read it"),
    (
        _("You: all of it, at any time, under “My data”."),
        _("Secretary and committee of your branch: the register of the branch."),
        _("Officers and inspectors of the units above: the registers of their units."),
        _("System administrators: accounts, not the register of members."),
        _("Auditors: the log, by staff number."),
        _("Everybody else: only what you yourself agreed to show."),
    ),
)
RIGHTS = Section(
    _("What you can do"),
    (
        _("See and download everything kept about you."),
        _("Ask for correction or erasure; you get an answer with reasons within 15 working days."),
        _("Give and take back each consent to display at any time; taking it back costs you nothing."),
    ),
)

VERSIONS = (Notice("1", date(2026, 11, 1), (PURPOSE, FIELDS, READERS, RIGHTS)),)
"""From the oldest to the newest. How long things are kept is shown from the rules in force."""


def current_notice() -> Notice:
    """Return the version in force."""
    return VERSIONS[-1]
