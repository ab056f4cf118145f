"""The example row of each table of the template. Its first required cell says that it is one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from xianfeng.engine.calendar import Period
from xianfeng.engine.scheme import Kind, Scheme
from xianfeng.engine.text import Language, Text
from xianfeng.engine.words import RATERS
from xianfeng.workbooks.tables import ADJUSTMENTS, BALLOTS, FACTS, MEMBERS, RESOLUTIONS, Column, Table
from xianfeng.workbooks.writing.options import kinds_read

Shown = str | float | date

MARK = Text("示例", "EXAMPLE ")
MEMBER = "M0001"


def example(
    scheme: Scheme, table: Table, columns: Sequence[Column], language: Language
) -> Mapping[str, Shown]:
    """Return the example row of a table by column; the reader skips it by its first required cell."""
    cells = {code: _said(cell, language) for code, cell in _CELLS[table](scheme).items()}
    first = next(column.code for column in table.columns if column.required)
    shown = {code: cell for code, cell in cells.items() if code in {column.code for column in columns}}
    return {**shown, first: f"{MARK.get(language)}{shown[first]}"}


def _said(cell: Shown | Text, language: Language) -> Shown:
    return cell.get(language) if isinstance(cell, Text) else cell


def _members(scheme: Scheme) -> dict[str, Shown | Text]:
    return {
        "id": MEMBER,
        "name": Text("张三", "Zhang San"),
        "branch": Text("第一党支部", "first branch"),
        "group": Text("第一小组", "first group"),
        "variant": next(iter(scheme.variants.values())).title,
        "offices": next(iter(scheme.offices.values()), Text("", "")),
        "start": date(scheme.version.year + 1, 1, 1),
    }


def _facts(scheme: Scheme) -> dict[str, Shown | Text]:
    kind = next(iter(kinds_read(scheme).values()))
    return {
        "ref": "F0001",
        "member": MEMBER,
        "kind": kind.title,
        "on": date(scheme.version.year + 1, 3, 1),
        "quantity": 1.0,
        "outcome": _outcome(kind),
        "note": Text("可不填", "may be empty"),
    }


def _outcome(kind: Kind) -> Text:
    return next(iter(kind.outcomes.values()), Text("", ""))


def _ballots(scheme: Scheme) -> dict[str, Shown | Text]:
    part = next(component for component in scheme.components.values() if component.raters)
    sheet = scheme.sheet_of(part)
    items = [item for section in sheet.sections.values() for item in section.items.values()] if sheet else []
    rated = next((item for item in items if not (part.prefilled and item.rules)), None)
    return {
        "period": _period(scheme),
        "ratee": MEMBER,
        "rater_kind": RATERS[part.raters or ""],
        "ballot": "B0001",
        "item": rated.title if rated else "",
        "score": (rated.points or 0) / 100 if rated else 90.0,
    }


def _adjustments(scheme: Scheme) -> dict[str, Shown | Text]:
    return {
        "period": _period(scheme),
        "member": MEMBER,
        "points": 1.0,
        "reason": Text("商议的理由", "why the panel decided so"),
        "document": Text("会议纪要1号", "minutes no. 1"),
    }


def _resolutions(scheme: Scheme) -> dict[str, Shown | Text]:
    first = next(iter(scheme.components.values()))
    return {
        "period": _period(scheme),
        "member": MEMBER,
        "document": Text("支部决议1号", "resolution no. 1"),
        "component": first.title,
        "weight": 100.0,
    }


def _period(scheme: Scheme) -> str:
    return Period.containing(scheme.period, date(scheme.version.year + 1, 12, 31)).code


_CELLS = {
    MEMBERS: _members,
    FACTS: _facts,
    BALLOTS: _ballots,
    ADJUSTMENTS: _adjustments,
    RESOLUTIONS: _resolutions,
}
