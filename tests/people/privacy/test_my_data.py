"""Everybody sees and downloads everything kept about him, and nothing about others."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.db.models import ForeignKey, Model
from django.urls import reverse
from openpyxl import load_workbook

from tests.people.identity.test_consents import show
from tests.people.world import World
from xianfeng.people.accounts.models import User
from xianfeng.people.audit.models import AuditEntry
from xianfeng.people.audit.operations import Actor
from xianfeng.people.identity.models import Field
from xianfeng.people.members.models import Member, StatusChange
from xianfeng.people.privacy.kept import REGISTER, Kept
from xianfeng.people.privacy.operations import ask
from xianfeng.people.privacy.retention import SUBJECTS

ABOUT_PEOPLE = (User, Member)
OTHERS = {
    "accounts.demoaccount",  # of demonstrations, whose people are made up
}


def _points_to_a_person(model: type[Model]) -> bool:
    to = [field.related_model for field in model._meta.get_fields() if isinstance(field, ForeignKey)]
    return any(person in to for person in ABOUT_PEOPLE)


def test_every_table_about_people_is_registered() -> None:
    registered = {kept.rows(User()).model for kept in REGISTER.values()}
    about = {model for model in apps.get_models() if model in ABOUT_PEOPLE or _points_to_a_person(model)}
    assert {model._meta.label_lower for model in about - registered} - OTHERS == set()


@pytest.mark.parametrize("kept", REGISTER.values(), ids=lambda kept: kept.code)
def test_every_column_is_shown_or_hidden_on_purpose(kept: Kept) -> None:
    columns = [field.name for field in kept.rows(User()).model._meta.concrete_fields]
    assert sorted((*kept.fields, *kept.hidden)) == sorted(columns)
    assert not {"password", "code_hash", "session_key"} & set(kept.fields)


@pytest.mark.parametrize("kept", REGISTER.values(), ids=lambda kept: kept.code)
def test_every_kind_says_why_who_and_how_long(kept: Kept) -> None:
    assert str(kept.title)
    assert str(kept.why)
    assert kept.readers
    assert kept.retention in SUBJECTS or not isinstance(kept.retention, str)  # words, not a wrong code


@pytest.mark.parametrize("kept", REGISTER.values(), ids=lambda kept: kept.code)
def test_an_account_that_is_none_has_no_rows(world: World, kept: Kept) -> None:
    assert not kept.rows(User()).exists()


@pytest.fixture
def me(world: World) -> User:
    """Someone with a row of almost everything."""
    user, member = world.users["member"], world.members["member"]
    member.work_post, member.work_phone = "=1+1", "19900000001"
    member.save()
    show(member, *Field.values)
    StatusChange.objects.create(
        member=member,
        field="kind",
        old="probationary",
        new="full",
        on="2011-07-01",
        document="北党〔2011〕7号",
    )
    EmailAddress.objects.create(user=user, email="zwh@example.org", primary=True, verified=True)
    UserSession.objects.create(user=user, ip="192.0.2.9", session_key="a-secret-key", user_agent="Firefox")
    ask(Actor(user.pk), user, kind="correction", text="工作岗位写错了")
    return user


def downloaded(world: World, form: str, who: str = "member") -> bytes:
    answer = world.client(who).post(reverse("privacy:download", args=[form]))
    assert answer.status_code == 200
    assert "attachment" in answer["Content-Disposition"]
    assert "no-store" in answer["Cache-Control"]
    return answer.content


def test_the_json_holds_exactly_the_registered_rows(world: World, me: User) -> None:
    expected = {kept.code: [row.pk for row in kept.rows(me)] for kept in REGISTER.values()}
    whole = json.loads(downloaded(world, "json"))
    assert whole["account"] == me.username
    assert [kind["code"] for kind in whole["kept"]] == list(REGISTER)
    found = {kind["code"]: kind["rows"] for kind in whole["kept"]}
    assert {code: len(rows) for code, rows in found.items()} == {c: len(pks) for c, pks in expected.items()}
    assert (
        min(map(len, (found[c] for c in found if c not in {"members.office", "accounts.appointment"}))) >= 0
    )
    for kept in REGISTER.values():
        assert all(tuple(row) == kept.fields for row in found[kept.code])
    assert found["members.member"][0]["name"] == "周文海"
    assert found["members.statuschange"][0]["on"] == "2011-07-01"
    assert [row["field"] for row in found["identity.consent"]] == ["contact", "post", "name", "photo"]


def test_the_workbook_holds_the_same_rows_as_texts(world: World, me: User) -> None:
    counts = [kept.rows(me).count() for kept in REGISTER.values()]
    book = load_workbook(BytesIO(downloaded(world, "xlsx")))
    assert [max(sheet.max_row - 1, 0) for sheet in book] == counts
    for sheet, kept in zip(book, REGISTER.values(), strict=True):
        assert sheet.max_column == len(kept.fields)
        assert all(
            cell.data_type in {"s", "n"} and (cell.data_type == "s" or cell.value is None)
            for row in sheet
            for cell in row
        )
    assert "=1+1" in {cell.value for row in book.worksheets[0] for cell in row}


@pytest.mark.parametrize("form", ["json", "xlsx"])
def test_no_secret_leaves(world: World, me: User, form: str) -> None:
    content = downloaded(world, form)
    if form == "xlsx":
        book = load_workbook(BytesIO(content))
        content = "\n".join(str(cell.value) for sheet in book for row in sheet for cell in row).encode()
    for secret in (me.password, "a-secret-key"):
        assert secret.encode() not in content


def test_a_download_is_logged_with_its_count(world: World, me: User) -> None:
    rows = sum(kept.rows(me).count() for kept in REGISTER.values())
    downloaded(world, "json")
    entry = AuditEntry.objects.filter(action="privacy.download").get()
    assert (entry.actor, entry.subject, entry.details) == (me.pk, me.pk, {"format": "json", "rows": rows})


def test_a_download_is_asked_for_by_posting(world: World) -> None:
    client = world.client("member")
    assert client.get(reverse("privacy:download", args=["json"])).status_code == 405
    assert client.post(reverse("privacy:download", args=["pdf"])).status_code == 404
    assert not AuditEntry.objects.filter(action="privacy.download").exists()


def test_the_page_counts_what_the_download_holds(world: World, me: User) -> None:
    piles = world.client("member").get(reverse("privacy:my_data")).context["piles"]
    assert {pile.kept.code: pile.count for pile in piles} == {
        kept.code: kept.rows(me).count() for kept in REGISTER.values()
    }


@pytest.mark.parametrize("code", REGISTER)
def test_each_kind_has_a_page_with_its_rows(world: World, me: User, code: str) -> None:
    answer = world.client("member").get(reverse("privacy:kept", args=[code]))
    assert answer.status_code == 200
    assert len(answer.context["rows"]) == REGISTER[code].rows(me).count()


def test_an_unknown_kind_has_no_page(world: World) -> None:
    assert world.client("member").get(reverse("privacy:kept", args=["members.secrets"])).status_code == 404


def test_nobody_sees_the_data_of_others(world: World, me: User) -> None:
    for who in ("groupmate", "secretary", "administrator", "owner"):
        text = downloaded(world, "json", who).decode()
        assert "19900000001" not in text
        assert "工作岗位写错了" not in text
        assert "192.0.2.9" not in text
        if who != "secretary":
            assert me.member is not None
            assert me.member.staff_no not in text


def test_the_log_about_me_hides_the_address_of_the_other_person(world: World, me: User) -> None:
    from xianfeng.people.identity import operations

    assert me.member is not None
    operations.revoke(Actor(world.users["secretary"].pk, "192.0.2.77"), me.member, field="name")
    whole = json.loads(downloaded(world, "json"))
    about = next(kind["rows"] for kind in whole["kept"] if kind["code"] == "audit.about")
    assert {"identity.revoke"} <= {row["action"] for row in about}
    assert "192.0.2.77" not in json.dumps(whole)


def test_the_pages_take_the_same_number_of_queries_however_many_rows(
    world: World, me: User, django_assert_num_queries: Any
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = world.client("member")
    address = reverse("privacy:kept", args=["audit.by"])
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    count = len(few)
    for _ in range(8):
        downloaded(world, "json")
    with django_assert_num_queries(count):
        client.get(address)
