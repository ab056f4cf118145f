"""The database itself keeps the record as it was written."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from tests.facts.making import ledger_of, recorded, without_triggers
from tests.people.world import World, small_world
from xianfeng.facts.models import Fact, Ledger, Note
from xianfeng.facts.operations import reverse
from xianfeng.facts.triggers import POSTGRESQL, SQLITE, wanting
from xianfeng.people.audit.operations import PROGRAM

COLUMNS = [connection.ops.quote_name(field.column) for field in Fact._meta.concrete_fields]
SET = "quantity = 999"


def refused(sql: str, words: str, *values: object) -> None:
    with (
        pytest.raises(DatabaseError, match=words),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql, values)


def copy_of_fact(**changed: str) -> str:
    """Return the columns of a fact, some with another value, as the select list of an INSERT."""
    chosen = {"quantity": "999", "id": "id + 1000", "key": "key || 'x'", "number": "number + 1000",
              "reverses_id": "NULL", **changed}  # fmt: skip
    return ", ".join(chosen.get(column.strip('"'), column) for column in COLUMNS)


INTO = f"INTO facts_fact ({', '.join(COLUMNS)})"
SAME = {"id": "id", "key": "key", "number": "number", "reverses_id": "reverses_id"}
ON_CONFLICT = {"id": "id", "key": "key", "number": "unit_id, number", "reverses_id": "reverses_id"}


@pytest.fixture
def pair(world: World) -> tuple[Fact, Fact]:
    """A fact, and one that reverses it and so has all that must be unique."""
    fact = recorded(world)
    return fact, reverse(PROGRAM, fact, reason="记错了")


@pytest.mark.parametrize(
    "sql",
    [
        f"UPDATE facts_fact SET {SET} WHERE id = %s",
        "UPDATE facts_fact SET digest = digest WHERE id = %s",
        "DELETE FROM facts_fact WHERE id = %s",
    ],
)
def test_no_fact_is_changed_or_removed(pair: tuple[Fact, Fact], sql: str) -> None:
    refused(sql, "facts are never", pair[1].pk)


@pytest.mark.parametrize("or_else", ["REPLACE", "IGNORE", "ABORT", "FAIL", "ROLLBACK"])
@pytest.mark.parametrize("same", SAME)
def test_on_sqlite_no_insert_takes_the_place_of_a_fact(
    pair: tuple[Fact, Fact], same: str, or_else: str
) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("INSERT OR is SQLite's alone")
    columns = copy_of_fact(**{same: SAME[same]})
    refused(
        f"INSERT OR {or_else} {INTO} SELECT {columns} FROM facts_fact WHERE id = %s",
        "facts are never",
        pair[1].pk,
    )


@pytest.mark.parametrize("same", SAME)
def test_no_upsert_changes_a_fact(pair: tuple[Fact, Fact], same: str) -> None:
    columns, target = copy_of_fact(**{same: SAME[same]}), ON_CONFLICT[same]
    refused(
        f"INSERT {INTO} SELECT {columns} FROM facts_fact WHERE id = %s"
        f" ON CONFLICT ({target}) DO UPDATE SET {SET}",
        "facts are never",
        pair[1].pk,
    )


def test_on_sqlite_a_connection_without_our_settings_is_refused_too(pair: tuple[Fact, Fact]) -> None:
    """`recursive_triggers` is a setting of a connection: somebody else's has it off."""
    if connection.vendor != "sqlite":
        pytest.skip("INSERT OR REPLACE is SQLite's alone")
    columns = copy_of_fact(id="id")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA recursive_triggers = OFF")
    try:
        refused(
            f"INSERT OR REPLACE {INTO} SELECT {columns} FROM facts_fact WHERE id = %s",
            "facts are never",
            pair[1].pk,
        )
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA recursive_triggers = ON")


@pytest.mark.parametrize("table", ["facts_fact", "facts_ledger", "members_member"])
@pytest.mark.django_db(transaction=True)
def test_on_postgresql_no_truncate_empties_the_record(table: str) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("TRUNCATE is PostgreSQL's alone")
    recorded(small_world())
    refused(f"TRUNCATE {table} CASCADE", "never changed|follows its facts")
    assert Fact.objects.count() == 1


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE facts_ledger SET last_number = last_number - 1",
        "UPDATE facts_ledger SET last_number = last_number + 1",
        "UPDATE facts_ledger SET last_digest = ''",
        "UPDATE facts_ledger SET last_number = 1, last_digest = (SELECT digest FROM facts_fact WHERE number = 1)",
        "UPDATE facts_ledger SET last_number = last_number + 0",
        "UPDATE facts_ledger SET unit_id = unit_id + 1",
        "DELETE FROM facts_ledger",
        "INSERT INTO facts_ledger (unit_id, last_number, last_digest) SELECT unit_id + 1, 5, 'x' FROM facts_ledger",
        "INSERT INTO facts_ledger (unit_id, last_number, last_digest) SELECT unit_id, 0, '' FROM facts_ledger"
        " WHERE true ON CONFLICT (unit_id) DO UPDATE SET last_number = 0",
    ],
)
def test_a_ledger_only_follows_its_facts(pair: tuple[Fact, Fact], sql: str) -> None:
    refused(sql, "only follows")
    assert ledger_of(pair[0]) == (2, pair[1].digest)


@pytest.mark.parametrize("same", ["id, unit_id + 1", "id + 1, unit_id"])
def test_on_sqlite_no_ledger_is_replaced(pair: tuple[Fact, Fact], same: str) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("INSERT OR REPLACE is SQLite's alone")
    refused(
        "INSERT OR REPLACE INTO facts_ledger (id, unit_id, last_number, last_digest)"
        f" SELECT {same}, 0, '' FROM facts_ledger",
        "only follows",
    )


def test_a_ledger_may_follow_a_fact_that_was_added(world: World) -> None:
    """The guard refuses by what is there, not everything."""
    first, second = recorded(world), recorded(world, "groupmate")
    assert (first.number, second.number) == (1, 2)
    assert ledger_of(first) == (2, second.digest)


def test_a_note_may_be_deleted_but_not_changed(world: World) -> None:
    fact = recorded(world, note="三号泵房")
    refused("UPDATE facts_note SET text = 'x'", "notes are never")
    refused(
        "INSERT INTO facts_note (fact_id, text) SELECT fact_id, 'x' FROM facts_note"
        " WHERE true ON CONFLICT (fact_id) DO UPDATE SET text = 'x'",
        "notes are never",
    )
    if connection.vendor == "sqlite":
        for columns in ("id, fact_id", "id + 1, fact_id", "id, fact_id + 1"):
            refused(f"INSERT OR REPLACE INTO facts_note (id, fact_id, text) SELECT {columns}, 'x' FROM facts_note", "notes are never")  # fmt: skip
    assert Note.objects.get(fact=fact).text == "三号泵房"
    Note.objects.filter(fact=fact).delete()
    assert not Note.objects.exists()


def test_objects_refuse_as_the_statements_do(world: World) -> None:
    fact = recorded(world)
    fact.quantity = 900
    for change in (fact.save, fact.delete, Fact.objects.all().delete, Ledger.objects.all().delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    fact.refresh_from_db()
    assert fact.quantity == 100


# ---- whether they are in place


def test_all_triggers_are_in_place(db: None) -> None:
    assert wanting(connection) == []


@pytest.mark.parametrize("name", POSTGRESQL if connection.vendor == "postgresql" else SQLITE)
def test_a_trigger_that_is_missing_is_named(db: None, name: str) -> None:
    where = f" ON {POSTGRESQL[name].split(' ON ')[1].split()[0]}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {name}{where}")
    assert wanting(connection) == [name]


def test_a_trigger_that_was_weakened_is_named(db: None) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE facts_fact DISABLE TRIGGER facts_fact_no_change")
            cursor.execute(
                "CREATE OR REPLACE FUNCTION facts_keep_note() RETURNS trigger LANGUAGE plpgsql"
                " AS 'BEGIN RETURN NEW; END'"
            )
            weakened = ["facts_fact_no_change", "facts_note_no_update"]
        else:
            cursor.execute("DROP TRIGGER facts_fact_no_update")
            cursor.execute(
                "CREATE TRIGGER facts_fact_no_update BEFORE UPDATE ON facts_fact WHEN 0"
                " BEGIN SELECT RAISE(ABORT, 'facts are never changed or removed'); END"
            )
            weakened = ["facts_fact_no_update"]
    assert wanting(connection) == weakened


@pytest.mark.django_db(transaction=True)
def test_they_can_be_taken_away_and_put_back() -> None:
    with without_triggers():
        assert wanting(connection)
    assert wanting(connection) == []
