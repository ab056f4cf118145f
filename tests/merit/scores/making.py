"""Records made by hand for the pure parts: one member, a packaged scheme, facts as (day, kind, outcome, quantity)."""

from __future__ import annotations

from datetime import date
from typing import Any

from xianfeng.engine.calendar import Period
from xianfeng.engine.facts import Fact, Member, Record, RosterRow
from xianfeng.engine.results import MemberResult
from xianfeng.engine.scheme import Scheme
from xianfeng.engine.settle import settle_member
from xianfeng.merit.scores.chances import Chance, Room
from xianfeng.merit.scores.headroom import headroom
from xianfeng.schemes import library

NAMES = ("one-four-one", "three-platforms", "study-do", "ten-ones", "three-four-one", "baseline")


def fact(
    number: int, on: date, kind: str, outcome: str = "", quantity: int = 100, document: str = ""
) -> Fact:
    return Fact(f"{number:06}", "1", kind, on, quantity, outcome, document)


class Hand:
    """A member of a packaged scheme up to a day, whose numbers are worked out on paper."""

    def __init__(self, name: str, as_of: date, *facts: tuple[Any, ...], **row: Any) -> None:
        self.scheme: Scheme = library.load(name)
        self.as_of = as_of
        self.period = Period.containing(self.scheme.period, as_of)
        variant = row.pop("variant", next(iter(self.scheme.variants)))
        belonged = RosterRow("1", variant, **{"start": date(2010, 7, 1), **row})
        made = tuple(fact(at, *each) for at, each in enumerate(facts, 1))
        self.record = Record(Member("1", "甲", (belonged,)), made)

    @property
    def result(self) -> MemberResult:
        return settle_member(self.scheme, self.period, self.record, self.as_of)

    @property
    def rooms(self) -> dict[str, Room]:
        found = headroom(self.scheme, self.period, self.record, self.as_of)
        return {room.item.code: room for room in found}

    def chances(self, item: str) -> tuple[Chance, ...]:
        room = self.rooms.get(item)
        return room.chances if room else ()

    def items(self) -> dict[str, int | None]:
        return {item.item: item.value for item in self.result.items}
