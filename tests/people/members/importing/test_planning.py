"""What a plan says of each sort of row, and what stands against it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.people.members.importing.planned import ON, draft, plan, scope, told
from tests.people.world import World, member, office, unit
from xianfeng.people.members.importing.drafts import make_plan
from xianfeng.people.members.importing.plans import Plan
from xianfeng.people.members.models import Affiliation, Member, StatusChange
from xianfeng.people.organizations.models import Team
from xianfeng.people.organizations.roles import Post

HEAD = ("姓名", "员工号", "支部", "党小组", "入党时间", "转正时间", "人员类别", "岗位", "班组")
FIRST = "采油一站党支部"


def counts(found: Plan) -> dict[str, int]:
    return {name: count for name, count in found.counts.items() if count}


def number(world: World, key: str) -> str:
    return world.members[key].staff_no


def test_a_new_member_belongs_to_the_group_or_branch_that_is_named(world: World) -> None:
    rows = [
        HEAD,
        ("韩清源", "N1", FIRST, "第二党小组", "2015-07-01"),
        ("韩清江", "N2", FIRST, "", "2015-07-01"),
    ]
    found = plan(world, "secretary", world.first, rows)
    assert told(found) == []
    assert [(entry.staff_no, entry.unit, entry.on) for entry in found.added] == [
        ("N1", world.two, ON),
        ("N2", world.first, ON),
    ]


def test_in_the_file_of_a_branch_the_branch_need_not_be_written(world: World) -> None:
    found = plan(world, "secretary", world.first, [("姓名", "工号", "入党日期"), ("韩清源", "N1", "2015-07")])
    assert [entry.unit for entry in found.added] == [world.first]


def test_whoever_joined_later_belongs_from_then(world: World) -> None:
    joined = ON + timedelta(days=5)
    found = plan(world, "secretary", world.first, [HEAD, ("韩清源", "N1", FIRST, "", joined)])
    assert [entry.on for entry in found.added] == [joined]


def test_a_new_member_needs_a_branch_and_a_day_of_joining(world: World) -> None:
    found = plan(world, "officer", world.committee, [HEAD, ("韩清源", "N1")])
    assert sorted(told(found)) == [(2, "branch"), (2, "joined_on")]
    assert counts(found) == {}


def test_what_is_already_so_is_counted_and_an_empty_cell_changes_nothing(world: World) -> None:
    Member.objects.filter(pk=world.members["member"].pk).update(work_post="班长", full_on=date(2011, 7, 1))
    found = plan(
        world,
        "secretary",
        world.first,
        [HEAD, ("周文海", number(world, "member"), FIRST, "", "", "", "", "")],
    )
    assert (counts(found), found.is_empty) == ({"unchanged": 1}, True)


def test_a_changed_field_is_told_before_and_after(world: World) -> None:
    Team.objects.create(unit=world.first, name="一班")
    row = (
        "周文海",
        number(world, "member"),
        FIRST,
        "第一党小组",
        "2009-05-01",
        "2010-05-01",
        "正式党员",
        "班长",
        "一班",
    )
    found = plan(world, "secretary", world.first, [HEAD, row])
    (entry,) = found.changed
    assert told(found) == []
    assert entry.before == {"joined_on": date(2010, 7, 1), "full_on": None, "work_post": "", "team": None}
    assert {name: str(value) for name, value in entry.after.items()} == {
        "joined_on": "2009-05-01", "full_on": "2010-05-01", "work_post": "班长", "team": "一班",
    }  # fmt: skip
    assert counts(found) == {"changed": 1}


def test_another_group_or_branch_is_a_move_from_the_day(world: World) -> None:
    rows = [
        HEAD,
        ("周文海", number(world, "member"), FIRST, "第二党小组"),
        ("赵春梅", number(world, "neighbour"), FIRST, "第二党小组"),
        ("林嘉然", number(world, "office_member"), "采油二站"),
    ]
    found = plan(world, "officer", world.committee, rows)
    assert told(found) == []
    assert [(entry.name, entry.unit, entry.on) for entry in found.moved] == [
        ("周文海", world.two, ON), ("赵春梅", world.two, ON), ("林嘉然", world.second, ON),
    ]  # fmt: skip


def test_the_file_of_a_branch_brings_in_whom_it_names(world: World) -> None:
    rows = [("姓名", "工号"), ("林嘉然", number(world, "office_member"))]
    assert [entry.unit for entry in plan(world, "officer", world.second, rows).moved] == [world.second]


def test_who_stays_outside_the_chosen_unit_is_told(world: World) -> None:
    rows = [("姓名", "工号"), ("林嘉然", number(world, "office_member"))]
    assert told(plan(world, "officer", world.general, rows)) == [(2, "staff_no")]


@pytest.mark.parametrize("key", ["neighbour", "stranger"])
def test_of_a_number_out_of_reach_nothing_but_that_is_told(world: World, key: str) -> None:
    taken = world.members[key]
    found = plan(world, "secretary", world.first, [HEAD, ("韩清源", taken.staff_no, FIRST, "", "2015-07-01")])
    assert told(found) == [(2, "staff_no")]
    words = repr(found.findings.listed)
    assert taken.name not in words
    assert taken.branch is not None
    assert taken.branch.name not in words


def test_who_has_left_is_not_registered_again(world: World) -> None:
    gone, own = world.members["stranger"], world.members["other_group"]
    for each, last in ((gone, world.far), (own, world.two)):
        Member.objects.filter(pk=each.pk).update(unit=None, branch=None, left_from=last, status="left")
    rows = [
        HEAD,
        ("甲乙", gone.staff_no, FIRST, "", "2015-07-01"),
        ("李国亮", own.staff_no, FIRST, "", "2015-07-01"),
    ]
    found = plan(world, "secretary", world.first, rows)
    assert told(found) == [(2, "staff_no"), (3, "staff_no")]
    assert [each.what.en for each in found.findings.listed] == [
        "this staff number is registered in another party organisation", "this member has left the register",
    ]  # fmt: skip


def test_units_out_of_reach_dissolved_or_elsewhere_are_not_known(world: World) -> None:
    gone = unit("第三党小组", "group", world.first, dissolved_on=date(2026, 1, 1))
    rows = [
        HEAD,
        ("韩清源", "N1", "河东村党支部", "", "2015-07-01"),
        ("韩清江", "N2", "采油二站党支部", "", "2015-07-01"),
        ("韩清河", "N3", "采油一战党支部", "", "2015-07-01"),
        ("韩清海", "N4", FIRST, gone.name, "2015-07-01"),
        ("韩清湖", "N5", FIRST, "第一小组", "2015-07-01"),
    ]
    found = plan(world, "secretary", world.first, rows)
    assert told(found) == [(2, "branch"), (3, "branch"), (4, "branch"), (5, "group")]
    assert FIRST in found.findings.of(False)[2].fix.zh
    assert [entry.unit for entry in found.added] == [world.one]


def test_a_unit_that_was_founded_later_takes_nobody_in_before(world: World) -> None:
    young = unit("采油三站党支部", "branch", world.general, founded_on=ON + timedelta(days=1))
    found = plan(world, "officer", world.committee, [HEAD, ("韩清源", "N1", young.name, "", "2015-07-01")])
    assert told(found) == [(2, "branch")]


def test_a_move_before_the_last_one_is_refused(world: World) -> None:
    moved = world.members["member"]
    Affiliation.objects.filter(member=moved).update(from_on=ON + timedelta(days=3))
    rows = [HEAD, ("周文海", moved.staff_no, FIRST, "第二党小组")]
    assert told(plan(world, "secretary", world.first, rows)) == [(2, "branch")]
    assert told(plan(world, "secretary", world.first, rows, on=ON + timedelta(days=3))) == []


def test_joining_after_one_belonged_already_is_refused(world: World) -> None:
    rows = [HEAD, ("周文海", number(world, "member"), FIRST, "", "2012-01-01")]
    assert told(plan(world, "secretary", world.first, rows)) == [(2, "joined_on")]


def test_days_are_checked_with_what_is_registered_of_the_others(world: World) -> None:
    rows = [HEAD, ("周文海", number(world, "member"), FIRST, "", "", "2009-01-01")]
    assert told(plan(world, "secretary", world.first, rows)) == [(2, "full_on")]


def test_becoming_a_full_member_needs_a_document_and_has_a_day(world: World) -> None:
    young = world.members["member"]
    Member.objects.filter(pk=young.pk).update(kind="probationary")
    rows = [HEAD, ("周文海", young.staff_no, FIRST, "", "", "2026-07-01", "正式党员")]
    assert told(plan(world, "secretary", world.first, rows)) == [(None, "")]
    found = plan(world, "secretary", world.first, rows, document="北风党〔2026〕12号")
    assert told(found) == []
    assert [entry.kind_on for entry in found.entries] == [date(2026, 7, 1)]
    undated = plan(world, "secretary", world.first, [HEAD, (*rows[1][:5], "", "正式党员")], document="文1号")
    assert [(entry.kind_on, entry.after["full_on"]) for entry in undated.entries] == [(ON, ON)]


def test_a_later_change_of_kind_is_not_put_before_an_earlier_one(world: World) -> None:
    young = world.members["member"]
    Member.objects.filter(pk=young.pk).update(kind="probationary")
    StatusChange.objects.create(
        member=young, field="kind", old="full", new="probationary", on=ON, document="文1号"
    )
    rows = [HEAD, ("周文海", young.staff_no, FIRST, "", "", "2026-07-01", "正式党员")]
    assert told(plan(world, "secretary", world.first, rows, document="文2号")) == [(2, "kind")]


def test_nobody_becomes_probationary_or_changes_her_own_kind(world: World) -> None:
    rows = [HEAD, ("周文海", number(world, "member"), FIRST, "", "", "", "预备党员")]
    assert told(plan(world, "secretary", world.first, rows, document="文1号")) == [(2, "kind")]
    own = world.members["secretary"]
    Member.objects.filter(pk=own.pk).update(kind="probationary")
    rows = [HEAD, ("刘志远", own.staff_no, FIRST, "", "", "", "正式党员")]
    assert told(plan(world, "secretary", world.first, rows, document="文1号")) == [(2, "kind")]
    assert told(plan(world, "officer", world.first, rows, document="文1号")) == []


def test_another_name_is_a_note(world: World) -> None:
    found = plan(world, "secretary", world.first, [HEAD, ("周文河", number(world, "member"), FIRST)])
    assert (told(found), told(found, is_note=True)) == ([], [(2, "name")])


def test_a_new_number_for_somebody_who_has_one_is_a_note_where_she_is_in_reach(world: World) -> None:
    rows = [
        HEAD,
        ("周文海", "N1", FIRST, "", "2010-07-01"),
        ("周文海", "N2", FIRST, "", "2010-07-02"),
        ("许景越", "N3", FIRST, "", "2010-07-01"),
    ]
    found = plan(world, "secretary", world.first, rows)
    assert (told(found), told(found, is_note=True)) == ([], [(2, "staff_no")])
    assert number(world, "member") in found.findings.of(True)[0].what.en


def test_teams_of_the_branch_and_above_are_known_and_no_others(world: World) -> None:
    for where, name in ((world.first, "一班"), (world.committee, "总队"), (world.second, "二班")):
        Team.objects.create(unit=where, name=name)
    rows = [
        HEAD,
        *(
            ("韩清源", f"N{at}", FIRST, "", "2015-07-01", "", "", "", name)
            for at, name in enumerate(("一班", "总队", "二班"))
        ),
    ]
    found = plan(world, "officer", world.committee, rows)
    assert told(found) == [(4, "team")]


def test_nobody_is_missing_from_a_file_that_is_not_complete(world: World) -> None:
    rows = [HEAD, ("周文海", number(world, "member"), FIRST)]
    assert plan(world, "secretary", world.first, rows).absent == []
    found = plan(world, "secretary", world.first, rows, is_complete=True)
    assert {absent.member.name for absent in found.absent} == {
        "王志峰",
        "马晓峰",
        "李国亮",
        "陈思宁",
        "刘志远",
    }
    assert found.is_empty
    assert told(found) == []


def test_closing_needs_a_document_and_a_change_that_is_possible(world: World) -> None:
    rows = [
        HEAD,
        *(
            (world.members[key].name, number(world, key), FIRST)
            for key in ("leader", "other_group", "committee", "secretary")
        ),
    ]
    found = plan(world, "secretary", world.first, rows, is_complete=True, closing="status:transferring")
    assert told(found) == [(None, "")]
    found = plan(
        world,
        "secretary",
        world.first,
        rows,
        is_complete=True,
        closing="status:transferring",
        document="文1号",
    )
    assert (told(found), counts(found)) == ([], {"closed": 2, "unchanged": 4})
    impossible = plan(
        world,
        "secretary",
        world.first,
        rows,
        is_complete=True,
        closing="status:left:transferred",
        document="文1号",
    )
    assert told(impossible) == [(None, ""), (None, "")]


def test_nobody_closes_herself(world: World) -> None:
    keys = ("member", "groupmate", "leader", "other_group", "committee")
    rows = [HEAD, *((world.members[key].name, number(world, key), FIRST) for key in keys)]
    options = {"is_complete": True, "closing": "status:left:withdrawn", "document": "文1号"}
    assert told(plan(world, "secretary", world.first, rows, **options)) == [(None, "")]
    assert told(plan(world, "officer", world.first, rows, **options)) == []


def test_a_plan_asks_a_number_of_questions_that_does_not_grow_with_the_rows(world: World) -> None:
    asked = []
    for size in (2, 60):
        people = [
            member(f"韩清{chr(0x4E00 + at)}", world.second, staff_no=f"Q{size}X{at}") for at in range(size)
        ]
        rows = [HEAD, *((each.name, each.staff_no, FIRST, "", date(2009, 1, 1)) for each in people)]
        waiting = draft(world, "officer", world.committee, rows, is_complete=True)
        with CaptureQueriesContext(connection) as queries:
            made, _register = make_plan(waiting, scope(world, "officer"))
        assert (told(made), len(made.moved), len(made.changed)) == ([], size, size)
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_the_digest_tells_plans_apart(world: World) -> None:
    rows = [HEAD, ("周文河", number(world, "member"), FIRST, "第二党小组")]
    digests = {plan(world, "secretary", world.first, rows).digest}
    digests.add(plan(world, "secretary", world.first, rows, on=timezone.localdate()).digest)
    digests.add(plan(world, "secretary", world.first, rows, is_complete=True).digest)
    Member.objects.filter(pk=world.members["member"].pk).update(name="周文湖")
    digests.add(plan(world, "secretary", world.first, rows).digest)
    office(world.members["member"], world.two, Post.GROUP_LEADER)
    digests.add(plan(world, "secretary", world.first, rows).digest)
    assert len(digests) == 4
