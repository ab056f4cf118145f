"""Spreadsheets to import, and how to send them through the pages."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from xianfeng.people.members.importing.models import ImportDraft
from xianfeng.people.organizations.models import Unit

Rows = Sequence[Sequence[Any]]
HEAD = ("姓名", "员工号", "所在党支部", "党小组", "入党时间", "转正时间", "人员类别")


def xlsx(
    sheets: Mapping[str, Rows] | Rows, name: str = "名册.xlsx", hidden: Sequence[str] = ()
) -> SimpleUploadedFile:
    """Return a workbook; of one sheet when only rows are given."""
    by_name = sheets if isinstance(sheets, Mapping) else {"党员": sheets}
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for title, rows in by_name.items():
            sheet = book.add_worksheet(title)
            if title in hidden:
                sheet.hide()
            for number, row in enumerate(rows):
                for at, value in enumerate(row):
                    if isinstance(value, date):
                        sheet.write_datetime(number, at, value, day)
                    else:
                        sheet.write(number, at, value)
    return SimpleUploadedFile(name, out.getvalue())


def as_csv(rows: Rows, name: str = "名册.csv", encoding: str = "utf-8-sig") -> SimpleUploadedFile:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return SimpleUploadedFile(name, out.getvalue().encode(encoding))


def send(client: Client, unit: Unit, file: SimpleUploadedFile) -> Any:
    """Send a file as the page does; return the answer."""
    return client.post(reverse("members:importing:start"), {"unit": unit.pk, "file": file})


def drafted(client: Client, unit: Unit, file: SimpleUploadedFile) -> ImportDraft:
    """Send a file that can be read; return what waits for confirmation."""
    answer = send(client, unit, file)
    assert answer.status_code == 302, answer.content.decode()
    return ImportDraft.objects.unscoped().order_by("-pk")[0]


def url(draft: ImportDraft, page: str = "draft", *more: Any) -> str:
    return reverse(f"members:importing:{page}", args=[draft.pk, *more])


def confirm(client: Client, draft: ImportDraft) -> Any:
    """Press the button of the dry run."""
    plan = client.get(url(draft)).context["plan"]
    return client.post(url(draft, "run"), {"plan": plan.digest})
