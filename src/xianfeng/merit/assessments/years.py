"""The year of a branch's members, with its last period: from their results of all periods, wherever they had them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import F, Q

from xianfeng.engine.calendar import Period, Unit
from xianfeng.engine.results import MemberResult
from xianfeng.engine.scheme import Carry, Scheme, Status
from xianfeng.engine.years import settle_year
from xianfeng.merit.assessments.models import AssessmentPeriod, Result, YearResult
from xianfeng.merit.assessments.rows import for_year, of_year, without_result
from xianfeng.merit.assessments.states import SETTLED
from xianfeng.merit.methods.queries import method_of
from xianfeng.people.members.models import Affiliation
from xianfeng.people.organizations.models import Unit as PartyUnit

Json = dict[str, Any]
Earlier = dict[tuple[str, int], list[Result]]
"""Results of earlier periods by period and member."""


def read_year(period: AssessmentPeriod, scheme: Scheme, members: Sequence[int]) -> Json:
    """Return from which results the year follows, as a settlement keeps it; {} where there is no year to compute.

    There is one with the last period, once the branch has settled all others. Who belonged elsewhere then brings the
    result from there. Without a method of years no query, else two or three, and some for each who has none.
    """
    span = Period.parse(period.code)
    if scheme.year is None or span.number * span.unit.months != Unit.YEAR.months:
        return {}
    earlier = [Period(span.year, number, span.unit) for number in range(1, span.number)]
    if len(_own(period, earlier)) < len(earlier):
        return {}
    found = _results(period, earlier, members)
    kept = {str(pk): [_kept(period, each, pk, found) for each in earlier] for pk in members}
    return {"results": kept, "carried": _carried(period, scheme, members)}


def _settled(periods: Any, codes: Iterable[str], scheme: str) -> Any:
    return periods.filter(code__in=list(codes), scheme=scheme, state__in=SETTLED, settlement__isnull=False)


def _own(period: AssessmentPeriod, earlier: Sequence[Period]) -> list[AssessmentPeriod]:
    own = AssessmentPeriod.objects.unscoped().filter(unit=period.unit_id)
    return list(_settled(own, [each.code for each in earlier], period.scheme)) if earlier else []


def _results(period: AssessmentPeriod, earlier: Sequence[Period], members: Sequence[int]) -> Earlier:
    """Return what holds of the members' earlier periods, the branch's own results before those of others."""
    holding = Result.objects.unscoped().filter(
        member__in=members, settlement=F("settlement__period__settlement"), settlement__period__scheme=period.scheme,
        settlement__period__code__in=[each.code for each in earlier], settlement__period__state__in=SETTLED,
    )  # fmt: skip
    found: Earlier = {}
    asked = holding.select_related("settlement__period").order_by("id") if earlier else ()
    for result in sorted(asked, key=lambda one: one.settlement.period.unit_id != period.unit_id):
        found.setdefault((result.settlement.period.code, result.member_id), []).append(result)
    return found


def _kept(period: AssessmentPeriod, earlier: Period, member: int, found: Earlier) -> int | str:
    results = found.get((earlier.code, member))
    return results[0].pk if results else _without(period, earlier, member)


def _without(period: AssessmentPeriod, earlier: Period, member: int) -> str:
    """Return what stands for a period without a result: incomplete where another branch still owes one."""
    day = earlier.end
    held = Affiliation.objects.unscoped().filter(
        Q(to_on=None) | Q(to_on__gte=day), member=member, from_on__lte=day
    )
    belonged = held.select_related("unit").first()
    if belonged is None or belonged.unit.path.startswith(period.unit.path):
        return str(Status.NOT_ASSESSED)
    return str(Status.INCOMPLETE if _owes(belonged.unit, earlier, period.scheme) else Status.NOT_ASSESSED)


def _owes(unit: PartyUnit, earlier: Period, scheme: str) -> bool:
    branch = (
        unit if unit.is_branch else PartyUnit.objects.unscoped().get(path=unit.path[: -PartyUnit.steplen])
    )
    settled = AssessmentPeriod.objects.unscoped().filter(unit=branch)
    method = method_of(branch, earlier.start)
    goes_by_it = method is not None and method.scheme.code == scheme
    return goes_by_it and not _settled(settled, [earlier.code], scheme).exists()


def _carried(period: AssessmentPeriod, scheme: Scheme, members: Sequence[int]) -> dict[str, int]:
    """Return last year's stars that made no flag, where they are carried on always. At most one query."""
    flags = scheme.year.flags if scheme.year else None
    if flags is None or flags.carry is not Carry.ALWAYS:
        return {}
    last = date(int(period.code[:4]) - 1, 12, 31)
    holding = YearResult.objects.unscoped().filter(
        member__in=members, settlement=F("settlement__period__settlement"), settlement__as_of=last,
        settlement__period__scheme=period.scheme, settlement__period__state__in=SETTLED, left__isnull=False,
    )  # fmt: skip
    return {str(pk): left for pk, left in holding.order_by("member", "id").values_list("member", "left")}


# ---- what comes of it


def settle_years(scheme: Scheme, year_from: Json, results: Sequence[MemberResult]) -> list[Json] | None:
    """Return the columns of the members' years, none where there is no year to compute. One query.

    None where results of the year are past their time and gone.
    """
    if not year_from:
        return []
    known = earlier_of(year_from)
    if known is None:
        return None
    carried = year_from["carried"]
    years = (
        settle_year(scheme, [*known[result.member], result], carried.get(result.member, 0))
        for result in results
    )
    return [of_year(year) for year in years]


def earlier_of(year_from: Json) -> Mapping[str, list[MemberResult]] | None:
    """Return the members' results of the earlier periods, in order; None where some are gone. One query."""
    kept: Mapping[str, list[int | str]] = year_from["results"]
    ids = {each for several in kept.values() for each in several if isinstance(each, int)}
    stored = {result.pk: for_year(result) for result in Result.objects.unscoped().filter(pk__in=ids)}
    if ids - stored.keys():
        return None
    return {
        member: [stored[each] if isinstance(each, int) else without_result(member, each) for each in several]
        for member, several in kept.items()
    }
