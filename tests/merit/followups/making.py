"""Final periods made by hand: scores as they are told, bands and consequences as the packaged schemes say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from tests.people.world import World
from xianfeng.engine.calendar import Period
from xianfeng.engine.results import Proposal
from xianfeng.engine.scheme import At, Scheme, Status
from xianfeng.engine.settle import band_for, proposed
from xianfeng.merit.assessments.models import AssessmentPeriod, PeriodChange, Result, Settlement, YearResult
from xianfeng.merit.assessments.states import State
from xianfeng.merit.followups.queries import list_talks
from xianfeng.people.audit.operations import PROGRAM, Actor
from xianfeng.people.members.models import Member
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.scope import Scope
from xianfeng.schemes import library

TODAY = timezone.localdate()
WORDS = "您三季度现场值班做得扎实，学习报告单两次没有按时交"
AGREED = "十二月十日前补交，组长每周问一次"


def actor(world: World, who: str = "secretary") -> Actor:
    return Actor(world.users[who].pk)


def final(
    unit: Unit, scheme: str, code: str, scores: Mapping[Member, int | None], *, on: date = TODAY, veto: tuple[Member, ...] = (),
) -> AssessmentPeriod:  # fmt: skip
    """Return a period that became final on a day, with a result for each of these members, in hundredths."""
    rules = library.load(scheme)
    period, _new = AssessmentPeriod.objects.unscoped().get_or_create(
        unit=unit, code=code, defaults={"scheme": scheme, "version": rules.version}
    )
    version = period.settlements.count() + 1
    period.settlement = Settlement.objects.create(
        period=period, version=version, as_of=Period.parse(code).end, method="0" * 64, inputs_digest="1" * 64,
        results_digest="2" * 64,
    )  # fmt: skip
    period.state = State.FINALISED
    period.save()
    for member, score in scores.items():
        _result(period.settlement, rules, member, score, member in veto)
    at = datetime.combine(on, time(4), UTC)
    PeriodChange.objects.create(
        period=period, done="finalise", old=State.PUBLICISED, new=State.FINALISED, at=at
    )
    return period


def _result(settlement: Settlement, rules: Scheme, member: Member, score: int | None, veto: bool) -> None:
    band = band_for(rules, score, veto) if score is not None else None
    variant = next(iter(rules.variants))
    status = Status.COMPLETE if score is not None else Status.INCOMPLETE
    following = proposed(rules, At.PERIOD, status, band.code if band else None, veto, None)
    Result.objects.create(
        settlement=settlement, member=member, variant=variant, status=status, score=score,
        weighted=score, band=band.code if band else "", veto=veto, stars=band.stars if band else None,
        consequences=[_kept(one) for one in following], digest="3" * 64,
        components=[
            {"code": code, "weight": each.weight_for(variant), "score": score, "part": (score or 0) * each.weight_for(variant), "ballots": None,
             "kept": None, "total": None, "reason": None}
            for code, each in rules.components.items()
        ],
    )  # fmt: skip


def _kept(one: Proposal) -> dict[str, Any]:
    told = asdict(one)
    return {"do": told["do"].value, "by": list(told["by"]), "within_days": told["within_days"]}


def with_year(period: AssessmentPeriod, stars: Mapping[Member, int], mean: int = 8500) -> AssessmentPeriod:
    """Add the year: two stars make a flag."""
    rules = library.load(period.scheme)
    vetoed = set(
        Result.objects.unscoped()
        .filter(settlement=period.settlement, veto=True)
        .values_list("member", flat=True)
    )
    for member, number in stars.items():
        veto = member.pk in vetoed
        flags, left = (0 if veto else number // 2), number % 2
        following = proposed(rules, At.YEAR, Status.COMPLETE, None, veto, flags)
        YearResult.objects.create(
            settlement=period.settlement, member=member, status=Status.COMPLETE, score=mean, stars=number, flags=flags,
            band=band_for(rules, mean, veto).code, left=left, veto=veto, consequences=[_kept(one) for one in following],
        )  # fmt: skip
    return period


def reached(talk_id: int, scope: Scope) -> Any:
    return list_talks(scope).get(pk=talk_id)


def days_ago(number: int) -> date:
    return TODAY - timedelta(days=number)


__all__ = ["PROGRAM"]
