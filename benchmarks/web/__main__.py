"""How long pages take: python -m benchmarks.web [--rounds N] [--output FILE].

Makes two installations, or takes those made before, opens the main pages of each as one-click accounts do, and
imports a workbook of 29,136 members.
On SQLite, and on PostgreSQL too when DATABASE_URL names a server on which databases may be made.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.report import machine
from benchmarks.web.report import NOTES, Figures, imported, live, table
from benchmarks.web.sites import Site

SIZES = ("area", "company")
TURNS = 4
"""So many times each installation has its turn: what else the machine does falls on both."""
IMPORTS = 3
LIBRARIES = ("Django", "django-cotton", "django-treebeard", "psycopg")


def measured(server: str, rounds: int) -> Iterator[str]:
    """Yield the tables of one database."""
    sites = [Site(size, server) for size in SIZES]
    for site in sites:
        site.ensure()
    books: list[dict[str, Figures]] = [{} for _ in sites]
    for turn in range(TURNS):
        for site, book in zip(sites, books, strict=True):
            print(f"{site.name}: turn {turn + 1} of {TURNS}", file=sys.stderr, flush=True)
            for name, found in site.run("open", str(rounds)).items():
                book.setdefault(name, Figures()).add(found)
    yield f"### {'PostgreSQL' if server else 'SQLite'}"
    yield ""
    yield from table(*books)
    yield ""
    yield from live(books[-1])
    yield ""
    yield from imported(sites[0].run("import", str(IMPORTS)))
    yield ""


def written(rounds: int) -> Iterator[str]:
    """Yield the whole section."""
    yield "## Pages: an area of 710 members and a company of 29,136"
    yield ""
    yield from machine("benchmarks.web", LIBRARIES)
    yield ""
    yield " ".join((*NOTES, f"Of each page {TURNS * rounds} requests."))
    yield ""
    for server in dict.fromkeys(("", os.environ.get("DATABASE_URL", ""))):
        yield from measured(server, rounds)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=10, help="requests of each page in each turn")
    parser.add_argument("--output", type=Path, help="a Markdown file")
    options = parser.parse_args()
    text = "\n".join(written(options.rounds))
    if options.output:
        options.output.write_text(text, "utf-8")
    sys.stdout.write(text)


if __name__ == "__main__":
    main()
