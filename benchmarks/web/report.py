"""The results as Markdown, fit for the reference."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from statistics import quantiles
from typing import Any

WANTED, IMPORT_WANTED, LIVE_MS = 1.3, 3.0, 150
EMPTY, LIVE = "a form of one field: the frame of every page", "live scores of a branch of 30"
"""What a page costs that shows nothing, and the page that is told as a multiple of it."""
LONGER = 1.1
"""A page that shows more rows in a company (a committee of more branches) may take as much longer."""
AREA, COMPANY = 710, 29_136
NOTES = (
    "Milliseconds from request to response in the process that answers, without network and browser; "
    "both sizes are measured in turns.",
    "× is the company's p50 by the area's; a page that is longer there, since more is found or stands below, "
    "may take as much longer.",
)


@dataclass
class Figures:
    """What was measured of a page at one size."""

    queries: int = 0
    size: int = 0
    grows: bool = False
    ms: list[float] = field(default_factory=list)

    def add(self, found: dict[str, Any]) -> None:
        self.queries, self.size, self.grows = found["queries"], found["size"], found["grows"]
        self.ms += found["ms"]

    def at(self, percent: int) -> float:
        return quantiles(self.ms, n=100)[percent - 1]


def table(area: dict[str, Figures], company: dict[str, Figures]) -> Iterator[str]:
    """Yield the table of pages."""
    yield f"| page | queries at {AREA} / {COMPANY:,} | kB | p50 | p95 | p50 | p95 | × | holds |"
    yield "|---|---:|---:|---:|---:|---:|---:|---:|---|"
    for name, small in area.items():
        large = company[name]
        times = f"{small.at(50):.1f} | {small.at(95):.1f} | {large.at(50):.1f} | {large.at(95):.1f}"
        shown = f"{small.queries} / {large.queries} | {small.size / 1000:.0f} / {large.size / 1000:.0f}"
        yield f"| {name} | {shown} | {times} | {_verdict(small, large)} |"


def _verdict(small: Figures, large: Figures) -> str:
    """Return the ratio and whether it holds; of what grows, the time for each member."""
    if small.grows:
        each = [1000 * small.at(50) / AREA, 1000 * large.at(50) / COMPANY]
        return f"{large.at(50) / small.at(50):.1f} | {each[0]:.0f} and {each[1]:.0f} µs a member"
    ratio, longer = large.at(50) / small.at(50), large.size / small.size
    if small.queries != large.queries:
        return f"{ratio:.2f} | **no**"
    told = _holds(ratio, WANTED if longer < LONGER else WANTED * longer)
    return f"{ratio:.2f} | {told}{'' if longer < LONGER else f', of {longer:.1f} × the length'}"


def live(figures: dict[str, Figures]) -> Iterator[str]:
    """Yield how long live scores take in the company, and how many times as long as an empty page of the same frame."""
    shown, empty = figures[LIVE].at(50), figures[EMPTY].at(50)
    yield f"| {LIVE}, company | ms | × | within {LIVE_MS} ms |"
    yield "|---|---:|---:|---|"
    yield f"| {EMPTY} | {empty:.1f} | 1.00 |  |"
    yield f"| {LIVE} | {shown:.1f} | {shown / empty:.2f} | {_holds(shown, LIVE_MS)} |"


def imported(seconds: dict[str, float]) -> Iterator[str]:
    """Yield how long an import takes, and its bare parse and bulk_create of the same rows."""
    ratio = seconds["whole"] / seconds["bare"]
    yield f"| import of {COMPANY:,} rows | seconds | × | holds |"
    yield "|---|---:|---:|---|"
    yield f"| parse and bulk_create of the same rows | {seconds['bare']:.2f} | 1.00 |  |"
    yield f"| file read, checked, shown, and imported | {seconds['whole']:.2f} | {ratio:.2f} | {_holds(ratio, IMPORT_WANTED)} |"


def _holds(ratio: float, wanted: float) -> str:
    return "yes" if ratio <= wanted else "**no**"
