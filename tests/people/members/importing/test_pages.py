"""The way through the pages, who may go it, and what is shown on it."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from tests.people.members.importing.sheets import HEAD, as_csv, confirm, drafted, send, url, xlsx
from tests.people.world import World, office
from xianfeng.people.audit.models import AuditEntry
from xianfeng.people.members.importing.models import ImportDraft
from xianfeng.people.members.models import Affiliation, Member
from xianfeng.people.organizations.roles import Post

START = "/members/import/"
NEW = ("韩清源", "N00001", "采油一站党支部", "第一党小组", "2015-07-01", "2016-07-01", "正式党员")


def test_a_file_is_read_shown_and_then_imported(world: World) -> None:
    client = world.client("secretary")
    draft = drafted(client, world.first, xlsx([HEAD, NEW]))
    shown = client.get(url(draft))
    assert shown.context["plan"].counts == {"added": 1, "changed": 0, "moved": 0, "closed": 0, "unchanged": 0}
    assert not Member.objects.filter(staff_no="N00001").exists()
    assert confirm(client, draft).status_code == 302
    made = Member.objects.get(staff_no="N00001")
    assert (made.name, made.unit, made.branch) == ("韩清源", world.one, world.first)
    assert Affiliation.objects.get(member=made).unit == world.one
    assert not ImportDraft.objects.exists()
    entry = AuditEntry.objects.get(action="members.import")
    assert (entry.unit, entry.details["added"]) == (world.first.pk, 1)


MAY = {"secretary", "committee", "officer", "general_officer"}
EVERYBODY = (
    "member", "leader", "committee", "secretary", "second_secretary", "general_officer", "officer", "inspector",
    "administrator", "auditor", "owner", "far_secretary", "stranger",
)  # fmt: skip


@pytest.mark.parametrize("who", EVERYBODY)
def test_who_keeps_the_register_of_a_unit_imports_into_it_and_nobody_else(world: World, who: str) -> None:
    client = world.client(who)
    answer = send(client, world.first, xlsx([HEAD, NEW]))
    assert (answer.status_code == 302 and ImportDraft.objects.exists()) == (who in MAY), answer
    keepers = MAY | {"second_secretary", "far_secretary"}
    assert client.get(START).status_code == (200 if who in keepers else 403)
    expected = 200 if who in MAY else 404 if who in keepers else 403
    assert client.get(f"{START}template/?unit={world.first.pk}").status_code == expected
    assert client.get(f"{START}?unit={world.first.pk}").status_code == expected


@pytest.mark.parametrize("page", ["draft", "columns", "problems", "run", "discard", "part"])
@pytest.mark.parametrize("who", ["committee", "officer", "member", "far_secretary", "administrator"])
def test_a_draft_of_somebody_else_is_not_found(world: World, who: str, page: str) -> None:
    draft = drafted(world.client("secretary"), world.first, xlsx([HEAD, NEW]))
    address = url(draft, page, *(["added"] if page == "part" else []))
    client = world.client(who)
    answer = client.post(address) if page in ("problems", "run", "discard") else client.get(address)
    assert answer.status_code == 404
    assert ImportDraft.objects.filter(pk=draft.pk).exists()


def test_whose_office_has_ended_does_not_go_on_with_her_draft(world: World) -> None:
    client = world.client("secretary")
    draft = drafted(client, world.first, xlsx([HEAD, NEW]))
    held = world.members["secretary"].offices.get()
    held.to_on = held.from_on
    held.save()
    assert client.get(url(draft)).status_code == 403
    assert client.post(url(draft, "run"), {"plan": "x"}).status_code == 403


def test_the_units_to_choose_are_those_kept_and_no_groups(world: World) -> None:
    found = world.client("officer").get(START).context["form"].units.values()
    assert {unit.name for unit in found} == {"北风党委", "第一党总支", "机关党支部"}
    office(world.members["secretary"], world.third, Post.SECRETARY)
    found = world.client("secretary").get(START, {"unit": world.one.pk}).context["form"].units.values()
    assert {unit.name for unit in found} == {"采油一站党支部", "机关党支部"}


def test_private_columns_are_named_as_not_read_and_their_cells_are_nowhere(world: World) -> None:
    words = (
        "某某族",
        "650203199001011234",
        "某路一号院",
        "某某教",
        "父亲某某",
        "某种病",
        "月入三千",
        "13899990000",
    )
    titles = ("民族", "身份证号", "家庭住址", "宗教信仰", "家庭成员", "健康状况", "收入", "手机号")
    client = world.client("secretary")
    draft = drafted(client, world.first, xlsx([(*HEAD, *titles), (*NEW, *words)]))
    page = client.get(url(draft))
    assert [title for title, _topic in page.context["columns"]["never"]] == list(titles)
    assert all(title in page.content.decode() for title in titles)
    for _ in range(2):
        dump = dumped()
        assert not any(word in dump for word in words)
        if ImportDraft.objects.exists():
            confirm(client, draft)
    assert Member.objects.filter(staff_no="N00001").exists()


def dumped() -> str:
    """Return everything in the database, as text."""
    with connection.cursor() as cursor:
        found = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            found.append(repr(cursor.fetchall()))
    return "\n".join(found)


def test_the_same_press_twice_imports_once(world: World) -> None:
    client = world.client("secretary")
    draft = drafted(client, world.first, xlsx([HEAD, NEW]))
    sent = {"plan": client.get(url(draft)).context["plan"].digest, "once": "a-key-of-this-one-press"}
    first, second = (client.post(url(draft, "run"), sent) for _ in range(2))
    assert first.status_code == second.status_code == 302
    assert first["Location"] == second["Location"]
    assert client.post(url(draft, "run"), {"plan": sent["plan"]}).status_code == 404
    assert Member.objects.filter(staff_no="N00001").count() == 1


def test_a_file_sent_twice_by_one_press_waits_once(world: World) -> None:
    client = world.client("secretary")
    for _ in range(2):
        sent = {"unit": world.first.pk, "file": xlsx([HEAD, NEW]), "once": "a-key-of-this-one-press"}
        assert client.post(START, sent).status_code == 302
    assert ImportDraft.objects.count() == 1


def test_when_the_register_has_changed_the_new_plan_is_shown_and_nothing_done(world: World) -> None:
    client = world.client("secretary")
    draft = drafted(client, world.first, xlsx([HEAD, ("周文江", world.members["member"].staff_no)]))
    digest = client.get(url(draft)).context["plan"].digest
    Member.objects.filter(pk=world.members["member"].pk).update(name="周文江")
    answer = client.post(url(draft, "run"), {"plan": digest}, follow=True)
    assert answer.context["plan"].is_empty
    assert len(answer.context["messages"]) == 1


def test_problems_are_listed_with_row_and_column_and_nothing_can_be_done(world: World) -> None:
    client = world.client("secretary")
    rows = [HEAD, *(("韩1", f"N{at}", "没有这个支部", "", "昨天") for at in range(60))]
    draft = drafted(client, world.first, xlsx(rows))
    page = client.get(url(draft))
    assert page.context["plan"].findings.problems == 180
    assert b'name="plan"' not in page.content
    listed = client.get(url(draft, "part", "problems"))
    assert len(listed.context["rows"]) == 50
    assert {(row.row, row.column) for row in listed.context["rows"][:3]} == {
        (2, "姓名"),
        (2, "所在党支部"),
        (2, "入党时间"),
    }
    assert not Member.objects.filter(staff_no="N0").exists()


def test_the_list_of_problems_is_a_file_in_which_nothing_runs_and_is_recorded(world: World) -> None:
    client = world.client("secretary")
    draft = drafted(
        client, world.first, as_csv([("姓名", "员工号", "=入党时间"), ("=1+1", "@N1", "")], name="=cmd.csv")
    )
    answer = client.post(url(draft, "problems"))
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert {tuple(row[:3]) for row in rows[1:]} == {("'=cmd.csv", "2", "姓名"), ("'=cmd.csv", "2", "员工号")}
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)
    assert AuditEntry.objects.filter(action="members.import_problems", unit=world.first.pk).exists()


@pytest.mark.parametrize("part", ["problems", "notes", "added", "changed", "moved", "absent"])
def test_every_part_of_the_dry_run_has_a_page(world: World, part: str) -> None:
    client = world.client("officer")
    rows = [
        HEAD, NEW, ("周文江", world.members["member"].staff_no, "采油二站"), ("韩清海", "N00002", "x", "", "2010.7"),
    ]  # fmt: skip
    draft = drafted(client, world.general, xlsx(rows))
    client.post(url(draft), {"on": "2026-11-01", "is_complete": "on"})
    answer = client.get(url(draft, "part", part))
    assert answer.status_code == 200
    assert answer.context["rows"]
    assert client.get(url(draft, "part", "other")).status_code == 404


def test_what_the_file_does_not_say_is_kept_and_checked(world: World) -> None:
    client = world.client("secretary")
    draft = drafted(client, world.first, xlsx([HEAD, NEW]))
    sent = {"on": "2026-01-01", "document": "文1号", "is_complete": "on", "closing": "status:transferring"}
    assert client.post(url(draft), sent).status_code == 302
    kept = client.get(url(draft))
    assert [entry.on.isoformat() for entry in kept.context["plan"].added] == ["2026-01-01"]
    assert len(kept.context["plan"].closed) == 6
    wrong = client.post(url(draft), {"on": "2099-01-01", "document": "x", "closing": "status:transferring"})
    assert wrong.status_code == 422
    assert set(wrong.context["form"].errors) == {"on", "document", "is_complete"}
    assert "2099-01-01" in wrong.content.decode()
    assert client.post(url(draft), {"on": "2026-01-01", "closing": "status:suspended"}).status_code == 422


def test_columns_are_chosen_by_hand_and_the_file_comes_again(world: World) -> None:
    client = world.client("secretary")
    rows = [("党员", "号码", "入党时间", "民族"), ("韩清源", "N00001", "2015-07-01", "某某族")]
    draft = drafted(client, world.first, xlsx(rows))
    assert client.get(url(draft), follow=True).redirect_chain == [(url(draft, "columns"), 302)]
    fields = client.get(url(draft, "columns")).context["form"].fields
    assert [name for name in fields if name.startswith("column-")] == ["column-0", "column-1", "column-2"]
    sent: dict[str, Any] = {"column-0": "name", "column-1": "staff_no", "column-2": "joined_on"}
    assert client.post(url(draft, "columns"), sent).status_code == 422
    assert client.post(url(draft, "columns"), {**sent, "column-1": "", "file": xlsx(rows)}).status_code == 422
    assert (
        client.post(url(draft, "columns"), {**sent, "column-2": "name", "file": xlsx(rows)}).status_code
        == 422
    )
    assert (
        client.post(
            url(draft, "columns"), {**sent, "file": xlsx([("另一份", "号码"), ("甲", "N1")])}
        ).status_code
        == 422
    )
    assert (
        client.post(url(draft, "columns"), {**sent, "column-3": "work_post", "file": xlsx(rows)}).status_code
        == 302
    )
    assert "某某族" not in dumped()
    assert confirm(client, draft).status_code == 302
    assert Member.objects.get(staff_no="N00001").work_post == ""


def test_another_sheet_is_chosen_by_hand(world: World) -> None:
    client = world.client("secretary")
    sheets = {"一": [HEAD, NEW], "二": [("姓名", "工号", "入党时间"), ("韩清江", "N00002", "2015-07-01")]}
    draft = drafted(client, world.first, xlsx(sheets))
    assert draft.sheet == "一"
    sent = {"sheet": "二", "file": xlsx(sheets)}
    assert client.post(url(draft, "columns"), sent).status_code == 302
    assert [entry.staff_no for entry in client.get(url(draft)).context["plan"].added] == ["N00002"]


def test_a_draft_is_found_again_and_can_be_forgotten(world: World) -> None:
    client = world.client("secretary")
    draft = drafted(client, world.first, xlsx([HEAD, NEW]))
    assert list(client.get(START).context["drafts"]) == [draft]
    assert list(world.client("committee").get(START).context["drafts"]) == []
    assert client.post(url(draft, "discard")).status_code == 302
    assert not ImportDraft.objects.exists()
    assert client.get(url(draft)).status_code == 404


@pytest.mark.parametrize("page", ["run", "discard", "problems"])
def test_what_does_something_is_not_done_by_a_link(world: World, page: str) -> None:
    client = world.client("secretary")
    draft = drafted(client, world.first, xlsx([HEAD, NEW]))
    assert client.get(url(draft, page)).status_code == 405


def test_a_form_without_a_file_or_for_a_unit_out_of_reach_is_answered_at_the_field(world: World) -> None:
    client = world.client("secretary")
    assert set(client.post(START, {"unit": world.first.pk}).context["form"].errors) == {"file"}
    answer = send(client, world.far, xlsx([HEAD, NEW]))
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {"unit"})
    assert not ImportDraft.objects.exists()


@pytest.mark.parametrize("language", ["zh-hans", "zh-hant", "en"])
def test_refusals_and_problems_are_in_the_language_of_the_reader(world: World, language: str) -> None:
    client = world.client("secretary")
    client.cookies["django_language"] = language
    refused = send(client, world.first, SimpleUploadedFile("a.xlsx", b"nonsense")).content.decode()
    expected = {
        "zh-hans": "不是.xlsx工作簿",
        "zh-hant": "請用表格軟件打開",
        "en": "This is not an .xlsx workbook",
    }[language]
    assert expected in refused
    draft = drafted(client, world.first, xlsx([HEAD, ("韩清源", "N1", "没有这个支部", "", "昨天")]))
    shown = client.get(url(draft)).content.decode()
    assert {"zh-hans": "不是日期", "zh-hant": "請寫成", "en": "is not a date"}[language] in shown


def test_the_list_of_members_leads_to_the_import(world: World) -> None:
    answer = world.client("secretary").get(reverse("members:list"), {"unit": world.first.pk})
    assert f"{START}?unit={world.first.pk}" in answer.content.decode()
    assert START not in world.client("inspector").get(reverse("members:list")).content.decode()
