"""Why a score is what it is: settle one member again and lay out every step."""

from __future__ import annotations

from datetime import date

from xianfeng.engine.calendar import Period
from xianfeng.engine.explanation.nodes import Node
from xianfeng.engine.explanation.scores import explain_result
from xianfeng.engine.facts import Record
from xianfeng.engine.results import MemberResult
from xianfeng.engine.scheme import Scheme
from xianfeng.engine.settle import open_diary, settle_member


def explain(
    scheme: Scheme, period: Period, record: Record, as_of: date | None = None
) -> tuple[MemberResult, Node]:
    """Return one member's result and its tree, in which every number can be recomputed.

    Raises ValueError as `settle_member` does.
    """
    result = settle_member(scheme, period, record, as_of)
    diary = open_diary(scheme, period, record, as_of or period.end)
    return result, explain_result(scheme, result, diary, record.resolution)
