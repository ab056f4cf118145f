"""What each database does in its own way."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from django.db import connection

from xianfeng.host.backups.postgresql import PostgreSQL
from xianfeng.host.backups.sqlite import SQLite


class Engine(Protocol):
    """Takes a consistent copy of the database, and puts one in its place in one transaction."""

    def check(self) -> None:
        """Raise InvalidInput when a tool is missing."""

    def take(self, file: Path) -> Mapping[str, int]:
        """Write a copy, of one moment, to a file; return the rows of each table at that moment."""
        ...

    def put(self, file: Path, counts: Mapping[str, int]) -> None:
        """Replace the database by a copy that is sound and has these rows; raise InvalidInput and change nothing else."""


def engine() -> Engine:
    """Return the engine of the database in use."""
    return SQLite() if connection.vendor == "sqlite" else PostgreSQL()
