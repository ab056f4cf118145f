"""An empty facts sheet to fill in: the columns that are read, a hint for each, and the kinds and outcomes there are."""

from __future__ import annotations

import io

import xlsxwriter

from xianfeng.facts.entry.columns import HINTS, TITLES
from xianfeng.facts.entry.kinds import Kinds
from xianfeng.people.members.importing.template import validation
from xianfeng.people.members.importing.words import said
from xianfeng.people.organizations.models import Unit
from xianfeng.workbooks.tables import FACTS
from xianfeng.workbooks.writing.book import FONT, HEAD_FILL, INK, LINE

LAST_ROW = 10_000
_BASE = {"font_name": FONT, "font_size": 11, "font_color": INK}
_PLAIN = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def blank_workbook(unit: Unit) -> bytes:
    """Return a workbook for facts of a unit's members, without names."""
    kinds = Kinds.around(unit).all.values()
    outcomes = dict.fromkeys(said(title) for kind in kinds for title in kind.outcomes.values())
    choices = {"kind": [said(kind.title) for kind in kinds], "outcome": list(outcomes)}
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "default_format_properties": _BASE, **_PLAIN}) as book:
        sheet, lists = book.add_worksheet(said(FACTS.title)), book.add_worksheet("lists")
        lists.hide()
        sheet.freeze_panes(1, 0)
        head = book.add_format(
            {**_BASE, "bold": True, "bg_color": HEAD_FILL, "bottom": 1, "bottom_color": LINE}
        )
        text = book.add_format({**_BASE, "num_format": "@"})
        for at, (code, title) in enumerate(TITLES.items()):
            sheet.set_column(at, at, 18, text)
            sheet.write_string(0, at, said(title), head)
            shown = validation(lists, at, title, HINTS[code], choices.get(code, ()))
            sheet.data_validation(1, at, LAST_ROW, at, shown)
    return out.getvalue()
