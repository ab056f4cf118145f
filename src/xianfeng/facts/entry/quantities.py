"""An amount with or without its unit, in hundredths."""

from __future__ import annotations

import re
import unicodedata

from xianfeng.engine.text import Text, shown
from xianfeng.workbooks.files.cells import A_NUMBER, Wrong, amount

_WITH_UNIT = re.compile(
    r"(\d+(?:\.\d*)?)(?:学时|学時|课时|小时|小時|钟头|次|个|個|项|項|篇|分|月|份|件|h|hrs?|hours?|times?)?",
    re.ASCII | re.IGNORECASE,
)


def quantity_of(written: str) -> int | Wrong:
    """Return 250 for 2.5, ２．５, 2.5学时 or 2.5 hours; at most 99,999.99."""
    found = _WITH_UNIT.fullmatch(_plain(written))
    if found is None:
        word = shown(written)
        return Wrong(Text(f"“{word}”不是数", f'"{word}" is not a number'), A_NUMBER)
    return amount(found[1])


def is_like_a_quantity(word: str) -> bool:
    """Return whether a word without a title above it is meant as an amount."""
    return _WITH_UNIT.fullmatch(_plain(word)) is not None


def _plain(written: str) -> str:
    return "".join(unicodedata.normalize("NFKC", written[:100]).split())
