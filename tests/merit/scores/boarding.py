"""Standings for boards, made by hand: packaged schemes, members in one branch, facts, no database."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

from xianfeng.engine import facts as engine
from xianfeng.engine.settle import settle_member
from xianfeng.merit.methods.queries import Method
from xianfeng.merit.scores.board_queries import Asked
from xianfeng.merit.scores.boards import Board, board_of, components_from_facts, part_of
from xianfeng.merit.scores.records import Lives
from xianfeng.merit.scores.standing import Standing
from xianfeng.people.members.models import Member
from xianfeng.people.organizations.models import Adoption
from xianfeng.schemes import library

Facts = list[tuple[Any, ...]]
"""(day, kind, outcome, quantity in hundredths), the last two with defaults."""


def method(name: str) -> Method:
    return Method(library.load(name), Adoption(scheme=name), None)


def record(at: int, facts: Facts, variant: str) -> engine.Record:
    row = engine.RosterRow("1", variant, start=date(2020, 1, 1))
    made = []
    for number, (day, kind, *more) in enumerate(facts):
        outcome, quantity = [*more, *["", 100][len(more) :]]
        made.append(engine.Fact(f"{at}-{number:04}", str(at), kind, day, quantity, outcome))
    return engine.Record(engine.Member(str(at), f"m{at}", (row,)), tuple(made))


def standing(name: str, as_of: date, *people: Facts) -> Standing:
    by = method(name)
    variant = next(iter(by.scheme.variants))
    records = tuple(record(at, facts, variant) for at, facts in enumerate(people, 1))
    period = by.period_of(as_of)
    results = tuple(settle_member(by.scheme, period, each, as_of) for each in records)
    members = tuple(Member(pk=at, name=f"m{at}", staff_no=f"s{at}") for at in range(1, len(people) + 1))
    return Standing(by, period, as_of, members, records, results, Lives((), {}))


def board(name: str, start: date, as_of: date, *people: Facts) -> Board:
    made = standing(name, as_of, *people)
    return board_of(part_of(made, start), components_from_facts(made.method.scheme)[-1])


def asked(name: str, stretch: Any, as_of: date, *people: Facts) -> Asked:
    branch: Any = SimpleNamespace(name="branch", pk=1)
    return Asked(branch, stretch, as_of, (part_of(standing(name, as_of, *people), stretch.start),))
