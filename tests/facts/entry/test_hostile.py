"""Files that are broken or made to harm, through the page: an answer with words, quickly, and not one row written."""

from __future__ import annotations

import random
import tempfile
import time
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.facts.entry.sending import day
from tests.people.members.importing.sheets import xlsx
from tests.people.world import World
from tests.workbooks.inputs import rebuilt
from tests.workbooks.test_hostile import NO_WORKBOOKS, PARTS, SHEET, bomb, mutilated
from xianfeng.facts.entry.models import EntryDraft
from xianfeng.facts.models import Fact, Proposal

SECONDS = 5.0
HEAD = ("党员", "事项", "日期", "数量", "结果")
SOUND_HERE = "a workbook that names no sheet"
"""Any name of a sheet will do where its columns are known."""


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    path = tmp_path / "sound.xlsx"
    rows = [(f"S{at:05}", "主题党日", day(), 2, "出席") for at in range(40)]
    path.write_bytes(xlsx({"事实": [HEAD, *rows]}).read())
    return path


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder for temporary files."""
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    return tmp_path / "temporary"


def told(client: Client, world: World, content: bytes, folder: Path, name: str = "a.xlsx") -> bool:
    """Send a file; return whether something is wrong with it. Whatever it is, nothing is written and nothing stays."""
    began = time.perf_counter()
    sent = {"file": SimpleUploadedFile(name, content)}
    answer = client.post(reverse("facts:import", args=[world.first.pk]), sent)
    is_wrong = True
    if answer.status_code == 302:
        page = client.get(answer["Location"])
        assert page.status_code == 200
        is_wrong = page.context["problems"] > 0
        EntryDraft.objects.get().delete()
    else:
        assert answer.status_code == 422
        assert answer.context["form"].errors["file"]
    assert time.perf_counter() - began < SECONDS
    assert not Fact.objects.exists()
    assert not Proposal.objects.exists()
    assert list(folder.iterdir()) == []
    return is_wrong


@pytest.mark.parametrize("name", [name for name in PARTS if name != SOUND_HERE])
def test_a_broken_or_harmful_part_is_answered_with_words(
    world: World, tmp_path: Path, folder: Path, sound: Path, name: str
) -> None:
    part, change, _says = PARTS[name]
    spoiled = rebuilt(sound, tmp_path / "bad.xlsx", {part: change})
    assert told(world.client("secretary"), world, spoiled.read_bytes(), folder)


@pytest.mark.parametrize("name", NO_WORKBOOKS)
def test_what_is_no_workbook_is_answered_with_words(world: World, folder: Path, name: str) -> None:
    assert told(world.client("secretary"), world, NO_WORKBOOKS[name][0], folder, name)


@pytest.mark.parametrize("seed", range(20))
def test_a_spoiled_file_breaks_nothing(
    world: World, tmp_path: Path, folder: Path, sound: Path, seed: int
) -> None:
    chance = random.Random(seed)
    path = tmp_path / "bad.xlsx"
    if seed % 2:
        path.write_bytes(mutilated(sound.read_bytes(), chance))
    else:
        rebuilt(sound, path, {SHEET: lambda content: mutilated(content, chance)})
    told(world.client("secretary"), world, path.read_bytes(), folder)


@pytest.mark.parametrize("honest", [True, False], ids=["honest", "with a false size"])
def test_a_bomb_is_answered_with_words(
    world: World, tmp_path: Path, folder: Path, sound: Path, honest: bool
) -> None:
    path = bomb(tmp_path / "bomb.xlsx", sound, 300, honest)
    assert told(world.client("secretary"), world, path.read_bytes(), folder)


@pytest.mark.parametrize(
    "content",
    [
        "姓名,事项,日期\n" + '"never closed,\n' * 3, "姓名,事项,日期\n韩清源,主题\x00党日,2026-01-01\n", "", "\n" * 100_000,
        "姓名,事项,日期\n" + "张" * 200_000 + ",主题党日,2026-01-01\n", ",".join(map(str, range(100_000))),
        "姓名,事项,日期\n" + "," * 1_000_000,
    ],
    ids=["open quote", "zero byte", "empty", "empty lines", "long cell", "wide header", "wide row"],
)  # fmt: skip
def test_a_spoiled_csv_is_answered_with_words(world: World, folder: Path, content: str) -> None:
    assert told(world.client("secretary"), world, content.encode(), folder, "a.csv")
