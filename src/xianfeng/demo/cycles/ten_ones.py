"""Years by the ten ones: the last one finished, with honours and grades; this one collecting, or about to."""

from __future__ import annotations

from datetime import date

from xianfeng.demo.cycles import deciding, fitted, polling, steps
from xianfeng.demo.cycles.days import BEGUN, COLLECTED, LAST_DAY, Days, after, last_over, workday
from xianfeng.demo.cycles.following import TALLIED, decide_grades, discuss_best, hold_talks
from xianfeng.demo.cycles.polling import collecting, visiting
from xianfeng.demo.cycles.scene import Scene
from xianfeng.demo.history.record import keep_record
from xianfeng.demo.history.spans import DAY, workday_before
from xianfeng.demo.life import year_before
from xianfeng.demo.roles import plain_members
from xianfeng.engine.calendar import Period
from xianfeng.engine.calendar import Unit as Length
from xianfeng.facts.operations import record
from xianfeng.merit.assessments.models import AssessmentPeriod
from xianfeng.merit.assessments.operations import prepare

WITHOUT_EMPLOYEES = {"inner": 6_250, "pioneer": 3_750}
"""The weights that the method names for whom no employees can rate."""
VETO, VETOED, DOCUMENT = "decision.safety", 4, "北油安〔{year}〕7号"
"""A decision about a member: of which kind, who of those without posts, and its document."""
COLLECTS_FROM = (11, 1)
"""The day of the year from which the ballots of the year are collected."""
TO_FINISH = TALLIED + 4
"""So many working days after its end a year is finished, with honours and grades."""


def drawn_up_on(today: date) -> date:
    """Return the day on which the round of the last year was drawn up."""
    return _days(last_over(Length.YEAR, today), today).day(COLLECTED)


def _days(period: Period, today: date) -> Days:
    days = Days.after(period)
    return days if days.day(TO_FINISH) < today else Days.to_notice(today)


def look_back(scene: Scene) -> None:
    """Finish the last year; where it has ended lately, bring it on notice."""
    today, since = scene.making.on, year_before(scene.making)
    period = last_over(Length.YEAR, today)
    if steps.is_there(scene, period) or period.start < since:
        return
    days = _days(period, today)
    keep_record(scene.making, scene.branch, period.end + DAY, since=since)
    _decide_against(scene, period)
    row = _rated(scene, period, days)
    deciding.resolve_without_masses(scene, row, days, WITHOUT_EMPLOYEES)
    steps.compute(scene, row, days)
    steps.confirm_all(scene, row, days)
    notice = steps.publish(scene, row, days)
    if days == Days.after(period):
        steps.end(scene, row, notice, days)
        hold_talks(scene, row, days)
        discuss_best(scene, period.year, days)
        decide_grades(scene, period.year, days)


def _decide_against(scene: Scene, period: Period) -> None:
    """Record a decision that bars a member from the upper grades of the year."""
    on, days = date(period.year, 11, 17), Days(workday_before(period.end + DAY))
    record(
        scene.above, member=plain_members(scene.branch)[VETOED], kind=VETO, on=on, at=days.at(0, 17, 45),
        document=DOCUMENT.format(year=period.year), key=f"demo/{scene.branch.code}/{period.code}/decision",
    )  # fmt: skip


def _rated(scene: Scene, period: Period, days: Days) -> AssessmentPeriod:
    chance = scene.making.rng(f"{scene.branch.code}/{period.code}/ballots")
    row = polling.draw_up(scene, period, days)
    round_ = polling.begin(scene, row, days)
    thoughts = fitted.to_scores(scene, period, polling.think(scene, round_, chance), chance)
    polling.cast_all(round_, thoughts, chance, days.at(LAST_DAY, 20))
    polling.open_up(scene, row, days)
    return row


def go_on(scene: Scene) -> None:
    """Let this year collect ballots when its time has come, and prepare the next; before that prepare this one."""
    today = scene.making.on
    running = after(last_over(Length.YEAR, today))
    if steps.is_there(scene, running):
        return
    if today < workday(date(running.year, *COLLECTS_FROM), 5):
        prepare(scene.first, scene.branch, code=running.code, at=Days(workday_before(today)).at(0))
        return
    days, chance = collecting(scene), scene.making.rng(f"{scene.branch.code}/{running.code}/ballots")
    row = polling.draw_up(scene, running, days)
    round_ = polling.begin(scene, row, days)
    thoughts = polling.think(scene, round_, chance, polling.so_far(chance, visiting(scene)))
    polling.cast_all(round_, thoughts, chance, days.at(BEGUN + 1, 20))
    prepare(scene.first, scene.branch, code=after(running).code, at=days.at(BEGUN + 2))
