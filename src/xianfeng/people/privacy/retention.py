"""How long each kind of data is kept: defaults, bounds, and what the owner has set."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from xianfeng.people.privacy.models import RetentionRule
from xianfeng.people.privacy.notices import Words


@dataclass(frozen=True, slots=True)
class Subject:
    """A kind of data: from when its time counts, in `months`, `days` or `hours`, and within which bounds."""

    code: str
    title: Words
    begins: Words
    step: str
    default: int
    least: int
    most: int


SUBJECTS: dict[str, Subject] = {
    subject.code: subject
    for subject in (
        Subject("results", _("results and minutes"), _("after they were final"), "months", 60, 36, 120),
        Subject("ballots", _("content of ballots"), _("after the result was final"), "months", 12, 6, 24),
        Subject("talks", _("notes of talks"), _("after the talk"), "months", 36, 12, 60),
        Subject("drafts", _("drafts"), _("after the last change"), "months", 12, 1, 24),
        Subject("proposals", _("claims rejected or withdrawn"), _("after the decision"), "months", 12, 1, 24),
        Subject("left", _("name, contact and account of those who left"), _("after leaving the register"), "months", 60, 12, 120),
        Subject("displays", _("photo and consents of those who left"), _("after leaving the register"), "days", 30, 0, 180),
        Subject("consents", _("consents taken back"), _("after they were taken back"), "months", 36, 6, 60),
        Subject("requests", _("answered requests about personal data"), _("after the answer"), "months", 36, 12, 60),
        Subject("slips", _("activation slips used, void or expired"), _("after their last day"), "months", 12, 1, 24),
        Subject("sessions", _("sign-ins that have ended"), _("after they were last used"), "days", 30, 1, 180),
        Subject("imports", _("uploaded workbooks not yet imported"), _("after the upload"), "hours", 24, 1, 72),
        Subject("audit", _("log of writes and exports"), _("after the entry"), "months", 12, 6, 120),
    )
}  # fmt: skip
"""Domain 4.8: results 5 years, ballots 1 year, talks 3 years, log at least 6 months, drafts 1 year; all defaults."""


def lengths() -> dict[str, int]:
    """Return how long each subject is kept, by its code, in its own step."""
    chosen = dict(RetentionRule.objects.values_list("subject", "length"))
    return {code: chosen.get(code, subject.default) for code, subject in SUBJECTS.items()}


def cutoff(subject: Subject, length: int, at: datetime) -> datetime:
    """Return the moment before which the subject is no longer kept."""
    if subject.step == "months":
        return months_before(at, length)
    return at - timedelta(**{subject.step: length})


def months_before(at: datetime, months: int) -> datetime:
    """Return the same moment some months earlier; the last day of a shorter month."""
    year, month = divmod(at.year * 12 + at.month - 1 - months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return at.replace(year=year, month=month + 1, day=min(at.day, last))


def in_words(step: str, length: int) -> str:
    """Return a length for people: whole years as years."""
    if step == "months" and length and length % 12 == 0:
        return ngettext("%(n)d year", "%(n)d years", length // 12) % {"n": length // 12}
    if step == "months":
        return ngettext("%(n)d month", "%(n)d months", length) % {"n": length}
    if step == "days":
        return ngettext("%(n)d day", "%(n)d days", length) % {"n": length}
    return ngettext("%(n)d hour", "%(n)d hours", length) % {"n": length}


def said(what: Words, chosen: dict[str, int]) -> str:
    """Return how long a subject is kept, as a person reads it: "5 years after leaving the register".

    Words that are no subject's code say it themselves: what goes by itself, by no rule.
    """
    code = str(what)
    if code not in SUBJECTS:
        return code
    subject = SUBJECTS[code]
    words = {"length": in_words(subject.step, chosen[code]), "begins": subject.begins}
    return str(_("%(length)s %(begins)s") % words)
