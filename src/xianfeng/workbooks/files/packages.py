"""Inspects an .xlsx before any library reads it, and hands on a clean copy of the parts that are needed.

What is read afterwards is the copy, byte for byte what was inspected here. Declared sizes are never trusted:
every part is inflated in small pieces and counted.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from posixpath import normpath

from xianfeng.workbooks.files import refusals
from xianfeng.workbooks.files.worksheets import Scan, Worksheet
from xianfeng.workbooks.files.xmlparts import Listing, Part, Prologue, attribute

MEGABYTE = 1024 * 1024
MOST_PARTS = 2_000
MOST_MEGABYTES = 1_024
"""The most megabytes of all parts together, inflated; of other files, as they are."""
_SWOLLEN = 200
"""A part that inflates more than so many times is refused if it is large, too."""
_LARGE = 20 * MEGABYTE
_PIECE = 64 * 1024
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ENTRY = b"PK\x01\x02"
_WORKBOOK, _RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_ALWAYS = frozenset({
    "[content_types].xml", "_rels/.rels", _WORKBOOK, _RELATIONS, "xl/sharedstrings.xml", "xl/styles.xml",
})  # fmt: skip
"""Parts that are always handed on, in small letters: the case of their names does not matter."""
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_BROKEN = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, RuntimeError, KeyError, OverflowError,
)  # fmt: skip
"""What the standard library raises for archives that are none, or no longer."""


@dataclass(frozen=True, slots=True)
class Package:
    """A workbook whose clean copy may be read: the names of all sheets, and what was seen in the wanted ones."""

    sheets: tuple[str, ...]
    scans: Mapping[str, Scan]


def inspect(
    path: Path, copy: Path, wanted: Callable[[str], bool], megabytes: int = MOST_MEGABYTES
) -> Package:
    """Write a clean copy of the workbook and return what was seen in the sheets of wanted names.

    All parts together may hold so many megabytes. Raises Refused when it is no workbook, is damaged, or is built to do harm.
    """
    _check_kind(path)
    _check_count(path)
    with _damage_refused(), zipfile.ZipFile(path) as source, zipfile.ZipFile(copy, "w") as target:
        sheets = _sheets(_entries(source), source)
        names = {part.lower(): name for name, part in sheets.items() if wanted(name)}
        scans = _Copying(source, target, names, megabytes).run()
        if len(scans) < sum(map(wanted, sheets)):
            raise refusals.damaged(_WORKBOOK)
        return Package(tuple(sheets), scans)


@contextmanager
def _damage_refused() -> Iterator[None]:
    try:
        yield
    except _BROKEN as error:
        raise refusals.damaged() from error


def _check_kind(path: Path) -> None:
    size = path.stat().st_size
    with path.open("rb") as file:
        start = file.read(len(_OLE))
    if size == 0:
        raise refusals.empty_file()
    if start == _OLE:
        raise refusals.locked_or_old()
    if not start.startswith(b"PK"):
        raise refusals.not_a_workbook()
    if size > MOST_MEGABYTES * MEGABYTE:
        raise refusals.too_large(MOST_MEGABYTES)


def _check_count(path: Path) -> None:
    """Count the entries before the directory is loaded: a directory of millions would fill the memory."""
    count, tail = 0, b""
    with path.open("rb") as file:
        while piece := file.read(MEGABYTE):
            count += (tail + piece).count(_ENTRY)
            tail = piece[-len(_ENTRY) + 1 :]
    if count > MOST_PARTS:
        raise refusals.too_many_parts(MOST_PARTS)


def _entries(source: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """Return the entries by name in small letters."""
    listed = source.infolist()
    entries = {entry.filename.lower(): entry for entry in listed}
    if _WORKBOOK not in entries:
        raise refusals.not_a_workbook()
    if any(entry.flag_bits & 1 for entry in listed):
        raise refusals.locked_or_old()
    if len(entries) < len(listed) or any(entry.compress_type not in _METHODS for entry in listed):
        raise refusals.damaged()
    return entries


def _sheets(entries: Mapping[str, zipfile.ZipInfo], source: zipfile.ZipFile) -> dict[str, str]:
    """Return the names of the sheets and of their parts, in order."""
    relations = _listed(source, entries[_RELATIONS], "Relationship")
    targets = {attribute(each, "Id"): attribute(each, "Target") for each in relations}
    found: dict[str, str] = {}
    for each in _listed(source, entries[_WORKBOOK], "sheet"):
        name, target = attribute(each, "name"), targets.get(attribute(each, "id"))
        if name is None or target is None or name in found:
            raise refusals.damaged(_WORKBOOK)
        found[name] = _absolute(target)
    return found


def _listed(source: zipfile.ZipFile, entry: zipfile.ZipInfo, element: str) -> list[list[str]]:
    part = Listing(entry.filename, element, MOST_PARTS)
    for piece in _inflated(source, entry):
        part.feed(piece)
    part.finish()
    return part.found


def _absolute(target: str) -> str:
    return normpath(target[1:] if target.startswith("/") else f"xl/{target}")


def _inflated(source: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield a part in pieces. Raises Refused when it is compressed beyond reason."""
    size, allowed = 0, max(_LARGE, _SWOLLEN * max(entry.compress_size, 0))
    with source.open(entry) as file:
        while piece := file.read(_PIECE):
            size += len(piece)
            if size > allowed:
                raise refusals.swollen(entry.filename)
            yield piece


class _Copying:
    """Goes through all parts once: inflates and counts each, looks into it, copies it where it is needed."""

    def __init__(
        self, source: zipfile.ZipFile, target: zipfile.ZipFile, wanted: Mapping[str, str], megabytes: int
    ) -> None:
        self._source, self._target, self._wanted = source, target, wanted
        self._most, self._left = megabytes, megabytes * MEGABYTE

    def run(self) -> dict[str, Scan]:
        """Return what was seen in the wanted sheets, by their names."""
        scans: dict[str, Scan] = {}
        for entry in self._source.infolist():
            part = self._part(entry.filename)
            self._pass(entry, part)
            if isinstance(part, Worksheet):
                scans[self._wanted[entry.filename.lower()]] = part.scan
        return scans

    def _part(self, name: str) -> Part | None:
        if name.lower() in self._wanted:
            return Worksheet(name)
        if name.lower() in _ALWAYS:
            return Part(name)
        return Prologue(name) if name.lower().endswith((".xml", ".rels")) else None

    def _pass(self, entry: zipfile.ZipInfo, part: Part | None) -> None:
        is_kept = part is not None and not isinstance(part, Prologue)
        with self._target.open(entry.filename, "w") if is_kept else nullcontext() as sink:
            for piece in _inflated(self._source, entry):
                self._count(len(piece))
                if part is not None:
                    part.feed(piece)
                if sink is not None:
                    sink.write(piece)
        if part is not None:
            part.finish()

    def _count(self, size: int) -> None:
        self._left -= size
        if self._left < 0:
            raise refusals.too_large(self._most)
