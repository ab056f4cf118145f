"""What changed during the year: members moved, joined, left, retired, went on leave, changed office."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from random import Random

from xianfeng.sample import edges
from xianfeng.sample.branches import BRANCHES, GROUP_NAMES, RETIRED_BRANCH
from xianfeng.sample.people import Person, split
from xianfeng.sample.times import Year

MOVED = 8
JOINED = 4
LEFT = 4
WENT_ON_LEAVE = 6
RETIRED_IN_YEAR = 4
HANDOVERS = 3
JOINING_DAY = 12

People = dict[str, Person]


def change(rng: Random, year: Year, people: People) -> None:
    """Give some members a past: `people` changes in place."""
    _edges(year, people)
    chosen = iter(_plain(rng, people))
    for _ in range(MOVED):
        id = next(chosen)
        _move(people, id, year, _elsewhere(rng, people[id]), rng.randint(1, year.ended - 1))
    for _ in range(JOINED):
        _join(people, next(chosen), year, rng.randint(1, year.ended // 2))
    for _ in range(LEFT):
        _leave(people, next(chosen), year, rng.randint(1, (year.ended - 1) // 2))
    for _ in range(WENT_ON_LEAVE):
        _go_on_leave(people, next(chosen), rng.randint(1, year.ended - 1), rng.randint(1, 2))
    for person in _retired(rng, people):
        before = replace(person.row, variant="standard")
        people[person.id] = split(person, year, rng.randint(1, year.ended - 1), before)
    for branch in rng.sample(_with_ordinary_secretary(people), HANDOVERS):
        _hand_over(people, branch, year, year.ended // 2)


def _edges(year: Year, people: People) -> None:
    """Change the edge members so that the half rule holds for all but the late one."""
    _move(people, edges.MOVED.id, year, BRANCHES[0].name, year.ended // 2)
    _join(people, edges.LATE.id, year, year.ended - (year.ended - 1) // 2)
    _go_on_leave(people, edges.ON_LEAVE.id, year.ended - 2, 2)


def _plain(rng: Random, people: People) -> Iterator[str]:
    """Yield members in service without office, in random order."""
    plain = [p.id for p in people.values() if p.variant == "standard" and not p.row.offices]
    rng.shuffle(plain)
    return (id for id in plain if id not in edges.BY_ID)


def _retired(rng: Random, people: People) -> list[Person]:
    retired = [p for p in people.values() if p.variant == "retired" and p.row.branch != RETIRED_BRANCH]
    return rng.sample(retired, RETIRED_IN_YEAR)


def _with_ordinary_secretary(people: People) -> list[str]:
    special = people[edges.SECRETARY.id].row.branch
    return [branch.name for branch in BRANCHES if branch.name not in (special, RETIRED_BRANCH)]


def _elsewhere(rng: Random, person: Person) -> str:
    here = (person.row.branch, RETIRED_BRANCH)
    return rng.choice([branch.name for branch in BRANCHES if branch.name not in here])


def _move(people: People, id: str, year: Year, branch: str, month: int) -> None:
    person = people[id]
    before = replace(person.row, branch=branch, group=GROUP_NAMES[0])
    people[id] = split(person, year, month, before)


def _join(people: People, id: str, year: Year, month: int) -> None:
    person = people[id]
    start = date(year.number, month, JOINING_DAY)
    people[id] = person.with_rows(replace(person.row, start=start))


def _leave(people: People, id: str, year: Year, month: int) -> None:
    person = people[id]
    people[id] = person.with_rows(replace(person.row, end=year.month(month).end))


def _go_on_leave(people: People, id: str, month: int, months: int) -> None:
    people[id] = replace(people[id], leave=frozenset(range(month, month + months)))


def _hand_over(people: People, branch: str, year: Year, month: int) -> None:
    """Let the secretary have been a committee member until then, and a committee member the secretary."""
    holders = [p for p in people.values() if p.row.branch == branch and p.row.offices]
    now, then = holders[0], holders[1]
    people[now.id] = split(now, year, month, replace(now.row, offices=then.row.offices))
    people[then.id] = split(then, year, month, replace(then.row, offices=now.row.offices))
