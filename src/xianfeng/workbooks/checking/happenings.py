"""The table of facts: what happened to whom on which day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from xianfeng.engine.amounts import MAX_FACTS, MAX_QUANTITY, ONE, show
from xianfeng.engine.calendar import Period, Unit
from xianfeng.engine.facts import Fact, Member
from xianfeng.engine.scheme import Component, Item, Kind, Rule, Scheme
from xianfeng.engine.text import Text, shown
from xianfeng.workbooks.checking.choices import Choices
from xianfeng.workbooks.checking.context import Context, Roster
from xianfeng.workbooks.checking.rows import Row, rows_of
from xianfeng.workbooks.files.cells import between
from xianfeng.workbooks.files.grids import Grid

KIND = Text("事项", "kind")
OUTCOME = Text("结果", "outcome")
_UNIQUE = Text("请每条写不同的凭据", "Give every row a ref of its own")
_NO_OUTCOME = Text("这个事项没有结果一项", "facts of this kind have no outcome")
_EMPTY_IT = Text("请留空", "Leave it empty")
_NEEDS_OUTCOME = Text("没有写结果", "the outcome is missing")
_NEEDS_DOCUMENT = Text(
    "没有写文号，而这个事项必须有正式文件", "this kind needs the number of a formal document"
)
_WRITE_NUMBER = Text("请写上文号", "Write the document's number")
_DIVIDE = Text("请检查是否重复录入", "Check whether facts were entered twice")
_JUDGED = Text("{quantity}不在评分范围内", "{quantity} is outside the range of points to be judged")


@dataclass(frozen=True, slots=True)
class _Range:
    """A rule whose quantity is judged: for whom, in which tallies, from what to what."""

    tally: Unit
    item: Item
    rule: Rule

    @property
    def limits(self) -> tuple[int, int]:
        sizes = sorted(abs(end) for end in self.rule.judged or ())
        return sizes[0], sizes[1]

    def holds_for(self, kind: Kind, outcome: str, variant: str) -> bool:
        named = self.rule.outcomes
        matches = outcome in named if named is not None else outcome not in kind.excused
        return matches and self.rule.scope.includes(variant) and self.item.scope.includes(variant)


@dataclass(slots=True)
class Facts:
    """The facts that are read, those that are not counted, and on which row each member's first away one is."""

    read: list[Fact] = field(default_factory=list)
    outside: int = 0
    away: dict[str, list[Row]] = field(default_factory=dict)


def read_facts(grid: Grid | None, context: Context, roster: Roster) -> Facts:
    """Return the facts of the year up to the last day; the rest are checked for what they hold, and counted."""
    checker = _Checker(context, roster)
    for row in rows_of(grid):
        checker.check(row)
    return checker.facts


class _Checker:
    def __init__(self, context: Context, roster: Roster) -> None:
        self.facts = Facts()
        self._context, self._roster = context, roster
        kinds = context.scheme.kinds
        self._kinds = Choices(KIND, {code: kind.title for code, kind in kinds.items()})
        self._outcomes = {code: Choices(OUTCOME, kind.outcomes) for code, kind in kinds.items()}
        self._ranges = _ranges(context.scheme)
        self._refs: dict[str, int] = {}
        self._counts: Counter[str] = Counter()

    def check(self, row: Row) -> None:
        ref, on = row.text("ref"), row.day("on")
        quantity, document = row.amount("quantity", 0, MAX_QUANTITY), row.text("document")
        row.text("note")
        self._check_ref(row, ref)
        if on is not None and not self._context.first <= on <= self._context.as_of:
            self._set_aside(row)
            return
        member, kind = self._roster.find(row, "member"), self._kind(row)
        outcome = self._outcome(row, kind)
        self._check_document(row, kind, document)
        if not row.is_sound or member is None or kind is None or on is None or outcome is None:
            return
        amount = ONE if quantity is None else quantity
        self._check_judged(row, member, kind, outcome, on, amount)
        self._check_presence(row, member, on)
        self.facts.read.append(Fact(ref, member.id, kind.code, on, amount, outcome, document))

    def _set_aside(self, row: Row) -> None:
        for code in ("member", "kind", "outcome"):
            if row.gives(code):
                row.text(code)
        self.facts.outside += 1

    def _check_ref(self, row: Row, ref: str) -> None:
        if not ref:
            return
        first = self._refs.setdefault(ref, row.number)
        if first != row.number:
            what = Text("凭据“{ref}”与第{row}行重复", 'the ref "{ref}" is that of row {row}')
            row.problem("ref", what.fill(ref=shown(ref), row=first), _UNIQUE)

    def _kind(self, row: Row) -> Kind | None:
        code = row.choice("kind", self._kinds)
        return self._context.scheme.kinds[code] if code else None

    def _outcome(self, row: Row, kind: Kind | None) -> str | None:
        """Return the code of the outcome; empty where the kind has none, None where it is wrong."""
        if kind is None:
            return None
        choices = self._outcomes[kind.code]
        if kind.outcomes and row.gives("outcome"):
            return row.choice("outcome", choices)
        if kind.outcomes:
            row.problem("outcome", _NEEDS_OUTCOME, choices.allowed())
        elif row.gives("outcome"):
            row.problem("outcome", _NO_OUTCOME, _EMPTY_IT)
        return ""

    def _check_document(self, row: Row, kind: Kind | None, document: str) -> None:
        if kind is not None and kind.document and not document and not row.gives("document"):
            row.problem("document", _NEEDS_DOCUMENT, _WRITE_NUMBER)

    def _check_judged(
        self, row: Row, member: Member, kind: Kind, outcome: str, on: date, quantity: int
    ) -> None:
        for each in self._ranges.get(kind.code, ()):
            end = self._context.end(Period.containing(each.tally, on))
            least, most = each.limits
            if not each.holds_for(kind, outcome, member.row_on(end).variant) or least <= quantity <= most:
                continue
            row.problem("quantity", _JUDGED.fill(quantity=show(quantity)), between(least, most))
            return

    def _check_presence(self, row: Row, member: Member, on: date) -> None:
        self._counts[member.id] += 1
        if self._counts[member.id] == MAX_FACTS + 1:
            what = Text(f"此人的事实超过{MAX_FACTS}条", f"this member has more than {MAX_FACTS} facts")
            row.problem("member", what, _DIVIDE)
        if not member.was_there(on):
            self.facts.away.setdefault(member.id, []).append(row)


def _ranges(scheme: Scheme) -> dict[str, list[_Range]]:
    """Return the rules whose quantity is judged, by the kinds that they count."""
    found: dict[str, list[_Range]] = {}
    for component in scheme.components.values():
        for each in _judged(component, scheme):
            for kind in each.rule.kinds:
                found.setdefault(kind, []).append(each)
    return found


def _judged(component: Component, scheme: Scheme) -> Iterator[_Range]:
    sheet = scheme.sheet_of(component)
    for section in sheet.sections.values() if sheet else ():
        for item in section.items.values():
            for rule in item.rules:
                if rule.judged is not None:
                    yield _Range(component.tally or scheme.period, item, rule)
