"""Notices that are on, made from results as they are settled; the content is what notices make of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from django.utils import timezone

from tests.people.world import World, member
from xianfeng.engine.calendar import Period
from xianfeng.engine.scheme import Status
from xianfeng.merit.assessments.models import AssessmentPeriod, PeriodChange, Result, Settlement, YearResult
from xianfeng.merit.assessments.states import State
from xianfeng.merit.notices.content import build, usual_fields
from xianfeng.merit.notices.models import Notice
from xianfeng.people.members.models import Member
from xianfeng.people.organizations.models import Unit
from xianfeng.schemes import library

SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
GIVEN = ("立新", "春梅", "志强", "永顺", "慧敏", "长青", "雅琴", "德福", "玉兰", "建波", "明辉", "雪")


def people(where: Unit, number: int) -> list[Member]:
    """Return new members with usual names."""
    names = (SURNAMES[at % len(SURNAMES)] + GIVEN[at * 7 % len(GIVEN)] for at in range(number))
    return [member(name, where) for name in names]


def settled(branch: Unit, scheme: str, code: str, bands: Mapping[str, Iterable[Member]]) -> Settlement:
    """Return a settlement of a branch in which people are in bands; '' is an incomplete result, '-' not assessed."""
    period = AssessmentPeriod.objects.create(
        unit=branch, code=code, scheme=scheme, version=library.load(scheme).version
    )
    settlement = Settlement.objects.create(
        period=period, version=1, as_of=Period.parse(code).end, method="", inputs_digest="", results_digest=""
    )
    by_code = {band.code: band for band in library.load(scheme).bands}
    for band, held in bands.items():
        status = (
            Status.COMPLETE if band in by_code else Status.NOT_ASSESSED if band == "-" else Status.INCOMPLETE
        )
        known = by_code.get(band)
        Result.objects.bulk_create(
            Result(settlement=settlement, member=one, variant="standard", status=status, digest="",
                   band=known.code if known else "", stars=known.stars if known else None,
                   score=known.at_least if known else None)
            for one in held
        )  # fmt: skip
    return settlement


def with_flags(settlement: Settlement, flags: Mapping[Member, int]) -> None:
    for one, number in flags.items():
        YearResult.objects.create(settlement=settlement, member=one, status=Status.COMPLETE, flags=number)


def publish(settlement: Settlement, **values: Any) -> Notice:
    """Return the notice of a settlement, on from yesterday until in three days unless said otherwise."""
    today = timezone.localdate()
    fields = {"from_on": today - timedelta(days=1), "to_on": today + timedelta(days=3), "audience": "team",
              "state": Notice.State.PUBLISHED, "published_at": timezone.now(), "title": "公示",
              "fields": usual_fields(settlement)}  # fmt: skip
    notice = Notice(unit=settlement.period.unit, settlement=settlement, **fields | values)
    notice.content = build(notice)
    notice.save()
    return notice


def flags_of_first(world: World, **values: Any) -> Notice:
    """Hang flags for the six of the first branch: one of them alone under the lowest."""
    of = world.members
    bands = {"red": [of["member"], of["leader"]], "yellow": [of["secretary"], of["committee"]],
             "blue": [of["groupmate"]], "grey": [of["other_group"]]}  # fmt: skip
    return publish(settled(world.first, "three-platforms", "2026-Q3", bands), **values)


def make_final(notice: Notice, state: str = State.FINALISED) -> PeriodChange:
    """Let a notice be over, as it is emptied then, and its period final since yesterday."""
    today = timezone.localdate()
    Notice.objects.filter(pk=notice.pk).update(
        state=Notice.State.FILED, content={},
        from_on=today - timedelta(days=9), to_on=today - timedelta(days=2),
    )  # fmt: skip
    period = notice.settlement.period
    AssessmentPeriod.objects.filter(pk=period.pk).update(state=state, settlement=notice.settlement)
    return PeriodChange.objects.create(
        period=period, done="finalise", old=State.PUBLICISED, new=State.FINALISED,
        at=timezone.now() - timedelta(days=1),
    )  # fmt: skip


def next_of_first(world: World, **values: Any) -> Notice:
    """Publish the quarter after that of `flags_of_first`, with one member."""
    bands = {"yellow": [world.members["leader"]]}
    return publish(settled(world.first, "three-platforms", "2026-Q4", bands), **values)
