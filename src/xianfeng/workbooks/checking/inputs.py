"""Reads a workbook or folder and checks it against a scheme: every problem at once, or the inputs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from xianfeng.engine.calendar import Period
from xianfeng.engine.facts import Inputs, Member
from xianfeng.engine.problems import InvalidInput, Problem
from xianfeng.engine.scheme import Scheme
from xianfeng.engine.text import Text, joined
from xianfeng.workbooks.checking.context import Context, Roster
from xianfeng.workbooks.checking.decisions import read_adjustments, read_resolutions
from xianfeng.workbooks.checking.happenings import Facts, read_facts
from xianfeng.workbooks.checking.polls import read_ballots
from xianfeng.workbooks.checking.rosters import read_roster
from xianfeng.workbooks.files.findings import Findings
from xianfeng.workbooks.files.opening import Grids, read_grids
from xianfeng.workbooks.files.places import whole_file

_NAMED = 5
_AWAY = Text(
    "{member}有{n}条事实不在其名册日期内：{refs}",
    "{member} has {n} facts on days outside the roster rows: {refs}",
)
_CHECK_DATES = Text("请核对日期；这些事实照样计入", "Check the dates; these facts count all the same")
_NO_FACTS = Text("{member}一条事实也没有", "{member} has not a single fact")
_CHECK_FACTS = Text("请核对是否漏录", "Check whether any were forgotten")
_NONE_AT_ALL = Text("没有任何事实", "there are no facts at all")


@dataclass(frozen=True, slots=True)
class Skipped:
    """What was not read: how many facts out of the dates, rows of other periods and examples; which columns.

    `columns` are pairs of a sheet and a column, `sheets` sheets or files, as they are written.
    """

    facts: int = 0
    other_periods: int = 0
    examples: int = 0
    sheets: tuple[str, ...] = ()
    columns: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What an input holds, what is worth a warning, and what was not read."""

    inputs: Inputs
    warnings: tuple[Problem, ...] = ()
    skipped: Skipped = Skipped()


def read_inputs(path: Path, scheme: Scheme, periods: Iterable[Period], as_of: date | None = None) -> Reading:
    """Return what a workbook or a folder of CSV or Parquet files holds for periods of one year.

    Facts are read up to as_of, by default the last day of the last period.
    Raises InvalidInput with every problem of all tables, by table, row and column.
    """
    wanted, findings = tuple(periods), Findings()
    context = Context(scheme, wanted, as_of or wanted[-1].end)
    grids = read_grids(Path(path), findings)
    tables = grids.tables
    roster = read_roster(tables.get("members"), scheme)
    facts = read_facts(tables.get("facts"), context, roster)
    inputs = Inputs(
        tuple(roster.members.values()),
        tuple(facts.read),
        read_ballots(tables.get("ballots"), context, roster),
        read_adjustments(tables.get("adjustments"), context, roster),
        read_resolutions(tables.get("resolutions"), context, roster),
        roster.stars,
    )
    problems = findings.in_order()
    if problems:
        raise InvalidInput(problems)
    _warn(path, context, roster, facts)
    return Reading(inputs, context.warnings.in_order(), _skipped(grids, context, facts))


def _skipped(grids: Grids, context: Context, facts: Facts) -> Skipped:
    return Skipped(facts.outside, context.other_periods, grids.examples, grids.sheets, tuple(grids.columns))


def _warn(path: Path, context: Context, roster: Roster, facts: Facts) -> None:
    for id_, rows in facts.away.items():
        refs = joined([Text.same(row.text("ref")) for row in rows[:_NAMED]])
        more = Text("{refs}等", "{refs} and others").fill(refs=refs) if len(rows) > _NAMED else refs
        context.warn(rows[0], "on", _AWAY.fill(member=id_, n=len(rows), refs=more), _CHECK_DATES)
    if not _counts_facts(context.scheme):
        return
    if not facts.read:
        context.warnings.add((1, 0, 0), whole_file(path.name), _NONE_AT_ALL, _CHECK_FACTS)
        return
    known = {fact.member for fact in facts.read}
    for id_, member in roster.members.items():
        if id_ not in known and _was_there(member, context):
            context.warn(roster.rows[id_], "id", _NO_FACTS.fill(member=id_), _CHECK_FACTS)


def _counts_facts(scheme: Scheme) -> bool:
    """Whether any component takes anything from facts."""
    return any(c.sheet and (not c.raters or c.prefilled) for c in scheme.components.values())


def _was_there(member: Member, context: Context) -> bool:
    """Whether any row of the member touches the days of which facts are read."""
    return any(
        (row.start is None or row.start <= context.as_of) and (row.end is None or row.end >= context.first)
        for row in member.rows
    )
