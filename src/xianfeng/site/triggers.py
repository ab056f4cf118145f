"""Triggers of the database that keep rows as they were written: put on by a migration, taken away by its reverse."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.db.backends.base.base import BaseDatabaseWrapper
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


# ---- triggers that can be looked for in the database


@dataclass(frozen=True, slots=True)
class Rules:
    """Triggers by name for each database, and the bodies of the functions that PostgreSQL's call, by name.

    PostgreSQL's are written as `pg_get_triggerdef` tells them, so that the two can be compared.
    """

    sqlite: Mapping[str, str]
    functions: Mapping[str, str]
    postgresql: Mapping[str, str]

    @property
    def triggers(self) -> Triggers:
        """Return what puts them on the tables and takes them away."""
        return Triggers(self.sqlite, "".join(self._on_postgresql()), "".join(self._away_on_postgresql()))

    def _on_postgresql(self) -> Iterator[str]:
        for name, body in self.functions.items():
            yield f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $${body}$$;"
        for name, rule in self.postgresql.items():
            yield f"CREATE TRIGGER {name} {rule};"

    def _away_on_postgresql(self) -> Iterator[str]:
        for name, rule in self.postgresql.items():
            yield f"DROP TRIGGER IF EXISTS {name} ON {rule.split(' ON ')[1].split(' ')[0]};"
        for name in self.functions:
            yield f"DROP FUNCTION IF EXISTS {name}();"

    def wanting(self, connection: BaseDatabaseWrapper) -> list[str]:
        """Return the names of the triggers that the database lacks, has disabled, or has with another text."""
        found = dict(_found(connection))
        rules = self.postgresql if connection.vendor == "postgresql" else self.sqlite
        return [name for name, rule in rules.items() if found.get(name) != self._told(connection, name, rule)]

    def _told(self, connection: BaseDatabaseWrapper, name: str, rule: str) -> tuple[str, str]:
        """Return a trigger as the catalogue of the database should have it, with the body of its function."""
        body = ""
        if connection.vendor == "postgresql":
            body = self.functions[rule.rsplit(" ", 1)[1].removesuffix("()")]
        return f"CREATE TRIGGER {name} {rule}", body


IN_SQLITE = "SELECT name, sql, '' FROM sqlite_master WHERE type = 'trigger'"
IN_POSTGRESQL = """
SELECT t.tgname, pg_get_triggerdef(t.oid, true), p.prosrc FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
JOIN pg_class c ON c.oid = t.tgrelid
WHERE NOT t.tgisinternal AND t.tgenabled IN ('O', 'A') AND c.relnamespace = current_schema()::regnamespace
"""


def _found(connection: BaseDatabaseWrapper) -> Iterator[tuple[str, tuple[str, str]]]:
    with connection.cursor() as cursor:
        cursor.execute(IN_POSTGRESQL if connection.vendor == "postgresql" else IN_SQLITE)
        for name, rule, body in cursor.fetchall():
            yield name, (rule, body)
