"""Rounds of the small world for tests, and what raters answer in them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.people.world import World, account, adopt, member
from xianfeng.engine.calendar import Period
from xianfeng.merit.methods.queries import method_of
from xianfeng.merit.reviews import operations
from xianfeng.merit.reviews.models import Ratee, RaterKind, Round, Seat
from xianfeng.merit.reviews.rules import form_of
from xianfeng.people.audit.operations import Actor
from xianfeng.people.members.models import Member
from xianfeng.people.organizations.models import Team, Unit

_numbers = count(1)
FIRST_DAY = date(2020, 1, 1)


def today() -> date:
    return timezone.localdate()


def actor(world: World, who: str) -> Actor:
    return Actor(world.users[who].pk)


def period_of(unit: Unit) -> str:
    """Return the code of the period of today."""
    method = method_of(unit, today())
    assert method is not None
    return Period.containing(method.scheme.period, today()).code


def team_of(unit: Unit, employees: int = 12) -> Team:
    return Team.objects.create(unit=unit, name=f"{next(_numbers)}班", employees=employees)


def more_members(unit: Unit, number: int) -> list[Member]:
    """Add members to a branch, each with an account."""
    added = [member(f"党员{next(_numbers)}", unit) for _ in range(number)]
    for one in added:
        account(one)
    return added


def draw_up(world: World, scheme: str = "three-platforms", **options: Any) -> Round:
    """Adopt a method in the first branch and draw a round up there."""
    adopt(world.first, scheme, FIRST_DAY)
    values = {"period": period_of(world.first), "closes_on": today() + timedelta(days=7), **options}
    return operations.draw_up(actor(world, "secretary"), world.first, **values)


def with_slips(world: World, round_: Round, team: Team, count: int = 6) -> list[tuple[Seat, str]]:
    """Draw raters of a team and make their slips."""
    operations.draw_raters(actor(world, "secretary"), round_, team=team, wanted=count)
    return operations.issue_slips(actor(world, "officer"), round_, team=team, count=count)


def begun(world: World, round_: Round) -> Round:
    return operations.begin(actor(world, "secretary"), round_)


def opened(world: World, round_: Round) -> Round:
    """Close a round and let two of the committee open it."""
    operations.close(actor(world, "secretary"), round_)
    operations.ask_opening(actor(world, "secretary"), round_)
    return operations.open_round(actor(world, "committee"), round_)


def ratee(round_: Round, of: Member) -> Ratee:
    return Ratee.objects.get(round=round_, member=of)


def seat(round_: Round, of: Member) -> Seat:
    return Seat.objects.get(round=round_, member=of)


def answers(round_: Round, kind: str, variant: str = "standard", worst: bool = False) -> dict[str, int | str]:
    """Return an answer to everything that is asked: the best grade or half of the points; the last grade if worst."""
    form = form_of(round_.rules, kind, variant)
    assert form is not None
    grades = list(form.grades)
    graded = grades[-1] if worst else grades[0] if grades else ""
    return {
        item.code: graded or (0 if worst else item.points // 2) for item in form.items if not item.prefilled
    }


def cast_all(
    round_: Round, kind: str = RaterKind.MUTUAL, worst: bool = False
) -> Iterator[tuple[Seat, Ratee, str]]:
    """Let every seat of a kind rate everybody it rates; yield seat, ratee and receipt."""
    from xianfeng.merit.reviews.queries import ratees_of

    for one in Seat.objects.filter(round=round_, rater_kind=kind, is_paper=False, voided_at=None):
        for about in ratees_of(one):
            yield one, about, operations.cast(one, about, answers(round_, kind, about.variant, worst))


def is_counted(round_: Round, receipt: str) -> bool:
    """Return whether the page says that a ballot is in: sealed as long as ballots are collected, then counted."""
    page = Client().get(reverse("reviews:receipt"), {"receipt": receipt})
    return page.context is not None and any(
        found.round == round_ and found.state in ("sealed", "counted") for found in page.context["found"]
    )
