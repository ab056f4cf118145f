"""The tables of adjustments and resolutions: what panels and meetings have decided."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar

from xianfeng.engine.amounts import FULL, MAX_AMOUNT, show
from xianfeng.engine.calendar import Period
from xianfeng.engine.facts import Adjustment, Member, Resolution
from xianfeng.engine.scheme import Scheme
from xianfeng.engine.text import Text
from xianfeng.workbooks.checking.choices import Choices
from xianfeng.workbooks.checking.context import Context, Roster
from xianfeng.workbooks.checking.rows import Row, rows_of
from xianfeng.workbooks.files.grids import Grid

COMPONENT = Text("组成", "component")
_NO_ADJUSTING = Text("本办法没有调整", "the scheme has no adjustments")
_EMPTY_TABLE = Text("请删去这一行", "Delete this row")
_TWO = Text("与第{row}行是同一人同一期", "it is the same member and period as row {row}")
_KEEP_ONE = Text("一人一期只留一行", "Keep one row for a member and period")
_USED = Text("{member}有调整{points}分：{reason}", "{member} is adjusted by {points}: {reason}")
_BEYOND = Text(
    "{member}的调整{points}分超出±{within}", "the adjustment of {member} by {points} is beyond ±{within}"
)
_LIMITED = Text("按{within}计", "It counts as {within}")
_AGAIN = Text("这个组成在第{row}行已有占比", "this component has a weight on row {row} already")
_EACH_ONCE = Text("请每个组成只写一行", "Write every component once")
_OTHER_DOCUMENT = Text("文号与第{row}行不同", "the document differs from row {row}")
_ONE_DOCUMENT = Text(
    "请在同一决议的各行写同一个文号", "Write the same document on all rows of one resolution"
)
_SUM = Text("占比合计{sum}，不是100.00", "the weights add up to {sum}, not to 100.00")
_MAKE_SUM = Text("请改正占比，使合计为100", "Correct the weights so that they add up to 100")
_FIXED = Text(
    "这个组成直接计分，占比只能是{weight}", "this component counts as it is; its weight can only be {weight}"
)
_WRITE = Text("请写{weight}，或删去这一行", "Write {weight}, or delete this row")
_RESOLVED = Text(
    "{member}按决议{document}用另外的占比", "{member} has other weights by resolution {document}"
)
_NOTHING = Text("", "")

T = TypeVar("T")
_Key = tuple[str, str]
"""The codes of a period and a member."""


def read_adjustments(
    grid: Grid | None, context: Context, roster: Roster
) -> dict[str, tuple[Adjustment, ...]]:
    """Return the adjustments by the code of their period. Each is worth a warning."""
    found: dict[_Key, Adjustment] = {}
    rows: dict[_Key, int] = {}
    for row in rows_of(grid):
        if context.scheme.adjust is None:
            row.problem("", _NO_ADJUSTING, _EMPTY_TABLE)
            continue
        points, reason = row.amount("points", -MAX_AMOUNT, MAX_AMOUNT), row.text("reason")
        document = row.text("document")
        whose = _whose(row, context, roster)
        if whose is None:
            continue
        key = (whose[0].code, whose[1].id)
        if rows.setdefault(key, row.number) != row.number:
            row.problem("member", _TWO.fill(row=rows[key]), _KEEP_ONE)
        elif points is not None:
            found[key] = Adjustment(key[1], points, reason, document)
            _warn_adjusted(row, context, context.scheme.adjust.within, found[key])
    return _by_period(found)


def _whose(row: Row, context: Context, roster: Roster) -> tuple[Period, Member] | None:
    """Return the period and the member of a row; None when they are wrong, or the period is not settled."""
    period = context.period_of(row)
    if period is not None and context.leaves_out(period):
        row.text("member")
        return None
    member = roster.find(row, "member")
    return (period, member) if period is not None and member is not None else None


def _warn_adjusted(row: Row, context: Context, within: int, each: Adjustment) -> None:
    points = show(each.points)
    used = _USED.fill(member=each.member, points=points, reason=each.reason)
    context.warn(row, "points", used, _NOTHING)
    if abs(each.points) > within:
        limit = show(within if each.points > 0 else -within)
        what = _BEYOND.fill(member=each.member, points=points, within=show(within))
        context.warn(row, "points", what, _LIMITED.fill(within=limit))


def _by_period(found: dict[_Key, T]) -> dict[str, tuple[T, ...]]:
    grouped: dict[str, list[T]] = {}
    for (period, _), each in found.items():
        grouped.setdefault(period, []).append(each)
    return {period: tuple(all_) for period, all_ in grouped.items()}


@dataclass(slots=True)
class _Paper:
    """A resolution as its rows are read."""

    row: Row
    document: str
    weights: dict[str, int] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    is_sound: bool = True


def read_resolutions(
    grid: Grid | None, context: Context, roster: Roster
) -> dict[str, tuple[Resolution, ...]]:
    """Return the resolutions by the code of their period. Each is worth a warning."""
    components = Choices(COMPONENT, {c.code: c.title for c in context.scheme.components.values()})
    papers: dict[_Key, _Paper] = {}
    for row in rows_of(grid):
        document, component = row.text("document"), row.choice("component", components)
        weight = row.amount("weight", 0, FULL)
        whose = _whose(row, context, roster)
        if whose is None:
            continue
        paper = papers.setdefault((whose[0].code, whose[1].id), _Paper(row, document))
        _check_document(paper, row, document)
        _put(paper, row, component, weight, context.scheme)
    found = {}
    for (period_code, id_), paper in papers.items():
        _check_sum(paper)
        found[period_code, id_] = Resolution(id_, paper.document, paper.weights)
        what = _RESOLVED.fill(member=id_, document=paper.document)
        context.warn(paper.row, "document", what, _NOTHING)
    return _by_period(found)


def _check_document(paper: _Paper, row: Row, document: str) -> None:
    if document and paper.document and document != paper.document:
        row.problem("document", _OTHER_DOCUMENT.fill(row=paper.row.number), _ONE_DOCUMENT)


def _put(paper: _Paper, row: Row, code: str | None, weight: int | None, scheme: Scheme) -> None:
    if code is None or weight is None:
        paper.is_sound = False
        return
    if paper.rows.setdefault(code, row.number) != row.number:
        paper.is_sound = False
        row.problem("component", _AGAIN.fill(row=paper.rows[code]), _EACH_ONCE)
        return
    out_of = scheme.components[code].out_of
    if out_of not in (FULL, weight) and weight:
        row.problem("weight", _FIXED.fill(weight=show(out_of)), _WRITE.fill(weight=show(out_of)))
    paper.weights[code] = weight


def _check_sum(paper: _Paper) -> None:
    total = sum(paper.weights.values())
    if paper.is_sound and total != FULL:
        paper.row.problem("weight", _SUM.fill(sum=show(total)), _MAKE_SUM)
