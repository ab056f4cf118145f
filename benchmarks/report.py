"""The results as Markdown, fit for the reference."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from pathlib import Path

from benchmarks.generate.sizes import ITEMS, Size
from benchmarks.measure import Book, Run
from benchmarks.targets import Target

LIBRARIES = ("duckdb", "pyarrow", "pandas")
TITLES = {
    "scan": "(a) DuckDB on all cores reads every column",
    "sort_group": "(b) DuckDB on all cores sorts the facts and groups the ballots",
    "settle": "(c) the specification, member by member",
    "pandas": "(d) pandas",
    "orm": "(e) one member at a time from SQLite, row by row",
    "columnar_lines": "**the columnar engine**, every table with all lines written",
    "columnar": "the same with digests",
    "columnar_command": "the same by the command line, which checks the store first",
}
NOTES = (
    "Seconds are without starting Python and importing, except by the command line; the best of the runs.",
    "A peak is that of the process that needed most.",
    "Of the columnar engine the processes are there and wait.",
    "(c) keeps records and results in memory, without digests.",
    "(d) writes results, components, tallies, items, item means and lines, but no reasons, uncounted facts or "
    "digests.",
    "(e) is a sample of members, scaled.",
)


def machine(module: str = "benchmarks.columnar", libraries: Iterable[str] = LIBRARIES) -> Iterator[str]:
    """Yield what the machine is, and by which command the figures were taken."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    versions = ", ".join(f"{name} {version(name)}" for name in libraries)
    yield f"- machine: {os.cpu_count()} cores ({_processor()}), {memory:.0f} GB of memory, {platform.system()}"
    yield f"- Python {platform.python_version()}, {versions}"
    yield f"- command: `{' '.join([f'python -m {module}', *sys.argv[1:]])}`"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.machine()
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())


def heading(name: str, size: Size) -> str:
    return (
        f"## Size {name}: {size.members:,} members, {size.branches:,} branches, {size.facts:,} facts, "
        f"{size.ballots:,} ballots of {ITEMS} items, in {size.buckets} buckets"
    )


def runs(book: Book, order: Iterable[Run], floors: dict[str, Run]) -> Iterator[str]:
    """Yield the table of runs, with their ratios to the floors."""
    yield "| what | scheme | processes | seconds | peak MB | × (a) | × (b) |"
    yield "|---|---|---:|---:|---:|---:|---:|"
    for run in order:
        measured = book.best.get(run)
        if measured is None:
            figures = ["failed", "", "", ""]
        else:
            ratios = [_times(measured.seconds, book.seconds(floor)) for floor in floors.values()]
            figures = [f"{measured.seconds:.2f}", f"{measured.peak_mb:.0f}", *ratios]
        sample = f", every {run.every}th bucket, scaled" if run.every > 1 else ""
        scheme = "" if run in floors.values() else run.scheme
        cells = [TITLES[run.peer] + sample, scheme, str(run.workers), *figures]
        yield f"| {' | '.join(cells)} |"


def _times(seconds: float, floor: float | None) -> str:
    return f"{seconds / floor:.1f}" if floor else ""


def reached(targets: Iterable[Target]) -> Iterator[str]:
    """Yield the table of targets."""
    yield "| target | wanted | measured | holds |"
    yield "|---|---:|---:|---|"
    for target in targets:
        sign = "≥" if target.at_least else "≤"
        found = "–" if target.found is None else f"{target.found:.2f}"
        holds = {True: "yes", False: "**no**", None: "not measured"}[target.holds]
        yield f"| {target.words} | {sign} {target.wanted:g} | {found} | {holds} |"


def agreed(book: Book, checks: Iterable[Run]) -> Iterator[str]:
    """Yield whether pandas says what the specification says."""
    for run in checks:
        measured = book.best.get(run)
        rows = sum(measured.figures.values()) if measured else 0
        says = f"agree in all {rows:,.0f} rows of a bucket" if measured else "**failed**"
        yield f"- (c) and (d), {run.scheme} scheme: {says}"


def live(figures: dict[str, float]) -> Iterator[str]:
    """Yield the table of what a person waits for."""
    yield "| live, by the specification | p50 ms | p95 ms |"
    yield "|---|---:|---:|"
    names = dict.fromkeys(name.rpartition(", ")[0] for name in figures)
    for name in names:
        yield f"| {name} | {figures[f'{name}, p50']:.2f} | {figures[f'{name}, p95']:.2f} |"
