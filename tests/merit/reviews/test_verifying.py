"""`xianfeng verify` on rounds: what was done to ballots behind the platform's back is named."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection

from tests.cli.test_cli import run
from tests.facts.making import _Editor
from tests.merit.reviews.making import actor, begun, cast_all, draw_up
from tests.people.world import World
from xianfeng.merit.reviews import operations, triggers, verifying
from xianfeng.merit.reviews.models import Envelope, Round
from xianfeng.merit.reviews.verifying import verify


@pytest.fixture
def closed(world: World) -> Round:
    round_ = begun(world, draw_up(world, "ten-ones"))
    list(cast_all(round_))
    return operations.close(actor(world, "secretary"), round_)


@pytest.fixture
def opened(world: World, closed: Round) -> Round:
    operations.ask_opening(actor(world, "secretary"), closed)
    return operations.open_round(actor(world, "committee"), closed)


@contextmanager
def without_triggers() -> Iterator[Any]:
    with connection.cursor() as cursor:
        triggers.unprotect(_Editor(cursor))  # type: ignore[arg-type]
        yield cursor
        triggers.protect(_Editor(cursor))  # type: ignore[arg-type]


def tampered(sql: str) -> None:
    with without_triggers() as cursor:
        cursor.execute(sql)
        assert cursor.rowcount >= 1


def what() -> Any:
    difference = verify().difference
    assert difference is not None
    return difference.what


def test_a_round_is_sound_from_its_close_until_after_its_opening(world: World, closed: Round) -> None:
    sealed = verify()
    operations.ask_opening(actor(world, "secretary"), closed)
    operations.open_round(actor(world, "committee"), closed)
    read = verify()
    assert (sealed.is_sound, sealed.rounds, read.is_sound, read.rounds) == (True, 1, True, 1)
    assert sealed.receipts == read.receipts == sum(closed.counts.values()) > 0


def test_a_round_that_still_collects_is_not_looked_at(world: World) -> None:
    list(cast_all(begun(world, draw_up(world, "ten-ones"))))
    assert verify() == verifying.Verdict()


ONE = "(SELECT min(id) FROM reviews_receipt)"


@pytest.mark.parametrize(
    "sql",
    [
        f"DELETE FROM reviews_receipt WHERE id = {ONE}",
        f"UPDATE reviews_receipt SET receipt = 'x' WHERE id = {ONE}",
        "UPDATE reviews_round SET receipts_digest = 'x'",
    ],
)
def test_another_list_of_receipts_is_noticed(opened: Round, sql: str) -> None:
    tampered(sql)
    assert what() == verifying.OTHER_LIST


def test_an_envelope_taken_away_before_the_opening_is_noticed(closed: Round) -> None:
    Envelope.objects.order_by("pk")[0].delete()
    assert what() == verifying.OTHER_ENVELOPES.fill(missing=1, strange=0)


def test_an_envelope_exchanged_before_the_opening_is_noticed(closed: Round) -> None:
    Envelope.objects.filter(pk=Envelope.objects.order_by("pk")[0].pk).update(sealed=b"another")
    assert what() == verifying.OTHER_ENVELOPES.fill(missing=1, strange=1)


def test_ballots_put_in_after_the_opening_are_noticed(opened: Round) -> None:
    columns = "ratee_id, rater_kind, answers, total"
    tampered(f"INSERT INTO reviews_openedballot ({columns}) SELECT {columns} FROM reviews_openedballot")
    received = sum(opened.counts.values())
    assert what() == verifying.TOO_MANY.fill(opened=2 * received, received=received)


def test_triggers_that_are_gone_are_named(closed: Round) -> None:
    with without_triggers():
        rules = triggers.POSTGRESQL if connection.vendor == "postgresql" else triggers.SQLITE
        assert set(verify().triggers) == set(rules)
    assert verify().is_sound


def test_the_command_counts_rounds_and_names_the_first_difference(closed: Round) -> None:
    sound = run("verify", "--lang", "en")
    count = sum(closed.counts.values())
    assert sound.exit_code == 0, sound.output
    assert f"1 rounds, {count} ballots: all as they were at the close" in sound.output
    Envelope.objects.order_by("pk")[0].delete()
    wrong = run("verify", "--lang", "zh")
    assert wrong.exit_code == 1
    assert f"{closed.unit.name}{closed.period}第1轮评议：密封的选票与关闭时的不同：少1张" in wrong.output
