"""The register as a workbook or as CSV. Every cell is a text; nothing in it can run as a formula."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

import xlsxwriter
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xianfeng.people.audit.operations import Actor, record
from xianfeng.people.members.models import Member, MemberQuerySet
from xianfeng.people.organizations.scope import operation
from xianfeng.site.tables import as_csv, plain, write_texts

AT_ONCE = 2000

Column = tuple[Any, Callable[[Member], Any]]


def _of(field: str) -> Any:
    return Member._meta.get_field(field).verbose_name  # type: ignore[union-attr]


COLUMNS: tuple[Column, ...] = (
    (_of("name"), lambda member: member.name),
    (_of("staff_no"), lambda member: member.staff_no),
    (_of("branch"), lambda member: member.branch or member.left_from),
    (gettext_lazy("party group"), lambda member: member.unit if member.unit_id != member.branch_id else None),
    (_of("kind"), lambda member: member.get_kind_display()),
    (_of("status"), lambda member: member.get_status_display()),
    (_of("category"), lambda member: member.get_category_display()),
    (_of("duties"), lambda member: member.get_duties_display()),
    (_of("joined_on"), lambda member: member.joined_on),
    (_of("full_on"), lambda member: member.full_on),
    (
        gettext_lazy("post"),
        lambda member: "、".join(held.get_post_display() for held in member.offices_today),
    ),
    (_of("work_post"), lambda member: member.work_post),
    (_of("work_phone"), lambda member: member.work_phone),
    (_of("work_email"), lambda member: member.work_email),
    (_of("team"), lambda member: member.team),
)


@operation
def export_members(
    actor: Actor, members: MemberQuerySet, *, kind: str, unit: int, filters: Sequence[str], by: str
) -> bytes:
    """Return the members as a file and record that they left, how many, and by which filters (their names only).

    `kind` is one of `FORMATS`; `by` stands at the foot of a printed workbook.
    """
    rows = [_cells(member) for member in members.select_related("team").iterator(AT_ONCE)]
    table = [_titles(), *rows]
    content = as_csv(table) if kind == "csv" else _as_workbook(table, by)
    record(actor, "members.export", unit=unit, members=len(rows), format=kind, filters=list(filters))
    return content


def _cells(member: Member) -> list[str]:
    return [_text(value(member)) for _title, value in COLUMNS]


def _text(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value if value is not None else "")


def _titles() -> list[str]:
    return [capfirst(str(title)) for title, _value in COLUMNS]


def _as_workbook(table: Iterable[Sequence[str]], by: str) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"constant_memory": True}) as book:
        sheet = book.add_worksheet(_("Members"))
        sheet.freeze_panes(1, 1)
        sheet.set_column(0, len(COLUMNS) - 1, 16)
        sheet.set_landscape()
        sheet.set_footer(f"&L{_footer(by)}&R&P / &N")
        write_texts(sheet, table)
    return out.getvalue()


def _footer(by: str) -> str:
    words = _("Taken out by %(by)s on %(day)s") % {"by": by, "day": timezone.localdate().isoformat()}
    return plain(words)
