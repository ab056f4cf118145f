"""A board as tables of words, the same on the page and in the file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from xianfeng.engine.amounts import show
from xianfeng.engine.results import MemberResult
from xianfeng.engine.scheme import Component, Scheme, Status
from xianfeng.engine.words import reason_words
from xianfeng.merit.scores import boards
from xianfeng.merit.scores.board_queries import Asked
from xianfeng.merit.scores.boards import Board, Column, amount_of, mean_of
from xianfeng.merit.scores.stretches import words_of
from xianfeng.people.members.importing.words import said
from xianfeng.people.members.models import Member

MOST_COLUMNS = 9
"""Items beside each other in one table, so that it can be read without scrolling sideways."""
NONE = "–"


class Shows(StrEnum):
    """What a table shows, which its caption explains."""

    SUMS = "sums"
    ITEMS = "items"
    PERIODS = "periods"


@dataclass(frozen=True, slots=True)
class Cell:
    """An amount under its head; `change` is by how much the stretch moved it, '' by nothing."""

    head: str
    text: str
    change: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A member in a table; `remark` says why there are no points."""

    member: Member
    remark: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table about everybody. `code` is its place in an address."""

    code: str
    title: str
    heads: tuple[str, ...]
    lines: tuple[Line, ...]
    shows: Shows


def tables_of(asked: Asked) -> list[Table]:
    """Return the tables of a board: the sums, then the items; over several periods those and their mean."""
    components = boards.components_from_facts(asked.scheme)
    if len(asked.parts) > 1:
        return [_of_periods(asked, component, str(at)) for at, component in enumerate(components)]
    return [table for at, board in enumerate(asked.boards) for table in _of_board(asked, board, at)]


def _of_board(asked: Asked, board: Board, at: int) -> Iterator[Table]:
    yield _of_sums(asked, board, f"{at}")
    for number, columns in enumerate(_packed(board.columns), 1):
        yield _of_items(asked, board, f"{at}-{number}", columns)


def signed(hundredths: int) -> str:
    """Return 250 as "+2.50"."""
    return f"+{show(hundredths)}" if hundredths > 0 else show(hundredths)


# ---- the sums


def _of_sums(asked: Asked, board: Board, code: str) -> Table:
    heads = (
        pgettext("board", "Now"),
        pgettext("board", "Before"),
        pgettext("board", "Added"),
        pgettext("board", "Deducted"),
        pgettext("board", "Worked out"),
    )
    lines = []
    for row in board.rows:
        texts = [NONE] * len(heads)
        if row.sum:
            moved = (row.sum.added, row.sum.deducted, row.sum.worked_out)
            texts = [show(row.sum.now), show(row.sum.before), *map(signed, moved)]
        cells = tuple(Cell(head, text) for head, text in zip(heads, texts, strict=True))
        lines.append(Line(row.member, _remark(asked.scheme, row.result, board.component), cells))
    return Table(code, said(board.component.title), heads, tuple(lines), Shows.SUMS)


def _remark(scheme: Scheme, result: MemberResult, component: Component) -> str:
    """Return why a member has no points in a component, '' where there are some."""
    if amount_of(result, component) is not None:
        return ""
    about = [r for r in result.reasons if r.subject == component.code or result.status is Status.NOT_ASSESSED]
    words = [said(reason_words(reason, scheme)) for reason in about]
    return _(", ").join(words) or _("Nothing is due yet")


# ---- the items


def _packed(columns: Sequence[Column]) -> Iterator[list[Column]]:
    """Yield the columns in tables: sections together as long as they fit."""
    packed: list[Column] = []
    for section in {column.section.code: column.section for column in columns}.values():
        own = [column for column in columns if column.section.code == section.code]
        if packed and len(packed) + len(own) > MOST_COLUMNS:
            yield packed
            packed = []
        packed = [*packed, *own]
    if packed:
        yield packed


def _of_items(asked: Asked, board: Board, code: str, columns: Sequence[Column]) -> Table:
    heads = tuple(said(column.item.title) for column in columns)
    places = [board.columns.index(column) for column in columns]
    lines = []
    for row in board.rows:
        cells = [_item_cell(head, row.cells[at]) for head, at in zip(heads, places, strict=True)]
        lines.append(Line(row.member, _remark(asked.scheme, row.result, board.component), tuple(cells)))
    sections = {column.section.code: said(column.section.title) for column in columns}
    return Table(code, _(", ").join(sections.values()), heads, tuple(lines), Shows.ITEMS)


def _item_cell(head: str, cell: boards.Cell) -> Cell:
    if cell.value is None:
        return Cell(head, NONE)
    return Cell(head, show(cell.value), signed(cell.change) if cell.change else "")


# ---- several periods in one stretch


def _of_periods(asked: Asked, component: Component, code: str) -> Table:
    """Return one column a period, and their mean where the scheme rolls its periods up to a year."""
    heads = [words_of(part.standing.period) for part in asked.parts]
    means = [_("Mean so far")] if asked.scheme.year is not None else []
    lines = []
    for at, member in enumerate(asked.parts[-1].standing.members):
        results = [part.standing.results[at] for part in asked.parts]
        amounts = [amount_of(result, component) for result in results]
        shown = [*amounts, *(mean_of(amounts) for _mean in means)]
        texts = [NONE if amount is None else show(amount) for amount in shown]
        cells = tuple(Cell(head, text) for head, text in zip([*heads, *means], texts, strict=True))
        lines.append(Line(member, _remark(asked.scheme, results[-1], component), cells))
    return Table(code, said(component.title), (*heads, *means), tuple(lines), Shows.PERIODS)
