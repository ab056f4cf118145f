"""From the band of a year to a proposed grade of the democratic review: a table, a default, shown on the page.

"Unqualified" is never proposed from points (domain 4.7), and the last band of the national baseline is left to the
meeting: what it means is for people to say.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from xianfeng.engine.scheme import Scheme
from xianfeng.engine.text import Text
from xianfeng.merit.followups.models import Grade

OPEN = ""
"""No grade is proposed."""
BY_BAND: Mapping[str, str] = {"basic": Grade.BASICALLY_QUALIFIED, "unqualified": OPEN}
"""Bands that say what they are; of all others the first is excellent, the last basically qualified."""
SHARE = 3
"""Excellent are at most one in three (domain 4.2)."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the table: a band, and the grade that is proposed for it, '' for none."""

    band: str
    title: Text
    grade: str


def table_of(scheme: Scheme) -> list[Line]:
    """Return the table of a method, from the top."""
    return [Line(band.code, band.title, proposed_for(scheme, band.code)) for band in scheme.bands]


def proposed_for(scheme: Scheme, band: str) -> str:
    """Return the grade proposed for a band, '' for none."""
    codes = [each.code for each in scheme.bands]
    if band not in codes:
        return OPEN
    if band in BY_BAND:
        return BY_BAND[band]
    if band == codes[0]:
        return str(Grade.EXCELLENT)
    return str(Grade.BASICALLY_QUALIFIED if band == codes[-1] else Grade.QUALIFIED)


def most_excellent(members: int) -> int:
    """Return how many of so many members may be excellent: a third, rounded down."""
    return members // SHARE
