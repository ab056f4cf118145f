"""Honours: every step in its turn, more than half, a notice that is over, nobody whom a decision bars."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from tests.merit.assessments.making import tampered
from tests.merit.followups.making import PROGRAM, TODAY, actor, days_ago, final, with_year
from tests.people.world import World, adopt
from xianfeng.merit.followups import operations, states
from xianfeng.merit.followups.models import Award
from xianfeng.merit.followups.queries import rotating_now
from xianfeng.merit.notices.models import Notice, Objection

STEPS: dict[str, Callable[[Award], Any]] = {
    "discuss": lambda row: operations.discuss_award(PROGRAM, row, document="支〔2026〕8号", votes=4, present=6),
    "publicise": lambda row: operations.publicise_award(PROGRAM, row),
    "approve": lambda row: operations.approve_award(PROGRAM, row, document="党〔2026〕3号"),
    "grant": lambda row: operations.grant_award(PROGRAM, row, granted_on=TODAY),
    "tell": lambda row: operations.tell_story(PROGRAM, row, story="带着班组改了流程，全站都在用。"),
    "drop": lambda row: operations.drop_award(PROGRAM, row, reason="支部党员大会没有通过"),
}  # fmt: skip
WAY = ("discuss", "publicise", "approve", "grant", "tell")
AFTER = ("nominated", "branch_discussed", "publicised", "approved", "granted", "granted")


def nominated(world: World, who: str = "member") -> Award:
    adopt(world.first, "ten-ones")
    operations.draw_up(PROGRAM, final(world.first, "ten-ones", "2026", {world.members[who]: 9500}))
    found: Award = Award.objects.get()
    return found


def moved(award: Award, steps: int) -> Award:
    """Return an award after so many steps; its notice is over."""
    for deed in WAY[:steps]:
        STEPS[deed](award)
        award.refresh_from_db()
        Notice.objects.filter(awards=award).update(state=Notice.State.CLOSED)
    award.refresh_from_db()
    return award


def test_an_award_goes_from_a_nomination_to_a_story(world: World) -> None:
    award = moved(nominated(world), 5)
    assert (award.state, award.votes, award.present, award.granted_on) == ("granted", 4, 6, TODAY)
    assert (award.document, award.approval) == ("支〔2026〕8号", "党〔2026〕3号")
    assert award.notice.subject == Notice.Subject.AWARD


@pytest.mark.parametrize("steps", range(5))
def test_a_step_out_of_its_turn_is_refused(world: World, steps: int) -> None:
    award = moved(nominated(world), steps)
    allowed = {deed for _state, deed in states.AWARDS[award.state]}
    assert award.state == AFTER[steps]
    for deed in STEPS.keys() - allowed:
        with pytest.raises(ValidationError):
            STEPS[deed](award)
    award.refresh_from_db()
    assert award.state == AFTER[steps]


def test_a_dropped_award_goes_no_further(world: World) -> None:
    award = nominated(world)
    STEPS["drop"](award)
    for step in STEPS.values():
        with pytest.raises(ValidationError):
            step(award)


@pytest.mark.parametrize(("votes", "present", "carried"), [
    (4, 6, True), (3, 6, False), (3, 5, True), (2, 5, False), (7, 6, False), (0, 0, False),
])  # fmt: skip
def test_more_than_half_of_those_present_carry_it(
    world: World, votes: int, present: int, carried: bool
) -> None:
    award = nominated(world)
    given = {"document": "支〔2026〕8号", "votes": votes, "present": present}
    if carried:
        assert operations.discuss_award(PROGRAM, award, **given).state == "branch_discussed"
    else:
        with pytest.raises(ValidationError):
            operations.discuss_award(PROGRAM, award, **given)


def test_it_is_not_approved_while_its_notice_is_on_or_objected_to(world: World) -> None:
    award = nominated(world)
    STEPS["discuss"](award)
    STEPS["publicise"](award)
    with pytest.raises(ValidationError):
        STEPS["approve"](award)
    award.refresh_from_db()
    Notice.objects.update(state=Notice.State.CLOSED)
    objected = Objection.objects.create(
        notice=award.notice, by=world.members["leader"], about=world.members["member"], ground="fact", text="不符",
        due_on=TODAY,
    )  # fmt: skip
    with pytest.raises(ValidationError):
        STEPS["approve"](award)
    objected.state = Objection.State.REPLIED
    objected.save()
    assert STEPS["approve"](award).state == "approved"


def test_a_notice_is_drafted_once_and_again_after_it_was_withdrawn(world: World) -> None:
    award = nominated(world)
    STEPS["discuss"](award)
    first = STEPS["publicise"](award)
    with pytest.raises(ValidationError):
        STEPS["publicise"](award)
    Notice.objects.update(state=Notice.State.WITHDRAWN)
    assert STEPS["publicise"](award).pk != first.pk


@pytest.mark.parametrize("steps", range(4))
def test_whom_a_decision_bars_gets_no_further(world: World, steps: int) -> None:
    award = moved(nominated(world), steps)
    tampered("UPDATE assessments_result SET veto = %s WHERE member_id = %s", True, award.member_id)
    with pytest.raises(ValidationError):
        STEPS[WAY[steps]](award)


def test_the_branch_nominates_only_because_of_a_final_result(world: World) -> None:
    adopt(world.first, "three-platforms")
    final(world.first, "three-platforms", "2026-Q3", {world.members["member"]: 9200})
    asked = {"kind": "member_star", "year": 2026, "reason": "抢修两次带头上井"}
    award = operations.nominate_award(actor(world), world.first, member=world.members["member"], **asked)
    assert award.basis["zh"] == "2026年第三季度：红旗，92.00；抢修两次带头上井"
    for who in ("member", "leader"):  # nominated already, and without a result
        with pytest.raises(ValidationError) as refusal:
            operations.nominate_award(actor(world), world.first, member=world.members[who], **asked)
        assert set(refusal.value.message_dict) == {"member"}


def test_the_rotating_flag_is_held_until_the_next_one_is_granted(world: World) -> None:
    adopt(world.first, "three-four-one")
    of = world.members
    for year, stars in (
        (2025, {of["member"]: 4, of["leader"]: 4}),
        (2026, {of["leader"]: 6, of["member"]: 2}),
    ):
        period = final(world.first, "three-four-one", f"{year}-H2", dict.fromkeys(stars, 8000))
        operations.draw_up(PROGRAM, with_year(period, stars))
    for award in Award.objects.filter(kind="rotating_red_flag", year=2025):
        moved(award, 4)
    assert [award.member.name for award in rotating_now(world.first)] == ["周文海", "马晓峰"]
    moved(Award.objects.get(kind="rotating_red_flag", year=2026), 4)
    assert [award.member.name for award in rotating_now(world.first)] == ["马晓峰"]


def test_members_see_what_was_granted_and_not_who_was_nominated(world: World) -> None:
    award = nominated(world, "groupmate")
    year = timezone.localdate().year
    Award.objects.update(year=year)
    url = reverse("followups:awards", args=[world.first.pk])
    pages = [world.client("member").get(url).content.decode()]
    moved(award, 5)
    pages.append(world.client("member").get(url).content.decode())
    assert [award.member.name in page for page in pages] == [False, True]
    assert award.basis["zh"] not in pages[1]


def test_one_notice_is_drafted_for_all_that_were_discussed(world: World) -> None:
    adopt(world.first, "ten-ones")
    of = world.members
    people = {of[who]: 9500 for who in ("member", "groupmate", "leader", "committee")}
    operations.draw_up(PROGRAM, final(world.first, "ten-ones", "2026", people, on=days_ago(1)))
    for award in Award.objects.exclude(member=of["leader"]):
        STEPS["discuss"](award)
    data = {"kind": "excellent_member", "year": "2026"}
    answer = world.client("secretary").post(reverse("followups:publicise", args=[world.first.pk]), data)
    notice = Notice.objects.get()
    assert answer["Location"] == reverse("notices:notice", args=[notice.pk])
    assert {row["name"] for row in notice.content["rows"]} == {"周文海", "王志峰", "陈思宁"}
