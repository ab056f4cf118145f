"""A rule book as a page: its blocks in the language of the page, each mark apart from the words, and its chapters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from xianfeng.engine.scheme import Scheme
from xianfeng.engine.text import Text
from xianfeng.people.members.importing.words import said
from xianfeng.rulebook.blocks import Block, Bullets, Heading, Paragraph, Table
from xianfeng.rulebook.build import rule_book
from xianfeng.rulebook.marks import BY_DEFAULT, MARK

Line = list[tuple[str, str]]
"""Running words in pieces: '' for plain ones, `default` for the mark of a default, `source` for that of a document."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: the title of its column, and its lines."""

    label: str
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class Shown:
    """A block as a page shows it. Rows are pairs of an anchor and cells; points are lines."""

    kind: str
    words: Line = field(default_factory=list)
    anchor: str = ""
    level: int = 0
    points: list[Line] = field(default_factory=list)
    head: list[str] = field(default_factory=list)
    rows: list[tuple[str, list[Cell]]] = field(default_factory=list)


def shown_book(scheme: Scheme) -> list[Shown]:
    """Return the blocks of a rule book without its title, which the page has; chapters have anchors."""
    return [_shown(block, number) for number, block in enumerate(rule_book(scheme)) if not _is_title(block)]


def chapters_of(blocks: list[Shown]) -> list[Shown]:
    """Return the headings of the chapters."""
    return [block for block in blocks if block.kind == "heading" and block.level == 2]


def _is_title(block: Block) -> bool:
    return isinstance(block, Heading) and block.level == 1


def _shown(block: Block, number: int) -> Shown:
    match block:
        case Heading(words, level):
            return Shown("heading", _line(said(words)), f"chapter-{number}", level)
        case Paragraph(words):
            return Shown("paragraph", _line(said(words)))
        case Bullets(points):
            return Shown("bullets", points=[_line(said(point)) for point in points])
        case Table():
            return _table(block)


def _table(table: Table) -> Shown:
    head = [said(words) for words in table.head]
    anchors = table.anchors or ("",) * len(table.rows)
    rows = [(anchor, list(_cells(head, row))) for anchor, row in zip(anchors, table.rows, strict=True)]
    return Shown("table", head=head, rows=rows)


def _cells(head: list[str], row: tuple[Text, ...]) -> Iterator[Cell]:
    for label, words in zip(head, row, strict=True):
        yield Cell(label, [_line(part) for part in said(words).split("\n")])


def _line(words: str) -> Line:
    return [(_mark(part), part) for part in MARK.split(words) if part]


def _mark(part: str) -> str:
    if not MARK.fullmatch(part):
        return ""
    return "default" if said(BY_DEFAULT).strip(" 〔〕[]") in part else "source"
