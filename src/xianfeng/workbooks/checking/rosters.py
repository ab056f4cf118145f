"""The table of members: one or several dated rows a person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from xianfeng.engine.facts import Member, RosterRow
from xianfeng.engine.scheme import Scheme
from xianfeng.engine.text import Text, shown
from xianfeng.workbooks.checking.choices import Choices
from xianfeng.workbooks.checking.context import Roster
from xianfeng.workbooks.checking.rows import Row, rows_of
from xianfeng.workbooks.files import cells
from xianfeng.workbooks.files.grids import Grid

VARIANT = Text("类别", "variant")
OFFICE = Text("职务", "office")
_NOBODY = Text("没有党员", "there are no members")
_ADD = Text("请填写党员，每人至少一行", "Write the members, at least one row each")
_ONE_NAME = Text("请在同一编号的各行写同一个姓名", "Write the same name on all rows of one id")
_ONE_COUNT = Text("请只写一次，或各行写同一个数", "Write it once, or the same on all rows")
_SWAP = Text("请改正起止日期", "Correct the two dates")


@dataclass(frozen=True, slots=True)
class _Entry:
    """One row of the roster as it was read."""

    row: Row
    name: str
    stars: int | None
    data: RosterRow


def read_roster(grid: Grid | None, scheme: Scheme) -> Roster:
    """Return the members in the order of their first rows."""
    roster = Roster({}, is_there=grid is not None and "id" in grid.columns)
    for id_, entries in _by_id(grid, scheme).items():
        entries.sort(key=lambda entry: entry.data.start or date.min)
        _check_rows(entries)
        roster.members[id_] = Member(id_, entries[0].name, tuple(entry.data for entry in entries))
        roster.rows[id_] = entries[0].row
        stars = next((entry.stars for entry in entries if entry.stars is not None), None)
        if stars is not None:
            roster.stars[id_] = stars
    if grid is not None and roster.is_there and not roster.members:
        grid.report(None, "", _NOBODY, _ADD)
    return roster


def _by_id(grid: Grid | None, scheme: Scheme) -> dict[str, list[_Entry]]:
    variants = Choices(VARIANT, {code: variant.title for code, variant in scheme.variants.items()})
    offices = Choices(OFFICE, scheme.offices)
    found: dict[str, list[_Entry]] = {}
    for row in rows_of(grid):
        id_ = row.text("id")
        entry = _entry(row, variants, offices)
        if id_:
            found.setdefault(id_, []).append(entry)
    return found


def _entry(row: Row, variants: Choices, offices: Choices) -> _Entry:
    name, branch, group = row.text("name"), row.text("branch"), row.text("group")
    variant = row.choice("variant", variants) or next(iter(variants.titles))
    held, start, end = row.several("offices", offices), row.day("start"), row.day("end")
    if start and end and start > end:
        row.problem(
            "end", Text(f"止{end}早于起{start}", f"it ends on {end}, before it starts on {start}"), _SWAP
        )
    stars = row.read("carried_stars", cells.whole)
    return _Entry(row, name, stars, RosterRow(branch, variant, group, held, start, end))


def _check_rows(entries: Sequence[_Entry]) -> None:
    """Check the rows of one member, which are in order of start, against each other."""
    dated = [entry for entry in entries if entry.row.is_sound]
    for at, latter in enumerate(dated[1:], 1):
        _check_overlap(max(dated[:at], key=_last_day), latter)
    for entry in entries[1:]:
        _check_same(entry, entries[0])


def _last_day(entry: _Entry) -> date:
    return entry.data.end or date.max


def _check_overlap(former: _Entry, latter: _Entry) -> None:
    end, start = former.data.end, latter.data.start
    if end is not None and start is not None and end < start:
        return
    number = former.row.number
    what = Text(f"与第{number}行的日期重叠", f"its dates overlap those of row {number}")
    fix = Text(
        "请让前一行止于后一行起的前一天", "Let the earlier row end the day before the later one starts"
    )
    latter.row.problem("start", what, fix)


def _check_same(entry: _Entry, first: _Entry) -> None:
    number = first.row.number
    if entry.name and first.name and entry.name != first.name:
        zh, en = (
            "姓名“{name}”与第{row}行的“{other}”不同",
            'the name "{name}" differs from "{other}" on row {row}',
        )
        what = Text(zh, en).fill(name=shown(entry.name), other=shown(first.name), row=number)
        entry.row.problem("name", what, _ONE_NAME)
    if entry.stars is not None and first.stars is not None and entry.stars != first.stars:
        what = Text(f"与第{number}行不同", f"it differs from row {number}")
        entry.row.problem("carried_stars", what, _ONE_COUNT)
