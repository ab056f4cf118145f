"""What is read of a file, what never is, and that nothing of it stays on the disk."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile

from tests.people.members.importing.sheets import HEAD, Rows, as_csv, xlsx
from xianfeng.people.members.importing import files, rows
from xianfeng.people.members.importing.reading import Read, read_upload
from xianfeng.workbooks.files.refusals import Refused

TODAY = date(2026, 11, 21)
PERSON = ("韩清源", "N1", "一支部", "", date(2015, 7, 1), "2016.7", "正式党员")
IDENTITY = "650203199001011234"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder for temporary files of its own, empty again after every test."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    yield tmp_path
    assert list(tmp_path.iterdir()) == []


def read(file: SimpleUploadedFile, **options: object) -> Read:
    return read_upload(file, TODAY, **options)  # type: ignore[arg-type]


def told(found: Read, is_note: bool = False) -> list[tuple[int | None, str, str]]:
    return [(each.row, each.code, each.what.en) for each in found.findings.of(is_note)]


def values(found: Read) -> list[dict[str, object]]:
    return [dict(zip(found.places, row[1:], strict=True)) for row in found.rows]


@pytest.mark.parametrize("make", [xlsx, as_csv, lambda table: as_csv(table, encoding="gb18030")])
def test_a_table_is_read_from_a_workbook_and_from_csv(make: object) -> None:
    found = read(make([HEAD, PERSON]))  # type: ignore[operator]
    assert values(found) == [
        {"name": "韩清源", "staff_no": "N1", "branch": "一支部", "group": "", "joined_on": "2015-07-01",
         "full_on": "2016-07-01", "kind": "full"}
    ]  # fmt: skip
    assert told(found) == []
    assert [(row, code) for row, code, _ in told(found, is_note=True)] == [(2, "full_on")]


def test_titles_above_the_header_and_empty_rows_are_passed_over() -> None:
    table: Rows = [
        ("采油一站党支部党员花名册",),
        (),
        ("填表人：甲", "", "2026年"),
        HEAD,
        PERSON,
        (),
        ("示例", "X"),
    ]
    assert [row[0] for row in read(xlsx(table)).rows] == [5]


def test_the_sheet_that_names_the_most_columns_is_read_and_hidden_ones_are_not() -> None:
    sheets: dict[str, Rows] = {
        "说明": [("姓名怎么填",)], "旧": [("姓名", "员工号"), ("甲", "O1")], "新": [HEAD, PERSON], "藏": [HEAD, PERSON, PERSON],
    }  # fmt: skip
    found = read(xlsx(sheets, hidden=["藏"]))
    assert found.sheet == "新"
    assert [name for name, _titles in found.sheets] == ["新", "旧"]


def test_the_sheet_that_is_asked_for_is_read() -> None:
    sheets: dict[str, Rows] = {"旧": [("姓名", "员工号"), ("韩清江", "O1")], "新": [HEAD, PERSON]}
    assert values(read(xlsx(sheets), sheet="旧")) == [{"name": "韩清江", "staff_no": "O1"}]


def test_cells_of_private_and_unknown_columns_are_nowhere_in_what_is_kept() -> None:
    head = (*HEAD, "民族", "身份证号", "家庭住址", "备注")
    found = read(xlsx([head, (*PERSON, "某族", IDENTITY, "某路一号", "悄悄话")]))
    kept = repr((found.rows, found.findings.to_json(), found.digest))
    assert not any(word in kept for word in ("某族", IDENTITY, "某路一号", "悄悄话"))
    assert found.titles[-4:] == ["民族", "身份证号", "家庭住址", "备注"]


@pytest.mark.parametrize(
    "cell",
    [
        IDENTITY,
        f"证件{IDENTITY}号",
        "650203 19900101 123X",
        650203199001011234,
        "６５０２０３１９９００１０１１２３４",
        "6222 0202 0011 2233 445",
    ],
)
@pytest.mark.parametrize("at", [0, 1, 3, 4])
def test_a_number_like_that_of_a_document_is_refused_and_not_kept(cell: object, at: int) -> None:
    person = [*PERSON[:at], cell, *PERSON[at + 1 :]]
    found = read(xlsx([HEAD, person]))
    assert [row for row, _code, _what in told(found)] == [2]
    kept = repr((found.rows, found.findings.to_json()))
    assert not any(part in kept for part in ("650203", "６５０２０３", "0011", "6.50203"))


def test_a_file_that_begins_with_people_is_asked_for_a_header() -> None:
    with pytest.raises(Refused) as refused:
        read(xlsx([PERSON, PERSON]))
    assert "header" in refused.value.what.en


def test_without_the_needed_columns_only_titles_are_kept() -> None:
    found = read(xlsx([("党员", "号码", "入党时间"), ("韩清源", "N1", "2015-07-01")]))
    assert found.rows == []
    assert found.titles == ["党员", "号码", "入党时间"]
    chosen = read(
        xlsx([("党员", "号码", "入党时间"), ("韩清源", "N1", "2015-07-01")]),
        chosen={0: "name", 1: "staff_no"},
    )
    assert values(chosen) == [{"name": "韩清源", "staff_no": "N1"}]


def test_every_problem_is_told_with_its_row_and_column() -> None:
    found = read(
        xlsx(
            [
                HEAD,
                ("", "N1", "一支部", "", "2015-07-01", "", ""),
                ("韩清江", "", "一支部", "", "2015-07-01", "", ""),
                ("韩", "N 3", "一支部", "", "2099-07-01", "2015-06-01", "群众"),
                ("韩清河", "n1", "一支部", "", "2015-07-01", "2014-07-01", ""),
                ("韩清海", True, "一支部", "", "昨天", "", "预备党员"),
            ]
        )
    )
    assert [(row, code) for row, code, _ in told(found)] == [
        (2, "name"), (3, "staff_no"),
        (4, "name"), (4, "staff_no"), (4, "joined_on"), (4, "full_on"), (4, "kind"),
        (5, "staff_no"), (5, "full_on"), (6, "staff_no"), (6, "joined_on"),
    ]  # fmt: skip
    assert all(
        each.what.zh and each.what.en and each.what.zh != each.what.en for each in found.findings.listed
    )


def test_names_and_numbers_are_tidied_as_on_the_pages() -> None:
    found = read(
        xlsx(
            [
                HEAD,
                ("韩　清", " n0１ ", "一支部", "", date(2015, 7, 1), "", ""),
                ("阿依古丽•买买提", 1001.0, "一支部", "", "2015-07-01", "", ""),
            ]
        )
    )
    assert [(row["name"], row["staff_no"]) for row in values(found)] == [
        ("韩清", "N01"),
        ("阿依古丽·买买提", "1001"),
    ]


def test_formulas_errors_and_merged_cells_are_told_only_where_something_is_read() -> None:
    import io

    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("党员")
        sheet.merge_range("A1:C1", "花名册")
        sheet.write_row("A2", ["姓名", "员工号", "序号"])
        sheet.write_row("A3", ["韩清源", "N1"])
        sheet.write_formula("C3", "=ROW()", None, 1)
        sheet.write_formula("A4", '=HYPERLINK("http://example.org")', None, "韩清江")
        sheet.write_string("B4", "N2")
        sheet.merge_range("A5:A6", "韩清河")
        sheet.write_string("B5", "N3")
    found = read(SimpleUploadedFile("a.xlsx", out.getvalue()))
    assert [(row, code, what[:9]) for row, code, what in told(found)] == [
        (4, "name", "this is a"), (5, "name", "A5:A6 are"),
    ]  # fmt: skip


def test_a_comma_too_many_is_told_in_csv() -> None:
    found = read(as_csv([("姓名", "员工号"), ("韩清源", "N1", "x")]))
    assert [(row, code) for row, code, _ in told(found)] == [(2, "")]
    assert told(read(xlsx([("姓名", "员工号"), ("韩清源", "N1", "x")]))) == []


def test_too_many_rows_columns_and_megabytes_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "MOST_ROWS", 3)
    people = [("韩清源", f"N{number}") for number in range(4)]
    assert len(read(xlsx([("姓名", "员工号"), *people[:3]])).rows) == 3
    with pytest.raises(Refused, match="more than"):
        read(xlsx([("姓名", "员工号"), *people]))
    with pytest.raises(Refused, match="columns"):
        read(as_csv([("姓名", "员工号", *map(str, range(70)))]))
    monkeypatch.setattr(files, "MOST_INFLATED", 0)
    with pytest.raises(Refused, match="0 MB"):
        read(xlsx([HEAD, PERSON]))
    monkeypatch.setattr(files, "MOST_INFLATED", 100)
    monkeypatch.setattr(files, "MOST_UPLOADED", 0)
    with pytest.raises(Refused, match="0 MB"):
        read(xlsx([HEAD, PERSON]))


@pytest.mark.parametrize(
    "content",
    [b"", b"nonsense", b"PK\x03\x04 broken", bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600)],
    ids=["empty", "words", "broken", "old"],
)
@pytest.mark.parametrize("name", ["a.xlsx", "a.xls", "a", "../../a.xlsx", "a.exe"])
def test_what_is_no_workbook_is_refused_with_words(content: bytes, name: str) -> None:
    with pytest.raises(Refused) as refused:
        read(SimpleUploadedFile(name, content))
    assert refused.value.what.zh
    assert refused.value.fix.zh


def test_a_header_without_rows_is_refused() -> None:
    with pytest.raises(Refused, match="below the header"):
        read(xlsx([HEAD]))


def test_a_large_upload_leaves_no_file_behind(folder: Path) -> None:
    content = xlsx([HEAD, PERSON]).read()
    upload = TemporaryUploadedFile("a.xlsx", "", len(content), None)
    upload.write(content)
    upload.seek(0)
    assert len(list(folder.iterdir())) == 1
    assert len(read_upload(upload, TODAY).rows) == 1
    assert list(folder.iterdir()) == []


def test_a_failure_in_the_middle_leaves_no_file_behind(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        assert len(list(folder.rglob("*"))) > 1
        raise RuntimeError

    monkeypatch.setattr(rows.Reading, "rows", fail)
    with pytest.raises(RuntimeError):
        read(xlsx([HEAD, PERSON]))
    assert list(folder.iterdir()) == []


def test_what_a_killed_process_left_is_removed_after_an_hour(folder: Path) -> None:
    import os

    for name, age in (("xianfeng-import-old", 4000), ("xianfeng-import-new", 10), ("xianfeng-other", 4000)):
        (folder / name).mkdir()
        (folder / name / "upload.xlsx").write_bytes(b"x")
        os.utime(folder / name, (time.time() - age,) * 2)
    assert files.remove_left_over() == 1
    assert sorted(each.name for each in folder.iterdir()) == ["xianfeng-import-new", "xianfeng-other"]
    for each in folder.iterdir():
        (each / "upload.xlsx").unlink()
        each.rmdir()
