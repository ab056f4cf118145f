"""The record of a branch as a workbook or as CSV. Every cell is a text; nothing in it can run as a formula."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter
from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from xianfeng.facts.models import Fact
from xianfeng.facts.showing import Shown, present
from xianfeng.people.audit.operations import Actor
from xianfeng.people.audit.operations import record as write_audit
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.scope import operation
from xianfeng.site.tables import as_csv, write_texts


@operation
def export_facts(
    actor: Actor, facts: QuerySet[Fact], branch: Unit, *, kind: str, filters: Sequence[str]
) -> bytes:
    """Return facts as a file and record that they left, how many, and by which filters (their names only)."""
    rows = [_titles(), *map(_cells, present(facts))]
    content = as_csv(rows) if kind == "csv" else _as_workbook(rows)
    write_audit(
        actor, "facts.export", None, branch.pk, facts=len(rows) - 1, format=kind, filters=list(filters)
    )
    return content


def _titles() -> list[str]:
    fields = (
        "number",
        "on",
        "member",
        "kind",
        "outcome",
        "document",
        "source",
        "recorded_by",
        "confirmed_by",
        "reason",
    )
    titles: list[Any] = [Fact._meta.get_field(field).verbose_name for field in fields]  # type: ignore[union-attr]
    return [capfirst(str(title)) for title in (*titles, _("Note"))]


def _cells(shown: Shown) -> list[str]:
    fact = shown.row
    return [
        str(fact.number), fact.on.isoformat(), fact.member.name, shown.title, shown.measured, fact.document,
        fact.get_source_display(), shown.said_by, shown.decided_by, fact.reason,
        fact.note.text if hasattr(fact, "note") else "",
    ]  # fmt: skip


def _as_workbook(rows: Sequence[Sequence[str]]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"constant_memory": True}) as book:
        sheet = book.add_worksheet(_("Record of facts"))
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(rows[0]) - 1, 16)
        write_texts(sheet, rows)
    return out.getvalue()
