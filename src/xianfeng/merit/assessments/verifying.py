"""Whether every stored settlement still comes out of what it read: digests, results, years, versions, triggers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.db import connection

from xianfeng.engine.digest import combined, header
from xianfeng.engine.text import Text
from xianfeng.merit.assessments import rows
from xianfeng.merit.assessments.explaining import ballots_in
from xianfeng.merit.assessments.models import AssessmentPeriod, Settlement
from xianfeng.merit.assessments.settling import Basis, MethodGone, Outcome, basis_then, compute
from xianfeng.merit.assessments.states import FINAL
from xianfeng.merit.assessments.triggers import wanting
from xianfeng.merit.reviews.models import OpenedBallot

METHOD_GONE = Text("考评办法的文本不在了", "the text of its method is gone")
METHOD_CHANGED = Text(
    "考评办法的文本与当时不同，结果也不同",
    "the text of its method is another than then, and so are the results",
)
BALLOTS_GONE = Text("当时计入的测评票不全了", "ballots that went into it are gone")
OTHER_INPUTS = Text("依据与摘要不符", "what it read does not match its digest")
OTHER_RESULT = Text(
    "党员{member}的结果与重新计算的不同", "the result of member {member} is another than comes out again"
)
OTHER_MEMBERS = Text("结果的人数不对", "it has results of others, or lacks some")
OTHER_DIGEST = Text("结果与摘要不符", "its results do not match its digest")
OTHER_YEAR = Text(
    "党员{member}的全年结果与重新计算的不同", "the year of member {member} is another than comes out again"
)
GAP = Text("版本不连续：这里应是第{wanted}版", "the versions have a gap: version {wanted} should stand here")
ANOTHER_HOLDS = Text("现行的不是最后一版", "the version that holds is not the last one")


@dataclass(frozen=True, slots=True)
class Difference:
    """The first settlement that is not what it says."""

    period_id: int
    branch: str
    code: str
    version: int
    what: Text


@dataclass(slots=True)
class Verdict:
    """What was looked at, the first difference, and the triggers that are not in place.

    Of the `unread` the ballots are gone, whose time was over: only their results were held against their digests.
    """

    settlements: int = 0
    results: int = 0
    unread: int = 0
    difference: Difference | None = None
    triggers: list[str] = field(default_factory=list)

    @property
    def is_sound(self) -> bool:
        return self.difference is None and not self.triggers


def verify() -> Verdict:
    """Compute every settlement again, up to the first difference."""
    verdict = Verdict(triggers=wanting(connection))
    asked = Settlement.objects.unscoped().select_related("period__unit")
    ordered = asked.order_by("period__unit__path", "period__code", "period", "version")
    for _pk, settlements in groupby(ordered.iterator(chunk_size=20), key=lambda one: one.period_id):
        verdict.difference = _wrong_in_period(settlements, verdict)
        if verdict.difference is not None:
            break
    return verdict


def _wrong_in_period(settlements: Iterable[Any], verdict: Verdict) -> Difference | None:
    for wanted, settlement in enumerate(settlements, 1):
        wrong = GAP.fill(wanted=wanted) if settlement.version != wanted else _wrong(settlement, verdict)
        if wrong is not None:
            return _difference(settlement, wrong)
    is_last = settlement.period.settlement_id == settlement.pk
    return None if is_last else _difference(settlement, ANOTHER_HOLDS)


def _difference(settlement: Settlement, what: Text) -> Difference:
    period: AssessmentPeriod = settlement.period
    return Difference(period.pk, period.unit.name, period.code, settlement.version, what)


def _wrong(settlement: Settlement, verdict: Verdict) -> Text | None:
    try:
        basis = basis_then(settlement)
    except MethodGone:
        return METHOD_GONE
    outcome = compute(basis)
    stored = {result.member_id: result for result in settlement.results.all()}
    verdict.settlements += 1
    verdict.results += len(stored)
    if sum(map(ballots_in, stored.values())) > _ballots(outcome):
        return _wrong_without_ballots(settlement, basis, stored, verdict)
    wrong = _wrong_inputs(settlement, outcome) or _wrong_results(outcome, stored)
    if wrong is None and settlement.results_digest != outcome.columns["results_digest"]:
        wrong = OTHER_DIGEST
    if wrong is not None and basis.method != settlement.method:
        return METHOD_CHANGED
    return wrong or _wrong_year(settlement, outcome)


def _ballots(outcome: Outcome) -> int:
    return sum(part["ballots"] or 0 for result in outcome.results for part in result["components"])


def _wrong_inputs(settlement: Settlement, outcome: Outcome) -> Text | None:
    return OTHER_INPUTS if settlement.inputs_digest != outcome.columns["inputs_digest"] else None


def _wrong_results(outcome: Outcome, stored: dict[int, Any]) -> Text | None:
    if stored.keys() != {columns["member_id"] for columns in outcome.results}:
        return OTHER_MEMBERS
    for columns in outcome.results:
        if not rows.is_stored(stored[columns["member_id"]], columns):
            return OTHER_RESULT.fill(member=columns["member_id"])
    return None


def _wrong_without_ballots(
    settlement: Settlement, basis: Basis, stored: dict[int, Any], verdict: Verdict
) -> Text | None:
    """Hold the results of a settlement whose ballots have been purged against its digest."""
    left = OpenedBallot.objects.filter(ratee__round=settlement.round_id).exists()
    if left or settlement.period.state not in FINAL:
        return BALLOTS_GONE
    verdict.unread += 1
    digests = sorted((str(member), result.digest) for member, result in stored.items())
    top = header(basis.scheme, basis.period, basis.period.end)
    return None if settlement.results_digest == combined(top, digests) else OTHER_DIGEST


def _wrong_year(settlement: Settlement, outcome: Outcome) -> Text | None:
    stored = {year.member_id: year for year in settlement.year_results.all()}
    if outcome.year is None:
        return None
    for columns in outcome.year:
        year = stored.pop(columns["member_id"], None)
        if year is None or not rows.is_stored(year, columns):
            return OTHER_YEAR.fill(member=columns["member_id"])
    return OTHER_YEAR.fill(member=next(iter(stored))) if stored else None
