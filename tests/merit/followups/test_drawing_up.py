"""What follows from final results: who talks with whom and by when, tasks, nominations, ties; once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from tests.merit.followups.making import PROGRAM, TODAY, actor, days_ago, final, with_year
from tests.people.world import World, adopt
from xianfeng.merit.assessments.models import AssessmentPeriod
from xianfeng.merit.assessments.states import State
from xianfeng.merit.followups.jobs import draw_up_what_is_final
from xianfeng.merit.followups.models import Award, Talk, Task
from xianfeng.merit.followups.operations import draw_up, hold_talk
from xianfeng.people.audit.models import AuditEntry


def three_platforms(world: World, **scores: int) -> AssessmentPeriod:
    adopt(world.first, "three-platforms")
    told = {world.members[who]: score for who, score in scores.items()}
    return final(world.first, "three-platforms", "2026-Q3", told, on=days_ago(3))


def due(world: World) -> dict[str, tuple[str, int, tuple[str, ...]]]:
    """Return the talks that are due: by whose, the kind, the days from when the results were final, and who holds it."""
    names = {member.pk: who for who, member in world.members.items()}
    return {
        names[talk.member_id]: (talk.kind, (talk.due_on - days_ago(3)).days, tuple(talk.by))
        for talk in Talk.objects.filter(state="due")
    }


def test_a_talk_for_yellow_and_below_by_whom_and_when_the_method_says(world: World) -> None:
    period = three_platforms(
        world, member=9000, groupmate=8999, leader=8000, committee=7999, other_group=6999
    )
    drawn = draw_up(PROGRAM, period)
    yellow = ("reminder", 15, ("group_leader", "committee"))
    assert due(world) == {
        "groupmate": yellow, "leader": yellow, "committee": ("corrective", 7, ("secretary",)),
        "other_group": ("corrective", 7, ("secretary",)),
    }  # fmt: skip
    problems = dict(Task.objects.values_list("member__name", "due_on"))
    assert problems == {"陈思宁": TODAY + timedelta(days=4), "李国亮": TODAY + timedelta(days=4)}
    assert (drawn.talks, drawn.tasks, drawn.awards) == (4, 2, 0)
    period.refresh_from_db()
    assert period.state == State.USED


def test_drawing_up_twice_changes_nothing(world: World) -> None:
    period = three_platforms(world, groupmate=8500)
    draw_up(PROGRAM, period)
    before = (list(Talk.objects.values()), AuditEntry.objects.count())
    assert draw_up(PROGRAM, period).talks == 0
    assert (list(Talk.objects.values()), AuditEntry.objects.count()) == before


@pytest.mark.parametrize("state", [State.COMPUTED, State.CONFIRMED, State.PUBLICISED])
def test_nothing_is_due_before_a_period_is_final(world: World, state: str) -> None:
    period = three_platforms(world, groupmate=8500)
    AssessmentPeriod.objects.filter(pk=period.pk).update(state=state)
    with pytest.raises(ValidationError):
        draw_up(PROGRAM, period)
    assert not Talk.objects.exists()


def test_after_a_newer_version_what_was_due_goes_and_what_was_held_stays(world: World) -> None:
    period = three_platforms(world, groupmate=8500, member=8400, other_group=7500)
    draw_up(PROGRAM, period)
    held = Talk.objects.get(member=world.members["member"])
    hold_talk(actor(world), held, held_on=TODAY, summary="谈了学习")
    again = three_platforms(world, groupmate=9100, member=8450, other_group=7600)
    draw_up(PROGRAM, again)
    assert set(due(world)) == {"other_group"}
    states = dict(Talk.objects.filter(settlement__version=1).values_list("member__name", "state"))
    assert states == {"王志峰": "cancelled", "周文海": "held", "李国亮": "cancelled"}


def test_nobody_who_left_the_register_is_talked_with(world: World) -> None:
    period = three_platforms(world, groupmate=8500)
    world.members["groupmate"].unit = None
    world.members["groupmate"].save()
    assert draw_up(PROGRAM, period).talks == 0


def test_the_hourly_job_draws_up_what_has_become_final(world: World) -> None:
    three_platforms(world, groupmate=8500)
    draw_up_what_is_final()
    draw_up_what_is_final()
    assert Talk.objects.count() == 1


def honours(kind: str) -> set[str]:
    return set(Award.objects.filter(kind=kind).values_list("member__name", flat=True))


def test_red_flags_lead_to_nominations_and_all_with_the_most_get_the_rotating_one(world: World) -> None:
    adopt(world.first, "three-four-one")
    of = world.members
    people = {of[who]: 8000 for who in ("member", "groupmate", "leader", "committee")}
    period = final(world.first, "three-four-one", "2026-H2", people)
    with_year(period, {of["member"]: 5, of["groupmate"]: 4, of["leader"]: 3, of["committee"]: 1})
    draw_up(PROGRAM, period)
    assert honours("excellent_member") == {"周文海", "王志峰", "马晓峰"}
    assert honours("rotating_red_flag") == {"周文海", "王志峰"}
    nominated = Award.objects.get(member=of["member"], kind="excellent_member")
    assert (nominated.year, nominated.state, nominated.basis["flags"]) == (2026, "nominated", 2)
    assert nominated.basis["zh"] == "2026年：红旗2面（红星5颗），年度均分85.00"


def test_whom_a_decision_bars_is_not_nominated(world: World) -> None:
    adopt(world.first, "ten-ones")
    of = world.members
    period = final(world.first, "ten-ones", "2026", {of["member"]: 9500, of["groupmate"]: 9600})
    final(world.first, "ten-ones", "2026-H1", {of["groupmate"]: 9500}, veto=(of["groupmate"],))
    draw_up(PROGRAM, period)
    assert honours("excellent_member") == {"周文海"}


def test_a_vetoed_holder_of_flags_gets_no_rotating_one(world: World) -> None:
    adopt(world.first, "three-four-one")
    of = world.members
    period = final(
        world.first,
        "three-four-one",
        "2026-H2",
        {of["member"]: 9500, of["leader"]: 8000},
        veto=(of["member"],),
    )
    draw_up(PROGRAM, with_year(period, {of["member"]: 6, of["leader"]: 2}))
    assert honours("rotating_red_flag") == {"马晓峰"}
