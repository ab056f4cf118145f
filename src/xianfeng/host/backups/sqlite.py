"""SQLite: copied by its online backup, which others may read and write beside."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from copy import deepcopy
from pathlib import Path

from django.core.management import call_command
from django.db import connection, connections

from xianfeng.host.backups.archive import ANOTHER, DAMAGED, refused

STAGED = "staged"


class SQLite:
    """The embedded database."""

    def check(self) -> None:
        """Nothing else is needed."""

    def take(self, file: Path) -> Mapping[str, int]:
        # All pages in one step: one moment of the database. Writers go on; in WAL they do not wait for readers.
        with closing(_opened(_live())) as live, closing(sqlite3.connect(file)) as copy:
            live.backup(copy, pages=-1)
            copy.execute("PRAGMA journal_mode=DELETE")
            return counts(copy)

    def put(self, file: Path, counts: Mapping[str, int]) -> None:
        _check_sound(file, counts)
        with _as_alias(file):
            call_command("migrate", database=STAGED, interactive=False, verbosity=0)
        connection.close()
        # The pages arrive in one transaction of the database that is replaced: all of them or, if this is killed, none.
        with closing(sqlite3.connect(file)) as copy, closing(_opened(_live())) as live:
            copy.backup(live, pages=-1)


def _live() -> Path:
    return Path(connection.settings_dict["NAME"])


def _opened(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, timeout=20)


def counts(database: sqlite3.Connection) -> dict[str, int]:
    """Return the rows of each table."""
    listed = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    names = [name for (name,) in database.execute(listed)]
    return {name: database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in sorted(names)}  # noqa: S608


def _check_sound(file: Path, wanted: Mapping[str, int]) -> None:
    try:
        with closing(sqlite3.connect(file)) as copy:
            whole = copy.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok"
            fits = not copy.execute("PRAGMA foreign_key_check").fetchone()
            sound = whole and fits and counts(copy) == dict(wanted)
    except sqlite3.DatabaseError:
        sound = False
    if not sound:
        raise refused(file, DAMAGED, ANOTHER)


@contextmanager
def _as_alias(file: Path) -> Iterator[None]:
    """Let Django use a file as a further database."""
    connections.databases[STAGED] = {**deepcopy(connection.settings_dict), "NAME": str(file)}
    try:
        yield
    finally:
        connections[STAGED].close()
        del connections[STAGED]
        del connections.databases[STAGED]
