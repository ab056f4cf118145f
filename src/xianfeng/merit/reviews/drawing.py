"""A draw that anybody can draw again: numbers in the order of the hashes of seed and number."""

from __future__ import annotations

import secrets
from hashlib import sha256


def new_seed() -> str:
    """Return 64 hexadecimal digits that nobody could foresee."""
    return secrets.token_hex(32)


def drawn(seed: str, employees: int, wanted: int) -> list[int]:
    """Return the numbers drawn out of 1 to `employees`, ascending; all of them where no more are there.

    The hash is SHA-256 of "seed:number"; the `wanted` numbers with the smallest hashes are drawn.
    """
    by_lot = sorted(range(1, employees + 1), key=lambda number: sha256(f"{seed}:{number}".encode()).digest())
    return sorted(by_lot[:wanted])
