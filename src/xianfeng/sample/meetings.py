"""Organisation life: each branch's calendar of meetings, and who was there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from xianfeng.engine.facts import RosterRow
from xianfeng.sample.branches import BRANCHES, GROUP_NAMES, Branch
from xianfeng.sample.happenings import Happening
from xianfeng.sample.people import Person
from xianfeng.sample.times import Year

AREA_LECTURE = "作业区专题党课"
ASSEMBLIES = (3, 6, 9, 12)
LECTURES = (2, 5, 8, 11)
LIFE_MEETING = 12
NOT_PRESENT = (("leave", 4), ("absent", 2), ("online", 1))
"""What those who are not there in person are recorded as, and how often."""
REDUCED = (("present", 6), ("not_required", 4))


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting of a branch, or of one group of it; `quantity` is its length, hundredths of an hour."""

    kind: str
    on: date
    quantity: int
    group: str = ""
    note: str = ""

    def expects(self, row: RosterRow) -> bool:
        if self.kind == "meeting.committee":
            return bool(row.offices)
        return self.group in ("", row.group)


def draw_meetings(
    rng: Random, year: Year, people: Sequence[Person], branches: Sequence[Branch] = BRANCHES
) -> Iterator[Happening]:
    """Yield everybody's attendance at the meetings of their branch of that day."""
    for branch in branches:
        rows = [(p, row) for p in people for row in p.member.rows if row.branch == branch.name]
        for meeting in _calendar(rng, year, branch):
            for person, row in rows:
                if row.covers(meeting.on) and meeting.expects(row):
                    yield _attendance(rng, person, meeting)


def _attendance(rng: Random, person: Person, meeting: Meeting) -> Happening:
    outcome = _outcome(rng, person, meeting.on)
    return Happening(meeting.on, person.id, meeting.kind, outcome, meeting.quantity, note=meeting.note)


def _outcome(rng: Random, person: Person, on: date) -> str:
    if on.month in person.leave:
        return "leave"
    if person.variant == "floating":
        return "not_required"
    if person.variant == "reduced":
        return _weighted(rng, REDUCED)
    return "present" if rng.random() < person.attendance else _weighted(rng, NOT_PRESENT)


def _weighted(rng: Random, outcomes: tuple[tuple[str, int], ...]) -> str:
    codes, weights = zip(*outcomes, strict=True)
    return str(rng.choices(codes, weights)[0])


def _calendar(rng: Random, year: Year, branch: Branch) -> Iterator[Meeting]:
    """Yield a branch's meetings of the whole year; the theme day keeps its day of the month."""
    theme_day = rng.randint(5, 24)
    for month in range(1, 13):
        yield Meeting("meeting.theme_day", year.day(month, theme_day), 200)
        yield Meeting("meeting.committee", _some_day(rng, year, month), 150)
        for group in GROUP_NAMES[: branch.groups]:
            yield Meeting("meeting.group", _some_day(rng, year, month), 100, group)
    for month in ASSEMBLIES:
        yield Meeting("meeting.assembly", _some_day(rng, year, month), 200)
    for month in LECTURES:
        yield Meeting("meeting.lecture", _some_day(rng, year, month), 150)
    yield Meeting("meeting.lecture", _some_day(rng, year, rng.randint(1, 12)), 200, note=AREA_LECTURE)
    yield Meeting("meeting.life", _some_day(rng, year, LIFE_MEETING), 300)


def _some_day(rng: Random, year: Year, month: int) -> date:
    return year.day(month, rng.randint(3, 26))
