"""The rule book as a Word document."""

from __future__ import annotations

import subprocess
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from tests.rulebook.example import sample
from xianfeng.engine.problems import InvalidInput
from xianfeng.rulebook import write_book


@pytest.fixture
def written(tmp_path: Path) -> Path:
    path = tmp_path / "细则.docx"
    write_book(sample(), path, "zh")
    return path


def test_it_is_a4_with_headings_that_word_knows(written: Path) -> None:
    document = docx.Document(str(written))
    section = document.sections[0]
    assert section.page_width is not None
    assert section.page_height is not None
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    styles = {p.text: p.style.name for p in document.paragraphs if p.style is not None}
    assert styles["样本办法考核细则"] == "Title"
    assert styles["一、考核谁"] == "Heading 1"
    assert styles["基础"] == "Heading 2"


def test_chinese_fonts_are_named(written: Path) -> None:
    document = docx.Document(str(written))
    fonts = {}
    for name in ("Normal", "Title", "Heading 1", "Heading 2", "List Bullet"):
        own = document.styles[name].element.rPr.rFonts
        fonts[name] = own.get(qn("w:eastAsia"))
        assert own.get(qn("w:eastAsiaTheme")) is None
    assert fonts["Normal"] == fonts["List Bullet"] == "宋体"
    assert fonts["Title"] == fonts["Heading 1"] == fonts["Heading 2"] == "黑体"


def test_tables_repeat_their_head(written: Path) -> None:
    tables = docx.Document(str(written)).tables
    assert tables
    for table in tables:
        repeated = [
            row._tr.trPr is not None and row._tr.trPr.find(qn("w:tblHeader")) is not None
            for row in table.rows
        ]
        assert repeated == [True] + [False] * (len(table.rows) - 1)


def test_pages_are_numbered(written: Path) -> None:
    footer = docx.Document(str(written)).sections[0].footer._element
    fields = [field.get(qn("w:instr")) for field in footer.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]


def test_word_and_markdown_say_the_same(written: Path, tmp_path: Path) -> None:
    document = docx.Document(str(written))
    write_book(sample(), tmp_path / "细则.md", "zh")
    markdown = (tmp_path / "细则.md").read_text("utf-8")
    words = [p.text for p in document.paragraphs]
    words += [
        p.text
        for table in document.tables
        for row in table.rows
        for cell in row.cells
        for p in cell.paragraphs
    ]
    assert [each for each in words if each not in markdown] == []
    assert sum(map(len, words)) > 1500


def test_another_kind_of_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match=r"\.pdf"):
        write_book(sample(), tmp_path / "细则.pdf", "zh")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.needs("office")
def test_it_prints(written: Path, tmp_path: Path) -> None:
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "pdf",
         "--outdir", str(tmp_path), str(written)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    text = subprocess.run(
        ["pdftotext", "-layout", str(tmp_path / "细则.pdf"), "-"], check=True, capture_output=True, timeout=60
    ).stdout.decode()
    pages = text.split("\f")[:-1]
    assert len(pages) >= 3
    assert all(f"第{n}页，共{len(pages)}页" in page.replace(" ", "") for n, page in enumerate(pages, 1))
