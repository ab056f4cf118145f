"""Slips of a branch: who issues them, for whom, and the sheet that is shown once."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.people.world import World, account, appoint, member, office
from xianfeng.people.accounts.models import Slip, User
from xianfeng.people.accounts.operations import issue_slip
from xianfeng.people.audit.models import AuditEntry
from xianfeng.people.audit.operations import PROGRAM
from xianfeng.people.members.models import Member
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.roles import Post, Role


def page(world: World, unit: Unit) -> str:
    return reverse("accounts:slips", args=[unit.pk])


def print_for(world: World, who: str, unit: Unit, *members: Member) -> Any:
    return world.client(who).post(page(world, unit), {"member": [made.pk for made in members]})


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("secretary", 200),
        ("general_officer", 200),
        ("officer", 200),
        ("member", 403),
        ("leader", 403),
        ("committee", 403),
        ("inspector", 403),
        ("administrator", 403),
        ("auditor", 403),
        ("owner", 403),
        ("second_secretary", 404),
        ("stranger", 404),
        ("far_secretary", 404),
    ],
)
def test_the_secretary_and_officers_above_issue(world: World, who: str, expected: int) -> None:
    assert world.client(who).get(page(world, world.first)).status_code == expected
    posted = print_for(world, who, world.first, world.members["groupmate"])
    assert posted.status_code == expected
    assert Slip.objects.count() == (1 if expected == 200 else 0)


@pytest.mark.parametrize("unit", ["general", "one"])
def test_slips_are_issued_branch_by_branch(world: World, unit: str) -> None:
    assert world.client("officer").get(page(world, getattr(world, unit))).status_code == 403


def test_an_account_is_opened_with_the_first_slip_and_the_code_opens_it(world: World) -> None:
    newcomer = member("郑新禾", world.one)
    answer = print_for(world, "secretary", world.first, newcomer)
    (card,) = answer.context["cards"]
    text = answer.content.decode()
    assert card.code in text
    assert newcomer.name in text
    assert world.one.name in text
    assert "<svg" in str(card.qr)
    assert "style=" not in str(card.qr)
    assert answer["Cache-Control"].count("no-store") == 1
    data = {"code": card.code, "password1": "a brand new password 7", "password2": "a brand new password 7"}
    assert Client().post(reverse("accounts:activate"), data).status_code == 302
    assert User.objects.get(member=newcomer).username == newcomer.staff_no
    assert Slip.objects.get().reason == Slip.Reason.FIRST


def test_a_code_is_shown_once_and_printing_again_issues_anew(world: World) -> None:
    first = print_for(world, "secretary", world.first, world.members["groupmate"]).context["cards"][0].code
    assert first not in world.client("secretary").get(page(world, world.first)).content.decode()
    second = print_for(world, "secretary", world.first, world.members["groupmate"]).context["cards"][0].code
    assert first != second
    assert Slip.objects.filter(voided_at=None).count() == 1


def test_who_signs_in_already_gets_a_slip_for_a_lost_password(world: World) -> None:
    print_for(world, "secretary", world.first, world.members["groupmate"])
    assert Slip.objects.get().reason == Slip.Reason.LOST


def test_the_list_says_who_has_no_account_a_slip_or_a_password(world: World) -> None:
    newcomer = member("郑新禾", world.two)
    waiting = account(member("何清秋", world.one))
    waiting.set_unusable_password()
    waiting.save()
    issue_slip(PROGRAM, waiting, Slip.Reason.FIRST)
    User.objects.filter(pk=world.users["leader"].pk).update(is_active=False)
    rows = world.client("secretary").get(page(world, world.first)).context["rows"]
    states = {row.member.pk: row.state for row in rows}
    assert states.pop(newcomer.pk) == "without"
    assert states.pop(waiting.member_id) == "waiting"  # type: ignore[arg-type]
    assert states.pop(world.members["leader"].pk) == "disabled"
    assert set(states.values()) == {"active"}
    assert len(states) == 5


def test_one_link_chooses_those_who_have_nothing(world: World) -> None:
    newcomer = member("郑新禾", world.two)
    assert world.client("secretary").get(page(world, world.first), {"missing": ""}).context["chosen"] == {
        newcomer.pk
    }
    assert world.client("secretary").get(page(world, world.first)).context["chosen"] == set()


def test_nobody_issues_for_herself(world: World) -> None:
    assert print_for(world, "secretary", world.first, world.members["secretary"]).status_code == 422
    assert not Slip.objects.exists()


@pytest.mark.parametrize("role", [Role.OFFICER, Role.INSPECTOR, Role.ADMINISTRATOR, Role.AUDITOR, Role.OWNER])
def test_a_secretary_opens_no_account_that_reaches_further(world: World, role: Role) -> None:
    appoint(world.users["groupmate"], role, world.committee)
    chosen = (world.members["groupmate"], world.members["member"])
    assert print_for(world, "secretary", world.first, *chosen).status_code == 422
    assert print_for(world, "general_officer", world.first, *chosen).status_code == 422
    assert not Slip.objects.exists()  # all or nothing
    assert print_for(world, "officer", world.first, *chosen).status_code == 200


def test_an_office_above_counts_like_an_appointment(world: World) -> None:
    office(world.members["office_member"], world.third, Post.SECRETARY)
    for above in ("officer", "general_officer"):
        assert print_for(world, "office_member", world.third, world.members[above]).status_code == 422
    assert not Slip.objects.exists()
    assert print_for(world, "officer", world.third, world.members["general_officer"]).status_code == 200


@pytest.mark.parametrize("chosen", ["nobody", "stranger", "neighbour", "nonsense"])
def test_who_does_not_belong_to_the_branch_gets_no_slip(world: World, chosen: str) -> None:
    sent = (
        {"nobody": [], "nonsense": ["x"]}.get(chosen)
        if chosen not in world.members
        else [world.members[chosen].pk]
    )
    answer = world.client("secretary").post(page(world, world.first), {"member": sent})
    assert answer.status_code == 422
    assert not Slip.objects.exists()
    mixed = [world.members["groupmate"].pk, *(sent or [])]
    if chosen in world.members:
        assert world.client("secretary").post(page(world, world.first), {"member": mixed}).status_code == 422
        assert not Slip.objects.exists()


def test_what_was_chosen_is_kept_when_something_is_refused(world: World) -> None:
    chosen = [world.members["groupmate"].pk, world.members["secretary"].pk]
    answer = world.client("secretary").post(page(world, world.first), {"member": chosen})
    assert answer.context["chosen"] == set(chosen)


def test_every_slip_is_in_the_audit(world: World) -> None:
    print_for(world, "secretary", world.first, world.members["groupmate"], world.members["member"])
    entries = AuditEntry.objects.filter(action="accounts.issue_slip", actor=world.users["secretary"].pk)
    assert {entry.subject for entry in entries} == {world.users["groupmate"].pk, world.users["member"].pk}
    assert all(entry.details["reason"] == "lost" for entry in entries)


def test_the_number_of_queries_does_not_grow_with_the_branch(world: World) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            world.client("secretary").get(page(world, world.first))
        return len(seen)

    queries()
    before = queries()
    for number in range(30):
        made = account(member(f"新党员{number}", world.one))
        issue_slip(PROGRAM, made, Slip.Reason.FIRST)
    assert queries() == before


def test_a_secretary_comes_straight_to_her_branch_and_an_officer_to_a_choice(world: World) -> None:
    answer = world.client("secretary").get(reverse("accounts:branches"))
    assert answer["Location"] == page(world, world.first)
    listed = world.client("general_officer").get(reverse("accounts:branches")).context["page"]
    assert [(branch.name, branch.members, branch.with_account, branch.signed_in) for branch in listed] == [
        (world.first.name, 6, 6, 1),  # the secretary herself, above
        (world.second.name, 2, 2, 0),
    ]
    assert world.client("member").get(reverse("accounts:branches")).status_code == 403
