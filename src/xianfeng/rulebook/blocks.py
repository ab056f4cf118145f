"""What a rule book is made of. Words only; how they look is up to the writer."""

from __future__ import annotations

from dataclasses import dataclass

from xianfeng.engine.text import Text


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the title of the book."""

    words: Text
    level: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    words: Text


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of short points."""

    points: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with one head row. Lines in a cell are separated by a newline; widths are shares of the page.

    `anchors` are names by which rows can be linked to, one a row, where there are any.
    """

    head: tuple[Text, ...]
    rows: tuple[tuple[Text, ...], ...]
    widths: tuple[int, ...]
    anchors: tuple[str, ...] = ()


Block = Heading | Paragraph | Bullets | Table
