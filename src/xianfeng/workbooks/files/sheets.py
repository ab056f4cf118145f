"""What any source of tables comes down to: named sheets with numbered lines of raw values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from xianfeng.workbooks.files.cells import Raw
from xianfeng.workbooks.files.worksheets import Scan

Line = tuple[int, Sequence[Raw]]
"""The number of a row, and its values."""


@dataclass(slots=True)
class Sheet:
    """A sheet of a workbook or a file of a folder. Reading `lines` may raise Refused.

    `first_column` is the number of the column in which every line begins.
    """

    name: str
    lines: Iterator[Line]
    is_file: bool = False
    first_column: int = 1
    scan: Scan | None = None
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """The sheets that are read, in order, and the names of those that are not."""

    sheets: tuple[Sheet, ...]
    unread: tuple[str, ...] = ()
