"""Which periods a branch may prepare, and which branches have not yet prepared one that is theirs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import Exists, OuterRef, Q

from xianfeng.engine.calendar import Period
from xianfeng.engine.calendar import Unit as Span
from xianfeng.merit.assessments.models import AssessmentPeriod
from xianfeng.merit.methods.queries import method_of, rules_of
from xianfeng.merit.scores.stretches import before
from xianfeng.people.organizations.models import Adoption, Unit, UnitQuerySet
from xianfeng.people.organizations.roles import Role
from xianfeng.people.organizations.scope import Scope
from xianfeng.schemes import library

ABOVE = (Role.OFFICER, Role.INSPECTOR)


def codes_for(branch: Unit, today: date) -> list[str]:
    """Return the periods that a branch may prepare, the present one first. Four queries; nothing without a method."""
    method = method_of(branch, today)
    if method is None:
        return []
    present = method.period_of(today)
    codes = [present.code, before(present).code]
    there = AssessmentPeriod.objects.unscoped().filter(unit=branch, code__in=codes)
    taken = set(there.values_list("code", flat=True))
    return [code for code in codes if code not in taken]


def list_without(scope: Scope, period: Period, typed: str = "") -> UnitQuerySet:
    """Return the branches in reach that go by such periods and have not prepared this one, in order of the tree."""
    has = AssessmentPeriod.objects.unscoped().filter(unit=OuterRef("pk"), code=period.code)
    found = Unit.objects.within(scope, *ABOVE).standing().filter(~Exists(has), kind=Unit.Kind.BRANCH)
    if typed:
        found = found.filter(Q(name__icontains=typed) | Q(code__icontains=typed))
    ours = _going_by(found, period)
    ordered: UnitQuerySet = found.filter(pk__in=ours).order_by("path")
    return ordered


def _going_by(branches: Iterable[Unit], period: Period) -> list[int]:
    """Return the ids of the branches whose method on the first day of a period is settled by such periods."""
    adopted = _adopted(period.start)
    methods = [(branch, _nearest(branch, adopted)) for branch in branches]
    spans = {code: _span(branch, code, period.start) for branch, code in methods if code}
    return [branch.pk for branch, code in methods if code and spans[code] is period.unit]


def _adopted(on: date) -> dict[str, str]:
    """Return the methods that units have adopted by a day, by the paths of the units. One query."""
    found = Adoption.objects.unscoped().filter(from_on__lte=on).order_by("from_on")
    return dict(found.values_list("unit__path", "scheme"))


def _nearest(branch: Unit, adopted: Mapping[str, str]) -> str:
    line = (branch.path, *reversed(branch.paths_above))
    return next((adopted[path] for path in line if path in adopted), "")


def _span(branch: Unit, code: str, on: date) -> Span | None:
    if code in library.NAMES:
        return library.load(code).period
    rules = rules_of(branch, code, on)
    return rules.scheme.period if rules else None
