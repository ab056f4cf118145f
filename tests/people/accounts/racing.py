"""Several threads at one database: each has its own connection, as the server's workers have."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Barrier
from typing import Any

from django.db import connection, connections

Race = Callable[[Callable[[int], Any], int], list[Any]]


def race(deed: Callable[[int], Any], runners: int) -> list[Any]:
    """Return what each runner came to, an exception among them, when all start at once."""
    start = Barrier(runners)

    def run(number: int) -> Any:
        start.wait()
        try:
            return deed(number)
        except Exception as error:  # the result of a runner may be that it was refused
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(runners) as pool:
        return list(pool.map(run, range(runners)))


@contextmanager
def seen_by_threads(folder: Path) -> Iterator[Race]:
    """Let threads see what has been written; SQLite's database in memory is copied to a file for them."""
    if connection.vendor != "sqlite":
        yield race
        return
    file = folder / "race.sqlite3"
    with sqlite3.connect(file) as copy:
        connection.connection.backup(copy)
        # Two first connections that both switch to it would find the file locked; an installation is made by one.
        copy.execute("PRAGMA journal_mode=WAL")
    copy.close()
    settings = connections.settings["default"]
    memory, settings["NAME"] = settings["NAME"], str(file)
    try:
        yield race
    finally:
        settings["NAME"] = memory
