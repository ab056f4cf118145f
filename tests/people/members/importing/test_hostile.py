"""Files that are broken or made to harm, through the page: an answer with words, quickly, and not one row written."""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
import unicodedata
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.html import escape

from tests.people.members.importing.sheets import HEAD, as_csv, confirm, drafted, send, url, xlsx
from tests.people.world import World
from tests.workbooks.inputs import rebuilt
from tests.workbooks.test_hostile import NO_WORKBOOKS, PARTS, SHEET, bomb, mutilated
from xianfeng.people.members.importing.models import ImportDraft
from xianfeng.people.members.models import Affiliation, Member

SECONDS, MEGABYTES = 5.0, 50
PEOPLE = [
    (
        f"韩清{chr(0x6C5F + at)}",
        f"N{at:05}",
        "采油一站党支部",
        "第一党小组",
        "2015-07-01",
        "2016-07-01",
        "正式党员",
    )
    for at in range(40)
]
SOUND_HERE = "a workbook that names no sheet"
"""Any name of a sheet will do for an import."""


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sound") / "sound.xlsx"
    path.write_bytes(xlsx([HEAD, *PEOPLE]).read())
    return path


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder for temporary files."""
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    return tmp_path / "temporary"


def told(client: Client, world: World, content: bytes, folder: Path, name: str = "a.xlsx") -> list[str]:
    """Send a file; return what is wrong with it. Whatever it is, nothing is written and nothing stays."""
    before = Member.objects.count(), Affiliation.objects.count()
    began = time.perf_counter()
    answer = send(client, world.first, SimpleUploadedFile(name, content))
    problems: list[str] = []
    if answer.status_code == 302:
        draft = ImportDraft.objects.get()
        page = client.get(answer["Location"], follow=True)
        assert page.status_code == 200
        if draft.is_ready:
            problems = [each.what.en for each in page.context["plan"].findings.of(False)]
        draft.delete()
    else:
        assert answer.status_code == 422
        problems = list(answer.context["form"].errors["file"])
    assert time.perf_counter() - began < SECONDS
    assert (Member.objects.count(), Affiliation.objects.count()) == before
    assert list(folder.iterdir()) == []
    return problems


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


@pytest.mark.parametrize("seed", range(40))
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


@pytest.mark.slow
def test_three_hundred_spoiled_files_break_nothing(
    world: World, tmp_path: Path, folder: Path, sound: Path
) -> None:
    client, chance = world.client("secretary"), random.Random(2026)
    for _ in range(300):
        told(client, world, mutilated(sound.read_bytes(), chance), folder)


@pytest.mark.parametrize(
    "content",
    [
        "姓名,员工号\n" + '"never closed,\n' * 3,
        "姓名,员工号\n韩清源,N\x001\n",
        "",
        "姓名,员工号\n" + "张" * 200_000 + ",N1\n",
        "\n" * 100_000,
        ",".join(map(str, range(100_000))),
        "姓名,员工号\n" + "," * 1_000_000,
    ],
    ids=["open quote", "zero byte", "empty", "long cell", "empty lines", "wide header", "wide row"],
)
def test_a_spoiled_csv_is_answered_with_words(world: World, folder: Path, content: str) -> None:
    assert told(world.client("secretary"), world, content.encode(), folder, "a.csv")


def test_bytes_of_no_known_encoding_are_answered_with_words(world: World, folder: Path) -> None:
    assert told(world.client("secretary"), world, b"\xff\xff\x81\x00" * 50, folder, "a.csv")


@pytest.mark.parametrize("honest", [True, False], ids=["honest", "with a false size"])
def test_a_bomb_is_answered_with_words_within_little_memory(
    world: World, tmp_path: Path, folder: Path, sound: Path, honest: bool
) -> None:
    path = bomb(tmp_path / "bomb.xlsx", sound, 300, honest)
    assert told(world.client("secretary"), world, path.read_bytes(), folder)
    assert peak(path) < MEGABYTES


def peak(path: Path) -> int:
    """Return by how many megabytes memory grows while a file is read, in a process of its own."""
    code = (
        "import os, sys, django; os.environ['DJANGO_SETTINGS_MODULE'] = 'tests.settings'; django.setup()\n"
        "from datetime import date; from django.core.files.uploadedfile import SimpleUploadedFile\n"
        "from xianfeng.people.members.importing.reading import read_upload\n"
        "from xianfeng.workbooks.files.refusals import Refused\n"
        "highest = lambda: int(open('/proc/self/status').read().split('VmHWM:')[1].split()[0]) // 1024\n"
        "upload = SimpleUploadedFile('a.xlsx', open(sys.argv[1], 'rb').read())\n"
        "before = highest()\n"
        "try: read_upload(upload, date(2026, 11, 21))\n"
        "except Refused: print(highest() - before)\n"
    )
    run = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    return int(run.stdout)


PAYLOADS = (
    "=1+1", "+1+1", "-1+1", "@SUM(A1)", "=cmd|' /C calc'!A0", "=HYPERLINK(\"http://example.org\")", "\t=1+1", "＝1+1",
    "<script>alert(1)</script>", "{{ 7 * 7 }}", "'; DROP TABLE members_member; --", "%s%s%n", "../../etc/passwd",
)  # fmt: skip


@pytest.mark.parametrize("payload", PAYLOADS)
def test_text_that_would_run_elsewhere_is_text_here(world: World, payload: str) -> None:
    client = world.client("secretary")
    rows = [("姓名", "员工号", "入党时间", "岗位", payload), ("韩清江", "N00001", "2015-07-01", payload, "")]
    draft = drafted(client, world.first, as_csv(rows))
    written = " ".join(unicodedata.normalize("NFKC", payload).split())
    assert escape(written) in client.get(url(draft)).content.decode()
    assert confirm(client, draft).status_code == 302
    assert Member.objects.get(staff_no="N00001").work_post == written
