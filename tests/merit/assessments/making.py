"""Periods for tests, in the small world: by methods without ballots, and by one of a round that has been opened."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from django.db import connection

from tests.facts.making import _Editor as Editor
from tests.people.world import World
from xianfeng.facts.models import Fact
from xianfeng.facts.operations import record
from xianfeng.merit.assessments import triggers
from xianfeng.merit.assessments.models import AssessmentPeriod, Result, Settlement
from xianfeng.merit.assessments.operations import close_period, confirm, prepare, settle
from xianfeng.merit.reviews.models import OpenedBallot, Ratee, Round
from xianfeng.people.audit.operations import PROGRAM, Actor
from xianfeng.people.organizations.models import Unit

QUARTERS, HALVES, BALLOTS = "one-four-one", "three-four-one", "baseline"
LATE = datetime(2027, 1, 20, 4, tzinfo=UTC)
"""When everything of 2026 is over."""
MET = date(2027, 1, 20)


def actor(world: World, who: str = "secretary") -> Actor:
    return Actor(world.users[who].pk)


def done(world: World, who: str, on: date, kind: str = "publicity.done", **values: Any) -> Fact:
    at = datetime(on.year, on.month, on.day, 8, tzinfo=UTC)
    return record(PROGRAM, **{"member": world.members[who], "kind": kind, "on": on, "at": at, **values})


def closed(unit: Unit, code: str, at: datetime = LATE) -> AssessmentPeriod:
    """Return a period of a method without ballots, closed."""
    return close_period(PROGRAM, prepare(PROGRAM, unit, code=code, at=at), at=at)


def settled(unit: Unit, code: str, at: datetime = LATE) -> Settlement:
    return settle(PROGRAM, closed(unit, code, at), at=at)


def confirmed(period: AssessmentPeriod, **values: Any) -> AssessmentPeriod:
    told = {"document": "北风〔2027〕1号", "met_on": MET, "present": 6, "entitled": 6, "at": LATE, **values}
    return confirm(PROGRAM, period, **told)


def without_secretary(world: World) -> None:
    """Let nobody lead the first branch in 2026, so that its meeting alone confirms."""
    world.members["secretary"].offices.update(to_on=date(2025, 12, 31))


def result(settlement: Settlement, world: World, who: str) -> Result:
    found: Result = settlement.results.get(member=world.members[who])
    return found


Answers = Callable[[int], dict[str, int]]


def as_a_whole(total: int) -> dict[str, int]:
    return {"": total}


def by_aspects(total: int) -> dict[str, int]:
    """Return a mutual ballot of three-four-one: five aspects alike."""
    return dict.fromkeys(("ideals", "discipline", "devotion", "morals", "daily"), total // 5)


def unopened_round(period: AssessmentPeriod, number: int = 1) -> Round:
    return Round.objects.create(
        unit=period.unit, period=period.code, number=number, scheme=period.scheme, version=period.version,
        state=Round.State.CLOSED, closes_on=MET,
    )  # fmt: skip


def opened_round(
    period: AssessmentPeriod, totals: Mapping[int, Iterable[int]], answers: Answers = as_a_whole
) -> Round:
    """Return a round that has been opened, with mutual ballots by member."""
    made = unopened_round(period)
    for member, several in totals.items():
        ratee = Ratee.objects.create(round=made, member_id=member, variant="standard", eligible={"mutual": 9})
        for total in several:
            OpenedBallot.objects.create(ratee=ratee, rater_kind="mutual", answers=answers(total), total=total)
    made.state = Round.State.OPENED  # from now on triggers refuse further ballots
    made.save()
    return made


def with_ballots(
    world: World, totals: Mapping[str, Iterable[int]], code: str = "2026", answers: Answers = as_a_whole
) -> AssessmentPeriod:
    """Return a closed period of the first branch, whose mutual ballots have been opened."""
    period = prepare(PROGRAM, world.first, code=code, at=LATE)
    period.round = opened_round(
        period, {world.members[who].pk: all_ for who, all_ in totals.items()}, answers
    )
    period.state = "closed"
    period.save()
    return period


def tampered(sql: str, *values: object) -> None:
    """Change something behind the triggers."""
    with connection.cursor() as cursor:
        triggers.unprotect(Editor(cursor))  # type: ignore[arg-type]
        cursor.execute(sql, values)
        assert cursor.rowcount >= 1
        triggers.protect(Editor(cursor))  # type: ignore[arg-type]
