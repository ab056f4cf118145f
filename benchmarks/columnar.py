"""How fast settlements are, all in one go: python -m benchmarks.columnar [--size M|L] [--quick].

Makes a store, then measures in turn, each in a fresh process: two floors on DuckDB, the columnar engine by
two schemes, pandas; and once the specification, a loop over a database, one member and one branch. Prints
Markdown: seconds, peaks, ratios, and which targets hold.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import data, report
from benchmarks.generate.sizes import SIZES
from benchmarks.measure import Book, Run
from benchmarks.targets import live_targets, targets

ROUNDS = 3
SCAN, SORT, LIVE = Run("scan"), Run("sort_group"), Run("live")
SCHEMES = ("full", "subset")
AGREED = [Run("pandas_agrees", scheme) for scheme in SCHEMES]
QUICK = 4
"""A quick measurement settles one bucket of four by the specification."""


def plan(size: str, workers: int, quick: bool) -> tuple[list[Run], list[Run]]:
    """Return what is measured again and again, and what once.

    On L the slower ones are left out: what is asked is whether the engine keeps within its memory.
    """
    command = Run("columnar_command", "full", workers)
    if size == "L":
        return [], [SCAN, *(Run("columnar", scheme, workers) for scheme in SCHEMES), command]
    counts = sorted({1, workers})
    ours = [Run("columnar_lines", scheme, count) for scheme in SCHEMES for count in counts]
    ours += [Run("columnar", "full", count) for count in counts]
    frames = [Run("pandas", scheme) for scheme in SCHEMES]
    specification = [Run("settle", scheme, every=QUICK if quick else 1) for scheme in SCHEMES]
    return [SCAN, SORT, *ours, *frames], [command, *specification, Run("orm"), LIVE, *AGREED]


def measure(book: Book, again: list[Run], once: list[Run], rounds: int) -> None:
    """Take all measurements; those taken again are interleaved, as other work on the machine comes and goes."""
    for _ in range(rounds):
        for run in again:
            book.take(run)
    for run in once:
        book.take(run)


def written(book: Book, runs: list[Run], workers: int) -> Iterator[str]:
    """Yield the tables."""
    shown = [run for run in runs if run.peer in report.TITLES]
    yield from report.runs(book, shown, {"a": SCAN, "b": SORT})
    yield ""
    yield from report.agreed(book, [run for run in runs if run in AGREED])
    yield ""
    waited = book.best.get(LIVE)
    figures = waited.figures if waited else {}
    if figures:
        yield from report.live(figures)
        yield ""
    yield from report.reached([*targets(book, shown, workers), *live_targets(figures)])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", choices=SIZES, default="M")
    parser.add_argument("--quick", action="store_true", help="one round; the specification on a sample")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--folder", type=Path, default=data.FOLDER, help="where the stores are kept")
    parser.add_argument("--output", type=Path, help="a Markdown file")
    options = parser.parse_args()
    size = SIZES[options.size]
    folder = options.folder.resolve()
    store = data.ensure(size, folder, options.workers)
    again, once = plan(options.size, options.workers, options.quick)
    with TemporaryDirectory(dir=folder) as scratch:
        book = Book(store, Path(scratch))
        measure(book, again, once, 1 if options.quick else ROUNDS)
    tables = written(book, again + once, options.workers)
    text = "\n".join(
        [
            report.heading(options.size, size),
            "",
            *report.machine(),
            "",
            " ".join(report.NOTES),
            "",
            *tables,
            "",
        ]
    )
    if options.output:
        options.output.write_text(text, "utf-8")
    sys.stdout.write(text)


if __name__ == "__main__":
    main()
