"""The database itself keeps what was published, on SQLite and PostgreSQL."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from tests.merit.methods.writing import NEXT_YEAR, draft, published
from tests.people.world import World
from xianfeng.merit.methods.models import SchemeVersion
from xianfeng.merit.methods.operations import withdraw_version
from xianfeng.people.audit.operations import PROGRAM

pytestmark = pytest.mark.django_db
TABLE = "methods_schemeversion"
VALUES = {
    "owner_id": "{other}", "code": "'x'", "version": "'2020-01-01'", "text": "'x'", "digest": "'x'", "made_by": "9",
    "made_at": "'2020-01-01'", "published_by": "9", "published_at": "'2020-01-01'", "state": "'draft'", "id": "id + 1000",
}  # fmt: skip
COPIED = "owner_id, code, version, text, digest, made_by, made_at, published_by, published_at"


def attempt(statement: str) -> None:
    before = list(SchemeVersion.objects.unscoped().order_by("pk").values())
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert list(SchemeVersion.objects.unscoped().order_by("pk").values()) == before


@pytest.mark.parametrize("state", ["published", "withdrawn"])
@pytest.mark.parametrize("column", VALUES)
def test_no_column_of_what_was_published_changes(world: World, column: str, state: str) -> None:
    version = published(world.first, from_on=NEXT_YEAR)
    if state == "withdrawn":
        withdraw_version(PROGRAM, version)
    value = VALUES[column].format(other=world.second.pk)
    attempt(f"update {TABLE} set {column} = {value} where id = {version.pk}")


def test_a_withdrawn_version_does_not_come_back(world: World) -> None:
    version = withdraw_version(PROGRAM, published(world.first, from_on=NEXT_YEAR))
    attempt(f"update {TABLE} set state = 'published' where id = {version.pk}")


def test_nothing_published_is_deleted(world: World) -> None:
    version = published(world.first)
    attempt(f"delete from {TABLE} where id = {version.pk}")


def test_drafts_change_and_go(world: World) -> None:
    made = draft(world.first)
    with connection.cursor() as cursor:
        cursor.execute(f"update {TABLE} set text = 'x' where id = {made.pk}")
        cursor.execute(f"delete from {TABLE} where id = {made.pk}")
    assert not SchemeVersion.objects.unscoped().exists()


def test_an_upsert_changes_nothing(world: World) -> None:
    version = published(world.first)
    attempt(
        f"insert into {TABLE} (id, state, {COPIED}) select id, state, {COPIED} from {TABLE} where id = {version.pk}"
        " on conflict (id) do update set text = 'x'"
    )


REPLACING = {
    "by the id": "insert or replace into {t} (id, state, {c}) select id, 'draft', {c} from {t} where id = {pk}",
    "by the day": "insert or replace into {t} (state, {c}) select 'published', {c} from {t} where id = {pk}",
    "by a draft's id": "update or replace {t} set id = {pk} where id = {draft}",
    "by a draft's day": "update or replace {t} set state = 'published' where id = {draft}",
}


@pytest.mark.parametrize("recursive", ["on", "off"])
@pytest.mark.parametrize("how", REPLACING)
def test_nothing_takes_the_place_of_what_was_published(world: World, how: str, recursive: str) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("OR REPLACE is SQLite's alone")
    version, other = published(world.first), draft(world.first)
    with connection.cursor() as cursor:
        cursor.execute(f"pragma recursive_triggers = {recursive}")
    attempt(REPLACING[how].format(t=TABLE, c=COPIED, pk=version.pk, draft=other.pk))
    with connection.cursor() as cursor:
        cursor.execute("pragma recursive_triggers = on")


def test_the_table_is_not_truncated(world: World) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("TRUNCATE is PostgreSQL's alone")
    published(world.first)
    attempt(f"truncate {TABLE} cascade")
