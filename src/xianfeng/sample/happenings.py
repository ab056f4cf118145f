"""What happens to members: the one shape of it, before it gets a ref and becomes a row."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple


class Happening(NamedTuple):
    """A fact without its ref; the order of the fields is the order of the refs. Quantity is hundredths."""

    on: date
    member: str
    kind: str
    outcome: str = ""
    quantity: int = 100
    document: str = ""
    note: str = ""
