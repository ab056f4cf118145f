"""An empty workbook to fill in: the columns that are read, a hint for each, and lists to choose from."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from xianfeng.engine.text import Text
from xianfeng.people.members.importing.columns import COLUMNS, Column
from xianfeng.people.members.importing.words import said
from xianfeng.people.organizations.models import Team, Unit
from xianfeng.people.organizations.scope import subtree
from xianfeng.workbooks.writing.book import FONT, HEAD_FILL, INK, LINE

LAST_ROW = 50_000
_BASE = {"font_name": FONT, "font_size": 11, "font_color": INK}
_PLAIN = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def blank_workbook(unit: Unit) -> bytes:
    """Return a workbook for the members of a unit: without names, with its branches, groups and teams to choose."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "default_format_properties": _BASE, **_PLAIN}) as book:
        sheet = book.add_worksheet(_("Members"))
        lists = book.add_worksheet("lists")
        lists.hide()
        sheet.freeze_panes(1, 0)
        sheet.set_row(0, 24)
        head = book.add_format(
            {**_BASE, "bold": True, "bg_color": HEAD_FILL, "bottom": 1, "bottom_color": LINE}
        )
        text = book.add_format({**_BASE, "num_format": "@"})
        for at, column in enumerate(COLUMNS):
            sheet.set_column(at, at, 18, text)
            sheet.write_string(0, at, said(column.title) + ("*" if column.required else ""), head)
            sheet.data_validation(
                1, at, LAST_ROW, at, validation(lists, at, column.title, column.hint, _choices(unit, column))
            )
    return out.getvalue()


def _choices(unit: Unit, column: Column) -> Sequence[str]:
    if column.choices:
        at = 1 if said(column.title) == column.title.en else 0
        return [words[at] for words in column.choices.values()]
    within = Unit.objects.unscoped().filter(subtree("path", (unit.path,))).standing()
    kinds = {"branch": Unit.Kind.BRANCH, "group": Unit.Kind.GROUP}
    if column.code in kinds:
        return sorted(set(within.filter(kind=kinds[column.code]).values_list("name", flat=True)))
    if column.code == "team":
        teams = Team.objects.unscoped().standing().filter(unit__in=within.values("pk"))
        return sorted(set(teams.values_list("name", flat=True)))
    return ()


def validation(lists: Any, at: int, title: Text, hint: Text, choices: Sequence[str]) -> dict[str, Any]:
    """Return the hint of a column and, where there is one, the list to choose from; other text stays possible."""
    shown = {
        "input_title": said(title)[:32],
        "input_message": said(hint)[:255],
        "ignore_blank": True,
    }
    if not choices:
        return {**shown, "validate": "any"}
    lists.write_column(0, at, choices)
    letter = chr(ord("A") + at)
    source = f"=lists!${letter}$1:${letter}${len(choices)}"
    return {**shown, "validate": "list", "source": source, "error_type": "warning"}
