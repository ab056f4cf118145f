"""Claiming, what became of it, and files beside a claim."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from PIL import Image

from tests.facts.claiming import ONCE, claimed, crowd, get, picture, post, sent, text, url
from tests.facts.making import DEED, actor, recorded
from tests.people.world import World
from xianfeng.facts import evidence, operations
from xianfeng.facts.models import Evidence, Fact, Proposal
from xianfeng.people.audit.models import AuditEntry

pytestmark = pytest.mark.django_db


def only() -> Proposal:
    return Proposal.objects.get()


def values(proposal: Proposal) -> tuple[Any, ...]:
    return (proposal.kind, proposal.on, proposal.quantity, proposal.note, proposal.state)


# ---- saying it


def test_a_member_says_what_she_did_by_choosing_the_kind_alone(world: World) -> None:
    answer = post(world, "member", url("claim"), sent())
    assert (answer.status_code, answer.url) == (302, url("mine"))
    assert values(only()) == (DEED, timezone.localdate(), 100, "", "proposed")
    assert (only().member, only().unit) == (world.members["member"], world.first)
    assert only().proposed_by == world.users["member"].pk


def test_what_was_sent_twice_is_one_claim(world: World) -> None:
    first, second = (post(world, "member", url("claim"), sent()) for _ in range(2))
    assert first.url == second.url == url("mine")
    assert only().key == ONCE


def test_the_same_key_with_other_content_claims_nothing_more(world: World) -> None:
    post(world, "member", url("claim"), sent())
    assert post(world, "member", url("claim"), sent(quantity="3")).status_code == 409
    assert only().quantity == 100


def test_a_key_that_another_used_is_refused_and_nothing_is_lost(world: World) -> None:
    claimed(world, "groupmate", key="somebody-else-had-it")
    answer = post(world, "member", url("claim"), sent(once="somebody-else-had-it", note="6号井场"))
    assert answer.status_code == 422
    assert "6号井场" in text(answer)
    assert only().member == world.members["groupmate"]


@pytest.mark.parametrize(
    ("day", "on", "back"), [("today", "", 0), ("yesterday", "", 1), ("other", "5", 5), ("yesterday", "1", 1)]
)
def test_the_day_is_today_yesterday_or_another(world: World, day: str, on: str, back: int) -> None:
    typed = (timezone.localdate() - timedelta(days=int(on))).isoformat() if on else ""
    post(world, "member", url("claim"), sent(day=day, on=typed))
    assert only().on == timezone.localdate() - timedelta(days=back)


@pytest.mark.parametrize(
    ("typed", "kept"), [("2", 200), ("0.5", 50), ("1.25", 125), ("２．５", 250), (" 3 ", 300)]
)
def test_how_much_is_a_decimal(world: World, typed: str, kept: int) -> None:
    post(world, "member", url("claim"), sent(quantity=typed))
    assert only().quantity == kept


WRONG: list[tuple[str, dict[str, str]]] = [
    ("kind", {"kind": ""}),
    ("kind", {"kind": "meeting.assembly"}),
    ("kind", {"kind": "decision.safety"}),
    ("kind", {"kind": "no.such"}),
    ("day", {"day": ""}),
    ("day", {"day": "someday"}),
    ("on", {"day": "other"}),
    ("on", {"day": "other", "on": "2026-02-30"}),
    ("on", {"day": "other", "on": "2099-01-01"}),
    ("on", {"day": "other", "on": "2001-01-01"}),
    ("day", {"day": "today", "on": "2026-01-05"}),
    ("quantity", {"quantity": ""}),
    ("quantity", {"quantity": "-1"}),
    ("quantity", {"quantity": "0"}),
    ("quantity", {"quantity": "1.234"}),
    ("quantity", {"quantity": "many"}),
    ("quantity", {"quantity": "1e3"}),
    ("note", {"note": "长" * 121}),
    ("note", {"note": "老张家属的事"}),
]


@pytest.mark.parametrize(("field", "wrong"), WRONG)
def test_bad_input_is_told_at_its_field_and_what_was_typed_stays(
    world: World, field: str, wrong: dict[str, str]
) -> None:
    answer = post(world, "member", url("claim"), sent(**{"note": "6号井场支架", **wrong}))
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {field}
    assert wrong.get("note", "6号井场支架") in text(answer)
    assert not Proposal.objects.exists()


def test_an_empty_sending_is_an_error_and_not_a_fresh_page(world: World) -> None:
    assert post(world, "member", url("claim")).status_code == 422


def test_a_kind_chosen_before_an_error_stays_chosen_and_in_sight(world: World) -> None:
    answer = post(world, "member", url("claim"), sent(quantity="x", kind="volunteer.service"))
    assert answer.context["chosen"] == "volunteer.service"
    assert answer.context["is_open"]
    assert text(answer).count(" checked") == 2  # the kind and the day


# ---- what is offered


def offered(answer: Any) -> list[str]:
    return [choice.code for choice in answer.context["most_used"]]


def grouped(answer: Any) -> list[str]:
    return [choice.code for _title, choices in answer.context["groups"] for choice in choices]


def test_what_she_did_most_comes_first_then_what_her_branch_did(world: World) -> None:
    for kind in ("volunteer.service", "volunteer.service", "coaching.done"):
        recorded(world, kind=kind)
    for _ in range(3):
        recorded(world, "groupmate", kind="safety.teaching")
    recorded(world, "neighbour", kind="article.adopted")
    answer = get(world, "member", url("claim"))
    assert offered(answer) == ["volunteer.service", "coaching.done", "safety.teaching"]
    assert not set(offered(answer)) & set(grouped(answer))


def test_what_was_long_ago_reversed_or_not_hers_to_claim_is_not_offered_first(world: World) -> None:
    recorded(world, kind="volunteer.service", on=timezone.localdate() - timedelta(days=366))
    operations.reverse(actor(world), recorded(world, kind="coaching.done"), reason="记错")
    recorded(world, kind="meeting.assembly", outcome="present")
    assert offered(get(world, "member", url("claim"))) == []


def test_only_deeds_can_be_claimed_and_each_is_offered_once(world: World) -> None:
    codes = grouped(get(world, "member", url("claim")))
    assert {"hazard.fixed", "volunteer.service", "clean.up", "talk.attended"} <= set(codes)
    assert not {"meeting.assembly", "dues.month", "leave.month", "decision.conduct", "badge.check"} & set(
        codes
    )
    assert len(codes) == len(set(codes))


def test_kinds_of_her_unit_are_offered_those_of_others_and_retired_ones_are_not(world: World) -> None:
    own = operations.add_kind(actor(world), world.first, title="设备擦洗", measure="台")
    above = operations.add_kind(actor(world), world.general, title="联防值守")
    other = operations.add_kind(actor(world), world.second, title="别处的事")
    retired = operations.add_kind(actor(world), world.first, title="旧事")
    operations.retire_kind(actor(world), retired, on=timezone.localdate())
    codes = grouped(get(world, "member", url("claim")))
    assert {own.code, above.code} <= set(codes)
    assert not {other.code, retired.code} & set(codes)


def test_of_a_kind_without_a_unit_there_is_one(world: World) -> None:
    kind = operations.add_kind(actor(world), world.first, title="联防值守")
    post(world, "member", url("claim"), sent(kind=kind.code, quantity="7"))
    assert only().quantity == 100


# ---- for whom


@pytest.mark.parametrize("who", ["leader", "committee", "secretary"])
def test_a_leader_of_the_group_and_the_committee_say_it_for_a_member(world: World, who: str) -> None:
    member = world.members["groupmate"]
    assert member in get(world, who, url("claim")).context["others"]
    post(world, who, url("claim_for", member.pk), sent())
    assert (only().member, only().proposed_by) == (member, world.users[who].pk)


def test_a_leader_does_not_say_it_for_another_group_and_hears_nothing_of_it(world: World) -> None:
    address = url("claim_for", world.members["other_group"].pk)
    assert get(world, "leader", address).status_code == 404
    assert world.members["other_group"] not in get(world, "leader", url("claim")).context["others"]


@pytest.mark.parametrize(
    ("who", "status"),
    [("officer", 403), ("inspector", 403), ("groupmate", 404), ("neighbour", 404), ("auditor", 404)],
)
def test_nobody_else_says_it_for_a_member(world: World, who: str, status: int) -> None:
    answer = post(world, who, url("claim_for", world.members["member"].pk), sent())
    assert answer.status_code == status
    assert not Proposal.objects.exists()


def test_an_account_of_no_member_is_told_that_nothing_is_recorded_about_it(world: World) -> None:
    for address in (url("claim"), url("mine")):
        answer = get(world, "administrator", address)
        assert answer.status_code == 403
        assert answer.context["reason"]


def test_who_left_the_register_claims_nothing(world: World) -> None:
    world.members["member"].unit = world.members["member"].branch = None
    world.members["member"].save()
    assert get(world, "member", url("claim")).status_code == 403


# ---- what became of it


def test_own_claims_of_the_year_stand_with_their_state_what_waits_first(world: World) -> None:
    done, refused, waits, back = (claimed(world, key=f"{n}") for n in "abcd")
    operations.confirm(actor(world), done)
    operations.reject(actor(world), refused, reason="请写明地点")
    operations.withdraw(actor(world, "member"), back)
    claimed(world, "groupmate")
    answer = get(world, "member", url("mine"))
    assert [shown.row.pk for shown in answer.context["rows"]] == [waits.pk, back.pk, refused.pk, done.pk]
    assert "请写明地点" in text(answer)
    assert "刘志远" in text(answer)
    assert url("withdraw", waits.pk) in text(answer)
    assert url("withdraw", done.pk) not in text(answer)


def test_last_year_s_claims_are_under_last_year_but_what_waits_is_always_there(world: World) -> None:
    last = timezone.now().replace(month=6, day=1) - timedelta(days=365)
    waits, done = claimed(world, at=last, key="a"), claimed(world, at=last, key="b")
    operations.reject(actor(world), done, reason="重复")
    assert [shown.row.pk for shown in get(world, "member", url("mine")).context["rows"]] == [waits.pk]
    answer = get(world, "member", url("mine", query=f"?year={last.year}"))
    assert {shown.row.pk for shown in answer.context["rows"]} == {waits.pk, done.pk}
    assert get(world, "member", url("mine", query="?year=1849&page=x&view=all")).status_code == 200


def test_what_is_recorded_about_her_stands_with_who_confirmed_it(world: World) -> None:
    old = recorded(world, on=timezone.localdate().replace(month=1, day=1) - timedelta(days=1))
    gone = recorded(world)
    operations.reverse(actor(world), gone, reason="记错")
    recorded(world, "groupmate")
    answer = get(world, "member", url("mine", query="?view=record"))
    rows = [shown.row for shown in answer.context["rows"]]
    assert {row.pk for row in rows} == {gone.pk, Fact.objects.get(reverses=gone).pk}
    assert old.pk not in {row.pk for row in rows}
    assert "刘志远" in text(answer)


def test_a_claim_is_taken_back_while_it_waits(world: World) -> None:
    proposal = claimed(world)
    assert post(world, "member", url("withdraw", proposal.pk)).url == url("mine")
    assert only().state == "withdrawn"


def test_taking_back_what_was_decided_meanwhile_is_answered_politely(world: World) -> None:
    proposal = claimed(world)
    operations.confirm(actor(world), proposal)
    client = world.client("member")
    answer = client.post(url("withdraw", proposal.pk), follow=True)
    assert answer.status_code == 200
    assert [message.level_tag for message in answer.context["messages"]] == ["attention"]
    assert only().state == "confirmed"


@pytest.mark.parametrize(
    ("who", "status"), [("secretary", 403), ("officer", 403), ("groupmate", 404), ("far_secretary", 404)]
)
def test_nobody_takes_back_another_s_claim(world: World, who: str, status: int) -> None:
    proposal = claimed(world)
    assert post(world, who, url("withdraw", proposal.pk)).status_code == status
    assert only().state == "proposed"


def test_a_leader_finds_and_takes_back_what_she_said_for_another(world: World) -> None:
    proposal = claimed(world, "groupmate", by="leader")
    answer = get(world, "leader", url("mine"))
    assert [shown.row.pk for shown in answer.context["rows"]] == [proposal.pk]
    assert post(world, "groupmate", url("withdraw", proposal.pk)).status_code == 403
    post(world, "leader", url("withdraw", proposal.pk))
    assert only().state == "withdrawn"


# ---- files


def upload(content: bytes, name: str = "a.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="image/jpeg")


def test_a_photo_is_kept_without_its_camera_and_place(world: World) -> None:
    exif = Image.Exif()
    exif[271], exif[0x8825] = "Camera of a person", {1: "N", 2: (45.0, 30.0, 0.0)}
    sent_photo = picture(exif=exif, comment=b"secret place")
    assert b"Camera of a person" in sent_photo
    post(world, "member", url("claim"), sent(file=upload(sent_photo)))
    kept = Evidence.objects.get()
    content = kept.file.open().read()
    assert Image.open(BytesIO(content)).size == (60, 40)
    assert b"Camera" not in content
    assert b"secret" not in content
    assert not Image.open(BytesIO(content)).getexif()
    assert (kept.proposal, kept.suffix, kept.size) == (only(), ".jpg", len(content))
    assert "文海" not in kept.file.name
    assert AuditEntry.objects.filter(action="facts.attach", subject=only().pk).count() == 1


def test_a_turned_photo_stands_upright(world: World) -> None:
    exif = Image.Exif()
    exif[274] = 6
    post(world, "member", url("claim"), sent(file=upload(picture(exif=exif))))
    assert Image.open(Evidence.objects.get().file.open()).size == (40, 60)


@pytest.mark.parametrize(
    ("content", "suffix"),
    [(picture("PNG"), ".jpg"), (b"%PDF-1.7\n...\n%%EOF\n", ".pdf")],
    ids=["png", "pdf"],
)
def test_what_a_file_is_says_its_content(world: World, content: bytes, suffix: str) -> None:
    post(world, "member", url("claim"), sent(file=upload(content, "a.exe")))
    assert Evidence.objects.get().suffix == suffix


@pytest.mark.parametrize(
    "content",
    [
        b"<html><script>alert(1)</script>",
        b"MZ\x90",
        picture("GIF"),
        picture()[:80],
        b"%PDF-1.7 cut off",
        b"%PDF",
    ],
    ids=["html", "program", "gif", "half a picture", "half a document", "five letters"],
)
def test_what_is_no_picture_and_no_document_is_refused_and_the_rest_stays(
    world: World, content: bytes
) -> None:
    answer = post(world, "member", url("claim"), sent(file=upload(content), note="6号井场"))
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"file"}
    assert "6号井场" in text(answer)
    assert not Proposal.objects.exists()


def test_a_file_over_five_megabytes_is_refused(world: World) -> None:
    large = b"%PDF-1.7" + b"0" * (5 * 1024 * 1024) + b"%%EOF"
    answer = post(world, "member", url("claim"), sent(file=upload(large)))
    assert set(answer.context["form"].errors) == {"file"}


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_unpacked(world: World) -> None:
    out = BytesIO()
    Image.new("1", (6000, 6000)).save(out, "PNG")
    answer = post(world, "member", url("claim"), sent(file=upload(out.getvalue())))
    assert set(answer.context["form"].errors) == {"file"}


def test_a_file_sent_twice_is_kept_once(world: World) -> None:
    for _ in range(2):
        post(world, "member", url("claim"), sent(file=upload(picture())))
    assert Evidence.objects.count() == 1


def with_file(world: World) -> Evidence:
    post(world, "member", url("claim"), sent(file=upload(b"%PDF-1.7\nwords\n%%EOF")))
    return Evidence.objects.get()


@pytest.mark.parametrize(
    "who", ["member", "secretary", "committee", "general_officer", "officer", "inspector"]
)
def test_a_file_is_sent_as_a_download_to_who_may_see_the_claim(world: World, who: str) -> None:
    kept = with_file(world)
    answer = get(world, who, url("evidence", kept.pk))
    assert b"".join(answer.streaming_content) == b"%PDF-1.7\nwords\n%%EOF"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Type"] == "application/pdf"
    assert "sandbox" in answer["Content-Security-Policy"]


@pytest.mark.parametrize(
    "who",
    ["groupmate", "leader", "neighbour", "second_secretary", "far_secretary", "administrator", "auditor"],
)
def test_a_file_is_not_there_for_anybody_else(world: World, who: str) -> None:
    assert get(world, who, url("evidence", with_file(world).pk)).status_code == 404


def test_a_file_that_belongs_to_nobody_is_found_and_removed_after_a_day(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = with_file(world)
    named = kept.file.name
    stray = default_storage.save("evidence/0000.pdf", BytesIO(b"x"))
    assert stray not in evidence.list_stray_files()
    monkeypatch.setattr(evidence, "STRAY_AFTER", timedelta(days=-1))
    assert stray in evidence.list_stray_files()
    assert evidence.remove_stray_files() >= 1
    assert default_storage.exists(named)
    assert not default_storage.exists(stray)


# ---- however many


@pytest.mark.parametrize(
    ("who", "name"), [("member", "claim"), ("secretary", "claim"), ("member", "mine"), ("leader", "mine")]
)
def test_more_claims_and_members_do_not_ask_more_often(world: World, who: str, name: str) -> None:
    claimed(world)
    claimed(world, "groupmate", by="leader")
    recorded(world)
    get(world, who, url(name))
    with CaptureQueriesContext(connection) as before:
        get(world, who, url(name))
    crowd(world, 3)
    for at in range(3):
        claimed(world, key=f"m{at}")
        claimed(world, "groupmate", by="leader", key=f"l{at}")
        recorded(world, kind="coaching.done", on=date(timezone.localdate().year, 1, at + 1))
    with CaptureQueriesContext(connection) as after:
        get(world, who, url(name))
    assert len(after) == len(before)
