"""Signs on posts: given by the committee of the branch, printed with the name only as consented."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from tests.people.identity.test_consents import show
from tests.people.world import World
from xianfeng.people.audit.models import AuditEntry
from xianfeng.people.audit.operations import PROGRAM
from xianfeng.people.identity import operations
from xianfeng.people.identity.models import Field, PostSign
from xianfeng.people.members.models import Member

DAY = date(2026, 3, 1)


@pytest.fixture
def sign(world: World) -> PostSign:
    me = world.members["member"]
    return operations.give_sign(
        PROGRAM, world.first, member=me, kind="pioneer_post", place="1号站", from_on=DAY
    )


def given(world: World, **changes: Any) -> dict[str, Any]:
    fields = {
        "member": world.members["member"].pk,
        "kind": "model_post",
        "place": "中控室",
        "from_on": "2026-03-01",
    }
    return {**fields, **changes}


STATUS = {
    "secretary": 200, "committee": 200, "officer": 403, "general_officer": 403, "inspector": 403,
    "member": 404, "groupmate": 404, "leader": 404, "neighbour": 404, "second_secretary": 404,
    "administrator": 404, "auditor": 404, "owner": 404, "far_secretary": 404, "stranger": 404,
}  # fmt: skip


@pytest.mark.parametrize("who", STATUS)
def test_the_committee_of_the_branch_gives_and_takes_back(world: World, sign: PostSign, who: str) -> None:
    client = world.client(who)
    give, end = (
        reverse("identity:give_sign", args=[world.first.pk]),
        reverse("identity:end_sign", args=[sign.pk]),
    )
    assert client.get(give).status_code == STATUS[who]
    assert client.get(end).status_code == (403 if who == "member" else STATUS[who])
    if STATUS[who] != 200:
        client.post(give, given(world))
        client.post(end, {"on": "2026-04-01"})
        assert PostSign.objects.filter(to_on=None).count() == 1


SHEET = {**{who: 403 if code != 404 else 404 for who, code in STATUS.items()}, "secretary": 200}


@pytest.mark.parametrize("who", SHEET)
def test_the_secretary_alone_prints_the_cards_of_the_branch(world: World, who: str) -> None:
    answer = world.client(who).get(reverse("identity:sheet", args=[world.first.pk]))
    assert answer.status_code == SHEET[who]


@pytest.mark.parametrize("name", ["sheet", "signs", "give_sign"])
def test_cards_and_signs_belong_to_branches_alone(world: World, name: str) -> None:
    for where in (world.committee, world.general, world.one, world.far):
        assert world.client("officer").get(reverse(f"identity:{name}", args=[where.pk])).status_code == 404


def test_readers_of_the_register_read_the_list_and_see_why_they_cannot_give(
    world: World, sign: PostSign
) -> None:
    answer = world.client("officer").get(reverse("identity:signs", args=[world.first.pk]))
    assert [one.pk for one in answer.context["signs"]] == [sign.pk]
    assert answer.context["why"]
    assert answer.context["why"] in answer.content.decode()


def test_a_sign_is_given_and_logged(world: World) -> None:
    answer = world.client("secretary").post(
        reverse("identity:give_sign", args=[world.first.pk]), given(world)
    )
    assert answer.status_code == 302
    sign = PostSign.objects.get()
    assert (sign.member_id, sign.place, sign.from_on) == (world.members["member"].pk, "中控室", DAY)
    entry = AuditEntry.objects.filter(action="identity.give_sign").get()
    assert (entry.subject, entry.unit, entry.details) == (sign.pk, world.first.pk, {"kind": "model_post"})


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"place": ""}, "place"),
        ({"kind": "star"}, "kind"),
        ({"from_on": "soon"}, "from_on"),
        ({"member": "0"}, "member"),
    ],
)
def test_bad_input_is_refused_at_its_field_and_kept(
    world: World, changes: dict[str, str], field: str
) -> None:
    address = reverse("identity:give_sign", args=[world.first.pk])
    answer = world.client("secretary").post(address, given(world, **changes))
    assert answer.status_code == 422
    form = answer.context["form"]
    assert list(form.errors) == [field]
    assert form[field].value() == changes[field]
    assert not PostSign.objects.exists()


def test_members_of_another_branch_get_no_sign(world: World) -> None:
    stranger = world.members["neighbour"]
    address = reverse("identity:give_sign", args=[world.first.pk])
    assert world.client("secretary").post(address, given(world, member=stranger.pk)).status_code == 422
    with pytest.raises(ValidationError):
        operations.give_sign(PROGRAM, world.first, member=stranger, kind="model_post", place="x", from_on=DAY)


def test_the_same_sign_is_given_once(world: World, sign: PostSign) -> None:
    same = given(world, kind=sign.kind, place=sign.place)
    answer = world.client("secretary").post(reverse("identity:give_sign", args=[world.first.pk]), same)
    assert answer.status_code == 422
    assert PostSign.objects.count() == 1


def test_a_sign_taken_back_stays_in_the_history_and_is_no_longer_listed(world: World, sign: PostSign) -> None:
    answer = world.client("committee").post(
        reverse("identity:end_sign", args=[sign.pk]), {"on": "2026-04-01"}
    )
    assert answer.status_code == 302
    sign.refresh_from_db()
    assert sign.to_on == date(2026, 4, 1)
    listed = world.client("committee").get(reverse("identity:signs", args=[world.first.pk]))
    assert listed.context["signs"] == []


def test_a_sign_does_not_end_before_it_began_nor_twice(world: World, sign: PostSign) -> None:
    address = reverse("identity:end_sign", args=[sign.pk])
    client = world.client("secretary")
    assert client.post(address, {"on": "2026-02-28"}).status_code == 422
    assert client.post(address, {"on": "2026-03-01"}).status_code == 302
    assert client.post(address, {"on": "2026-05-01"}).status_code == 422
    sign.refresh_from_db()
    assert sign.to_on == DAY


def test_a_sign_ends_when_its_member_leaves_the_branch(world: World, sign: PostSign) -> None:
    Member.objects.filter(pk=sign.member_id).update(unit=world.second, branch=world.second)
    assert not PostSign.objects.standing(timezone.localdate()).exists()


def test_the_name_stands_on_the_sign_only_with_consent(world: World, sign: PostSign) -> None:
    address = reverse("identity:post_sign", args=[sign.pk])
    assert sign.member.name not in world.client("secretary").get(address).content.decode()
    show(sign.member, Field.NAME, audience="branch")
    assert sign.member.name in world.client("secretary").get(address).content.decode()
    assert sign.member.name not in world.client("officer").get(address).content.decode()
    assert sign.member.name in world.client("member").get(address).content.decode()


def test_others_do_not_reach_a_sign(world: World, sign: PostSign) -> None:
    for who in (
        "groupmate",
        "neighbour",
        "second_secretary",
        "administrator",
        "auditor",
        "owner",
        "stranger",
    ):
        assert world.client(who).get(reverse("identity:post_sign", args=[sign.pk])).status_code == 404
