"""An entry stands or falls with its deed, and nothing changes it afterwards."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from xianfeng.people.audit.models import AuditEntry
from xianfeng.people.audit.operations import PROGRAM, Actor, record

pytestmark = pytest.mark.django_db


def entry(**values: object) -> AuditEntry:
    return record(Actor(7, "10.0.0.9"), "members.move", unit=3, **values)


def test_an_entry_says_who_what_where_from(world: object) -> None:
    made = AuditEntry.objects.get(pk=entry(document="12").pk)
    assert (made.actor, made.address, made.action, made.unit) == (7, "10.0.0.9", "members.move", 3)
    assert made.details == {"document": "12"}
    assert timezone.now() - made.at < timedelta(minutes=1)


@pytest.mark.django_db(transaction=True)
def test_a_deed_outside_a_transaction_cannot_be_recorded() -> None:
    with pytest.raises(RuntimeError, match="outside a transaction"):
        record(PROGRAM, "members.move")


@pytest.mark.django_db(transaction=True)
def test_an_entry_falls_with_its_deed() -> None:
    def deed() -> None:
        with transaction.atomic():
            entry()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        deed()
    assert not AuditEntry.objects.exists()


STATEMENTS = {
    "update": "update audit_auditentry set action = 'x' where id = %s",
    "delete": "delete from audit_auditentry where id = %s",
    "replace": "insert or replace into audit_auditentry (id, at, action, subject_type, details)"
    " values (%s, '2020-01-01', 'x', '', '{}')",
    "upsert": "insert into audit_auditentry (id, at, action, subject_type, details)"
    " values (%s, '2020-01-01', 'x', '', '{}') on conflict (id) do update set action = 'x'",
}


@pytest.mark.parametrize("how", STATEMENTS)
def test_no_statement_changes_or_removes_an_entry(how: str) -> None:
    if how == "replace" and connection.vendor != "sqlite":
        pytest.skip("INSERT OR REPLACE is SQLite's alone")
    made = entry()
    with (
        pytest.raises(DatabaseError, match="audit entries"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(STATEMENTS[how], [made.pk])
    assert AuditEntry.objects.get(pk=made.pk).action == "members.move"


@pytest.mark.django_db(transaction=True)
def test_the_table_is_not_truncated() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("TRUNCATE is PostgreSQL's alone")
    with transaction.atomic():
        entry()
    with (
        pytest.raises(DatabaseError, match="audit entries"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("truncate audit_auditentry")


def aged(days: int) -> AuditEntry:
    """Make an entry that old: it is written so, as nothing can make it so later."""
    at = timezone.now() - timedelta(days=days)
    made = AuditEntry(at=at, action="members.move")
    AuditEntry._meta.get_field("at").auto_now_add = False
    try:
        made.save(force_insert=True)
    finally:
        AuditEntry._meta.get_field("at").auto_now_add = True
    return made


@pytest.mark.parametrize(("days", "goes"), [(1, False), (182, False), (184, True), (400, True)])
def test_only_entries_of_more_than_half_a_year_can_be_purged(days: int, goes: bool) -> None:
    made = aged(days)
    try:
        with transaction.atomic():
            made.delete()
    except DatabaseError:
        assert not goes
    else:
        assert goes
    assert AuditEntry.objects.filter(at__lt=timezone.now() - timedelta(days=183)).exists() is False
