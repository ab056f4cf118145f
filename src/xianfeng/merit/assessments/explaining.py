"""Where a stored result comes from: computed again from what the settlement read, and whether it agrees."""

from __future__ import annotations

from dataclasses import dataclass

from xianfeng.engine.calendar import Period
from xianfeng.engine.digest import hashed, result_lines
from xianfeng.engine.explanation.nodes import Node
from xianfeng.engine.explanation.years import explain_year
from xianfeng.engine.facts import Record
from xianfeng.engine.organisation import records
from xianfeng.engine.results import MemberResult
from xianfeng.engine.scheme import Scheme
from xianfeng.engine.settle import settle_member
from xianfeng.engine.years import settle_year
from xianfeng.merit.assessments import rows
from xianfeng.merit.assessments.models import Result, YearResult
from xianfeng.merit.assessments.settling import MethodGone, basis_then, inputs_of
from xianfeng.merit.assessments.years import earlier_of
from xianfeng.merit.scores.explaining import explanation_of
from xianfeng.merit.scores.trees import Explanation


@dataclass(frozen=True, slots=True)
class Explained:
    """A stored result with what it was computed from.

    `settled` is what comes out now, `facts` the part that facts gave as pages of scores lay it out. `agrees` says
    whether it is what is stored; `lacks_ballots` that the content of ballots is gone, whose time was over, so that it
    cannot.
    """

    result: Result
    scheme: Scheme
    period: Period
    record: Record
    settled: MemberResult
    facts: Explanation
    agrees: bool
    lacks_ballots: bool


def explained(result: Result) -> Explained | None:
    """Return where a result comes from; None where the text of its method is gone. Some ten queries."""
    try:
        basis = basis_then(result.settlement)
    except MethodGone:
        return None
    scheme, inputs = inputs_of(basis, str(result.member_id))
    period, as_of = basis.period, basis.period.end
    record = next(records(inputs, period, as_of))
    settled = settle_member(scheme, period, record)
    columns = rows.of_result(settled, hashed(result_lines(settled)))
    return Explained(
        result=result,
        scheme=scheme,
        period=period,
        record=record,
        settled=settled,
        facts=explanation_of(scheme, period, record, settled, as_of),
        agrees=rows.is_stored(result, columns),
        lacks_ballots=ballots_in(result) > len(record.ballots),
    )


def ballots_in(result: Result) -> int:
    """Return how many ballots went into a stored result."""
    return sum(component["ballots"] or 0 for component in result.components)


@dataclass(frozen=True, slots=True)
class ExplainedYear:
    """A stored result of a year, the results from which it follows in order, and whether it agrees with them."""

    year: YearResult
    periods: tuple[MemberResult, ...]
    whole: Node
    agrees: bool


def explained_year(year: YearResult) -> ExplainedYear | None:
    """Return where a result of a year comes from; None where the text of its method, or a result, is gone. Five queries."""
    try:
        basis = basis_then(year.settlement)
    except MethodGone:
        return None
    member = str(year.member_id)
    last = year.settlement.results.get(member=year.member_id)
    earlier = earlier_of(basis.year_from)
    if earlier is None:
        return None
    periods = (*earlier[member], rows.for_year(last))
    carried = basis.year_from["carried"].get(member, 0)
    again = settle_year(basis.scheme, periods, carried)
    return ExplainedYear(
        year=year,
        periods=periods,
        whole=explain_year(basis.scheme, periods, again, carried),
        agrees=rows.is_stored(year, rows.of_year(again)),
    )
