"""What the record keeps about a person is shown to her, and goes when she is erased; the facts stay."""

from __future__ import annotations

import json
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse as address
from django.utils import timezone, translation
from openpyxl import load_workbook

from tests.facts.making import DEED, MEETING, actor, recorded, today
from tests.people.privacy.leaving import ago, leave
from tests.people.world import World
from xianfeng.facts.models import Evidence, Fact, Note, Proposal
from xianfeng.facts.operations import add_kind, confirm, propose, reject, reverse, withdraw
from xianfeng.facts.privacy import EVIDENCE, FACTS, KEPT, NOTES, PROPOSALS
from xianfeng.facts.verifying import verify
from xianfeng.people.audit.operations import PROGRAM
from xianfeng.people.privacy.erasing import erase
from xianfeng.people.privacy.kept import REGISTER, for_people
from xianfeng.people.privacy.operations import set_rule
from xianfeng.people.privacy.purging import purge
from xianfeng.people.privacy.retention import SUBJECTS


def proposed(world: World, who: str = "member") -> Proposal:
    return propose(actor(world, who), member=world.members[who], kind=DEED, on=today(), note="三号泵房")


def with_file(proposal: Proposal) -> Evidence:
    made = Evidence(proposal=proposal, suffix=".jpg", size=5, digest="x")
    made.file.save("evidence", ContentFile(b"photo"))
    return made


# ---- my data


def test_everything_is_registered_and_the_register_of_members_comes_first() -> None:
    codes = list(REGISTER)
    assert {kept.code for kept in KEPT} <= set(codes)
    assert codes.index("members.member") == 0


def test_i_find_what_is_about_me_and_nothing_about_others(world: World) -> None:
    mine = confirm(actor(world), proposed(world))
    with_file(mine.proposal)
    other = confirm(actor(world), proposed(world, "groupmate"))
    with_file(other.proposal)
    found = {kept.code: set(kept.rows(world.users["member"])) for kept in KEPT}
    assert found == {
        "facts.fact": {mine}, "facts.note": {mine.note}, "facts.proposal": {mine.proposal},
        "facts.evidence": set(mine.proposal.evidence.all()),
    }  # fmt: skip


def test_an_account_that_is_no_member_has_no_rows(world: World) -> None:
    recorded(world)
    assert [kept.rows(world.users["administrator"]).count() for kept in KEPT] == [0, 0, 0, 0]


def shown(world: World) -> list[dict[str, str]]:
    rows = FACTS.rows(world.users["member"]).order_by("number")
    return [{column.name: FACTS.for_people(row, column) for column in FACTS.columns()} for row in rows]


@pytest.mark.parametrize(
    ("language", "kind", "outcome"), [("zh-hans", "党员大会", "出席"), ("en", "member assembly", "present")]
)
def test_a_person_reads_words_and_quantities_not_codes(
    world: World, language: str, kind: str, outcome: str
) -> None:
    recorded(world, kind=MEETING, outcome="present", quantity=250)
    with translation.override(language):
        (row,) = shown(world)
    assert (row["kind"].lower(), row["outcome"], row["quantity"]) == (kind.lower(), outcome, "2.50")


def test_own_kinds_have_their_titles(world: World) -> None:
    kind = add_kind(PROGRAM, world.first, title="井场清洁", outcomes={"good": "好"})
    recorded(world, kind=kind.code, outcome="good")
    (row,) = shown(world)
    assert row["kind"] == "井场清洁"


def test_a_program_reads_codes_and_hundredths(world: World) -> None:
    fact = recorded(world, quantity=250)
    reverse(PROGRAM, fact, reason="记错了")
    content = world.client("member").post(address("privacy:download", args=["json"])).content
    rows = {kind["code"]: kind["rows"] for kind in json.loads(content)["kept"]}["facts.fact"]
    assert {(row["kind"], row["quantity"]) for row in rows} == {(DEED, 250)}
    assert {row["reverses"] for row in rows} == {None, fact.ref}


def test_the_workbook_and_the_page_say_it_in_words(world: World) -> None:
    recorded(world, quantity=250)
    client = world.client("member")
    book = load_workbook(BytesIO(client.post(address("privacy:download", args=["xlsx"])).content))
    cells = {cell.value for sheet in book for row in sheet for cell in row}
    assert "2.50" in cells
    assert "2.50" in client.get(address("privacy:kept", args=["facts.fact"])).content.decode()


def test_other_kinds_of_rows_are_said_as_before(world: World) -> None:
    kept = REGISTER["members.member"]
    (row,) = kept.rows(world.users["member"])
    assert [kept.for_people(row, column) for column in kept.columns()] == [
        for_people(row, column) for column in kept.columns()
    ]


@pytest.mark.parametrize("kept", [FACTS, NOTES, PROPOSALS, EVIDENCE], ids=lambda kept: kept.code)
def test_the_page_of_each_kind_opens(world: World, kept: object) -> None:
    with_file(confirm(actor(world), proposed(world)).proposal)
    answer = world.client("member").get(address("privacy:kept", args=[kept.code]))  # type: ignore[attr-defined]
    assert answer.status_code == 200


# ---- erasing


def test_with_a_person_go_the_words_and_files_and_the_facts_stay(
    world: World, django_capture_on_commit_callbacks: object
) -> None:
    mine, rejected = confirm(actor(world), proposed(world)), proposed(world)
    reject(actor(world), rejected, reason="周文海当天请假")
    file = with_file(mine.proposal).file.name
    other = confirm(actor(world), proposed(world, "groupmate"))
    others_file = with_file(other.proposal).file.name
    digests = list(Fact.objects.order_by("number").values_list("member", "digest"))
    member = leave(world.members["member"], today())
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        erase(PROGRAM, member)
        assert default_storage.exists(file)  # until it is certain
    assert [default_storage.exists(name) for name in (file, others_file)] == [False, True]
    assert list(Note.objects.values_list("fact", "text")) == [(other.pk, "三号泵房")]
    assert list(Evidence.objects.values_list("proposal", flat=True)) == [other.proposal.pk]
    assert set(Proposal.objects.filter(member=member).values_list("note", "reason")) == {("", "")}
    assert list(Fact.objects.order_by("number").values_list("member", "digest")) == digests
    assert verify().is_sound


# ---- when their time is over


def decided(world: World, days: int, how: str) -> Proposal:
    made = proposed(world)
    {
        "rejected": lambda: reject(actor(world), made, reason="没有做"),
        "withdrawn": lambda: withdraw(actor(world, "member"), made),
        "confirmed": lambda: confirm(actor(world), made),
        "proposed": lambda: None,
    }[how]()
    Proposal.objects.filter(pk=made.pk).update(
        decided_at=ago(days=days) if how != "proposed" else None, proposed_at=ago(days=days)
    )
    return made


@pytest.mark.parametrize(
    ("how", "days", "goes"),
    [
        ("rejected", 370, True), ("withdrawn", 370, True), ("rejected", 350, False), ("withdrawn", 350, False),
        ("confirmed", 3000, False), ("proposed", 3000, False),
    ],
)  # fmt: skip
def test_what_became_no_fact_goes_after_a_year(
    world: World, how: str, days: int, goes: bool, django_capture_on_commit_callbacks: object
) -> None:
    file = with_file(decided(world, days, how)).file.name
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        assert purge(PROGRAM, timezone.now())["proposals"] == goes
    assert Proposal.objects.exists() is not goes
    assert default_storage.exists(file) is not goes


def test_the_owner_may_choose_another_time(world: World) -> None:
    decided(world, 100, "rejected")
    assert (SUBJECTS["proposals"].default, SUBJECTS["proposals"].step) == (12, "months")
    set_rule(PROGRAM, SUBJECTS["proposals"], length=3)
    assert purge(PROGRAM, timezone.now())["proposals"] == 1


def test_facts_and_their_notes_are_not_purged(world: World) -> None:
    recorded(world, note="泵房", on=date(today().year - 2, 1, 1))
    purge(PROGRAM, timezone.now() + timedelta(days=365))
    assert Note.objects.get().text == "泵房"
