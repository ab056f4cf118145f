"""What every table is checked against: the scheme, the periods, the last day, and who is on the roster."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from xianfeng.engine.calendar import Period
from xianfeng.engine.facts import Member
from xianfeng.engine.scheme import Scheme
from xianfeng.engine.text import Text, joined, shown
from xianfeng.workbooks.checking.choices import Nearest
from xianfeng.workbooks.checking.rows import Row
from xianfeng.workbooks.files.findings import Findings

_SEE_ROSTER = Text("请照“党员”表的编号填写", 'Write an id of the table "members"')


@dataclass(slots=True)
class Context:
    """The scheme and the stretch that is settled; warnings are collected here."""

    scheme: Scheme
    periods: tuple[Period, ...]
    as_of: date
    warnings: Findings = field(default_factory=Findings)
    other_periods: int = 0

    @property
    def first(self) -> date:
        """The first day of which facts are read."""
        return date(self.periods[0].year, 1, 1)

    def end(self, period: Period) -> date:
        return min(period.end, self.as_of)

    def warn(self, row: Row, code: str, what: Text, fix: Text) -> None:
        self.warnings.add(row.grid.order(row.number, code), row.grid.place(row.number, code), what, fix)

    def period_of(self, row: Row) -> Period | None:
        """Return the period that a row belongs to, settled or not; None when it is wrong."""
        if not row.gives("period"):
            return self._only_period(row)
        period = row.period("period")
        if period is None or period.unit is self.scheme.period:
            return period
        what = Text("本办法没有“{code}”这样的期", 'the scheme has no periods such as "{code}"')
        fix = Text("请写{code}这样的期", "Write a period such as {code}")
        row.problem("period", what.fill(code=period.code), fix.fill(code=self.periods[0].code))
        return None

    def _only_period(self, row: Row) -> Period | None:
        if len(self.periods) == 1:
            return self.periods[0]
        what = Text("没有写期，而本次结算好几期", "no period is written, but several are settled")
        codes = joined([Text.same(period.code) for period in self.periods])
        row.problem("period", what, Text("请写其中一期：{codes}", "Write one of: {codes}").fill(codes=codes))
        return None

    def leaves_out(self, period: Period) -> bool:
        """Whether a period is not settled; a row of it is then counted."""
        self.other_periods += period not in self.periods
        return period not in self.periods


@dataclass(slots=True)
class Roster:
    """The members by id. Without a table of members nobody is looked for: its absence is reported."""

    members: dict[str, Member]
    is_there: bool = True
    stars: dict[str, int] = field(default_factory=dict)
    rows: dict[str, Row] = field(default_factory=dict)
    _nearest: Nearest | None = None

    def find(self, row: Row, code: str) -> Member | None:
        """Return the member whose id is in the cell; None with a problem when there is no such member."""
        written = row.text(code)
        if not written or not self.is_there:
            return None
        member = self.members.get(written)
        if member is None:
            what = Text("名册里没有“{id}”", 'nobody on the roster has the id "{id}"')
            row.problem(code, what.fill(id=shown(written)), self._fix(written))
        return member

    def _fix(self, written: str) -> Text:
        if self._nearest is None:
            self._nearest = Nearest(self.members)
        nearest = self._nearest.to(written)
        if nearest is None:
            return _SEE_ROSTER
        return Text("是不是“{id}”", 'Perhaps "{id}"').fill(id=nearest)
