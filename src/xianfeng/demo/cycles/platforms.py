"""Quarters by three platforms: one finished with an objection upheld, one on notice, one collecting, one to come."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from xianfeng.demo.cycles import deciding, objecting, polling, signing, steps
from xianfeng.demo.cycles.days import BEGUN, CLOSED, LAST_DAY, PUBLISHED, Days, after, before, last_over
from xianfeng.demo.cycles.following import close_tasks, hold_talks
from xianfeng.demo.cycles.objecting import REPLACED
from xianfeng.demo.cycles.opinions import answers, opinion
from xianfeng.demo.cycles.polling import collecting, visiting
from xianfeng.demo.cycles.scene import Scene
from xianfeng.demo.history.record import keep_record
from xianfeng.demo.history.spans import DAY
from xianfeng.demo.life import come_in, year_before
from xianfeng.demo.roles import plain_members
from xianfeng.engine.calendar import Period
from xianfeng.engine.calendar import Unit as Length
from xianfeng.merit.assessments.models import AssessmentPeriod
from xianfeng.merit.assessments.operations import prepare
from xianfeng.merit.boards.operations import add_screen
from xianfeng.merit.notices.models import Notice
from xianfeng.merit.reviews.models import PaperBallot, Round
from xianfeng.merit.reviews.operations import enter_paper
from xianfeng.merit.reviews.papers import ratees_of
from xianfeng.merit.reviews.rules import form_of
from xianfeng.people.accounts.models import User

STILL_TO_HOLD, ON_PAPER = 2, 1
"""Talks of the finished quarter that are due yet; printed ballots of each team in the running one."""
ASKS, SUGGESTS = 2, 3
"""Who of the members without posts asked and suggested something."""
STRICTNESS = 3.0
WITHOUT_MASSES = {"self": 1_250, "mutual": 3_750, "organisation": 5_000}
"""The weights of the method without that of the masses, in proportion."""
SCREEN = "值班室大屏"


def look_back(scene: Scene) -> None:
    """Finish the quarter before last, and bring the last one on notice; each is rated, computed and confirmed."""
    last, since = last_over(Length.QUARTER, scene.making.on), year_before(scene.making)
    if steps.is_there(scene, last):
        return
    scene = replace(scene, strictness=STRICTNESS)
    if before(last).start >= since:
        _finish(scene, before(last))
    days = Days.to_notice(scene.making.on)
    row = _rated(scene, last, days)
    notice = _published(scene, row, days)
    objecting.suggest(scene, notice, days, _account(scene, SUGGESTS))
    add_screen(scene.first, scene.branch, place=SCREEN)


def _finish(scene: Scene, period: Period) -> None:
    """Let a quarter go all its way: an objection was upheld, a second version replaced the notice."""
    days = Days.after(period)
    row = _rated(scene, period, days)
    mistake = objecting.record_by_mistake(scene, row, days)
    notice = _published(scene, row, days)
    objecting.ask_about(scene, notice, days, _account(scene, ASKS))
    again = objecting.object_to(scene, row, notice, days, mistake)
    later = Days(days.day(REPLACED - PUBLISHED))
    steps.end(scene, row, again, later)
    hold_talks(scene, row, later, STILL_TO_HOLD)
    close_tasks(scene, row, later)


def _rated(scene: Scene, period: Period, days: Days) -> AssessmentPeriod:
    """Let a quarter be rated, and its round be opened."""
    keep_record(scene.making, scene.branch, period.end + DAY, since=year_before(scene.making))
    chance = _chance(scene, period)
    row = polling.draw_up(scene, period, days)
    round_ = polling.begin(scene, row, days)
    polling.cast_all(round_, polling.think(scene, round_, chance), chance, days.at(LAST_DAY, 20))
    signing.review_selves(scene, round_, chance, days.at(LAST_DAY, 20))
    signing.review_all(scene, round_, chance, days.at(CLOSED, 10))
    polling.open_up(scene, row, days)
    return row


def _published(scene: Scene, row: AssessmentPeriod, days: Days) -> Notice:
    """Let the results of a quarter be computed, confirmed and published."""
    deciding.resolve_without_masses(scene, row, days, WITHOUT_MASSES)
    steps.compute(scene, row, days)
    steps.confirm_all(scene, row, days)
    return steps.publish(scene, row, days)


def _account(scene: Scene, number: int) -> User:
    return come_in(plain_members(scene.branch)[number], scene.first)


# ---- now


def go_on(scene: Scene) -> None:
    """Let the running quarter collect ballots, with a few on paper, and prepare the one to come."""
    running = after(last_over(Length.QUARTER, scene.making.on))
    if steps.is_there(scene, running):
        return
    chance, days = _chance(scene, running), collecting(scene)
    round_ = _collect(scene, running, days, chance, visiting(scene), ON_PAPER)
    _enter_first(scene, round_, chance)
    prepare(scene.first, scene.branch, code=after(running).code, at=days.at(BEGUN + 2))


def wait(scene: Scene) -> None:
    """Let the ballots of the last quarter be in since yesterday: whoever visits goes all the way with it."""
    last = last_over(Length.QUARTER, scene.making.on)
    if steps.is_there(scene, last):
        return
    scene = replace(scene, strictness=STRICTNESS)
    chance, days = _chance(scene, last), polling.collected(scene)
    round_ = _collect(scene, last, days, chance)
    signing.review_all(scene, round_, chance, days.at(BEGUN + 2, 10))


def _chance(scene: Scene, period: Period) -> Random:
    return scene.making.rng(f"{scene.branch.code}/{period.code}/ballots")


def _collect(
    scene: Scene,
    period: Period,
    days: Days,
    chance: Random,
    visitors: frozenset[int] = frozenset(),
    on_paper: int = 0,
) -> Round:
    """Let a quarter collect ballots: most have rated, but not who visits with one click."""
    row = polling.draw_up(scene, period, days)
    round_ = polling.begin(scene, row, days, on_paper)
    thoughts = polling.think(
        scene, round_, chance, polling.so_far(chance, visitors) if visitors else polling.own_group
    )
    polling.cast_all(round_, thoughts, chance, days.at(BEGUN + 1, 20))
    signing.review_selves(scene, round_, chance, days.at(BEGUN + 1, 20), visitors)
    return round_


def _enter_first(scene: Scene, round_: Round, chance: Random) -> None:
    """Let one teller enter a printed ballot; the second entry is left to whoever visits."""
    paper = PaperBallot.objects.unscoped().filter(round=round_).order_by("serial").first()
    assert paper
    entries = {}
    for ratee in ratees_of(round_, paper):
        form = form_of(round_.rules, paper.rater_kind, ratee.variant)
        assert form
        entries[ratee.pk] = answers(chance, form, opinion(chance, scene.qualities()[ratee.member_id], 0))
    enter_paper(scene.other, paper, entries=entries)
