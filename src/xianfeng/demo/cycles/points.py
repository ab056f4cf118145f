"""Periods from facts alone: the quarters of "1+4+1", and the year of study and practice, which has no grades."""

from __future__ import annotations

from xianfeng.demo.cycles import steps
from xianfeng.demo.cycles.days import OVER, Days, after, from_to, last_over
from xianfeng.demo.cycles.following import close_tasks, hold_talks
from xianfeng.demo.cycles.scene import Scene
from xianfeng.demo.history.record import keep_record
from xianfeng.demo.history.spans import DAY, workday_before
from xianfeng.demo.life import year_before
from xianfeng.engine.calendar import Period
from xianfeng.engine.calendar import Unit as Length
from xianfeng.merit.assessments.operations import prepare
from xianfeng.merit.notices.models import Notice

QUARTERS = 2
"""So many quarters before the last are finished."""
FINISHED = OVER + 15
"""So many working days after its end everything of a period is done."""


def look_back_quarters(scene: Scene) -> None:
    """Finish the quarters before the last, and close that one; it waits to be computed."""
    today, since = scene.making.on, year_before(scene.making)
    last = last_over(Length.QUARTER, today)
    if steps.is_there(scene, last):
        return
    for period in list(from_to(since, last))[-QUARTERS:]:
        _finish(scene, period, Days.after(period))
    keep_record(scene.making, scene.branch, last.end + DAY, since=since)
    steps.close_without_ballots(scene, last, Days(workday_before(today)))


def look_back_year(scene: Scene) -> None:
    """Finish the last year; its points are for reference."""
    last = last_over(Length.YEAR, scene.making.on)
    if last.start >= year_before(scene.making) and not steps.is_there(scene, last):
        days = Days.after(last)
        if days.day(FINISHED) < scene.making.on:
            _finish(scene, last, days)


def _finish(scene: Scene, period: Period, days: Days) -> None:
    keep_record(scene.making, scene.branch, period.end + DAY, since=year_before(scene.making))
    row = steps.close_without_ballots(scene, period, days)
    steps.compute(scene, row, days)
    steps.confirm_all(scene, row, days)
    notice = steps.publish(scene, row, days, audience=Notice.Audience.BRANCH)
    steps.end(scene, row, notice, days)
    hold_talks(scene, row, days)
    close_tasks(scene, row, days)


def go_on_quarters(scene: Scene) -> None:
    """Prepare the quarter that runs."""
    _go_on(scene, Length.QUARTER)


def go_on_year(scene: Scene) -> None:
    """Prepare the year that runs."""
    _go_on(scene, Length.YEAR)


def _go_on(scene: Scene, length: Length) -> None:
    running = after(last_over(length, scene.making.on))
    if not steps.is_there(scene, running):
        at = Days(workday_before(scene.making.on)).at(0)
        prepare(scene.first, scene.branch, code=running.code, at=at)
