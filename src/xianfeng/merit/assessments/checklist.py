"""What must be there before the results of a period are confirmed, and what has been confirmed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from xianfeng.facts.showing import names_of
from xianfeng.merit.assessments.effects import Moved
from xianfeng.merit.assessments.models import AssessmentPeriod, Confirmation, PeriodChange, Settlement
from xianfeng.merit.assessments.queries import is_behind, of_secretaries
from xianfeng.merit.assessments.states import DEEDS, State


@dataclass(frozen=True, slots=True)
class Point:
    """One point of the list, and whether it is done."""

    words: str
    is_done: bool


def checklist_of(period: AssessmentPeriod, incomplete: int, moved: Iterable[Moved]) -> list[Point]:
    """Return what is to be done before the meeting's decision is entered; nothing outside that step."""
    if period.state != State.COMPUTED or period.settlement is None:
        return []
    without = sum(not each.reason for each in moved)
    return [
        Point(_incomplete(incomplete), not incomplete),
        Point(_without_reason(without), not without),
        Point(_("What was decided has been computed"), not is_behind(period)),
        Point(_("The meeting: document, day, who was present"), _has_met(period.settlement)),
    ]


def _incomplete(number: int) -> str:
    if not number:
        return _("Every result is complete")
    words = ngettext(
        "Settle %(number)s result that is not complete",
        "Settle %(number)s results that are not complete",
        number,
    )
    return words % {"number": number}


def _without_reason(number: int) -> str:
    if not number:
        return _("Everything moved by hand has its reason")
    words = ngettext(
        "Write the reason of %(number)s change by hand",
        "Write the reasons of %(number)s changes by hand",
        number,
    )
    return words % {"number": number}


def _has_met(settlement: Settlement) -> bool:
    return any(each.level == Confirmation.Level.BRANCH for each in settlement.confirmations.all())


def about_above(settlement: Settlement, names: dict[int, str]) -> str:
    """Return whose results the level above confirms, '' for nobody's."""
    leading = [names[pk] for pk in sorted(of_secretaries(settlement, settlement.as_of)) if pk in names]
    if not leading:
        return ""
    return _("The result of %(names)s, who leads the branch, is confirmed by the level above.") % {
        "names": "、".join(leading)
    }


@dataclass(frozen=True, slots=True)
class Confirmed:
    """A confirmation and who entered it."""

    row: Confirmation
    who: str


def confirmations_of(settlement: Settlement) -> list[Confirmed]:
    """Return what was confirmed of a version, the branch first. Two queries."""
    rows = list(settlement.confirmations.order_by("at", "id"))
    names = names_of(row.by for row in rows)
    return [Confirmed(row, names[row.by]) for row in rows]


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a period and who took it."""

    row: PeriodChange
    words: str
    who: str


def changes_of(period: AssessmentPeriod) -> list[Step]:
    """Return what was done to a period, the latest first. Two queries."""
    rows = list(period.changes.order_by("-at", "-id"))
    names = names_of(row.by for row in rows)
    return [Step(row, str(DEEDS[row.done]), names[row.by]) for row in rows]
