"""Keys: outside the database and its backups, closed to others, and gone once they are not needed any more."""

from __future__ import annotations

import os
import stat
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import transaction

from tests.merit.reviews.making import actor, begun, cast_all, draw_up, opened, today
from tests.people.world import World
from xianfeng.engine.problems import InvalidInput
from xianfeng.merit.reviews import keys, operations, sealing
from xianfeng.merit.reviews.jobs import close_what_is_over, sweep_keys
from xianfeng.merit.reviews.models import OpenedBallot, RaterKind, Round
from xianfeng.site.schedule import jobs


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_the_key_of_a_round_lies_in_a_folder_that_only_its_owner_opens(
    world: World, key_folder: Path
) -> None:
    round_ = begun(world, draw_up(world))
    assert names(key_folder) == [round_.key_name]
    assert (mode(key_folder), mode(key_folder / round_.key_name)) == (0o700, 0o600)
    key = keys.read(round_)
    assert key is not None
    assert key.public == bytes(Round.objects.get().public_key)
    assert key.private.hex() not in repr(Round.objects.values().get())


def test_a_folder_that_others_can_open_is_refused(world: World, key_folder: Path) -> None:
    key_folder.mkdir(parents=True)
    key_folder.chmod(0o755)
    key_folder.parent.chmod(0o700)
    with pytest.raises(InvalidInput):
        begun(world, draw_up(world))
    assert Round.objects.get().state == Round.State.DRAWN_UP


def test_a_key_that_was_exchanged_is_no_key(world: World, key_folder: Path) -> None:
    round_ = begun(world, draw_up(world))
    (key_folder / round_.key_name).write_bytes(sealing.new_key().private)
    assert keys.read(round_) is None
    round_.key_name = "../signing-key"
    assert keys.read(round_) is None


@pytest.mark.django_db(transaction=True)
def test_the_key_goes_after_the_commit_and_not_before(world: World, key_folder: Path) -> None:
    round_ = begun(world, draw_up(world))
    with transaction.atomic():
        opened(world, round_)
        assert names(key_folder) == [round_.key_name]
    assert names(key_folder) == []


def opens_and_fails(world: World, round_: Round) -> None:
    opened(world, round_)
    raise RuntimeError


@pytest.mark.django_db(transaction=True)
def test_the_key_stays_when_the_opening_fails(world: World, key_folder: Path) -> None:
    round_ = begun(world, draw_up(world))
    list(cast_all(round_))
    opened_and_failed = transaction.atomic(opens_and_fails)
    with pytest.raises(RuntimeError):
        opened_and_failed(world, round_)
    assert names(key_folder) == [round_.key_name]
    assert (Round.objects.get().state, OpenedBallot.objects.count()) == (Round.State.COLLECTING, 0)


def test_the_sweep_finishes_what_a_crash_left_after_the_commit(world: World, key_folder: Path) -> None:
    """A test's transaction never commits, so the removal does not come: as after a crash at that moment."""
    round_ = begun(world, draw_up(world))
    opened(world, round_)
    assert names(key_folder) == [round_.key_name]
    sweep_keys()
    assert names(key_folder) == []


def test_the_sweep_leaves_keys_that_are_needed(world: World, key_folder: Path) -> None:
    round_ = begun(world, draw_up(world))
    assert keys.sweep() == 0
    operations.close(actor(world, "secretary"), round_)
    assert keys.sweep() == 0
    assert names(key_folder) == [round_.key_name]


def test_the_sweep_removes_what_no_round_knows_after_a_day(world: World, key_folder: Path) -> None:
    name, _public = keys.make()
    assert keys.sweep() == 0
    yesterday = (key_folder / name).stat().st_mtime - keys.UNKNOWN_FOR - 1
    os.utime(key_folder / name, (yesterday, yesterday))
    assert keys.sweep() == 1
    assert names(key_folder) == []


def test_the_key_of_a_round_given_up_is_swept(world: World, key_folder: Path) -> None:
    round_ = begun(world, draw_up(world))
    operations.repeat(actor(world, "secretary"), round_, reason="程序", closes_on=today())
    sweep_keys()
    assert names(key_folder) == []


def test_the_sweep_runs_at_every_start() -> None:
    assert jobs()["reviews.sweep"].at_start


def test_a_round_whose_last_day_is_over_is_closed(world: World) -> None:
    round_ = begun(world, draw_up(world))
    close_what_is_over()
    assert Round.objects.get().state == Round.State.COLLECTING
    Round.objects.filter(pk=round_.pk).update(closes_on=today() - timedelta(days=1))
    close_what_is_over()
    assert Round.objects.get().state == Round.State.CLOSED


def test_a_round_with_printed_ballots_out_waits_for_them(world: World) -> None:
    round_ = draw_up(world)
    operations.take_paper(actor(world, "secretary"), round_, member=world.members["member"])
    operations.hand_out_paper(actor(world, "secretary"), round_, kind=RaterKind.MUTUAL, count=1)
    begun(world, round_)
    Round.objects.filter(pk=round_.pk).update(closes_on=today() - timedelta(days=1))
    close_what_is_over()
    assert Round.objects.get().state == Round.State.COLLECTING
