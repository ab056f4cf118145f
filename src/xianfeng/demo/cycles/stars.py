"""Half-years by three displays, four reviews, one strive: stars, flags of a year, the rotating flag."""

from __future__ import annotations

from collections.abc import Sequence

from xianfeng.demo.cycles import deciding, polling, signing, steps
from xianfeng.demo.cycles.days import BEGUN, DECIDED, LAST_DAY, Days, after, from_to, last_over
from xianfeng.demo.cycles.following import discuss_best, grant_rotating_flag, hold_talks
from xianfeng.demo.cycles.scene import Scene
from xianfeng.demo.history.record import keep_record
from xianfeng.demo.history.spans import DAY, workday_before
from xianfeng.demo.life import year_before
from xianfeng.engine.calendar import Period
from xianfeng.engine.calendar import Unit as Length
from xianfeng.merit.assessments.models import AssessmentPeriod
from xianfeng.merit.assessments.operations import prepare
from xianfeng.merit.notices.models import Notice
from xianfeng.merit.reviews.models import Ratee, Seat
from xianfeng.people.members.models import Member

TARGETS = (9_000, 8_999, 7_000, 6_999)
"""Scores to which the panel moves somebody who is near: on a threshold of stars, and just below."""
AGAIN = "按商评意见调整后重新计算。"


def look_back(scene: Scene) -> None:
    """Finish the half-years before the last, and bring that on notice."""
    today, since = scene.making.on, year_before(scene.making)
    last = last_over(Length.HALF_YEAR, today)
    if steps.is_there(scene, last):
        return
    for period in from_to(since, last):
        days = Days.after(period)
        row, notice = _to_notice(scene, period, days)
        steps.end(scene, row, notice, days)
        hold_talks(scene, row, days)
        grant_rotating_flag(scene, period.year, days)
        discuss_best(scene, period.year, days)
    _to_notice(scene, last, Days.to_notice(today))


def _to_notice(scene: Scene, period: Period, days: Days) -> tuple[AssessmentPeriod, Notice]:
    keep_record(scene.making, scene.branch, period.end + DAY, since=year_before(scene.making))
    chance = scene.making.rng(f"{scene.branch.code}/{period.code}/ballots")
    row = polling.draw_up(scene, period, days)
    round_ = polling.begin(scene, row, days)
    thoughts = polling.think(scene, round_, chance, at_home)
    polling.cast_all(round_, thoughts, chance, days.at(LAST_DAY, 20))
    signing.say_of_oneself(scene, round_, days.at(BEGUN + 1, 19))
    polling.open_up(scene, row, days)
    steps.compute(scene, row, days)
    deciding.move_results(scene, row, days, TARGETS)
    steps.compute(scene, row, days, DECIDED, AGAIN)
    steps.confirm_all(scene, row, days)
    return row, steps.publish(scene, row, days)


def at_home(seat: Seat, ratees: Sequence[Ratee]) -> list[Ratee]:
    """Rate those of one's own group, as the groups meet for it; whoever is away does not rate."""
    if seat.member is None or seat.member.status != Member.Status.ACTIVE:
        return []
    return polling.own_group(seat, ratees)


def go_on(scene: Scene) -> None:
    """Prepare the half-year that runs; its ballots are collected when it ends."""
    running = after(last_over(Length.HALF_YEAR, scene.making.on))
    if not steps.is_there(scene, running):
        at = Days(workday_before(scene.making.on)).at(0)
        prepare(scene.first, scene.branch, code=running.code, at=at)
