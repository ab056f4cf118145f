"""Files: what is in reach, every cell a text that runs nothing, recorded with the number of members."""

from __future__ import annotations

import csv
import io

import openpyxl
import pytest
from django.http import HttpResponse
from django.urls import reverse

from tests.people.members.making import registered
from tests.people.world import World
from xianfeng.people.audit.models import AuditEntry
from xianfeng.people.members.models import Member

pytestmark = pytest.mark.django_db
PAYLOADS = [
    '=HYPERLINK("https://example.org","x")', "=1+1", "+1+1", "-1+1", "@SUM(1)", "\t=1", "\r=1", "\n=1", " =1", "＝1",
    "＋1", "－1", "＠1", "=cmd|' /C calc'!A0", "|=1", ";=1",
]  # fmt: skip


def download(world: World, who: str, kind: str, query: str = "") -> HttpResponse:
    answer = world.client(who).post(reverse("members:export") + query, {"format": kind})
    assert isinstance(answer, HttpResponse)
    return answer


def csv_rows(answer: HttpResponse) -> list[list[str]]:
    assert answer.content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


def sheet_rows(answer: HttpResponse) -> list[list[str]]:
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert sheet is not None
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    assert not [
        cell for row in sheet.iter_rows() for cell in row if cell.data_type == "n" and cell.value is not None
    ]
    return [[str(cell.value or "") for cell in row] for row in sheet.iter_rows()]


def test_a_file_has_what_the_list_has(world: World) -> None:
    registered(world.one, name="周文海", staff_no="AB100", work_phone="0990-6801234", duties="reduced")
    expected = {member.staff_no for member in Member.objects.filter(branch=world.first)}
    for rows in (
        csv_rows(download(world, "secretary", "csv")),
        sheet_rows(download(world, "secretary", "xlsx")),
    ):
        assert {row[1] for row in rows[1:]} == expected
        ours = next(row for row in rows if row[1] == "AB100")
        assert ours[0] == "周文海"
        assert ours[2:4] == ["采油一站党支部", "第一党小组"]
        assert ours[8:10] == ["2015-07-01", "2016-07-01"]
        assert "0990-6801234" in ours
        assert len({len(row) for row in rows}) == 1


def test_a_file_follows_the_filters(world: World) -> None:
    registered(world.one, name="周文海", staff_no="AB100")
    rows = csv_rows(download(world, "officer", "csv", "?search=ab1"))
    assert [row[1] for row in rows[1:]] == ["AB100"]
    rows = csv_rows(download(world, "officer", "csv", f"?unit={world.second.pk}"))
    assert {row[1] for row in rows[1:]} == {
        world.members[key].staff_no for key in ("neighbour", "second_secretary")
    }


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_in_a_file_runs(world: World, payload: str) -> None:
    made = registered(world.one)
    Member.objects.filter(pk=made.pk).update(name=payload[:40], work_post=payload, work_email=payload)
    for row in csv_rows(download(world, "secretary", "csv")):
        for cell in row:
            assert not cell.lstrip(" ").startswith(
                ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
            )
    assert any(
        payload.strip() in cell for row in sheet_rows(download(world, "secretary", "xlsx")) for cell in row
    )


def test_every_file_is_recorded_with_its_number_and_without_what_was_searched(world: World) -> None:
    registered(world.one, name="周文海")
    download(world, "officer", "csv", f"?search=zhouwenhai&unit={world.first.pk}")
    entry = AuditEntry.objects.get(action="members.export")
    assert entry.actor == world.users["officer"].pk
    assert entry.unit == world.first.pk
    assert entry.details == {"members": 1, "format": "csv", "filters": ["search"]}


def test_a_file_without_a_chosen_unit_is_recorded_where_the_right_comes_from(world: World) -> None:
    download(world, "secretary", "xlsx")
    assert AuditEntry.objects.get(action="members.export").unit == world.first.pk


@pytest.mark.parametrize(
    ("who", "status"), [("inspector", 403), ("leader", 403), ("member", 403), ("administrator", 403)]
)
def test_only_who_keeps_the_register_takes_it_out(world: World, who: str, status: int) -> None:
    assert download(world, who, "csv").status_code == status
    assert not AuditEntry.objects.filter(action="members.export").exists()


def test_a_unit_out_of_reach_is_not_there(world: World) -> None:
    assert download(world, "secretary", "csv", f"?unit={world.second.pk}").status_code == 404


def test_a_visit_takes_nothing_out(world: World) -> None:
    assert world.client("secretary").get(reverse("members:export")).status_code == 405
