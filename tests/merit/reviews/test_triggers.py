"""What the database itself refuses: changing, replacing, adding or removing what was opened and received."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from tests.merit.reviews.making import actor, answers, begun, cast_all, draw_up, opened
from tests.people.world import World
from xianfeng.merit.reviews import operations, states, triggers
from xianfeng.merit.reviews.models import OpenedBallot, Receipt, Round, Seat
from xianfeng.merit.reviews.operations import forget_ballots
from xianfeng.merit.reviews.privacy import PURGERS
from xianfeng.people.audit.operations import PROGRAM


@pytest.fixture
def round_(world: World) -> Round:
    made = begun(world, draw_up(world, "ten-ones"))
    list(cast_all(made))
    return opened(world, made)


REFUSED = [
    "UPDATE reviews_openedballot SET total = 1",
    "DELETE FROM reviews_openedballot",
    "INSERT INTO reviews_openedballot (ratee_id, rater_kind, answers, total)"
    " SELECT ratee_id, rater_kind, answers, total FROM reviews_openedballot",
    "UPDATE reviews_receipt SET receipt = 'x'",
    "DELETE FROM reviews_receipt",
    "INSERT INTO reviews_receipt (round_id, receipt) SELECT id, 'x' FROM reviews_round",
    "UPDATE reviews_round SET opened_at = '2000-01-01'",
    "UPDATE reviews_round SET state = 'closed'",
    "UPDATE reviews_round SET rules = '{}'",
    "UPDATE reviews_round SET receipts_digest = ''",
    "UPDATE reviews_round SET minimum = 3",
]
ON_SQLITE = [
    "INSERT OR REPLACE INTO reviews_openedballot SELECT * FROM reviews_openedballot",
    "INSERT OR REPLACE INTO reviews_receipt SELECT * FROM reviews_receipt",
    "INSERT OR REPLACE INTO reviews_round SELECT * FROM reviews_round",
]
ON_POSTGRESQL = ["TRUNCATE reviews_openedballot", "TRUNCATE reviews_receipt"]


def run(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def told() -> list[object]:
    return [list(model.objects.order_by("pk").values()) for model in (OpenedBallot, Receipt, Round)]


@pytest.mark.parametrize("statement", [*REFUSED, *ON_SQLITE, *ON_POSTGRESQL])
def test_the_database_refuses_to_rewrite(round_: Round, statement: str) -> None:
    only = {"sqlite": ON_SQLITE, "postgresql": ON_POSTGRESQL}
    if any(statement in of and connection.vendor != vendor for vendor, of in only.items()):
        pytest.skip("of the other database")
    before = told()
    with pytest.raises(DatabaseError):
        run(statement)
    assert told() == before


def test_the_database_knows_the_ways_between_states_that_operations_know() -> None:
    ways = {str(old): tuple(str(new) for new, _done in to) for old, to in states.TRANSITIONS.items()}
    assert ways == triggers.WAYS


def long_ago(round_: Round, days: int) -> None:
    """Let a round have been opened days ago, which no statement can do once the triggers are there."""
    with connection.schema_editor(atomic=False) as editor:
        triggers.unprotect(editor)
        Round.objects.filter(pk=round_.pk).update(opened_at=timezone.now() - timedelta(days=days))
        triggers.protect(editor)


@pytest.mark.django_db(transaction=True)
def test_a_purge_removes_ballots_when_their_time_is_over_and_receipts_stay(world: World) -> None:
    made = begun(world, draw_up(world, "ten-ones"))
    list(cast_all(made))
    opened(world, made)
    [purger] = PURGERS
    before = timezone.now() - timedelta(days=365)
    assert purger.due(before) == 0
    with pytest.raises(DatabaseError):
        forget_ballots(Round.objects.filter(pk=made.pk))
    assert OpenedBallot.objects.count() == 30
    long_ago(made, 366)
    assert purger.due(before) == purger.remove(PROGRAM, before) == 30
    assert (OpenedBallot.objects.count(), Seat.objects.count(), Receipt.objects.count()) == (0, 0, 30)


@pytest.mark.django_db(transaction=True)
def test_what_was_signed_in_a_round_given_up_goes_too(world: World) -> None:
    made = begun(world, draw_up(world))
    me = made.ratees.get(member=world.members["member"])
    operations.sign(actor(world, "member"), me, kind="self", answers=answers(made, "self"))
    operations.repeat(actor(world, "secretary"), made, reason="密钥丢失", closes_on=made.closes_on)
    [purger] = PURGERS
    Round.objects.filter(pk=made.pk).update(closes_on=timezone.localdate() - timedelta(days=400))
    purger.remove(PROGRAM, timezone.now() - timedelta(days=365))
    assert not me.signed.exists()
    assert set(Seat.objects.values_list("round__number", flat=True)) == {2}
