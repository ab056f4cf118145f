from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from tests.facts.making import actor, recorded
from tests.people.world import World, adopt
from xianfeng.engine.amounts import parse_amount
from xianfeng.merit.scores.models import OrderedView
from xianfeng.merit.scores.operations import allow_ordered, end_ordered
from xianfeng.people.audit.models import AuditEntry

REASON = "讨论年度评先"


def url(world: World, name: str = "ordered") -> str:
    return reverse(f"scores:{name}", args=[world.first.pk])


def entries(action: str) -> list[AuditEntry]:
    return list(AuditEntry.objects.filter(action=action))


@pytest.fixture
def branch(world: World) -> World:
    adopt(world.committee, "ten-ones")
    return world


def switched_on(world: World) -> None:
    allow_ordered(actor(world), world.first, reason=REASON)


@pytest.mark.parametrize("who", ["secretary", "committee"])
def test_it_is_off_by_default(branch: World, who: str) -> None:
    assert branch.client(who).get(url(branch)).status_code == 403
    assert not entries("scores.open_ordered")


def test_the_committee_sees_most_points_first_and_every_opening_is_recorded(branch: World) -> None:
    recorded(branch, "other_group", kind="emergency.duty")
    recorded(branch, "leader", kind="task.assigned", outcome="missed")
    switched_on(branch)
    for who in ("secretary", "committee"):
        answer = branch.client(who).get(url(branch))
        ((_title, rows),) = answer.context["lists"]
        points = [parse_amount(shown) for _member, shown in rows]
        assert rows[0][0] == branch.members["other_group"]
        assert points[0] - points[1] == 300
        assert points == sorted(points, reverse=True)
        assert "no-store" in answer["Cache-Control"]
    written = entries("scores.open_ordered")
    assert {entry.actor for entry in written} == {branch.users[who].pk for who in ("secretary", "committee")}
    assert len(written) == 2
    assert {entry.unit for entry in written} == {branch.first.pk}


def test_equals_stand_by_surname(branch: World) -> None:
    switched_on(branch)
    ((_title, rows),) = branch.client("secretary").get(url(branch)).context["lists"]
    points = {member.pk: shown for member, shown in rows}
    equal = [m for m, shown in rows if shown == points[branch.members["member"].pk]]
    assert equal == sorted(equal, key=lambda one: one.sort_key)
    assert len(equal) > 1


@pytest.mark.parametrize(
    ("who", "status"),
    [("member", 403), ("leader", 403), ("officer", 403), ("general_officer", 403), ("inspector", 403),
     ("administrator", 403), ("neighbour", 404), ("far_secretary", 404)],
)  # fmt: skip
def test_nobody_but_the_committee_opens_it(branch: World, who: str, status: int) -> None:
    switched_on(branch)
    assert branch.client(who).get(url(branch)).status_code == status
    assert not entries("scores.open_ordered")


def test_the_secretary_switches_it_on_for_a_reason(branch: World) -> None:
    client = branch.client("secretary")
    assert client.post(url(branch, "ordered_setting"), {"reason": " "}).status_code == 422
    assert not OrderedView.objects.filter(is_on=True).exists()
    assert client.post(url(branch, "ordered_setting"), {"reason": REASON}).status_code == 302
    setting = OrderedView.objects.get()
    assert (setting.is_on, setting.reason, setting.changed_by) == (True, REASON, branch.users["secretary"].pk)
    (entry,) = entries("scores.allow_ordered")
    assert entry.unit == branch.first.pk
    assert REASON not in str(entry.details)


@pytest.mark.parametrize("who", ["secretary", "officer"])
def test_it_can_be_switched_off_at_any_time(branch: World, who: str) -> None:
    switched_on(branch)
    assert branch.client(who).post(url(branch, "ordered_setting")).status_code == 302
    assert branch.client("secretary").get(url(branch)).status_code == 403
    assert len(entries("scores.end_ordered")) == 1


@pytest.mark.parametrize("who", ["member", "committee", "officer", "inspector"])
def test_only_the_secretary_switches_it_on(branch: World, who: str) -> None:
    answer = branch.client(who).post(url(branch, "ordered_setting"), {"reason": REASON})
    assert answer.status_code == 403
    assert not OrderedView.objects.exists()


@pytest.mark.parametrize("reason", ["", "  ", "字" * 201, "了解家庭成员的宗教信仰"])
def test_a_reason_is_said_short_and_about_the_work(branch: World, reason: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        allow_ordered(actor(branch), branch.first, reason=reason)
    assert "reason" in refusal.value.message_dict
    assert not entries("scores.allow_ordered")


def test_it_is_switched_once(branch: World) -> None:
    with pytest.raises(ValidationError):
        end_ordered(actor(branch), branch.first)
    switched_on(branch)
    with pytest.raises(ValidationError):
        switched_on(branch)


def test_another_branch_stays_without(branch: World) -> None:
    switched_on(branch)
    other = reverse("scores:ordered", args=[branch.second.pk])
    assert branch.client("second_secretary").get(other).status_code == 403


def test_a_stretch_that_is_none_is_not_an_opening(branch: World) -> None:
    switched_on(branch)
    assert branch.client("secretary").get(f"{url(branch)}?period=2999").status_code == 422
    assert not entries("scores.open_ordered")
