"""Files that are broken, or made to harm: refused with words, quickly, in little memory, nothing read."""

from __future__ import annotations

import io
import random
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.workbooks.inputs import problems, rebuilt, sound, write_csv, write_xlsx

SHEET = "xl/worksheets/sheet1.xml"
END = b"</sheetData>"
SECONDS, MEGABYTES = 5.0, 300


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_xlsx(tmp_path_factory.mktemp("sound") / "sound.xlsx", sound())


def refused(path: Path) -> list[str]:
    """Return the problems of a file; fail when it is sound, slow, or breaks the reader."""
    began = time.perf_counter()
    told = problems(path)
    assert told, f"{path.name} was read as if nothing were wrong"
    assert time.perf_counter() - began < SECONDS
    return told


def rows(first: int, last: int) -> bytes:
    return b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (n, n) for n in range(first, last + 1))


def before_the_end(more: bytes) -> Callable[[bytes], bytes]:
    return lambda content: content.replace(END, more + END)


LAUGHS = b'<!DOCTYPE z [<!ENTITY a "ha">'
for _at in range(98, 107):
    LAUGHS += b'<!ENTITY %c "%s">' % (_at, b"&%c;" % (_at - 1) * 10)
LAUGHS += b"]>"

PARTS: dict[str, tuple[str, Callable[[bytes], bytes], str]] = {
    "noise instead of a sheet": (SHEET, lambda _: bytes(range(256)) * 20, "damaged"),
    "an empty sheet part": (SHEET, lambda _: b"", "damaged"),
    "half a sheet": (SHEET, lambda content: content[: len(content) // 2], "damaged"),
    "half the shared strings": ("xl/sharedStrings.xml", lambda content: content[: len(content) // 3], "damaged"),
    "a document type": (SHEET, lambda c: c.replace(b"<worksheet", b'<!DOCTYPE a [<!ENTITY b "c">]><worksheet', 1), "document type"),
    "a billion laughs": (SHEET, lambda c: c.replace(b"<worksheet", LAUGHS + b"<worksheet", 1), "document type"),
    "elements without end": (SHEET, lambda c: c.replace(END, b"<a>" * 200_000 + END), "beyond reason"),
    "a cell in the far corner": (SHEET, before_the_end(b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'), "64 columns"),
    "a row beyond the last one": (SHEET, before_the_end(b'<row r="1048577"><c r="A1048577"><v>1</v></c></row>'), "1048577"),
    "a huge row number": (SHEET, before_the_end(b'<row r="99999999999"><c r="A99999999999"><v>1</v></c></row>'), "row"),
    "a cell without a place": (SHEET, before_the_end(b'<row r="x"><c r="??"><v>1</v></c></row>'), ""),
    "a shared string that is not there": (SHEET, before_the_end(b'<row r="9"><c r="A9" t="s"><v>99999</v></c></row>'), ""),
    "an error value": (SHEET, before_the_end(b'<row r="9"><c r="A9" t="e"><v>#REF!</v></c></row>'), "row 9"),
    "a formula under another prefix": (
        SHEET,
        lambda c: c.replace(b"<worksheet", b'<worksheet xmlns:q="http://schemas.openxmlformats.org/spreadsheetml/2006/main"', 1)
        .replace(END, b'<q:row r="9"><q:c r="A9"><q:f>1+1</q:f><q:v>2</q:v></q:c></q:row>' + END),
        "formula",
    ),
    "a workbook that names no sheet": ("xl/workbook.xml", lambda c: c.replace("党员".encode(), "人员".encode()), "members"),
}  # fmt: skip


@pytest.mark.parametrize("name", PARTS)
def test_a_broken_or_harmful_part_is_refused_with_words(tmp_path: Path, workbook: Path, name: str) -> None:
    part, change, says = PARTS[name]
    told = refused(rebuilt(workbook, tmp_path / "bad.xlsx", {part: change}))
    assert any(says in problem for problem in told), told


NO_WORKBOOKS = {
    "empty.xlsx": (b"", "empty"),
    "words.xlsx": (b"not a workbook", "not an .xlsx"),
    "locked.xlsx": (bytes.fromhex("D0CF11E0A1B11AE1") + bytes(4096), "password"),
    "zip.xlsx": (b"PK\x05\x06" + bytes(18), ""),
    "old.xls": (b"\x09\x08\x10\x00" + bytes(500), ".xlsx"),
}


@pytest.mark.parametrize("name", NO_WORKBOOKS)
def test_what_is_no_workbook_is_refused_with_words(tmp_path: Path, name: str) -> None:
    content, says = NO_WORKBOOKS[name]
    (tmp_path / name).write_bytes(content)
    assert any(says in problem for problem in refused(tmp_path / name))


def test_what_is_not_there_is_named(tmp_path: Path) -> None:
    assert refused(tmp_path / "nowhere.xlsx")
    (tmp_path / "folder").mkdir()
    assert refused(tmp_path / "folder")


def bomb(path: Path, workbook: Path, megabytes: int, honest: bool = True) -> Path:
    """Write a workbook whose first sheet inflates to so many megabytes; with a false size if not honest."""
    with zipfile.ZipFile(workbook) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            if info.filename != SHEET:
                new.writestr(info.filename, old.read(info))
        with new.open(SHEET, "w", force_zip64=True) as part:
            part.write(b"<worksheet><sheetData><row r='1'><c r='A1' t='inlineStr'><is><t>")
            for _ in range(megabytes):
                part.write(b"A" * 1_000_000)
            part.write(b"</t></is></c></row></sheetData></worksheet>")
    if not honest:
        _lie_about_sizes(path, megabytes)
    return path


def _lie_about_sizes(path: Path, megabytes: int) -> None:
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(io.BytesIO(bytes(content))) as archive:
        real = archive.getinfo(SHEET).file_size
    for size in (real.to_bytes(4, "little"), real.to_bytes(8, "little")):
        at = content.find(size)
        while at >= 0:
            content[at : at + len(size)] = (1000).to_bytes(len(size), "little")
            at = content.find(size, at + 1)
    path.write_bytes(bytes(content))


@pytest.mark.parametrize("honest", [True, False], ids=["honest", "with a false size"])
def test_a_bomb_is_refused_within_little_memory(tmp_path: Path, workbook: Path, honest: bool) -> None:
    path = bomb(tmp_path / "bomb.xlsx", workbook, 300, honest)
    code = (
        "import sys; from pathlib import Path; from tests.workbooks.inputs import problems; "
        "from tests.workbooks.memory import peak; before = peak(); told = problems(Path(sys.argv[1])); "
        "assert told; print(peak() - before)"
    )
    run = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    assert int(run.stdout) < 50


def test_too_many_parts_are_refused(tmp_path: Path, workbook: Path) -> None:
    path = tmp_path / "many.xlsx"
    path.write_bytes(workbook.read_bytes())
    with zipfile.ZipFile(path, "a") as archive:
        for number in range(2001):
            archive.writestr(f"xl/media/{number}", b"")
    assert any("parts" in problem for problem in refused(path))


@pytest.mark.slow
def test_a_sheet_with_one_row_too_many_is_refused(tmp_path: Path, workbook: Path) -> None:
    path = rebuilt(workbook, tmp_path / "long.xlsx", {SHEET: before_the_end(rows(10, 1_048_577))})
    assert any("1048577" in problem for problem in problems(path))


def mutilated(content: bytes, chance: random.Random) -> bytes:
    """Return the bytes with a few of them flipped, cut out, doubled or cut off."""
    spoiled = bytearray(content)
    for _ in range(chance.randint(1, 20)):
        at = chance.randrange(len(spoiled))
        match chance.randrange(4):
            case 0:
                spoiled[at] ^= 1 << chance.randrange(8)
            case 1:
                del spoiled[at : at + chance.randint(1, 40)]
            case 2:
                spoiled[at:at] = spoiled[at : at + chance.randint(1, 40)]
            case _:
                spoiled = spoiled[: max(10, at)] if chance.random() < 0.2 else spoiled
    return bytes(spoiled)


def _no_traceback(tmp_path: Path, workbook: Path, seed: int) -> None:
    """Spoil the file, or one part inside it; it may still be sound, but nothing may break or take long."""
    chance = random.Random(seed)
    path = tmp_path / f"{seed}.xlsx"
    if seed % 2:
        path.write_bytes(mutilated(workbook.read_bytes(), chance))
    else:
        with zipfile.ZipFile(workbook) as archive:
            part = chance.choice(archive.namelist())
        rebuilt(workbook, path, {part: lambda content: mutilated(content, chance)})
    began = time.perf_counter()
    problems(path)
    assert time.perf_counter() - began < SECONDS
    path.unlink()


@pytest.mark.parametrize("seed", range(60))
def test_a_spoiled_file_never_breaks_the_reader(tmp_path: Path, workbook: Path, seed: int) -> None:
    _no_traceback(tmp_path, workbook, seed)


@pytest.mark.slow
def test_three_hundred_spoiled_files_never_break_the_reader_nor_fill_the_memory(
    tmp_path: Path, workbook: Path
) -> None:
    """In a process of its own: the peak of this one is that of every test before."""
    code = (
        "import sys; from pathlib import Path; from tests.workbooks import memory, test_hostile; "
        "[test_hostile._no_traceback(Path(sys.argv[1]), Path(sys.argv[2]), seed) for seed in range(1000, 1300)]; "
        "print(memory.peak())"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path), str(workbook)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert int(run.stdout) < MEGABYTES


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: text + '"never closed,\n' * 3,
        lambda text: text.replace("\n", "\n\x00", 1),
        lambda text: "",
        lambda text: text.replace("张岚", "张" * 5000),
    ],
)
def test_a_spoiled_csv_is_refused_with_words(tmp_path: Path, spoil: Callable[[str], str]) -> None:
    folder = write_csv(tmp_path / "folder", sound(), "utf-8")
    file = folder / "党员.csv"
    file.write_text(spoil(file.read_text("utf-8")), "utf-8")
    assert refused(folder)


def test_bytes_of_no_known_encoding_and_a_false_parquet_are_refused(tmp_path: Path) -> None:
    folder = write_csv(tmp_path / "folder", sound())
    (folder / "党员.csv").write_bytes(b"\xff\xff\x81\x00" * 50)
    assert refused(folder)
    (folder / "党员.csv").unlink()
    (folder / "党员.parquet").write_bytes(b"PAR1 not really PAR1")
    assert any("Parquet" in problem for problem in refused(folder))
