"""From a pasted text to lines: by a header where there is one, else by what the cells hold."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from xianfeng.facts.entry.columns import LEFT_OUT, column_named, recognised
from xianfeng.facts.entry.days import is_like_a_day
from xianfeng.facts.entry.kinds import Known
from xianfeng.facts.entry.lines import Line
from xianfeng.facts.entry.people import People
from xianfeng.facts.entry.quantities import is_like_a_quantity
from xianfeng.people.members.importing.titles import plain_title

MOST_LINES, LONGEST_LINE = 500, 500
MOST_PASTED = 100_000
"""The most lines, the longest line and the most characters of a paste."""
_COMMAS = re.compile(r"[,，;；、]")
_BLANKS = re.compile(r"[ \u3000\u00a0]+")
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff"))


@dataclass(frozen=True, slots=True)
class Cut:
    """A line cut into cells; `is_loose` where blanks are all that separates them."""

    number: int
    text: str
    cells: tuple[str, ...]
    is_loose: bool


@dataclass(frozen=True, slots=True)
class Pasted:
    """The lines that hold something, and the titles of the columns that were not read."""

    lines: tuple[Line, ...]
    left_out: tuple[str, ...] = ()


def read_paste(text: str, people: People, known: Known) -> Pasted:
    """Return the lines of a text. Members and kinds are needed where no header says what is what."""
    cut = [_cut(number, line) for number, line in _numbered(text)]
    titles = cut[0].cells if cut and _is_header(cut[0], people) else ()
    places = recognised(titles)
    body = _without_numbering(cut[1:] if titles else cut, places)
    reader = _ByContent(people, known)
    lines = tuple(
        _by_titles(line, places, len(titles)) if titles and _fits(line, titles) else reader.line(line)
        for line in body
    )
    return Pasted(lines, tuple(title for title in titles if title and column_named(title) is None))


def _numbered(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines that hold something, counted from 1 as they stand in the text."""
    for number, line in enumerate(re.split(r"\r\n|\r|\n", text.translate(_INVISIBLE)), 1):
        if line.strip():
            yield number, line


def _cut(number: int, line: str) -> Cut:
    if "\t" in line:
        cells, is_loose = line.split("\t"), False
    elif _COMMAS.search(line):
        cells, is_loose = _by_commas(line), False
    else:
        cells, is_loose = _BLANKS.split(line.strip()), True
    return Cut(number, line.strip(), tuple(map(_tidy, cells)), is_loose)


def _by_commas(line: str) -> list[str]:
    plain = _COMMAS.sub(",", line)
    try:
        return next(csv.reader([plain])) if '"' in plain else plain.split(",")
    except csv.Error:
        return plain.split(",")


def _tidy(cell: str) -> str:
    return cell.strip().strip("\"'“”").strip()


def _is_header(line: Cut, people: People) -> bool:
    titles = [cell for cell in line.cells if cell]
    known = [title for title in titles if column_named(title) or plain_title(title) in LEFT_OUT]
    return len(known) >= 2 and not any(people.numbered(title) or people.named(title) for title in titles)


def _fits(line: Cut, titles: Sequence[str]) -> bool:
    return not line.is_loose or len(line.cells) == len(titles)


def _by_titles(line: Cut, places: dict[str, int], width: int) -> Line:
    """What stands beyond the last title is not understood: a comma too many may have shifted the cells."""
    cells = {code: line.cells[at] for code, at in places.items() if at < len(line.cells) and line.cells[at]}
    return Line(line.number, cells, line.text, tuple(cell for cell in line.cells[width:] if cell))


def _without_numbering(lines: Sequence[Cut], places: dict[str, int]) -> list[Cut]:
    """Return the lines without a first column that only counts them."""
    at = places.get("member", 0)
    counted = [str(number) for number in range(1, len(lines) + 1)]
    if len(lines) < 2 or [_digits(line, at) for line in lines] != counted:
        return list(lines)
    return [
        Cut(line.number, line.text, tuple("" if place == at else cell for place, cell in enumerate(line.cells)),
            line.is_loose)
        for line in lines
    ]  # fmt: skip


def _digits(line: Cut, at: int) -> str:
    cell = line.cells[at] if at < len(line.cells) else ""
    return unicodedata.normalize("NFKC", cell).rstrip(".、")


@dataclass(slots=True)
class _ByContent:
    """Says what a cell is by what it holds."""

    people: People
    known: Known

    def line(self, line: Cut) -> Line:
        cells: dict[str, str] = {}
        unread: list[str] = []
        for word in line.cells:
            code = self._code(word) if word else None
            if code is None or code in cells:
                unread += [word] if word else []
            else:
                cells[code] = word
        return self._with_name(line, cells, unread)

    def _with_name(self, line: Cut, cells: dict[str, str], unread: list[str]) -> Line:
        """What is left where nobody is named is the name, also one that is written with a blank in it."""
        if unread and not {"member", "name"} & cells.keys():
            whole = "".join(unread) if line.is_loose else unread[0]
            if line.is_loose and not self.people.named(whole):
                whole = unread[0]
            rest = () if whole != unread[0] else tuple(unread[1:])
            return Line(line.number, {**cells, "name": whole}, line.text, rest)
        return Line(line.number, cells, line.text, tuple(unread))

    def _code(self, word: str) -> str | None:
        if self.people.numbered(word):
            return "member"
        if self.people.named(word):
            return "name"
        if plain_title(word) in self.known.outcome_words:
            return "outcome"
        if is_like_a_day(word):
            return "on"
        if is_like_a_quantity(word):
            return "quantity"
        if isinstance(self.known.choices.find(word), str):
            return "kind"
        return "name" if self.people.typed(word) else None
