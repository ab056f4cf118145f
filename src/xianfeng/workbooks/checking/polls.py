"""The table of ballots: rows are put together to ballots, and each is checked as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from xianfeng.engine.amounts import FULL
from xianfeng.engine.calendar import Period
from xianfeng.engine.facts import Ballot, Member
from xianfeng.engine.scheme import Component, Item
from xianfeng.engine.text import Text, joined
from xianfeng.workbooks.checking.answers import Answer, Answers
from xianfeng.workbooks.checking.context import Context, Roster
from xianfeng.workbooks.checking.rows import Row, rows_of
from xianfeng.workbooks.files.grids import Grid

_TWICE = Text("这张票在第{row}行已经评过这一项", "this ballot has answered this already on row {row}")
_ONCE = Text("请只留一行，或改正票号", "Keep one row, or correct the ballot's number")
_LACKS = Text("这张票缺少：{items}", "this ballot lacks: {items}")
_ANSWER_ALL = Text("请补上缺少的项目", "Add the rows that are missing")
_LIKE_OTHERS = Text(
    "请补上，因为同类的其他票评了这些项目", "Add them, for other ballots of this kind answer them"
)


class Key(NamedTuple):
    """What makes a ballot one ballot: the period, the ratee, the kind of rater and its number."""

    period: str
    ratee: str
    rater_kind: str
    ballot: str


@dataclass(slots=True)
class _Paper:
    """A ballot as its rows are read: the answers, and on which row each stands."""

    row: Row
    component: Component
    items: Mapping[str, Item]
    answers: dict[str, int | str] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    is_sound: bool = True


def read_ballots(grid: Grid | None, context: Context, roster: Roster) -> dict[str, tuple[Ballot, ...]]:
    """Return the ballots by the code of their period, in the order of their first rows."""
    collector = _Collector(context, roster)
    for row in rows_of(grid):
        collector.add(row)
    collector.check()
    found: dict[str, list[Ballot]] = {}
    for key, paper in collector.papers.items():
        ballot = Ballot(key.ratee, key.rater_kind, key.ballot, paper.answers)
        found.setdefault(key.period, []).append(ballot)
    return {period: tuple(ballots) for period, ballots in found.items()}


class _Collector:
    def __init__(self, context: Context, roster: Roster) -> None:
        self.papers: dict[Key, _Paper] = {}
        self._context, self._roster = context, roster
        self._answers = Answers(context.scheme)
        self._doubtful: set[tuple[str, str]] = set()

    def add(self, row: Row) -> None:
        period = self._context.period_of(row)
        if period is not None and self._context.leaves_out(period):
            _check_contents(row)
            return
        ratee, number = self._roster.find(row, "ratee"), row.text("ballot")
        component = self._answers.component(row)
        if period is None or ratee is None or component is None or not number:
            # A row that belongs nowhere may be what its ballot seems to lack.
            self._doubtful.add((row.text("ratee"), number))
            return
        self._put(row, self._paper(row, period, ratee, component, number))

    def _paper(self, row: Row, period: Period, ratee: Member, component: Component, number: str) -> _Paper:
        key = Key(period.code, ratee.id, component.raters or "", number)
        paper = self.papers.get(key)
        if paper is None:
            variant = ratee.row_on(self._context.end(period)).variant
            items = self._answers.items(component, variant)
            paper = self.papers[key] = _Paper(row, component, items)
        return paper

    def _put(self, row: Row, paper: _Paper) -> None:
        answer = self._answers.answer(row, paper.component, paper.items)
        if answer is None:
            paper.is_sound = False
        elif answer.item in paper.rows:
            paper.is_sound = False
            row.problem("item", _TWICE.fill(row=paper.rows[answer.item]), _ONCE)
        else:
            _write(paper, row, answer)

    def check(self) -> None:
        """Check that every ballot answers what it must."""
        asked = _asked(self.papers)
        for key, paper in self.papers.items():
            if paper.is_sound and (key.ratee, key.ballot) not in self._doubtful:
                _check_whole(paper, asked[key[:3]])


def _write(paper: _Paper, row: Row, answer: Answer) -> None:
    paper.answers[answer.item] = answer.value
    paper.rows[answer.item] = row.number


def _check_contents(row: Row) -> None:
    """Check what a row of another period holds, not what it means."""
    for code in ("ratee", "rater_kind", "ballot", "item", "grade"):
        row.text(code)
    row.amount("score", 0, FULL)


def _asked(papers: Mapping[Key, _Paper]) -> dict[tuple[str, str, str], set[str]]:
    """Return the items that any ballot of one kind about one ratee answers."""
    found: dict[tuple[str, str, str], set[str]] = {}
    for key, paper in papers.items():
        found.setdefault(key[:3], set()).update(paper.answers)
    return found


def _check_whole(paper: _Paper, asked: set[str]) -> None:
    lacks = [item for code, item in paper.items.items() if code not in paper.answers]
    if not paper.items or not lacks:
        return
    own = [item for item in lacks if not paper.component.prefilled or not item.rules]
    others = [item for item in lacks if item not in own and item.code in asked]
    if own:
        paper.row.problem("item", _LACKS.fill(items=_titles(own)), _ANSWER_ALL)
    if others:
        paper.row.problem("item", _LACKS.fill(items=_titles(others)), _LIKE_OTHERS)


def _titles(items: Iterable[Item]) -> Text:
    return joined([item.title for item in items])
