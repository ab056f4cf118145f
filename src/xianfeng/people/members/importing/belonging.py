"""Where a row says that a member belongs: branch, group and team, by their names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from xianfeng.engine.text import Text
from xianfeng.people.members.importing.findings import Finding, Findings
from xianfeng.people.members.importing.names import Names, Unknown
from xianfeng.people.members.importing.register import Register
from xianfeng.people.members.models import Member
from xianfeng.people.organizations.models import Team, Unit

T = TypeVar("T")
Cells = Mapping[str, str | None]
"""A row: texts by code; '' where nothing is written, None where what is written is reported already."""

MISSING = Text("新登记的党员要有这一项", "a new member needs this")
FILL = Text("请填写", "Fill it in")
_OUTSIDE = Text(
    "登记在“{branch}”，不在所选党组织内", 'she belongs to "{branch}", which is not in the chosen organisation'
)
_WRITE = Text("要调入的，请写明所在党支部", "If she is moving here, write the party branch")


@dataclass(slots=True)
class Belonging:
    """Finds units and teams in reach; what is not found is added to the findings."""

    register: Register
    findings: Findings

    def unit(self, row: int, cells: Cells, member: Member | None) -> Unit | None:
        """Return the group or branch of a row: an empty cell leaves a member where she is."""
        branch = self._branch(row, cells, member)
        if branch is None:
            return None
        if cells.get("group"):
            return self._named(row, "group", cells, self.register.groups_of(branch))
        if member is not None and member.branch_id == branch.pk:
            return self.register.unit_of(member)
        return branch

    def team(self, row: int, cells: Cells, unit: Unit | None) -> Team | None:
        """Return the team of a row, one in which members of that branch may work."""
        if not cells.get("team") or unit is None:
            return None
        return self._named(row, "team", cells, self.register.teams_of(self.register.branch_of(unit)))

    def _branch(self, row: int, cells: Cells, member: Member | None) -> Unit | None:
        written = cells.get("branch", "")
        if written is None:
            return None
        if written:
            return self._named(row, "branch", cells, self.register.branches)
        if self.register.unit.is_branch:
            return self.register.unit
        return self._present_branch(row, member)

    def _present_branch(self, row: int, member: Member | None) -> Unit | None:
        if member is None:
            self.findings.add(Finding(row, "branch", MISSING, FILL))
            return None
        branch = self.register.branch_of(self.register.unit_of(member))
        if branch.path.startswith(self.register.unit.path):
            return branch
        self.findings.add(Finding(row, "staff_no", _OUTSIDE.fill(branch=branch.name), _WRITE))
        return None

    def _named(self, row: int, code: str, cells: Cells, names: Names[T]) -> T | None:
        found = names.find(cells[code] or "")
        if isinstance(found, Unknown):
            self.findings.add(Finding(row, code, found.what, found.fix))
            return None
        return found
