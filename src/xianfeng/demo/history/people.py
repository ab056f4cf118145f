"""The people of a branch in a year, as the sample draws for them: what each is, and from when to when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from random import Random

from xianfeng.demo.history.spans import DAY
from xianfeng.demo.making import Making
from xianfeng.engine import facts as engine
from xianfeng.engine.facts import RosterRow
from xianfeng.merit.scores.records import records_of
from xianfeng.people.members.models import Member, StatusChange
from xianfeng.people.organizations.models import Unit
from xianfeng.sample.people import Person
from xianfeng.schemes import library

SITUATIONS = "ten-ones"
"""The method whose variants tell those apart who live differently."""
GONE = (Member.Status.LOST_CONTACT, Member.Status.SUSPENDED)
LATENT = (2.4, 1.1)
"""The parameters of the beta distribution of how good members are."""
ON_LEAVE = 0.02
"""So many of those with all duties are away for a month of the year."""


@dataclass(frozen=True, slots=True)
class Crowd:
    """The members of a branch today by their ids, and the stretches of the year that they spent in it."""

    members: Mapping[str, Member]
    people: Sequence[Person]


def crowd_of(making: Making, unit: Unit, year: int) -> Crowd:
    """Return the people of a branch in a year; who belonged elsewhere for a while was recorded there."""
    members = list(Member.objects.unscoped().filter(branch=unit).order_by("staff_no"))
    gone = _gone(unit)
    groups = {str(group.pk): group.name for group in Unit.objects.unscoped().directly_below(unit)}
    people: list[Person] = []
    records = records_of(members, library.load(SITUATIONS), year, date(year, 1, 1))
    for member, record in zip(members, records, strict=True):
        person = _person(making.rng(f"person/{member.staff_no}"), record.member)
        rows = _rows(record.member.rows, unit, groups, year, gone.get(member.pk))
        stretches = groupby(rows, lambda row: row.variant)
        people += [_in_stretch(person, list(stretch), year) for _, stretch in stretches]
    return Crowd({str(member.pk): member for member in members}, people)


def latent_of(making: Making, staff_no: str) -> float:
    """Return how good a member is, 0 to 1, the same in every year: what raters see, and what facts come of."""
    return making.rng(f"person/{staff_no}").betavariate(*LATENT)


def _person(rng: Random, member: engine.Member) -> Person:
    """Return what a member is like, the same in every year."""
    latent, attendance = rng.betavariate(*LATENT), min(max(rng.gauss(0.93, 0.04), 0.8), 1.0)
    leave = frozenset({rng.randint(1, 12)}) if rng.random() < ON_LEAVE else frozenset[int]()
    return Person(member, latent, attendance, leave)


def _in_stretch(person: Person, rows: Sequence[RosterRow], year: int) -> Person:
    """Return the person as in a stretch in which she was of one kind; only the standard kind takes leave."""
    there = person.with_rows(*rows)
    months = [month for month in person.leave if there.member.was_there(date(year, month, 1))]
    return replace(there, leave=frozenset(months if there.variant == "standard" else ()))


def _gone(unit: Unit) -> dict[int, date]:
    """Return since when nothing is heard of members."""
    changes = StatusChange.objects.unscoped().filter(
        member__branch=unit, member__status__in=GONE, field="status", new__in=GONE
    )
    return dict(changes.order_by("-on").values_list("member", "on"))


def _rows(
    rows: Sequence[RosterRow], unit: Unit, groups: Mapping[str, str], year: int, gone: date | None
) -> Iterator[RosterRow]:
    """Yield what of the rows lies in the branch and in the year; open where the year begins or ends."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    name = unit.name.removesuffix("党支部")
    for row in rows:
        start = max(row.start or first, first)
        end = min(row.end or last, last, gone - DAY if gone else last)
        if row.branch == str(unit.pk) and start <= end:
            yield replace(
                row, branch=name, group=groups.get(row.group, ""),
                start=start if start > first else None, end=end if end < last else None,
            )  # fmt: skip
