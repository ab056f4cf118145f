"""The dry run says what the run does, and the run does what the pages would do one by one.

Random registers and random files. What the plan names is put into the register as it was: that must be the
register after the run, and the register after the single operations.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from tests.people.members.importing.planned import ON, draft, scope
from tests.people.world import World
from xianfeng.people.audit.operations import PROGRAM, Actor
from xianfeng.people.members import operations
from xianfeng.people.members.importing.applying import run_import
from xianfeng.people.members.importing.drafts import make_plan
from xianfeng.people.members.importing.history import CLOSINGS
from xianfeng.people.members.importing.plans import Plan
from xianfeng.people.members.models import Affiliation, Member, Office
from xianfeng.people.members.pinyin import keys_of
from xianfeng.people.organizations.models import Team, Unit

HEAD = (
    "姓名",
    "员工号",
    "支部",
    "党小组",
    "入党时间",
    "转正时间",
    "人员类别",
    "在职情况",
    "岗位",
    "办公电话",
    "工作邮箱",
    "班组",
)
CELLS = ("joined", "full", "kind", "category", "post", "phone", "email", "team")
FIELDS = (
    "name",
    "kind",
    "status",
    "category",
    "joined_on",
    "full_on",
    "work_post",
    "work_phone",
    "work_email",
    "team",
)
Snapshot = dict[str, dict[str, Any]]


def mostly(good: list[Any], *bad: Any) -> st.SearchStrategy[Any]:
    """Return a strategy that seldom draws what is refused: else hardly any file could be imported."""
    return st.integers(0, 39).flatmap(lambda chance: st.sampled_from(bad if chance == 23 else good))


people = st.lists(st.integers(0, 10), unique=True, max_size=8)
newcomers = st.lists(st.sampled_from(["N1", "N2", "N3", "N4"]), unique=True)
cells = st.fixed_dictionaries(
    {
        "name": st.sampled_from(["", "", "周文江", "阿依古丽·买买提", "重乐"]),
        "place": mostly(
            [("采油一站党支部", "第一党小组"), ("采油一站", "第二党小组"), ("采油一站", "")],
            ("采油二站党支部", ""),
            ("", ""),
            ("", "第二党小组"),
            ("采油二站", "第一党小组"),
        ),
        "joined": mostly(["2009-03-01", "2010-07-01", "2010.7"], "", "2024-01-01"),
        "full": mostly(["", "", "2012-01-01", "2026-01-01"], "2001-01-01"),
        "kind": mostly(["正式党员", "正式"], "", "预备党员"),
        "category": st.sampled_from(["", "在职", "离退休"]),
        "post": st.sampled_from(["", "班长"]),
        "phone": st.sampled_from(["", "0990-6801234"]),
        "email": st.sampled_from(["", "a@example.org"]),
        "team": st.sampled_from(["", "", "总队"]),
    }
)
states = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(["full", "full", "probationary"]),
        "status": mostly(["active", "active", "floating"], "transferring", "lost_contact"),
        "since": mostly(
            [date(2010, 7, 1), date(2011, 1, 1), ON, ON - timedelta(days=1)], ON + timedelta(days=1)
        ),
        "post": st.sampled_from(["", "班长"]),
        "team": st.booleans(),
    }
)
options = st.fixed_dictionaries(
    {
        "on": mostly([ON, ON + timedelta(days=2)], date(2026, 1, 1)),
        "document": mostly(["文1号"], ""),
        "is_complete": st.booleans(),
        "closing": mostly(["", CLOSINGS[0]], *CLOSINGS),
    }
)
files = st.tuples(
    st.sampled_from(["officer", "secretary"]), people, newcomers, st.lists(cells, min_size=13, max_size=13)
)


def register(world: World, given_states: list[dict[str, Any]], team: Team) -> list[Member]:
    """Give the people of the world their states; return them in order."""
    found = list(world.members.values())
    importing = [world.members["secretary"], world.members["officer"]]
    for each, state in zip(found, given_states, strict=True):
        each.refresh_from_db()
        each.kind, each.status, each.work_post = state["kind"], state["status"], state["post"]
        each.team = team if state["team"] else None
        each.sort_key, each.search_keys = keys_of(each.name).sort_key, keys_of(each.name).search_keys
        each.save()
        Affiliation.objects.filter(member=each).update(from_on=state["since"])
        if state["kind"] == "probationary" or state["status"] == "lost_contact":
            Office.objects.filter(member=each).exclude(member__in=importing).delete()
    return found


def rows_of(world: World, file: Any, known: list[Member]) -> tuple[str, Unit, list[Any]]:
    who, numbers, new, drawn = file
    unit = world.first if who == "secretary" else world.committee
    numbers = [at for at in numbers if who == "officer" or at < 6]
    wanted = [(known[at].name, known[at].staff_no) for at in numbers] + [("韩清源", number) for number in new]
    rows = [
        (cell["name"] or name, number, *cell["place"], *(cell[key] for key in CELLS))
        for (name, number), cell in zip(wanted, drawn, strict=False)
    ]
    return who, unit, [HEAD, *(rows or [("韩清源", "N9", "采油一站", "", "2010-07-01")])]


def snapshot() -> Snapshot:
    found: Snapshot = {}
    for each in Member.objects.unscoped().select_related("team"):
        found[each.staff_no] = {
            **{name: getattr(each, name) for name in FIELDS},
            "belongs": (each.unit_id, each.branch_id, each.left_from_id),
            "keys": (each.sort_key, each.search_keys),
            "affiliations": list(
                each.affiliations.order_by("from_on").values_list("unit", "from_on", "to_on", "document")
            ),
            "changes": list(
                each.changes.order_by("id").values_list("field", "old", "new", "exit", "on", "document")
            ),
            "offices": sorted(each.offices.values_list("unit", "post", "from_on", "to_on"), key=str),
        }
    return found


def foretold(before: Snapshot, plan: Plan) -> Snapshot:
    """Return the register after the plan, as far as the dry run shows it: fields, places and who left."""
    after = {number: {**values} for number, values in before.items()}
    for entry in plan.entries:
        fresh = {
            "kind": "full",
            "status": "active",
            "category": "in_service",
            "full_on": None,
            "work_post": "",
            "work_phone": "",
            "work_email": "",
            "team": None,
        }
        values = after.setdefault(entry.staff_no, fresh)
        values.update({name: value for name, value in entry.after.items() if name != "staff_no"})
        if entry.unit:
            values["unit"] = entry.unit.pk
    for absent in plan.closed:
        assert absent.change is not None
        values = after[absent.member.staff_no]
        values["status"] = absent.change.new
        if absent.is_leaving:
            values.update(unit=None, team=None)
    return after


def shown(found: Snapshot) -> Snapshot:
    """Return of a register what a dry run shows."""
    return {
        number: {
            **{name: values[name] for name in FIELDS},
            "unit": values["unit"] if "unit" in values else values["belongs"][0],
        }
        for number, values in found.items()
    }


def one_by_one(plan: Plan) -> None:
    """Do what the plan says with the operations of the pages."""
    document = plan.options.document
    for entry in plan.entries:
        if entry.member is None:
            assert entry.unit is not None
            assert entry.on is not None
            operations.register_member(PROGRAM, unit=entry.unit, from_on=entry.on, **entry.after)
            continue
        fields = {
            name: value
            for name, value in entry.after.items()
            if name != "kind" and not (name == "full_on" and entry.kind_on)
        }
        operations.correct_member(PROGRAM, entry.member, **fields)
        if entry.kind_on:
            operations.change_status(PROGRAM, entry.member, "kind", "full", entry.kind_on, document)
        if entry.unit:
            operations.move_member(PROGRAM, entry.member, entry.unit, plan.options.on, document)
    for absent in plan.closed:
        change = absent.change
        assert change is not None
        operations.change_status(
            PROGRAM, absent.member, change.field, change.new, plan.options.on, document, change.exit
        )


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(file=files, chosen=options, given_states=st.lists(states, min_size=13, max_size=13))
def test_the_run_does_what_the_dry_run_said_and_what_the_pages_would_do(
    world: World, file: Any, chosen: dict[str, Any], given_states: list[dict[str, Any]]
) -> None:
    if not chosen["is_complete"]:
        chosen["closing"] = ""
    with transaction.atomic():
        team = Team.objects.create(unit=world.committee, name="总队")
        who, unit, rows = rows_of(world, file, register(world, given_states, team))
        waiting = draft(world, who, unit, rows, **chosen)
        before = snapshot()
        plan, _register = make_plan(waiting, scope(world, who))
        said = shown(foretold(before, plan))
        actor = Actor(world.users[who].pk)
        with transaction.atomic():
            outcome = run_import(actor, waiting, scope(world, who), plan.digest)
            after = snapshot()
            transaction.set_rollback(True)
        assert outcome.is_done == plan.can_be_done
        event(f"imported: {outcome.is_done}")
        if outcome.is_done:
            assert shown(after) == said
            one_by_one(make_plan(waiting, scope(world, who))[0])
            assert snapshot() == after
        else:
            assert after == before
        transaction.set_rollback(True)
