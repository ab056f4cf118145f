from __future__ import annotations

import io
from typing import Any

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from tests.facts.making import recorded
from tests.people.world import World, adopt
from xianfeng.people.audit.models import AuditEntry
from xianfeng.site.tables import FORMATS


def url(world: World, period: str = "") -> str:
    return f"{reverse('scores:board_export', args=[world.first.pk])}?period={period}"


@pytest.fixture
def branch(world: World) -> World:
    adopt(world.committee, "ten-ones")
    return world


def _sheets(content: bytes) -> list[list[list[Any]]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]


def test_the_workbook_has_the_sums_and_the_items_of_everybody_by_surname(branch: World) -> None:
    recorded(branch, "leader", quantity=200)
    answer = branch.client("secretary").post(url(branch))
    assert answer["Content-Type"] == FORMATS["xlsx"]
    sums, items = _sheets(answer.content)
    names = [line[0] for line in sums[1:]]
    here = [m for key, m in branch.members.items() if key in (
        "member", "groupmate", "leader", "other_group", "committee", "secretary")]  # fmt: skip
    assert names == [m.name for m in sorted(here, key=lambda m: m.sort_key)]
    row = next(line for line in sums if line[0] == branch.members["leader"].name)
    assert row[4] == "+2.00"
    assert len(items[0]) == 10


def test_every_cell_is_a_text_that_cannot_run(branch: World) -> None:
    branch.members["leader"].name = '=HYPERLINK("http://x","y")'
    branch.members["leader"].save()
    content = branch.client("secretary").post(url(branch)).content
    cells = [cell for sheet in _sheets(content) for line in sheet for cell in line]
    assert all(isinstance(cell, str) for cell in cells)
    assert '=HYPERLINK("http://x","y")' in cells


def test_taking_it_out_is_recorded_without_names(branch: World) -> None:
    branch.client("committee").post(url(branch))
    entry = AuditEntry.objects.get(action="scores.export_board")
    assert (entry.unit, entry.actor) == (branch.first.pk, branch.users["committee"].pk)
    assert set(entry.details) == {"period", "members"}
    assert entry.details["members"] == 6


@pytest.mark.parametrize(
    ("who", "status"),
    [("member", 403), ("leader", 403), ("officer", 403), ("inspector", 403), ("neighbour", 404)],
)
def test_only_the_committee_takes_it_out(branch: World, who: str, status: int) -> None:
    assert branch.client(who).post(url(branch)).status_code == status
    assert not AuditEntry.objects.filter(action="scores.export_board").exists()


def test_it_is_not_taken_out_by_a_link(branch: World) -> None:
    assert branch.client("secretary").get(url(branch)).status_code == 405


def test_a_stretch_that_is_none_gives_no_file(branch: World) -> None:
    assert branch.client("secretary").post(url(branch, "2999")).status_code == 422
