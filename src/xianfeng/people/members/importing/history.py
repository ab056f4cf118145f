"""What stands against a plan in what happened before, and the members who are not in a complete file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

from xianfeng.engine.text import Text
from xianfeng.people.members import rules
from xianfeng.people.members.importing.findings import Finding
from xianfeng.people.members.importing.plans import Absent, Entry, Plan
from xianfeng.people.members.importing.register import Register, affiliations_of, last_changes_of, namesakes
from xianfeng.people.members.importing.words import Problems, told
from xianfeng.people.members.models import Affiliation, Member, StatusChange
from xianfeng.people.members.operations.affiliations import problems_after
from xianfeng.people.members.operations.registering import problems_before
from xianfeng.people.members.operations.status import problems_after_change
from xianfeng.people.members.states import Change, list_changes

_NOT_SO = Text("“{who}”现在不能这样变更", '"{who}" cannot change like this now')
_NOT_SELF = Text("“{who}”是您本人，不能由自己办理", '"{who}" is you; nobody does this for herself')
_BY_HAND = Text(
    "请选不作变更，再到党员页办理", "Choose to leave them as they are, and change her on her page"
)
_NO_DOCUMENT = Text(
    "人员类别和状态的变更要有文号", "changes of kind and of status need the number of a document"
)
_ENTER = Text("请填写文号", "Enter the number of the document")

_NAMESAKE = Text(
    "名册上有同名、同一天入党的党员，员工号是{number}",
    "somebody of this name and day of joining is registered with the staff number {number}",
)
_CHECK = Text("请核对员工号", "Check the staff number")

BECOMING_FULL = Change("kind", Member.Kind.PROBATIONARY, Member.Kind.FULL)
CLOSINGS = (
    Change("status", "", Member.Status.TRANSFERRING).key,
    *(
        Change("status", "", Member.Status.LEFT, exit).key
        for exit in (StatusChange.Exit.TRANSFERRED, StatusChange.Exit.DECEASED, StatusChange.Exit.WITHDRAWN)
    ),
)
"""What may be recorded, for all at once, of members who are not in the file. Nobody is removed like this."""


def add_absent(plan: Plan, register: Register, own: int | None) -> None:
    """Add the members of the unit who are not in the file, by unit and name."""
    named = {member.pk for member in register.members.values()}
    absent = [member for member in register.present if member.pk not in named]
    for member in sorted(absent, key=lambda each: (register.unit_of(each).path, each.sort_key, each.pk)):
        change = _closing(plan, member, own) if plan.options.closing else None
        plan.absent.append(Absent(member, change))


def _closing(plan: Plan, member: Member, own: int | None) -> Change | None:
    change = next((each for each in list_changes(member) if each.key == plan.options.closing), None)
    what = _NOT_SELF if member.pk == own else None if change else _NOT_SO
    if what is not None:
        who = f"{member.name} {member.staff_no}"
        plan.findings.add(Finding(None, "", what.fill(who=who), _BY_HAND))
    return change


def note_namesakes(plan: Plan, register: Register) -> None:
    """Note new members whose name and day of joining somebody has already, under another staff number."""
    if not plan.added:
        return
    known = namesakes({entry.name for entry in plan.added}, register)
    for entry in plan.added:
        number = known.get((entry.name, entry.after["joined_on"]))
        if number:
            plan.findings.add(
                Finding(entry.row, "staff_no", _NAMESAKE.fill(number=number), _CHECK, is_note=True)
            )


def check_history(plan: Plan, today: date) -> None:
    """Add what stands against the days of the plan, and a document that is missing."""
    if plan.needs_document and not plan.options.document:
        plan.findings.add(Finding(None, "", _NO_DOCUMENT, _ENTER))
    _check_affiliations(plan)
    _check_changes(plan, today)


def _check_affiliations(plan: Plan) -> None:
    joined = [entry for entry in plan.changed if "joined_on" in entry.after]
    leaving = [absent.member for absent in plan.left]
    moving = [entry.member for entry in (*plan.moved, *joined) if entry.member]
    belonged = affiliations_of({member.pk for member in (*moving, *leaving)})
    for entry in plan.moved:
        last = belonged[_member(entry).pk][0]
        plan.findings.add_rules(entry.row, "branch", partial(_after, last, plan.options.on))
    for entry in joined:
        first = belonged[_member(entry).pk][-1]
        plan.findings.add_rules(entry.row, "joined_on", partial(_before, first, entry.after["joined_on"]))
    for member in leaving:
        last = belonged[member.pk][0]
        plan.findings.add_rules(None, "", partial(_after, last, plan.options.on, _who(member)))


def _check_changes(plan: Plan, today: date) -> None:
    kinds = [entry for entry in plan.entries if entry.kind_on]
    members = [*map(_member, kinds), *(absent.member for absent in plan.closed)]
    last = last_changes_of({member.pk for member in members})
    for entry in kinds:
        found = last.get((_member(entry).pk, BECOMING_FULL.field))
        plan.findings.add_rules(entry.row, "kind", partial(_follows, found, BECOMING_FULL, entry.kind_on))
    for absent in plan.closed:
        member, change = absent.member, absent.change
        assert change is not None
        found, on = last.get((member.pk, change.field)), plan.options.on
        plan.findings.add_rules(None, "", partial(_follows, found, change, on, _who(member)))
        days = {"on": on, "joined_on": member.joined_on}
        plan.findings.add_rules(None, "", partial(_of_rules, days, today, _who(member)))


def _member(entry: Entry) -> Member:
    assert entry.member is not None
    return entry.member


def _who(member: Member) -> str:
    return f"{member.name} {member.staff_no}"


def _after(last: Affiliation, on: date, who: str = "") -> Problems:
    return told(problems_after(last, on), who)


def _before(first: Affiliation, joined: date) -> Problems:
    return told(problems_before(first, joined))


def _follows(last: StatusChange | None, change: Change, on: date | None, who: str = "") -> Problems:
    return told(problems_after_change(last, change, on), who)


def _of_rules(values: Mapping[str, Any], today: date, who: str) -> Problems:
    return told((message for each in rules.problems(values, today).values() for message in each), who)
