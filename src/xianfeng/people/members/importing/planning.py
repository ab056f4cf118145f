"""Compares the rows of a file with the register: what they would do, and everything that stands against it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from xianfeng.engine.text import Text
from xianfeng.people.members import rules
from xianfeng.people.members.importing.belonging import FILL, MISSING, Belonging, Cells
from xianfeng.people.members.importing.columns import FIELDS
from xianfeng.people.members.importing.findings import Finding, Findings
from xianfeng.people.members.importing.plans import Entry, Options, Plan
from xianfeng.people.members.importing.register import Register
from xianfeng.people.members.importing.words import told
from xianfeng.people.members.models import Member
from xianfeng.people.members.operations.checks import problems_with_place
from xianfeng.people.organizations.models import Unit

DAYS = ("joined_on", "full_on")
TOGETHER = ("joined_on", "full_on", "kind")
"""Fields whose rules look at each other: they are checked with what is registered of the others."""

_ELSEWHERE = Text(
    "这个员工号已登记在其他党组织", "this staff number is registered in another party organisation"
)
_ASK = Text(
    "请核对；确是调入的，请上级党组织办理", "Check it; if she is moving here, the level above sees to it"
)
_GONE = Text("这位党员已离开名册", "this member has left the register")
_RESTORE = Text("请先在党员页恢复", "Restore her on her page first")
_NO_WAY_BACK = Text("正式党员不能导入为预备党员", "a full member does not become probationary by an import")
_CORRECT = Text(
    "登记有误的，请上级在党员页改正", "If it was registered wrongly, the level above corrects it on her page"
)
_OWN_KIND = Text("本人的人员类别不能由自己改", "nobody changes her own kind of membership")
_ANOTHER = Text("请其他支委或上级办理", "Another committee member or the level above does it")
_OTHER_NAME = Text(
    "名册上这个员工号的姓名是“{name}”", 'in the register the name with this staff number is "{name}"'
)
_SAME_PERSON = Text("请确认是同一人", "Make sure that it is the same person")


@dataclass(slots=True)
class Planner:
    """Plans the rows one by one. `own` is the member who imports, if she is one."""

    register: Register
    options: Options
    findings: Findings
    today: date
    own: int | None = None
    _sound: set[tuple[int, date]] = field(default_factory=set)

    def plan(self, source: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> Plan:
        """Return what the rows of that digest would do; what is wrong with them is added to the findings."""
        plan = Plan(source, self.options, self.findings)
        belonging = Belonging(self.register, self.findings)
        for row, *values in rows:
            entry = self._entry(row, dict(zip(columns, values, strict=True)), belonging)
            if entry is not None and entry.does_something:
                plan.entries.append(entry)
            elif entry is not None:
                plan.unchanged += 1
        return plan

    def _entry(self, row: int, cells: Cells, belonging: Belonging) -> Entry | None:
        staff_no = cells.get("staff_no")
        if not staff_no or not cells.get("name"):  # reported already; what else is wrong is told all the same
            if cells.get("branch"):
                belonging.unit(row, cells, None)
            return None
        if staff_no in self.register.elsewhere:
            self._refuse(row, "staff_no", _ELSEWHERE, _ASK)
            return None
        if staff_no in self.register.gone:
            self._refuse(row, "staff_no", _GONE, _RESTORE)
            return None
        member = self.register.members.get(staff_no)
        unit = belonging.unit(row, cells, member)
        team = belonging.team(row, cells, unit)
        values = _values(cells) | ({"team": team} if team else {})
        if member is None:
            return self._new(row, cells, values, unit)
        return self._known(row, values, member, unit)

    def _refuse(self, row: int, code: str, what: Text, fix: Text) -> None:
        self.findings.add(Finding(row, code, what, fix))

    def _new(self, row: int, cells: Cells, values: Mapping[str, Any], unit: Unit | None) -> Entry | None:
        if cells.get("joined_on", "") == "":
            self._refuse(row, "joined_on", MISSING, FILL)
        if unit is None or "joined_on" not in values:
            return None
        on = max(self.options.on, values["joined_on"])
        self._check_place(row, unit, on)
        return Entry(row, values["name"], values["staff_no"], None, {}, values, unit, on)

    def _known(self, row: int, values: dict[str, Any], member: Member, unit: Unit | None) -> Entry:
        kind_on = self._kind_on(row, values, member)
        values |= {"full_on": kind_on} if kind_on else {}
        after = {name: value for name, value in values.items() if _differs(member, name, value)}
        before = {name: self._before(member, name) for name in after}
        self._check_together(row, member, after)
        entry = partial(Entry, row, values["name"], member.staff_no, member, before, after, kind_on=kind_on)
        if unit is None or unit.pk == member.unit_id:
            return entry()
        days = {"on": self.options.on, "joined_on": values.get("joined_on", member.joined_on)}
        self.findings.add_rules(row, "branch", lambda: rules.problems(days, self.today))
        self._check_place(row, unit, self.options.on)
        return entry(unit=unit, on=self.options.on)

    def _before(self, member: Member, name: str) -> Any:
        return self.register.team(member.team_id) if name == "team" else getattr(member, name)

    def _kind_on(self, row: int, values: Mapping[str, Any], member: Member) -> date | None:
        """Return the day of a change of kind: when she became a full member, or that of the import."""
        if values.get("kind", member.kind) == member.kind:
            return None
        if member.kind == Member.Kind.FULL:
            self._refuse(row, "kind", _NO_WAY_BACK, _CORRECT)
            return None
        if member.pk == self.own:
            self._refuse(row, "kind", _OWN_KIND, _ANOTHER)
            return None
        return values.get("full_on") or self.options.on

    def _check_together(self, row: int, member: Member, after: Mapping[str, Any]) -> None:
        if "name" in after:
            what = _OTHER_NAME.fill(name=member.name)
            self.findings.add(Finding(row, "name", what, _SAME_PERSON, is_note=True))
        if any(name in after for name in TOGETHER):
            context = {name: after.get(name, getattr(member, name)) for name in TOGETHER}
            self.findings.add_rules(row, "joined_on", lambda: rules.problems(context, self.today))

    def _check_place(self, row: int, unit: Unit, on: date) -> None:
        if (unit.pk, on) in self._sound:
            return
        if any(problems_with_place(unit, on)):
            self.findings.add_rules(row, "branch", lambda: told(problems_with_place(unit, on)))
        else:
            self._sound.add((unit.pk, on))


def _differs(member: Member, name: str, value: Any) -> bool:
    return bool(member.team_id != value.pk if name == "team" else getattr(member, name) != value)


def _values(cells: Cells) -> dict[str, Any]:
    """Return the fields of a row that hold something, as the model holds them."""
    found = {name: cells.get(name) for name in FIELDS}
    return {
        name: date.fromisoformat(value) if name in DAYS else value for name, value in found.items() if value
    }
