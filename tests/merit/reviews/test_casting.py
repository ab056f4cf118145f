"""Casting: who may about whom, again until the close, and nothing around it that tells more than it should."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import Model

from tests.merit.reviews.making import (
    actor,
    answers,
    begun,
    cast_all,
    draw_up,
    is_counted,
    more_members,
    opened,
    ratee,
    seat,
    team_of,
    today,
    with_slips,
)
from tests.people.world import World
from xianfeng.merit.reviews import keys, operations, queries
from xianfeng.merit.reviews.models import Envelope, OpenedBallot, Ratee, RaterKind, Round, Seat
from xianfeng.merit.reviews.sealing import length_of, open_ballot, receipt_of
from xianfeng.people.audit.models import AuditEntry


@pytest.fixture
def round_(world: World) -> Round:
    return begun(world, draw_up(world))


def test_a_ballot_may_be_cast_anew_until_the_close(world: World, round_: Round) -> None:
    rater, about = seat(round_, world.members["member"]), ratee(round_, world.members["leader"])
    first = operations.cast(rater, about, answers(round_, "mutual"))
    second = operations.cast(rater, about, answers(round_, "mutual", worst=True))
    assert first != second
    assert [is_counted(round_, receipt) for receipt in (first, second)] == [False, True]
    key = keys.read(round_)
    assert key is not None
    assert set(open_ballot(Envelope.objects.get().sealed, key).answers.values()) == {"poor"}


def test_the_same_answers_give_another_envelope_each_time(world: World, round_: Round) -> None:
    rater, about = seat(round_, world.members["member"]), ratee(round_, world.members["leader"])
    words = answers(round_, "mutual")
    assert operations.cast(rater, about, words) != operations.cast(rater, about, words)


def test_nobody_rates_herself(world: World, round_: Round) -> None:
    me = world.members["member"]
    assert me.pk not in {rated.member_id for rated in queries.ratees_of(seat(round_, me))}
    with pytest.raises(ValidationError):
        operations.cast(seat(round_, me), ratee(round_, me), answers(round_, "mutual"))


def test_nobody_rates_in_another_round(world: World, round_: Round) -> None:
    rater = seat(round_, world.members["member"])
    again = operations.repeat(actor(world, "secretary"), round_, reason="程序", closes_on=today())
    begun(world, again)
    with pytest.raises(ValidationError):
        operations.cast(rater, ratee(again, world.members["leader"]), answers(again, "mutual"))
    with pytest.raises(ValidationError):
        operations.cast(
            seat(again, world.members["member"]),
            ratee(round_, world.members["leader"]),
            answers(again, "mutual"),
        )
    assert not Envelope.objects.exists()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"A": "splendid"}, "A"),
        ({"A": 100}, "A"),
        ({"A": None}, "A"),
        ({"A": ["good"]}, "A"),
        ({"Z": "good"}, "__all__"),
    ],
)
def test_answers_that_do_not_fit_are_named_and_nothing_is_cast(
    world: World, round_: Round, change: dict[str, Any], field: str
) -> None:
    rater, about = seat(round_, world.members["member"]), ratee(round_, world.members["leader"])
    with pytest.raises(ValidationError) as refused:
        operations.cast(rater, about, {**answers(round_, "mutual"), **change})
    assert set(refused.value.message_dict) == {field}
    with pytest.raises(ValidationError) as refused:
        operations.cast(rater, about, {"A": "good"})
    assert set(refused.value.message_dict) == set("BCDEFG")
    assert not Envelope.objects.exists()


def test_employees_rate_the_members_of_their_team_alone(world: World) -> None:
    team = team_of(world.first)
    for who in ("member", "leader"):
        world.members[who].team = team
        world.members[who].save()
    round_ = draw_up(world)
    slips = with_slips(world, round_, team)
    round_ = begun(world, round_)
    found = queries.seat_by_code(f" {slips[0][1].lower()} ")
    assert found == slips[0][0]
    assert [rated.member for rated in queries.ratees_of(found)] == [
        world.members["member"], world.members["leader"],
    ]  # fmt: skip
    operations.cast(found, ratee(round_, world.members["member"]), answers(round_, "mass"))
    with pytest.raises(ValidationError):
        operations.cast(found, ratee(round_, world.members["secretary"]), answers(round_, "mass"))


def rows_of_everything() -> dict[str, int]:
    """Return how many rows each table has."""
    with connection.cursor() as cursor:
        names = [
            name for name in connection.introspection.table_names(cursor) if not name.startswith("sqlite")
        ]
        found = {}
        for name in names:
            cursor.execute(f"SELECT COUNT(*) FROM {connection.ops.quote_name(name)}")
            found[name] = cursor.fetchone()[0]
    return found


def test_casting_writes_an_envelope_and_nothing_else(world: World, round_: Round) -> None:
    rater, about = seat(round_, world.members["member"]), ratee(round_, world.members["leader"])
    before, entries = rows_of_everything(), AuditEntry.objects.count()
    round_before = Round.objects.values().get()
    operations.cast(rater, about, answers(round_, "mutual"))
    assert rows_of_everything() == {**before, "reviews_envelope": 1}
    assert Round.objects.values().get() == round_before
    assert AuditEntry.objects.count() == entries


@pytest.mark.parametrize("model", [Envelope, OpenedBallot])
def test_no_table_of_ballots_has_a_time_or_names_a_person(model: type[Model]) -> None:
    kinds = {field.get_internal_type() for field in model._meta.get_fields()}
    assert not kinds & {"DateTimeField", "DateField", "TimeField", "GenericIPAddressField"}
    to = {field.related_model for field in model._meta.get_fields() if field.related_model}
    assert to == ({Ratee, Seat} if model is Envelope else {Ratee})


def test_all_envelopes_of_a_round_are_equally_long(world: World) -> None:
    team = team_of(world.first)
    world.members["member"].team = team
    world.members["member"].save()
    round_ = draw_up(world)
    with_slips(world, round_, team)
    round_ = begun(world, round_)
    list(cast_all(round_))
    list(cast_all(round_, RaterKind.MASS, worst=True))
    lengths = {len(sealed) for sealed in Envelope.objects.values_list("sealed", flat=True)}
    assert lengths == {length_of(round_.rules) + 48}  # what libsodium adds to a sealed box


def test_every_receipt_is_found_after_the_close_and_no_other(world: World, round_: Round) -> None:
    receipts = [receipt for _seat, _about, receipt in cast_all(round_)]
    round_ = operations.close(actor(world, "secretary"), round_)
    assert queries.list_receipts(round_) == sorted(receipts)
    assert all(is_counted(round_, receipt) for receipt in receipts)
    assert not is_counted(round_, receipt_of(b"another"))
    shown = f" {receipts[0][:32].upper()} {receipts[0][32:]} "
    assert is_counted(round_, shown)
    opened_one = operations.ask_opening(actor(world, "secretary"), round_)
    opened_one = operations.open_round(actor(world, "committee"), opened_one)
    assert all(is_counted(opened_one, receipt) for receipt in receipts)


def alter(envelope: Envelope) -> None:
    content = bytearray(envelope.sealed)
    content[-1] ^= 1
    Envelope.objects.filter(pk=envelope.pk).update(sealed=bytes(content))


def remove(envelope: Envelope) -> None:
    envelope.delete()


@pytest.mark.parametrize("harm", [alter, remove])
def test_altered_and_removed_envelopes_are_all_found(world: World, harm: Any) -> None:
    from xianfeng.merit.reviews.receipts import check_envelopes

    more_members(world.first, 6)
    round_ = begun(world, draw_up(world))
    list(cast_all(round_))
    round_ = operations.close(actor(world, "secretary"), round_)
    assert check_envelopes(round_).agrees
    for number, envelope in enumerate(list(Envelope.objects.order_by("id")[:100]), 1):
        harm(envelope)
        assert len(check_envelopes(round_).missing) == number
    operations.ask_opening(actor(world, "secretary"), round_)
    with pytest.raises(ValidationError) as refused:
        operations.open_round(actor(world, "committee"), round_)
    assert refused.value.code == "altered"
    assert Round.objects.get().state == Round.State.CLOSED
    assert not OpenedBallot.objects.exists()


def test_an_envelope_laid_to_somebody_else_is_found(world: World, round_: Round) -> None:
    list(cast_all(round_))
    first = Envelope.objects.filter(ratee=ratee(round_, world.members["member"])).first()
    other = (
        Envelope.objects.filter(ratee=ratee(round_, world.members["leader"])).exclude(seat=first.seat).first()
    )
    Envelope.objects.filter(seat=first.seat, ratee=other.ratee).delete()
    Envelope.objects.filter(pk=first.pk).update(ratee=other.ratee)
    operations.close(actor(world, "secretary"), round_)
    operations.ask_opening(actor(world, "secretary"), round_)
    with pytest.raises(ValidationError) as refused:
        operations.open_round(actor(world, "committee"), round_)
    assert refused.value.code == "altered"


def test_the_order_of_what_was_said_says_nothing_about_the_order_of_casting(world: World) -> None:
    more_members(world.first, 34)
    round_ = begun(world, draw_up(world, "ten-ones"))
    about = ratee(round_, world.members["member"])
    raters = list(Seat.objects.filter(round=round_).exclude(member=world.members["member"]).order_by("id"))
    for number, one in enumerate(raters):
        operations.cast(one, about, {"": 100 * number})
    opened(world, round_)
    by_id = list(OpenedBallot.objects.order_by("id").values_list("total", flat=True))
    assert sorted(by_id) == [100 * number for number in range(39)]
    in_place = sum(total == 100 * number for number, total in enumerate(by_id))
    assert in_place < 9  # chance gives one on average, nine or more once in a million


def test_a_member_rates_with_her_own_seat_alone(world: World, round_: Round) -> None:
    from xianfeng.people.accounts.access import scope_of

    own = queries.seats_of(scope_of(world.users["member"], today()))
    assert [one.member for one in own] == [world.members["member"]]
    assert not queries.seats_of(scope_of(world.users["administrator"], today())).exists()
