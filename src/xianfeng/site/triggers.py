"""Triggers of the database that keep rows as they were written: put on by a migration, taken away by its reverse."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.backends.base.schema import BaseDatabaseSchemaEditor


@dataclass(frozen=True, slots=True)
class Triggers:
    """What protects some tables: SQLite's triggers by name, PostgreSQL's statements and those that undo them."""

    sqlite: Mapping[str, str]
    postgresql: str
    postgresql_away: str

    def protect(self, editor: BaseDatabaseSchemaEditor) -> None:
        """Put the triggers on the tables."""
        if editor.connection.vendor == "postgresql":
            editor.execute(self.postgresql)
            return
        for name, rule in self.sqlite.items():
            editor.execute(f"CREATE TRIGGER {name} {rule}")

    def unprotect(self, editor: BaseDatabaseSchemaEditor) -> None:
        """Take the triggers away: for the reverse of the migration and for emptying a test database."""
        if editor.connection.vendor == "postgresql":
            editor.execute(self.postgresql_away)
            return
        for name in self.sqlite:
            editor.execute(f"DROP TRIGGER IF EXISTS {name}")


def refuse(words: str) -> str:
    """Return what a trigger of SQLite does to refuse a statement."""
    return f"BEGIN SELECT RAISE(ABORT, '{words}'); END"
