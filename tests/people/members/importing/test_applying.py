"""What is done is done whole, once, by the rules of the register, and written down."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from tests.people.members.importing.planned import ON, done, draft, plan, scope
from tests.people.world import World, member
from xianfeng.people.audit.models import AuditEntry
from xianfeng.people.audit.operations import Actor
from xianfeng.people.members.importing.applying import run_import
from xianfeng.people.members.importing.drafts import make_plan
from xianfeng.people.members.importing.models import ImportDraft
from xianfeng.people.members.models import Affiliation, Member, Office, StatusChange

HEAD = ("姓名", "员工号", "支部", "党小组", "入党时间", "转正时间", "人员类别", "岗位")
FIRST = "采油一站党支部"
NEW = ("韩清源", "N1", FIRST, "第一党小组", "2015-07-01", "2016-07-01", "正式党员", "采油工")


def actor(world: World, who: str = "secretary") -> Actor:
    return Actor(world.users[who].pk, "192.0.2.1")


def everything() -> list[Any]:
    return [
        list(model.objects.order_by("pk").values()) for model in (Member, Affiliation, StatusChange, Office)
    ]


def test_a_second_import_of_the_same_file_changes_nothing(world: World) -> None:
    rows = [
        HEAD,
        NEW,
        ("周文河", world.members["member"].staff_no, FIRST, "第二党小组", "2010-06-01", "", "", "班长"),
    ]
    assert done(world, "secretary", world.first, rows).is_done
    before = everything()
    again = plan(world, "secretary", world.first, rows)
    assert (again.is_empty, again.unchanged, again.findings.problems) == (True, 2, 0)
    assert not done(world, "secretary", world.first, rows).is_done
    assert everything() == before


def test_nothing_is_done_when_one_row_of_many_is_wrong(world: World) -> None:
    before = everything()
    assert not done(
        world, "secretary", world.first, [HEAD, NEW, ("韩清江", "N2", "没有的支部", "", "2015-07-01")]
    ).is_done
    assert everything() == before


def test_a_plan_that_the_register_has_overtaken_is_not_done(world: World) -> None:
    waiting = draft(
        world,
        "secretary",
        world.first,
        [HEAD, ("周文海", world.members["member"].staff_no, FIRST, "", "", "", "", "班长")],
    )
    digest = make_plan(waiting, scope(world, "secretary"))[0].digest
    Member.objects.filter(pk=world.members["member"].pk).update(work_post="采油工")
    before = everything()
    outcome = run_import(actor(world), waiting, scope(world, "secretary"), digest)
    assert not outcome.is_done
    assert everything() == before
    assert run_import(actor(world), waiting, scope(world, "secretary"), outcome.plan.digest).is_done
    assert Member.objects.get(pk=world.members["member"].pk).work_post == "班长"


def test_a_number_taken_in_the_same_moment_undoes_everything(world: World) -> None:
    waiting = draft(world, "secretary", world.first, [HEAD, ("韩清江", "N0", FIRST, "", "2015-07-01"), NEW])
    digest = make_plan(waiting, scope(world, "secretary"))[0].digest
    taken = []

    def take_number(execute: Any, sql: str, *given: Any) -> Any:
        if sql.startswith('INSERT INTO "members_member"') and not taken:
            taken.append(True)
            member("甲乙", world.second, staff_no="N1")
        return execute(sql, *given)

    before = everything()
    with connection.execute_wrapper(take_number):
        outcome = run_import(actor(world), waiting, scope(world, "secretary"), digest)
    assert (taken, outcome.is_done) == ([True], False)
    assert everything() == before
    assert ImportDraft.objects.filter(pk=waiting.pk).exists()


def test_a_draft_is_done_once(world: World) -> None:
    waiting = draft(world, "secretary", world.first, [HEAD, NEW])
    digest = make_plan(waiting, scope(world, "secretary"))[0].digest
    assert run_import(actor(world), waiting, scope(world, "secretary"), digest).is_done
    with pytest.raises(ImportDraft.DoesNotExist):
        run_import(actor(world), waiting, scope(world, "secretary"), digest)
    assert Member.objects.filter(staff_no="N1").count() == 1


def test_a_move_closes_the_old_affiliation_the_day_before_and_keeps_the_document(world: World) -> None:
    moved = world.members["member"]
    assert done(
        world,
        "secretary",
        world.first,
        [HEAD, ("周文海", moved.staff_no, FIRST, "第二党小组")],
        document="文1号",
    ).is_done
    new, old = Affiliation.objects.filter(member=moved).order_by("-from_on")
    assert (old.unit, old.to_on) == (world.one, ON - timedelta(days=1))
    assert (new.unit, new.from_on, new.to_on, new.document) == (world.two, ON, None, "文1号")


def test_offices_of_a_branch_that_is_left_end(world: World) -> None:
    leader, secretary = world.members["leader"], world.members["secretary"]
    rows = [HEAD, *((each.name, each.staff_no, "机关党支部") for each in (leader, secretary))]
    assert done(world, "officer", world.committee, rows).is_done
    assert set(Office.objects.filter(member__in=[leader, secretary]).values_list("to_on", flat=True)) == {
        ON - timedelta(days=1)
    }
    assert AuditEntry.objects.get(action="members.import").details["offices_ended"] == 2


def test_the_account_takes_the_new_name_and_the_lists_find_it(world: World) -> None:
    renamed = world.members["member"]
    assert done(world, "secretary", world.first, [HEAD, ("周文江", renamed.staff_no, FIRST)]).is_done
    world.users["member"].refresh_from_db()
    assert world.users["member"].name == "周文江"
    assert "zhouwenjiang" in Member.objects.get(pk=renamed.pk).search_keys


def test_becoming_full_and_leaving_are_recorded_with_document_and_day(world: World) -> None:
    young, gone = world.members["neighbour"], world.members["second_secretary"]
    Member.objects.filter(pk=young.pk).update(kind="probationary")
    rows = [HEAD, ("赵春梅", young.staff_no, "采油二站", "", "", "2026-07-01", "正式党员")]
    options = {"is_complete": True, "closing": "status:left:deceased", "document": "文3号"}
    assert done(world, "officer", world.second, rows, **options).is_done
    assert list(StatusChange.objects.order_by("field").values_list("member", "field", "old", "new", "exit", "on", "document")) == [
        (young.pk, "kind", "probationary", "full", "", date(2026, 7, 1), "文3号"),
        (gone.pk, "status", "active", "left", "deceased", ON, "文3号"),
    ]  # fmt: skip
    gone.refresh_from_db()
    assert (gone.unit, gone.branch, gone.left_from, gone.status) == (None, None, world.second, "left")
    assert not gone.affiliations.filter(to_on=None).exists()
    assert not Office.objects.filter(member=gone, to_on=None).exists()


def test_what_was_done_is_in_the_audit_with_numbers_and_without_names(world: World) -> None:
    assert done(world, "secretary", world.first, [HEAD, NEW]).is_done
    entry = AuditEntry.objects.get(action="members.import")
    assert (entry.actor, entry.unit) == (world.users["secretary"].pk, world.first.pk)
    assert {name: entry.details[name] for name in ("rows", "added", "changed", "moved", "closed", "unchanged")} == {
        "rows": 1, "added": 1, "changed": 0, "moved": 0, "closed": 0, "unchanged": 0,
    }  # fmt: skip
    told = repr(list(AuditEntry.objects.values_list("details", flat=True)))
    assert not any(word in told for word in ("韩清源", "N1", "采油工"))


def test_who_imports_without_a_reach_into_the_unit_any_more_reaches_nobody(world: World) -> None:
    waiting = draft(world, "secretary", world.first, [HEAD, NEW])
    digest = make_plan(waiting, scope(world, "secretary"))[0].digest
    Office.objects.filter(member=world.members["secretary"]).update(
        to_on=timezone.localdate() - timedelta(days=1)
    )
    assert not run_import(actor(world), waiting, scope(world, "secretary"), digest).is_done
    assert not Member.objects.filter(staff_no="N1").exists()
