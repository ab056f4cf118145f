"""A line of a text, or a row of a sheet, as its columns say it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Line:
    """What is written, by the code of the column; cells that hold something only.

    `text` is the line as it was pasted, `unread` what of it was not understood.
    """

    number: int
    cells: Mapping[str, str] = field(default_factory=dict)
    text: str = ""
    unread: tuple[str, ...] = ()
