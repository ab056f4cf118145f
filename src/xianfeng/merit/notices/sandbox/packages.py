"""What may be in a template: a Word document without macros, embedded files, links outside, or fields that fetch.

Nothing is believed that the archive says of itself: every part is inflated in small pieces and counted.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from xianfeng.engine.text import Text
from xianfeng.merit.notices.sandbox import refusals
from xianfeng.merit.notices.sandbox.refusals import Refused

MEGABYTE = 1024 * 1024
MOST_MEGABYTES, MOST_PARTS = 2, 200
MOST_OF_A_PART, MOST_OF_ALL = 8 * MEGABYTE, 16 * MEGABYTE
PIECE = 64 * 1024
SUFFIXES = {".xml", ".rels", ".png", ".jpg", ".jpeg", ".gif"}
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
FIELDS = {"PAGE", "NUMPAGES", "SECTIONPAGES"}
ELEMENTS = {"oleObject", "OLEObject", "control", "altChunk", "subDoc", "object", "externalData", "dataSource"}
"""Elements that bring in or run something else."""
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    RuntimeError,
    KeyError,
)
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def inspect(content: bytes) -> None:
    """Check a document as a package. Raises Refused with everything that is wrong."""
    if len(content) > MOST_MEGABYTES * MEGABYTE:
        raise Refused([refusals.about(refusals.TOO_LARGE, str(MOST_MEGABYTES))])
    parts = _parts(content)
    problems = [*_names(parts), *_main(parts)]
    for name, part in parts.items():
        if _suffix(name) in (".xml", ".rels"):
            problems += _xml(name, part)
    if problems:
        raise Refused(dict.fromkeys(problems))


def _parts(content: bytes) -> dict[str, bytes]:
    """Return the parts by name, inflated within the limits."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _inflate_all(archive)
    except _DAMAGE:
        raise Refused([refusals.NO_WORD_FILE]) from None


def _inflate_all(archive: zipfile.ZipFile) -> dict[str, bytes]:
    entries = archive.infolist()
    if len(entries) > MOST_PARTS:
        raise Refused([refusals.about(refusals.TOO_MANY_PARTS, str(MOST_PARTS))])
    parts: dict[str, bytes] = {}
    left = MOST_OF_ALL
    for entry in entries:
        if entry.filename in parts or entry.flag_bits & 1:  # twice, or encrypted
            raise Refused([refusals.NO_WORD_FILE])
        parts[entry.filename] = _inflate(archive, entry, min(left, MOST_OF_A_PART))
        left -= len(parts[entry.filename])
    return parts


def _inflate(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int) -> bytes:
    whole = bytearray()
    with archive.open(entry) as source:
        while piece := source.read(PIECE):
            whole += piece
            if len(whole) > most:
                raise Refused([refusals.about(refusals.INFLATES_TOO_MUCH, entry.filename)])
    return bytes(whole)


def _names(parts: dict[str, bytes]) -> Iterator[Text]:
    for name in parts:
        if name.endswith("/"):
            continue
        folders = name.lower().split("/")[:-1]
        if _suffix(name) not in SUFFIXES or "embeddings" in folders or "activex" in folders:
            yield refusals.about(refusals.PART_NOT_ALLOWED, name)


def _suffix(name: str) -> str:
    """Return the ending of a name; of `_rels/.rels` too, which is nothing else."""
    return "." + name.lower().rpartition(".")[2]


def _main(parts: dict[str, bytes]) -> Iterator[Text]:
    """Yield a problem unless the main part is there and is one of a plain document."""
    types = parts.get("[Content_Types].xml", b"")
    if "word/document.xml" not in parts or MAIN.encode() not in types:
        yield refusals.NO_WORD_FILE
    elif re.search(rb"macroEnabled|vbaProject|oleObject|activeX", types):
        yield refusals.about(refusals.PART_NOT_ALLOWED, "[Content_Types].xml")


def _xml(name: str, part: bytes) -> Iterator[Text]:
    if b"<!DOCTYPE" in part or b"<!ENTITY" in part or b"\x00" in part:
        yield refusals.about(refusals.NOT_AS_WORD_WRITES, name)
        return
    try:
        tree = etree.fromstring(
            part, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
        )
    except etree.XMLSyntaxError:
        yield refusals.about(refusals.NOT_AS_WORD_WRITES, name)
        return
    yield from _relations(name, tree) if _suffix(name) == ".rels" else _elements(name, tree)


def _relations(name: str, tree: Any) -> Iterator[Text]:
    for relation in tree.iter("{*}Relationship"):
        target = relation.get("Target", "")
        if relation.get("TargetMode", "").lower() == "external" or re.match(
            r"[a-z][a-z0-9+.-]*:|\\\\|//", target, re.IGNORECASE
        ):
            yield refusals.about(refusals.POINTS_OUTSIDE, name, target)


def _elements(name: str, tree: Any) -> Iterator[Text]:
    for element in tree.iter():
        if isinstance(element.tag, str) and etree.QName(element).localname in ELEMENTS:
            yield refusals.about(refusals.PART_NOT_ALLOWED, etree.QName(element).localname)
    for instruction in _instructions(tree):
        if instruction.split()[:1] and instruction.split()[0].upper() not in FIELDS:
            yield refusals.about(refusals.FIELD_NOT_ALLOWED, instruction.strip())


def _instructions(tree: Any) -> Iterator[str]:
    """Yield what the fields of a part say, also where it is spread over several runs."""
    for simple in tree.iter(f"{_W}fldSimple"):
        yield simple.get(f"{_W}instr", "")
    open_fields: list[str] = []
    for element in tree.iter(f"{_W}fldChar", f"{_W}instrText", f"{_W}delInstrText"):
        kind = element.get(f"{_W}fldCharType")
        if kind == "begin":
            open_fields.append("")
        elif kind in ("separate", "end"):
            yield from [open_fields.pop()] if kind == "end" and open_fields else ()
        elif open_fields:
            open_fields[-1] += "".join(element.itertext())
        else:
            yield "".join(element.itertext())
    yield from open_fields
