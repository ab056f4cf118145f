"""Random histories of recording and reversing: the record is what an independent replay makes of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from tests.facts.replay import Refused, Replay, Row
from tests.people.world import World
from xianfeng.facts.entries import Entry
from xianfeng.facts.models import Fact
from xianfeng.facts.operations import record_many, reverse
from xianfeng.facts.verifying import verify
from xianfeng.people.audit.operations import Actor
from xianfeng.people.members.models import Member

KINDS = (
    ("hazard.fixed", ""),
    ("volunteer.service", ""),
    ("meeting.assembly", "present"),
    ("meeting.assembly", "leave"),
)
QUANTITIES = (0, 100, 250, 9_999_999, -1)
REASONS = ("记错了", "重复\\登记", "tab\tand line\nend")
DAYS = [date(2025, 12, day) for day in (20, 21, 22)]
STEPS = 4


def answer(write: Callable[[], Any]) -> Any:
    try:
        return write()
    except ValidationError:
        return Refused()


class History:
    """The same steps, taken by the record and by the replay."""

    def __init__(self, seed: int, members: Sequence[Member]) -> None:
        self.random = Random(seed)
        self.members = members
        self.replay = Replay()
        self.facts: dict[int, Fact] = {}
        self.sent: list[Row] = []
        self.moment = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(microseconds=self.random.randrange(10**12))

    def step(self) -> None:
        self.moment += timedelta(seconds=self.random.randrange(1, 10**5))
        if self.replay.rows and self.random.random() < 0.4:
            self.reverse()
        else:
            self.record()

    def record(self) -> None:
        by = self.random.choice([None, 7, 8])
        entries = [self.entry(by) for _ in range(self.random.choice([1, 1, 2, 5]))]
        expected = self.replay.record(entries)
        self.sent += entries
        asked = [self.asked(one) for one in entries]
        made = answer(lambda: record_many(Actor(by), asked, at=self.moment))
        assert (made if isinstance(made, Refused) else [fact.number for fact in made]) == expected
        if not isinstance(made, Refused):
            self.facts |= {fact.number: fact for fact in made}

    def entry(self, by: int | None) -> Row:
        if self.sent and self.random.random() < 0.15:
            again = self.random.choice(self.sent) | {"recorded_by": by, "confirmed_by": by, "at": self.moment}
            return again | {"quantity": 77} if self.random.random() < 0.3 else again
        kind, outcome = self.random.choice(KINDS)
        member = self.random.choice(self.members)
        return {
            "branch": member.branch_id, "member": member.pk, "kind": kind, "on": self.random.choice(DAYS),
            "quantity": self.random.choices(QUANTITIES, [4, 4, 4, 4, 1])[0], "outcome": outcome,
            "document": self.random.choice(["", "北党〔2026〕9号", "a\\b"]), "source": "recorded",
            "recorded_by": by, "confirmed_by": by, "at": self.moment, "key": f"k{self.random.getrandbits(60)}",
        }  # fmt: skip

    def asked(self, row: Row) -> Entry:
        member = next(one for one in self.members if one.pk == row["member"])
        words = {name: row[name] for name in ("kind", "on", "quantity", "outcome", "document", "key")}
        return Entry(member=member, **words)

    def reverse(self) -> None:
        number = self.random.randrange(len(self.replay.rows)) + 1
        reason = self.random.choice(REASONS)
        fact = self.facts[number]
        undoing = {"at": self.moment, "recorded_by": 9, "confirmed_by": 9, "key": f"reverse-{fact.pk}"}
        expected = self.replay.reverse(number, reason, undoing)
        made = answer(lambda: reverse(Actor(9), fact, reason=reason, at=self.moment))
        assert (made if isinstance(made, Refused) else made.number) == expected
        if not isinstance(made, Refused):
            self.facts[made.number] = made

    def check(self) -> None:
        facts = list(Fact.objects.order_by("number").select_related("reverses"))
        assert [told(fact) for fact in facts] == self.replay.rows
        assert set(Fact.objects.in_force().values_list("number", flat=True)) == self.replay.in_force()


def told(fact: Fact) -> dict[str, Any]:
    names = (
        "number", "kind", "on", "quantity", "outcome", "document", "source", "recorded_by", "confirmed_by", "reason",
        "key", "digest",
    )  # fmt: skip
    others = {"branch": fact.unit_id, "member": fact.member_id, "at": fact.recorded_at,
              "reverses": fact.reverses and fact.reverses.number}  # fmt: skip
    return {**{name: getattr(fact, name) for name in names}, **others}


def replayed(world: World, seeds: range) -> None:
    members = [world.members[who] for who in ("member", "groupmate", "other_group")]
    taken = 0
    for seed in seeds:
        with transaction.atomic():
            history = History(seed, members)
            for _ in range(STEPS):
                history.step()
            history.check()
            assert seed % 10 or verify().is_sound
            taken += len(history.replay.rows)
            transaction.set_rollback(True)
    assert taken > 2 * len(seeds)  # it was not refusals alone


def test_200_histories_are_what_a_replay_makes_of_them(world: World) -> None:
    replayed(world, range(200))


@pytest.mark.slow
@pytest.mark.parametrize("part", range(4))
def test_10_000_histories_are_what_a_replay_makes_of_them(world: World, part: int) -> None:
    replayed(world, range(part * 2500, (part + 1) * 2500))
