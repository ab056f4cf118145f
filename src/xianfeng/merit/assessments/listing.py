"""Periods as lists of them show them: those that run first, and where those of many branches stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.utils.translation import gettext as _

from xianfeng.engine.calendar import Period
from xianfeng.merit.assessments.models import AssessmentPeriod, Run
from xianfeng.merit.assessments.preparing import ABOVE, list_without
from xianfeng.merit.assessments.states import FINAL, State
from xianfeng.merit.methods.queries import titles_of
from xianfeng.merit.reviews.models import Round
from xianfeng.merit.scores.stretches import Choice, choice_of, words_of
from xianfeng.people.members.importing.words import said
from xianfeng.people.organizations.roles import Role
from xianfeng.people.organizations.scope import READERS, Scope

NOT_PREPARED = "none"
"""What stands for branches without the period among its states."""
RUNS_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Row:
    """A period in a list: by which method, and what is late about it."""

    period: AssessmentPeriod
    method: str
    late: str
    is_over: bool


def list_periods(scope: Scope, *, code: str = "", state: str = "", typed: str = "") -> QuerySet[Any]:
    """Return the periods that somebody leads or reads, those that run first, then the latest."""
    found = AssessmentPeriod.objects.within(scope, *READERS)
    found = found.filter(code=code) if code else found
    found = found.filter(state=state) if state else found
    if typed:
        found = found.filter(Q(unit__name__icontains=typed) | Q(unit__code__icontains=typed))
    over = Case(When(state__in=FINAL, then=Value(1)), default=Value(0), output_field=IntegerField())
    ordered: QuerySet[Any] = found.annotate(over=over).order_by("over", "-code", "unit__path")
    return ordered.select_related("unit", "round", "settlement")


def present(periods: Iterable[AssessmentPeriod], today: date) -> list[Row]:
    """Return periods as rows. One query at most."""
    rows = list(periods)
    titles = titles_of(row.scheme for row in rows)
    return [Row(row, said(titles[row.scheme]), _late(row, today), row.state in FINAL) for row in rows]


def _late(period: AssessmentPeriod, today: date) -> str:
    """Return what should have been done by now, '' for nothing."""
    round_ = period.round
    if period.state == State.OPEN and round_ is not None and round_.closes_on < today:
        return _("collecting is over")
    if period.state in (State.CONFIGURED, State.CLOSED) and Period.parse(period.code).end < today:
        return _("not settled yet")
    return ""


# ---- many branches


@dataclass(frozen=True, slots=True)
class Standing:
    """How many branches stand in a state."""

    state: str
    words: str
    number: int


def standing_of(scope: Scope, code: str) -> list[Standing]:
    """Return how many branches stand where in a period, those without it last."""
    found = AssessmentPeriod.objects.within(scope, *READERS).filter(code=code)
    number = Counter(found.order_by().values_list("state", flat=True))
    rows = [Standing(state, str(state.label), number[state]) for state in State if number[state]]
    without = list_without(scope, Period.parse(code)).count()
    return [*rows, Standing(NOT_PREPARED, _("not prepared"), without)] if without else rows


def list_codes(scope: Scope) -> list[str]:
    """Return the periods that there are in reach, the latest first."""
    found = AssessmentPeriod.objects.within(scope, *READERS).order_by().values_list("code", flat=True)
    return sorted(set(found.distinct()), key=lambda code: Period.parse(code).end, reverse=True)


def latest_begun(codes: Sequence[str], today: date) -> str:
    """Return the period that began last, of periods with the latest first; the first of those that all are coming."""
    begun = [code for code in codes if Period.parse(code).start <= today]
    return max(begun, key=lambda code: Period.parse(code).start) if begun else codes[-1]


def choices_of(codes: Sequence[str]) -> list[Choice]:
    """Return periods by their names."""
    return [choice_of(Period.parse(code)) for code in codes]


def named(codes: Sequence[str]) -> list[tuple[str, str]]:
    """Return periods as a form offers them."""
    return [(code, words_of(Period.parse(code))) for code in codes]


def list_runs(scope: Scope, code: str) -> list[Run]:
    """Return the latest settlements of many branches in a period."""
    found = Run.objects.within(scope, *ABOVE).filter(code=code).select_related("unit")
    return list(found[:RUNS_SHOWN])


def highest_unit(scope: Scope) -> int | None:
    """Return the highest unit in which somebody is an officer."""
    held = [reach for reach in scope.reaches if reach.role == Role.OFFICER]
    return min(held, key=lambda reach: len(reach.path)).unit_id if held else None


def drawn_up(period: AssessmentPeriod) -> Round | None:
    """Return the latest round drawn up for a period that has none yet."""
    found = Round.objects.unscoped().filter(unit=period.unit_id, period=period.code)
    return found.filter(state=Round.State.DRAWN_UP).order_by("-number").first()
