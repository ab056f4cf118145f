"""Rounds of ballots: drawn up, begun, and what raters think, before it is cast through the operation."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Sequence
from datetime import datetime
from random import Random

from xianfeng.demo.cycles.days import BEGUN, CLOSED, COLLECTED, LAST_DAY, OPENED, Days, workday
from xianfeng.demo.cycles.opinions import answers, mildness, opinion
from xianfeng.demo.cycles.scene import Scene
from xianfeng.demo.history.spans import workday_before
from xianfeng.demo.roles import holder_of, plain_members
from xianfeng.engine.calendar import Period
from xianfeng.merit.assessments.models import AssessmentPeriod
from xianfeng.merit.assessments.operations import close_period, open_period, prepare
from xianfeng.merit.reviews import operations as reviews
from xianfeng.merit.reviews.models import Ratee, RaterKind, Round, Seat
from xianfeng.merit.reviews.queries import ratees_of
from xianfeng.merit.reviews.rules import form_of
from xianfeng.people.organizations.models import Team, Unit
from xianfeng.people.organizations.roles import Post

AHEAD = 10
"""The running round is opened so many working days after yesterday's: it has collected for four, and will for eight."""
STILL_WAIT = (1 / 6, 1 / 3)
"""Shares of members and of employees who have not rated so far in a running round."""
DRAWN = 6
"""Employees drawn in each team: one more than the smallest group that rates."""
Thoughts = dict[tuple[Seat, Ratee], int]
"""What each rater thinks of each whom she rates, in hundredths of 100.00."""
Choose = Callable[[Seat, Sequence[Ratee]], Iterable[Ratee]]
"""Whom of those before her a rater rates."""


def draw_up(scene: Scene, period: Period, days: Days) -> AssessmentPeriod:
    """Prepare a period and draw up its round; employees are drawn in each team that has some."""
    at = days.at(COLLECTED)
    row = prepare(scene.first, scene.branch, code=period.code, at=at)
    closes_on = days.day(LAST_DAY)
    round_ = reviews.draw_up(scene.first, scene.branch, period=period.code, closes_on=closes_on, at=at)
    for team in _teams(round_):
        reviews.draw_raters(scene.first, round_, team=team, wanted=DRAWN, at=days.at(COLLECTED, 14))
    return row


def _teams(round_: Round) -> list[Team]:
    """Return the teams whose employees rate somebody in a round."""
    if RaterKind.MASS not in round_.rules:
        return []
    rated = Ratee.objects.unscoped().filter(round=round_, variant__in=_asked(round_)).exclude(team=None)
    own = Team.objects.unscoped().filter(unit=round_.unit, dissolved_on=None, employees__gt=0)
    return list(own.filter(pk__in=rated.values("team")).order_by("name"))


def _asked(round_: Round) -> set[str]:
    return {variant for item in round_.rules[RaterKind.MASS]["items"] for variant in item["variants"]}


def collecting(scene: Scene) -> Days:
    """Return the days of a round that collects ballots today: for some days already, and some more."""
    return Days(workday(workday_before(scene.making.on), AHEAD))


def collected(scene: Scene) -> Days:
    """Return the days of a round whose last day was the last working day."""
    return Days(workday(workday_before(scene.making.on), -LAST_DAY))


def visiting(scene: Scene) -> frozenset[int]:
    """Return the members of a branch as whom people visit the demonstration: they have not rated yet."""
    here = scene.branch
    groups = Unit.objects.unscoped().directly_below(here)
    leaders = [holder_of(Post.GROUP_LEADER, group).pk for group in groups[:1]]
    own = [scene.secretary.member_id, scene.second.member_id, plain_members(here)[0].pk]
    return frozenset(pk for pk in (*own, *leaders) if pk)


def begin(scene: Scene, row: AssessmentPeriod, days: Days, on_paper: int = 0) -> Round:
    """Let the level above print slips, all but so many a team that are printed ballots, and begin."""
    round_: Round = Round.objects.unscoped().get(unit=scene.branch, period=row.code)
    for team in _teams(round_):
        drawn = len(round_.draws.get(team=team).drawn)
        reviews.issue_slips(scene.above, round_, team=team, count=drawn - on_paper)
        if on_paper:
            reviews.hand_out_paper(scene.other, round_, kind=RaterKind.MASS, count=on_paper, team=team)
    open_period(scene.first, row, round=round_, at=days.at(BEGUN, 8))
    round_.refresh_from_db()
    return round_


# ---- what is thought, and cast


def own_group(seat: Seat, ratees: Sequence[Ratee]) -> list[Ratee]:
    """Rate those of one's own party group, as large branches do; employees rate all of their team."""
    if seat.member is None:
        return list(ratees)
    return [ratee for ratee in ratees if ratee.member.unit_id == seat.member.unit_id]


def so_far(chance: Random, visitors: Container[int]) -> Choose:
    """Return a choice of those who have rated so far: most have, but not who visits with one click."""

    def choose(seat: Seat, ratees: Sequence[Ratee]) -> list[Ratee]:
        waits = chance.random() < STILL_WAIT[seat.member is None]
        return [] if waits or seat.member_id in visitors else own_group(seat, ratees)

    return choose


def think(scene: Scene, round_: Round, chance: Random, choose: Choose = own_group) -> Thoughts:
    """Return what raters think of those whom they rate."""
    found: Thoughts = {}
    qualities = scene.qualities()
    seats = Seat.objects.unscoped().filter(round=round_, is_paper=False).select_related("member", "round")
    for seat in seats.order_by("id"):
        mild = mildness(chance)
        for ratee in choose(seat, ratees_of(seat)):
            found[seat, ratee] = opinion(chance, qualities[ratee.member_id], mild)
    return found


def cast_all(round_: Round, thoughts: Thoughts, chance: Random, at: datetime) -> None:
    """Cast what is thought."""
    for (seat, ratee), thought in thoughts.items():
        form = form_of(round_.rules, seat.rater_kind, ratee.variant)
        assert form is not None
        reviews.cast(seat, ratee, answers(chance, form, thought), at=at)


def open_up(scene: Scene, row: AssessmentPeriod, days: Days) -> None:
    """Close a period and let two persons open its round."""
    close_period(scene.first, row, at=days.at(CLOSED))
    assert row.round
    reviews.ask_opening(scene.first, row.round, at=days.at(OPENED))
    reviews.open_round(scene.other, row.round, at=days.at(OPENED, 15))
