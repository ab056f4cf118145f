"""What is due on the work desk, what goes with time and with a person who is erased, and the pages of a branch."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.merit.followups.making import AGREED, PROGRAM, TODAY, WORDS, actor, days_ago, final
from tests.people.privacy.leaving import leave
from tests.people.world import World, adopt
from xianfeng.merit.followups.due import own_talks_and_tasks, periods_to_use, talks_to_hold
from xianfeng.merit.followups.models import Talk, Task
from xianfeng.merit.followups.operations import draw_up, hold_talk
from xianfeng.people.accounts.access import scope_of
from xianfeng.people.organizations.scope import Scope
from xianfeng.people.privacy.erasing import erase
from xianfeng.people.privacy.purging import purge


@pytest.fixture
def talk(world: World) -> Talk:
    """A talk that is due with a member, since three days."""
    adopt(world.first, "three-platforms")
    period = final(world.first, "three-platforms", "2026-Q3", {world.members["member"]: 8500}, on=days_ago(3))
    draw_up(PROGRAM, period)
    found: Talk = Talk.objects.get()
    return found


def scope(world: World, who: str) -> Scope:
    return scope_of(world.users[who], timezone.localdate())


def test_a_talk_is_due_for_those_who_may_hold_it_and_announced_to_the_member(
    world: World, talk: Talk
) -> None:
    holders = {who for who in world.users if list(talks_to_hold(scope(world, who)))}
    assert holders == {"leader", "committee", "secretary"}
    (due,) = talks_to_hold(scope(world, "leader"))
    assert (due.url, due.by) == (reverse("followups:talk", args=[talk.pk]), TODAY + timedelta(days=12))
    assert [who for who in world.users if list(own_talks_and_tasks(scope(world, who)))] == ["member"]


def test_a_final_period_waits_for_the_committee_until_it_is_drawn_up_by_a_click(world: World) -> None:
    adopt(world.first, "three-platforms")
    period = final(world.first, "three-platforms", "2026-Q3", {world.members["member"]: 7000})
    assert {who for who in world.users if list(periods_to_use(scope(world, who)))} == {
        "committee",
        "secretary",
    }
    client = world.client("secretary")
    page = client.get(reverse("followups:branch", args=[world.first.pk]))
    assert [one.pk for one in page.context["waiting"]] == [period.pk]
    client.post(reverse("followups:draw_up", args=[period.pk]))
    assert (Talk.objects.count(), Task.objects.count()) == (1, 1)
    assert list(periods_to_use(scope(world, "secretary"))) == []


def test_a_talk_is_recorded_by_clicking_and_kept_words_come_back_after_a_mistake(
    world: World, talk: Talk
) -> None:
    client, url = world.client("leader"), reverse("followups:hold_talk", args=[talk.pk])
    wrong = client.post(url, {"held_on": days_ago(30).isoformat(), "summary": WORDS, "agreed": AGREED})
    assert wrong.status_code == 422
    assert WORDS in wrong.content.decode()
    assert (
        client.post(url, {"held_on": TODAY.isoformat(), "summary": WORDS, "agreed": AGREED}).status_code
        == 302
    )
    talk.refresh_from_db()
    assert (talk.state, talk.holder_id) == ("held", world.users["leader"].pk)


def test_a_task_is_closed_by_somebody_else(world: World) -> None:
    adopt(world.first, "three-platforms")
    draw_up(PROGRAM, final(world.first, "three-platforms", "2026-Q3", {world.members["secretary"]: 7000}))
    url = reverse("followups:close_task", args=[Task.objects.get().pk])
    data = {"done_on": TODAY.isoformat(), "note": "补交了报告单"}
    assert world.client("secretary").post(url, data).status_code == 403
    assert world.client("committee").post(url, data).status_code == 302
    assert Task.objects.get().state == "done"


@pytest.mark.parametrize(("months", "stays"), [(35, True), (37, False)])
def test_talks_go_after_three_years(world: World, talk: Talk, months: int, stays: bool) -> None:
    hold_talk(actor(world), talk, held_on=TODAY, summary=WORDS)
    Talk.objects.update(held_on=TODAY - timedelta(days=months * 30 + 20))
    purge(PROGRAM, timezone.now())
    assert Talk.objects.exists() is stays


def test_with_a_person_who_is_erased_the_words_go(world: World, talk: Talk) -> None:
    hold_talk(actor(world), talk, held_on=TODAY, summary=WORDS, agreed=AGREED)
    erase(PROGRAM, leave(world.members["member"], days_ago(1)))
    kept = Talk.objects.get()
    assert (kept.summary, kept.agreed, kept.state) == ("", "", "held")


def test_one_s_own_talks_are_in_one_s_own_data(world: World, talk: Talk) -> None:
    hold_talk(actor(world), talk, held_on=TODAY, summary=WORDS, agreed=AGREED)
    own = world.client("member").post(reverse("privacy:download", args=["json"])).content.decode()
    other = world.client("secretary").post(reverse("privacy:download", args=["json"])).content.decode()
    assert WORDS in own
    assert WORDS not in other


def test_the_pages_ask_as_often_for_many_talks_as_for_one(
    world: World, talk: Talk, django_assert_max_num_queries: object
) -> None:
    client, url = world.client("secretary"), reverse("followups:branch", args=[world.first.pk])
    with django_assert_max_num_queries(60) as one:  # type: ignore[operator]
        client.get(url)
    for who in ("groupmate", "leader", "committee"):
        Talk.objects.create(
            unit=talk.unit,
            member=world.members[who],
            settlement=talk.settlement,
            kind="reminder",
            by=talk.by,
            due_on=TODAY,
        )
    with django_assert_max_num_queries(len(one.captured_queries)):  # type: ignore[operator]
        client.get(url)
