"""What stands in a file that left, and what in it is more than text. Read from the file itself, by no program of ours."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import Element, fromstring

import openpyxl

SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TEXTS = ("s", "inlineStr")
RUNS = re.compile(r"\s*[=+\-@\t\r\n＝＋－＠]")
FIELDS = re.compile(r"\s*(PAGE|NUMPAGES)\b[^|]*")
"""Fields that a document of ours has: the number of the page and of all pages."""


def texts_of(content: bytes, suffix: str) -> list[str]:
    """Return every text in a workbook, a CSV file or a Word document."""
    return list({"xlsx": _of_workbook, "csv": _of_csv, "docx": _of_word}[suffix](content))


def live_in(content: bytes, suffix: str) -> list[str]:
    """Return what might run: formulas, links, fields, cells of a CSV file that begin like a formula."""
    return list({"xlsx": _live_in_workbook, "csv": _live_in_csv, "docx": _live_in_word}[suffix](content))


def plain(text: str) -> str:
    """Return a text without its spaces and breaks, which each kind of file writes in its own way."""
    return re.sub(r"\s|_x000D_", "", unicodedata.normalize("NFC", text))


def _parts(content: bytes, pattern: str) -> Iterator[tuple[str, Element]]:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        for name in file.namelist():
            if re.fullmatch(pattern, name):
                yield name, fromstring(file.read(name))


# ---- workbooks


def _of_workbook(content: bytes) -> Iterator[str]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    for sheet in book.worksheets:
        yield from (
            str(value) for row in sheet.iter_rows(values_only=True) for value in row if value is not None
        )


def _live_in_workbook(content: bytes) -> Iterator[str]:
    for name, root in _parts(content, r"xl/worksheets/sheet\d+\.xml"):
        for cell in root.iter(f"{SHEET}c"):
            if cell.find(f"{SHEET}f") is not None or cell.get("t") not in (*TEXTS, None):
                yield f"{name} {cell.get('r')}"
        yield from (f"{name} {link.tag}" for link in root.iter(f"{SHEET}hyperlink"))
    yield from _outside(content)


def numbers_in(content: bytes) -> list[str]:
    """Return the cells of a workbook that hold something else than a text."""
    cells = (
        cell for _, root in _parts(content, r"xl/worksheets/sheet\d+\.xml") for cell in root.iter(f"{SHEET}c")
    )
    return [str(cell.get("r")) for cell in cells if len(cell) and cell.get("t") not in TEXTS]


def _outside(content: bytes) -> Iterator[str]:
    """Yield what in a file of Office leads out of it, and what in it is a program."""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        yield from (
            name for name in file.namelist() if "externalLink" in name or name.endswith((".bin", ".vml"))
        )
    for name, root in _parts(content, r".*\.rels"):
        yield from (f"{name} {each.get('Target')}" for each in root if each.get("TargetMode") == "External")


# ---- CSV


def _of_csv(content: bytes) -> Iterator[str]:
    for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")):
        yield from row


def _live_in_csv(content: bytes) -> Iterator[str]:
    yield from (cell for cell in _of_csv(content) if RUNS.match(cell))


# ---- Word


def _of_word(content: bytes) -> Iterator[str]:
    for _, root in _parts(content, r"word/(document|header\d*|footer\d*)\.xml"):
        for paragraph in root.iter(f"{WORD}p"):
            yield "".join(text.text or "" for text in paragraph.iter(f"{WORD}t"))


def _live_in_word(content: bytes) -> Iterator[str]:
    for name, root in _parts(content, r"word/(document|header\d*|footer\d*)\.xml"):
        codes = [text.text or "" for text in root.iter(f"{WORD}instrText")]
        codes += [field.get(f"{WORD}instr") or "" for field in root.iter(f"{WORD}fldSimple")]
        yield from (f"{name} {code}" for code in codes if not FIELDS.fullmatch(code))
    yield from _outside(content)
