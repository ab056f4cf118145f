"""A rule book as Markdown."""

from __future__ import annotations

import re
from collections.abc import Sequence

from xianfeng.engine.text import Language
from xianfeng.rulebook.blocks import Block, Bullets, Heading, Paragraph, Table

_SPECIAL = re.compile(r"([\\`*_<>#|])")


def as_markdown(blocks: Sequence[Block], language: Language) -> str:
    """Return the blocks as Markdown text, one blank line between them."""
    return "\n\n".join(_block(block, language) for block in blocks) + "\n"


def _block(block: Block, language: Language) -> str:
    match block:
        case Heading(words, level):
            return f"{'#' * level} {_escaped(words.get(language))}"
        case Paragraph(words):
            return _escaped(words.get(language))
        case Bullets(points):
            return "\n".join(f"- {_escaped(point.get(language))}" for point in points)
        case Table():
            return _table(block, language)


def _table(table: Table, language: Language) -> str:
    rows = [[_cell(cell.get(language)) for cell in row] for row in (table.head, *table.rows)]
    lines = [f"| {' | '.join(row)} |" for row in rows]
    lines.insert(1, f"|{' --- |' * len(table.head)}")
    return "\n".join(lines)


def _cell(words: str) -> str:
    return _escaped(words).replace("\n", "<br>")


def _escaped(words: str) -> str:
    """Return the words with every sign that Markdown would read as its own made plain."""
    return _SPECIAL.sub(r"\\\1", words)
