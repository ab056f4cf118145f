"""Everything kept about an account in one file: JSON for programs, a workbook for people."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

import xlsxwriter
from django.utils import timezone

from xianfeng.people.accounts.models import User
from xianfeng.people.privacy.kept import REGISTER, Kept, for_programs
from xianfeng.people.privacy.retention import lengths, said
from xianfeng.site.tables import FORMATS

TYPES = {
    "xlsx": FORMATS["xlsx"],
    "json": "application/json",
}


def as_json(user: User) -> tuple[bytes, int]:
    """Return a JSON text of everything kept about an account, and how many rows it has."""
    chosen = lengths()
    kinds = [_kind(kept, user, chosen) for kept in REGISTER.values()]
    whole = {"made_at": timezone.now().isoformat(), "account": user.username, "kept": kinds}
    count = sum(len(kind["rows"]) for kind in kinds)
    return json.dumps(whole, ensure_ascii=False, indent=2).encode(), count


def _kind(kept: Kept, user: User, chosen: dict[str, int]) -> dict[str, Any]:
    columns = kept.columns()
    return {
        "code": kept.code,
        "title": str(kept.title),
        "why": str(kept.why),
        "readers": [str(reader) for reader in kept.readers],
        "retention": said(kept.retention, chosen),
        "rows": [{field.name: for_programs(row, field) for field in columns} for row in kept.rows(user)],
    }


def as_xlsx(user: User) -> tuple[bytes, int]:
    """Return a workbook with a sheet for each kind, every cell a text, and how many rows it has."""
    out = BytesIO()
    count = 0
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        bold = book.add_format({"bold": True})
        for number, kept in enumerate(REGISTER.values(), start=1):
            sheet = book.add_worksheet(f"{number} {_sheet_name(str(kept.title))}")
            count += _write(sheet, kept, user, bold)
    return out.getvalue(), count


def _sheet_name(title: str) -> str:
    return "".join(" " if sign in "[]:*?/\\'" else sign for sign in title)[:27]


def _write(sheet: Any, kept: Kept, user: User, bold: Any) -> int:
    columns = kept.columns()
    for at, field in enumerate(columns):
        sheet.write_string(0, at, str(field.verbose_name), bold)
    number = 0
    for number, row in enumerate(kept.rows(user), start=1):
        for at, field in enumerate(columns):
            sheet.write_string(number, at, kept.for_people(row, field))
    sheet.freeze_panes(1, 0)
    sheet.autofit()
    return number


WRITERS = {"json": as_json, "xlsx": as_xlsx}
