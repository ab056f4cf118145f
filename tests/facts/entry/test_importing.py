"""The facts sheet of a workbook: read, shown as a dry run, recorded as a whole; the file is not kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.facts.entry.sending import HOURS, MEETING, day, facts, proposals, queries
from tests.people.members.importing.sheets import as_csv, xlsx
from tests.people.world import World, member, office
from xianfeng.facts.entry import planning, workbook
from xianfeng.facts.entry.drafts import purge_drafts
from xianfeng.facts.entry.models import EntryDraft
from xianfeng.facts.models import Fact, Note, Proposal
from xianfeng.facts.operations import add_kind, record, reject
from xianfeng.facts.operations import reverse as reverse_fact
from xianfeng.people.audit.models import AuditEntry
from xianfeng.people.audit.operations import PROGRAM
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.roles import Post

HEAD = ("凭据", "党员", "事项", "日期", "数量", "结果", "文号", "说明")
Row = Sequence[Any]


def row(
    world: World,
    key: str,
    kind: str = "主题党日",
    on: Any = "",
    quantity: Any = 2,
    outcome: str = "出席",
    ref: str = "",
    **more: str,
) -> Row:
    number = world.members[key].staff_no
    return (ref, number, kind, on or day(), quantity, outcome, more.get("document", ""), more.get("note", ""))


def send(client: Client, unit: Unit, *rows: Row, head: Row = HEAD, file: Any = None) -> Any:
    """Send a file as the page does."""
    upload = file or xlsx({"事实": [head, *rows]})
    return client.post(reverse("facts:import", args=[unit.pk]), {"file": upload})


def dry(client: Client, unit: Unit, *rows: Row, **options: Any) -> Any:
    """Send a file that can be read; return the page of its dry run."""
    answer = send(client, unit, *rows, **options)
    assert answer.status_code == 302, answer.content.decode()
    return client.get(answer["Location"])


def run(client: Client, page: Any) -> Any:
    sent = {"plan": page.context["plan"].digest}
    return client.post(reverse("facts:import_run", args=[page.context["draft"].pk]), sent)


def told(page: Any) -> set[tuple[int | None, str]]:
    return {(each.row, each.column) for each in page.context["told"]}


def test_a_dry_run_records_nothing_and_the_button_all_of_it(world: World) -> None:
    client = world.client("secretary")
    rows = [
        row(world, "member", on=date.fromisoformat(day()), note="三号泵房"),
        row(world, "leader", "volunteer.service", "2026年3月5日", "2.5", ""),
        row(world, "secretary"),
    ]
    page = dry(client, world.first, *rows)
    assert (page.status_code, facts(), proposals()) == (200, [], [])
    assert run(client, page).status_code == 302
    assert facts() == [("周文海", MEETING, 200, "present"), ("马晓峰", HOURS, 250, "")]
    assert proposals() == [("刘志远", MEETING, "present")]
    assert {fact.source for fact in Fact.objects.unscoped()} == {"imported"}
    assert Note.objects.get().text == "三号泵房"
    assert not EntryDraft.objects.exists()
    audit = AuditEntry.objects.get(action="facts.import")
    assert (audit.unit, audit.details["recorded"], audit.details["proposed"]) == (world.first.pk, 2, 1)


def test_the_same_file_a_second_time_changes_nothing(world: World) -> None:
    client = world.client("secretary")
    rows = [row(world, "member"), row(world, "leader", "志愿服务", quantity=2, outcome="", ref="V1"),
            row(world, "leader", "志愿服务", quantity=2, outcome="", ref="V2"), row(world, "secretary")]  # fmt: skip
    run(client, dry(client, world.first, *rows))
    before = facts(), proposals()
    assert len(before[0]) == 3
    page = dry(client, world.first, *rows)
    plan = page.context["plan"]
    assert (len(plan.already), plan.written) == (4, [])
    run(client, page)
    assert (facts(), proposals()) == before


def test_a_file_that_has_grown_adds_what_is_new(world: World) -> None:
    client = world.client("secretary")
    old = [row(world, "member", "志愿服务", outcome="", ref="V1"), row(world, "leader")]
    run(client, dry(client, world.first, *old))
    more = [row(world, "groupmate"), *old, row(world, "member", "志愿服务", outcome="", ref="V2")]
    run(client, dry(client, world.first, *more))
    assert [name for name, *_ in facts()] == ["周文海", "马晓峰", "王志峰", "周文海"]


def test_what_was_entered_by_hand_is_not_recorded_again(world: World) -> None:
    on = date.fromisoformat(day())
    record(PROGRAM, member=world.members["member"], kind=HOURS, on=on, quantity=200)
    record(PROGRAM, member=world.members["member"], kind=MEETING, on=on, quantity=200, outcome="present")
    client = world.client("secretary")
    rows = [row(world, "member", "志愿服务", outcome="", ref="V1"), row(world, "member", ref="V2"),
            row(world, "member", "志愿服务", outcome="", ref="V3")]  # fmt: skip
    plan = dry(client, world.first, *rows).context["plan"]
    assert [each.line.number for each in plan.already] == [2, 3]
    assert [each.line.number for each in plan.recorded] == [4]


def test_what_was_reversed_or_rejected_is_not_brought_back_by_the_file(world: World) -> None:
    client = world.client("secretary")
    rows = [row(world, "member", ref="A"), row(world, "leader"), row(world, "secretary")]
    run(client, dry(client, world.first, *rows))
    for fact in list(Fact.objects.unscoped()):
        reverse_fact(PROGRAM, fact, reason="记错了")
    reject(PROGRAM, Proposal.objects.unscoped().get(), reason="记错了")
    plan = dry(client, world.first, *rows).context["plan"]
    assert (len(plan.already), plan.written) == (3, [])
    again = [row(world, "member", ref="B"), row(world, "leader", ref="C")]
    assert len(dry(client, world.first, *again).context["plan"].recorded) == 2


def test_a_proposal_confirmed_meanwhile_stands(world: World) -> None:
    client = world.client("secretary")
    run(client, dry(client, world.first, row(world, "secretary", "志愿服务", outcome="", ref="V1")))
    proposal = Proposal.objects.unscoped().get()
    world.client("committee").post(reverse("facts:confirm", args=[proposal.pk]))
    plan = dry(client, world.first, row(world, "secretary", "志愿服务", outcome="", ref="V1")).context["plan"]
    assert (len(plan.already), plan.written) == (1, [])


def test_a_ref_that_says_something_else_now_is_a_problem(world: World) -> None:
    client = world.client("secretary")
    run(client, dry(client, world.first, row(world, "member", "志愿服务", quantity=2, outcome="", ref="V1")))
    page = dry(client, world.first, row(world, "member", "志愿服务", quantity=3, outcome="", ref="V1"))
    assert told(page) == {(2, "凭据")}


def test_all_problems_are_told_at_once_by_row_and_column(world: World) -> None:
    rows = [
        row(world, "member"),
        ("", "没有此人", "主题党日", day(), 2, "出席", "", ""),
        row(world, "leader", "没有这个事项"),
        row(world, "groupmate", on="昨天"),
        row(world, "other_group", quantity="很多"),
        row(world, "committee", outcome="迟到"),
        row(world, "neighbour"),
        row(world, "member", "党纪政务处分决定", outcome=""),
        row(world, "secretary", on="2099-01-01"),
        row(world, "member", outcome="缺席"),
    ]
    client = world.client("secretary")
    page = dry(client, world.first, *rows)
    assert told(page) == {
        (3, "党员"), (4, "事项"), (5, "日期"), (6, "数量"), (7, "结果"), (8, "党员"), (9, "文号"), (10, "日期"), (11, ""),
    }  # fmt: skip
    assert b'name="plan"' not in page.content
    assert run(client, page).status_code == 302
    assert facts() == proposals() == []
    assert EntryDraft.objects.exists()


def test_a_cell_that_cannot_be_read_keeps_everything_from_being_recorded(world: World) -> None:
    client = world.client("secretary")
    rows = [
        row(world, "member", note="650203199001011234"),
        row(world, "leader", on="2026-02-30"),
        row(world, "groupmate"),
    ]
    page = dry(client, world.first, *rows)
    assert told(page) == {(2, "说明"), (3, "日期")}
    assert "650203199001011234" not in page.content.decode() + str(EntryDraft.objects.get().rows)
    run(client, page)
    assert facts() == []


def test_formulas_in_columns_that_are_read_are_problems(world: World) -> None:
    rows = [("", world.members["member"].staff_no, "志愿服务", day(), "=1+1", "", "", "")]
    assert (2, "数量") in told(dry(world.client("secretary"), world.first, *rows))


def test_an_officer_reads_in_several_branches_and_their_committees_confirm(world: World) -> None:
    client = world.client("officer")
    rows = [row(world, "member"), row(world, "neighbour"), row(world, "office_member")]
    page = dry(client, world.committee, *rows)
    assert run(client, page).status_code == 302
    assert facts() == []
    assert {(each.unit_id, each.member.name) for each in Proposal.objects.unscoped().select_related("member")} == {
        (world.first.pk, "周文海"), (world.second.pk, "赵春梅"), (world.third.pk, "林嘉然"),
    }  # fmt: skip
    mine = Proposal.objects.unscoped().get(unit=world.first)
    assert world.client("committee").post(reverse("facts:confirm", args=[mine.pk])).status_code == 302
    assert [name for name, *_ in facts()] == ["周文海"]


def test_the_secretary_of_two_branches_records_in_both_from_a_file_of_each(world: World) -> None:
    office(world.members["secretary"], world.third, Post.SECRETARY)
    client = world.client("secretary")
    page = dry(client, world.first, row(world, "member"), row(world, "office_member"))
    assert told(page) == {(3, "党员")}
    run(client, dry(client, world.third, row(world, "office_member")))
    assert [name for name, *_ in facts()] == ["林嘉然"]


def test_a_kind_of_one_branch_is_unknown_in_another(world: World) -> None:
    add_kind(PROGRAM, world.first, title="设备擦拭", measure="台")
    rows = [row(world, "member", "设备擦拭", outcome=""), row(world, "neighbour", "设备擦拭", outcome="")]
    assert told(dry(world.client("officer"), world.committee, *rows)) == {(3, "事项")}


def test_more_than_others_can_confirm_are_not_taken_at_once(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(planning, "MOST_PROPOSED", 2)
    rows = [row(world, key) for key in ("member", "leader", "groupmate", "committee")]
    assert told(dry(world.client("officer"), world.committee, *rows)) == {(4, "")}


def test_columns_and_sheets_are_recognised_in_both_languages_and_any_order(world: World) -> None:
    number = world.members["member"].staff_no
    sheets = {
        "说明": [("党员", "姓名", "事项", "日期", "数量", "结果"), ("x", "x", "x", "x", "x", "x")],
        "Facts": [("月报",), ("date", "备注", "outcome", "籍贯", "kind of fact", "staff number"),
                  (day(), "住院", "present", "某地", "meeting.theme_day", number)],
    }  # fmt: skip
    page = dry(world.client("secretary"), world.first, file=xlsx(sheets))
    assert page.context["draft"].left_out == ["籍贯"]
    assert "住院" not in str(EntryDraft.objects.values_list())
    run(world.client("secretary"), page)
    assert facts() == [("周文海", MEETING, 100, "present")]


def test_a_csv_file_in_an_old_encoding_is_read(world: World) -> None:
    rows = [("姓名", "事项", "日期", "结果"), ("周文海", "主题党日", day(), "√")]
    client = world.client("secretary")
    run(client, dry(client, world.first, file=as_csv(rows, "facts.csv", "gb18030")))
    assert facts() == [("周文海", MEETING, 100, "present")]


def test_a_shifted_row_of_a_csv_file_is_a_problem(world: World) -> None:
    rows = [("姓名", "事项", "日期", "结果"), ("周文海", "主题党日", day(), "出席", "多出来的")]
    page = dry(world.client("secretary"), world.first, file=as_csv(rows))
    assert told(page) == {(2, "")}


def test_two_of_one_name_need_their_staff_numbers(world: World) -> None:
    member("周文海", world.one)
    page = dry(
        world.client("secretary"),
        world.first,
        ("周文海", "主题党日", day(), "出席"),
        head=("姓名", "事项", "日期", "结果"),
    )
    assert told(page) == {(2, "姓名")}


@pytest.mark.parametrize(
    ("head", "rows"),
    [
        (("党员", "事项"), [("x", "x")]),
        (("党员", "日期", "数量"), [("x", "x", "x")]),
        (("事项", "日期"), [("x", "x")]),
        (HEAD, []),
        (("甲", "乙"), [("x", "x")]),
        (HEAD, [("示例1", "x", "x", "x", "", "", "", "")]),
    ],
)
def test_a_sheet_without_what_is_needed_is_refused_at_the_field(
    world: World, head: Row, rows: list[Row]
) -> None:
    answer = send(world.client("secretary"), world.first, *rows, head=head)
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {"file"})


def test_a_file_may_hold_so_many_rows(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 3)
    rows = [row(world, key) for key in ("member", "leader", "groupmate", "committee")]
    assert send(world.client("secretary"), world.first, *rows[:3]).status_code == 302
    assert send(world.client("secretary"), world.first, *rows).status_code == 422


def test_when_the_record_has_changed_the_new_plan_is_shown_and_nothing_recorded(world: World) -> None:
    client = world.client("secretary")
    page = dry(client, world.first, row(world, "member"), row(world, "leader"))
    record(
        PROGRAM,
        member=world.members["member"],
        kind=MEETING,
        on=date.fromisoformat(day()),
        quantity=200,
        outcome="present",
    )
    answer = run(client, page)
    assert answer["Location"] == reverse("facts:import_draft", args=[page.context["draft"].pk])
    assert len(facts()) == 1


def test_the_same_press_twice_records_once(world: World) -> None:
    client = world.client("secretary")
    page = dry(client, world.first, row(world, "member", "志愿服务", outcome=""))
    sent = {"plan": page.context["plan"].digest, "once": "a-key-of-this-one-press"}
    address = reverse("facts:import_run", args=[page.context["draft"].pk])
    assert [client.post(address, sent).status_code for _ in range(2)] == [302, 302]
    assert client.post(address, {"plan": sent["plan"]}).status_code == 404
    assert len(facts()) == 1


def test_a_draft_is_ones_own_and_can_be_forgotten(world: World) -> None:
    client = world.client("secretary")
    page = dry(client, world.first, row(world, "member"))
    pk = page.context["draft"].pk
    assert list(client.get(reverse("facts:import", args=[world.first.pk])).context["drafts"])
    for who in ("committee", "officer"):
        assert world.client(who).get(reverse("facts:import_draft", args=[pk])).status_code == 404
        assert (
            world.client(who).post(reverse("facts:import_run", args=[pk]), {"plan": "x"}).status_code == 404
        )
        assert world.client(who).post(reverse("facts:import_discard", args=[pk])).status_code == 404
    assert client.get(reverse("facts:import_run", args=[pk])).status_code == 405
    assert client.post(reverse("facts:import_discard", args=[pk])).status_code == 302
    assert not EntryDraft.objects.exists()


def test_whose_office_has_ended_does_not_go_on_with_her_draft(world: World) -> None:
    client = world.client("secretary")
    page = dry(client, world.first, row(world, "member"))
    held = world.members["secretary"].offices.get()
    held.to_on = held.from_on
    held.save()
    assert run(client, page).status_code == 403
    assert facts() == []


def test_drafts_are_forgotten_after_a_day(world: World) -> None:
    client = world.client("secretary")
    for _ in range(2):
        dry(client, world.first, row(world, "member"))
    old = EntryDraft.objects.unscoped().order_by("pk")[0]
    EntryDraft.objects.unscoped().filter(pk=old.pk).update(made_at=timezone.now() - timedelta(hours=25))
    assert purge_drafts(PROGRAM) == 1
    assert EntryDraft.objects.unscoped().count() == 1


@pytest.mark.parametrize(
    ("who", "unit", "status"),
    [
        ("secretary", "first", 200), ("committee", "first", 200), ("officer", "committee", 200), ("officer", "first", 200),
        ("general_officer", "general", 200), ("general_officer", "first", 200), ("general_officer", "third", 403),
        ("general_officer", "committee", 404), ("secretary", "one", 403), ("secretary", "general", 404),
        ("member", "first", 403), ("leader", "one", 403), ("inspector", "first", 403), ("administrator", "first", 403),
        ("second_secretary", "first", 404), ("stranger", "first", 404),
    ],
)  # fmt: skip
def test_the_committee_imports_into_its_branch_and_officers_below(
    world: World, who: str, unit: str, status: int
) -> None:
    client, unit_ = world.client(who), getattr(world, unit)
    assert client.get(reverse("facts:import", args=[unit_.pk])).status_code == status
    assert client.get(reverse("facts:import_template", args=[unit_.pk])).status_code == status
    answer = send(client, unit_, row(world, "groupmate"))
    assert answer.status_code == (302 if status == 200 else status)


def test_the_empty_workbook_can_be_filled_in_and_read(world: World) -> None:
    answer = world.client("secretary").get(reverse("facts:import_template", args=[world.first.pk]))
    upload = SimpleUploadedFile("facts.xlsx", answer.content)
    refused = send(world.client("secretary"), world.first, file=upload)
    assert refused.status_code == 422  # its columns are known; there is nothing below them
    assert "标题行下面没有内容" in refused.content.decode()


@pytest.mark.parametrize(
    ("language", "words"), [("zh-hans", "没有此人"), ("en", "Perhaps"), ("zh-hant", "沒有")]
)
def test_problems_are_in_the_language_of_the_reader(world: World, language: str, words: str) -> None:
    client = world.client("secretary")
    page = dry(
        client,
        world.first,
        row(world, "member", "主题党曰"),
        ("", "没有此人", "主题党日", day(), 1, "出席", "", ""),
    )
    client.cookies["django_language"] = language
    assert (
        words in client.get(reverse("facts:import_draft", args=[page.context["draft"].pk])).content.decode()
    )


def test_the_number_of_queries_is_that_of_one_row(world: World) -> None:
    client = world.client("officer")
    people = [member(f"韩清{at}", (world.one, world.second, world.third)[at % 3]) for at in range(60)]
    rows = [("", each.staff_no, "主题党日", day(), 2, "出席", "", "") for each in people]
    few, many = (dry(client, world.committee, *rows[:count]).context["draft"].pk for count in (3, 60))
    small = queries(lambda: client.get(reverse("facts:import_draft", args=[few])))
    assert queries(lambda: client.get(reverse("facts:import_draft", args=[many]))) == small
