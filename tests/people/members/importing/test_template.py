"""The empty workbook: it can be filled in and imported as it is, and offers what there is to choose."""

from __future__ import annotations

import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from tests.people.members.importing.sheets import send
from tests.people.world import World
from xianfeng.people.members.importing.columns import COLUMNS
from xianfeng.people.members.importing.reading import read_upload
from xianfeng.people.organizations.models import Team

TEMPLATE = "/members/import/template/"


def given(world: World, language: str = "zh-hans") -> bytes:
    client = world.client("officer")
    client.cookies["django_language"] = language
    answer = client.get(TEMPLATE, {"unit": world.general.pk})
    assert answer["Content-Disposition"].startswith("attachment")
    return bytes(answer.content)


@pytest.mark.parametrize("language", ["zh-hans", "zh-hant", "en"])
def test_every_column_of_the_empty_workbook_is_recognised(world: World, language: str) -> None:
    book = load_workbook(io.BytesIO(given(world, language)))
    sheet = book.worksheets[0]
    for at, value in enumerate(("韩清源", "N00001"), 1):
        sheet.cell(2, at, value)
    out = io.BytesIO()
    book.save(out)
    found = read_upload(SimpleUploadedFile("a.xlsx", out.getvalue()), date(2026, 11, 21))
    assert list(found.places) == [column.code for column in COLUMNS]
    assert (len(found.rows), found.findings.listed) == (1, [])


def test_an_empty_workbook_sent_back_is_answered_with_words(world: World) -> None:
    answer = send(world.client("secretary"), world.first, SimpleUploadedFile("a.xlsx", given(world)))
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {"file"})


def test_it_offers_units_and_teams_of_the_unit_alone_and_has_a_hint_everywhere(world: World) -> None:
    Team.objects.create(unit=world.first, name="=一班")
    Team.objects.create(unit=world.far, name="河东班")
    book = load_workbook(io.BytesIO(given(world)))
    offered = {cell.value for row in book["lists"].iter_rows() for cell in row if cell.value}
    assert {
        "采油一站党支部",
        "采油二站党支部",
        "第一党小组",
        "第二党小组",
        "=一班",
        "正式党员",
        "离退休",
    } <= offered
    assert not {"机关党支部", "河东村党支部", "河东班"} & offered
    assert book["lists"].sheet_state == "hidden"
    assert not any(cell.data_type == "f" for row in book["lists"].iter_rows() for cell in row)
    hints = book.worksheets[0].data_validations.dataValidation
    assert len(hints) == len(COLUMNS)
    assert all(hint.prompt and hint.promptTitle for hint in hints)


def test_it_names_no_member(world: World) -> None:
    book = load_workbook(io.BytesIO(given(world)))
    words = {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value}
    assert not words & {each.name for each in world.members.values()}
