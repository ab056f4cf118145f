"""The database itself keeps settlements, results and confirmations, until their time is over."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from tests.merit.assessments.making import LATE, QUARTERS, confirmed, settled, without_secretary
from tests.people.world import World, adopt
from xianfeng.merit.assessments.models import (
    AssessmentPeriod,
    Confirmation,
    PeriodChange,
    Result,
    Settlement,
    YearResult,
)
from xianfeng.merit.assessments.triggers import SAME, wanting
from xianfeng.people.audit.operations import PROGRAM
from xianfeng.people.privacy.purging import PURGERS

pytestmark = pytest.mark.django_db


@pytest.fixture
def stored(world: World) -> Settlement:
    adopt(world.first, QUARTERS)
    without_secretary(world)
    for number in range(1, 5):
        last = settled(world.first, f"2026-Q{number}")
        confirmed(last.period)
    return last


def refused(sql: str, *values: object) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)


@pytest.mark.parametrize("table", SAME)
def test_no_row_is_changed_removed_or_replaced(stored: Settlement, table: str) -> None:
    assert wanting(connection) == []
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*), max(id) FROM {table}")
        count, last = cursor.fetchone()
        assert count
        columns = [column.name for column in connection.introspection.get_table_description(cursor, table)]
    refused(f"UPDATE {table} SET id = id WHERE id = %s", last)
    refused(f"DELETE FROM {table} WHERE id = %s", last)
    names = ", ".join(f'"{name}"' for name in columns)
    if connection.vendor == "sqlite":
        refused(f"INSERT OR REPLACE INTO {table} ({names}) SELECT {names} FROM {table} WHERE id = %s", last)
        others = ", ".join(f'"{name}"' for name in columns if name != "id")
        refused(
            f"INSERT OR REPLACE INTO {table} (id, {others}) SELECT 999999, {others} FROM {table} WHERE id = %s",
            last,
        )
        upsert = f"INSERT INTO {table} ({names}) SELECT {names} FROM {table} WHERE id = %s ON CONFLICT(id) DO UPDATE SET id = id"
        refused(upsert, last)
    else:
        refused(f"TRUNCATE {table} CASCADE")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*), max(id) FROM {table}")
        assert cursor.fetchone() == (count, last)


def test_what_is_past_its_time_is_purged_with_all_that_belongs_to_it(world: World) -> None:
    adopt(world.first, QUARTERS)
    without_secretary(world)
    old = timezone.now() - timedelta(days=6 * 366)
    settled(world.first, f"{old.year - 1}-Q1", at=old)
    settled(world.first, "2026-Q3")
    AssessmentPeriod.objects.update(state="finalised")
    purger = PURGERS["results"]
    before = timezone.now() - timedelta(days=5 * 366)
    assert purger.due(before) == 1
    assert purger.remove(PROGRAM, before) == 1
    assert [period.code for period in AssessmentPeriod.objects.all()] == ["2026-Q3"]
    assert Settlement.objects.count() == 1
    assert set(Result.objects.values_list("settlement__period__code", flat=True)) == {"2026-Q3"}
    assert set(PeriodChange.objects.values_list("period__code", flat=True)) == {"2026-Q3"}
    assert purger.due(before) == 0


def test_the_purge_cannot_go_further_than_the_database_allows(world: World, stored: Settlement) -> None:
    AssessmentPeriod.objects.update(state="finalised")
    with pytest.raises(DatabaseError), transaction.atomic():
        PURGERS["results"].remove(PROGRAM, LATE + timedelta(days=1))
    assert Settlement.objects.count() == 4
    assert (YearResult.objects.count(), Confirmation.objects.count()) == (6, 4)
