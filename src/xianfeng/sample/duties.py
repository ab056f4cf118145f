"""Duties: dues, report forms, pledges, tasks, months of approved leave, and the one decision."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from random import Random

from xianfeng.sample import edges
from xianfeng.sample.happenings import Happening
from xianfeng.sample.people import Person
from xianfeng.sample.times import Year

Odds = Mapping[str, float]
"""How many of a hundred end so, beside the outcome that is usual."""

DUES: Odds = {"late": 1.5, "unpaid": 0.2}
FORMS: Odds = {"partly_returned": 8, "restudy": 3, "talk": 2, "overdue": 2}
PLEDGES: Odds = {"mostly": 17, "partly": 5, "not": 1.5}
TASKS: Odds = {"overdue": 2.5, "missed": 1, "excused": 1}
DEMONSTRATION: Odds = {"missed": 1.5, "excused": 1}
FORMS_DUE = (1, 4, 7, 10)
TASK_MONTHS = (2, 5, 8, 11)
DEMONSTRATION_MONTHS = (6, 11)
DEMONSTRATION_BRANCHES = ("采油一站", "采油四站", "热注一站", "集输一站", "维修")
"""Branches with a three-links demonstration site."""
DECISION = "北油安〔{year}〕7号"


def draw_duties(
    rng: Random, year: Year, people: Sequence[Person], duties: Sequence[Duty] | None = None
) -> Iterator[Happening]:
    """Yield what became of everybody's duties (all of them, without any), on days when the member was there."""
    for person in people:
        for duty in ALL if duties is None else duties:
            yield from (each for each in duty(rng, year, person) if person.member.was_there(each.on))
        for month in sorted(person.leave):
            yield Happening(year.month(month).start, person.id, "leave.month")
        if person.id == edges.VETOED.id:
            document = DECISION.format(year=year.number)
            yield Happening(year.day(3, 18), person.id, "decision.safety", document=document)


def ended(rng: Random, person: Person, usual: str, odds: Odds) -> str:
    """Return the usual outcome, or one of the others; those who are thought less of have more of them."""
    if rng.random() < sum(odds.values()) / 100 * person.slack:
        return rng.choices(list(odds), list(odds.values()))[0]
    return usual


def dues(rng: Random, year: Year, person: Person) -> Iterator[Happening]:
    """Yield how the dues of each month were paid."""
    for month in range(1, 13):
        on = year.day(month, rng.randint(1, 20))
        yield Happening(on, person.id, "dues.month", ended(rng, person, "on_time", DUES))


def forms(rng: Random, year: Year, person: Person) -> Iterator[Happening]:
    """Yield the report forms of the last quarter of the year before and of three of this one."""
    for month in FORMS_DUE:
        excused = person.variant == "reduced" or month in person.leave
        outcome = "not_required" if excused else ended(rng, person, "accepted", FORMS)
        yield Happening(year.day(month, 10), person.id, "form.report", outcome)


def pledges(rng: Random, year: Year, person: Person) -> Iterator[Happening]:
    """Yield how a pledge got on by the middle of the year, and what it came to."""
    for kind, on in (("pledge.progress", year.day(6, 26)), ("pledge.evaluated", year.day(12, 18))):
        excused = person.variant == "reduced"
        outcome = "not_required" if excused else ended(rng, person, "fulfilled", PLEDGES)
        yield Happening(on, person.id, kind, outcome)


def tasks(rng: Random, year: Year, person: Person) -> Iterator[Happening]:
    """Yield what became of tasks, some of them at demonstration sites."""
    for month in TASK_MONTHS:
        yield _task(rng, person, "task.assigned", year.day(month, rng.randint(3, 26)), TASKS)
    if person.row.branch in DEMONSTRATION_BRANCHES and person.variant == "standard":
        for month in DEMONSTRATION_MONTHS:
            yield _task(rng, person, "task.three_links", year.day(month, rng.randint(3, 26)), DEMONSTRATION)


def _task(rng: Random, person: Person, kind: str, on: date, odds: Odds) -> Happening:
    excused = on.month in person.leave or person.variant in ("floating", "reduced")
    return Happening(on, person.id, kind, "excused" if excused else ended(rng, person, "done", odds))


Duty = Callable[[Random, Year, Person], Iterator[Happening]]
ALL: tuple[Duty, ...] = (dues, forms, pledges, tasks)
