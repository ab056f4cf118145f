"""The register as it stands, as far as an import compares with it and its scope reaches."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from django.db.models import Q

from xianfeng.people.members.importing.names import Names
from xianfeng.people.members.models import Affiliation, Member, StatusChange
from xianfeng.people.members.operations.registering import problems_with_team
from xianfeng.people.members.permissions import KEEPERS
from xianfeng.people.organizations.models import Team, Unit
from xianfeng.people.organizations.scope import Scope, subtree

T = TypeVar("T")
PART = 5_000
"""So many values go into one query; databases allow about 32,000."""


def in_parts(things: Sequence[T]) -> Iterator[Sequence[T]]:
    """Yield the things in parts that fit into a query."""
    for start in range(0, len(things), PART):
        yield things[start : start + PART]


@dataclass(slots=True)
class Register:
    """What an import into `unit` compares with.

    `units` are those in reach, by id. `members` have a staff number of the file and belong to one of them;
    `gone` had, and left; `elsewhere` are numbers of members out of reach, of whom nothing else is known here.
    `present` are the members at or below the unit, where they were asked for.
    """

    unit: Unit
    units: dict[int, Unit]
    members: dict[str, Member] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
    elsewhere: set[str] = field(default_factory=set)
    present: list[Member] = field(default_factory=list)
    teams: list[Team] = field(default_factory=list)
    _by_path: dict[str, Unit] = field(default_factory=dict)
    _groups: dict[str, Names[Unit]] = field(default_factory=dict)
    _teams: dict[str, Names[Team]] = field(default_factory=dict)
    _branches: Names[Unit] = field(default_factory=Names)

    def __post_init__(self) -> None:
        self._by_path = {unit.path: unit for unit in self.units.values()}
        standing = [unit for unit in self.units.values() if unit.dissolved_on is None]
        below = [unit for unit in standing if unit.is_branch and unit.path.startswith(self.unit.path)]
        self._branches = Names.of(below, _name, _code)
        groups: dict[str, list[Unit]] = {}
        for unit in standing:
            if unit.kind == Unit.Kind.GROUP:
                groups.setdefault(unit.path[: -Unit.steplen], []).append(unit)
        self._groups = {path: Names.of(each, _name, _code) for path, each in groups.items()}

    @property
    def branches(self) -> Names[Unit]:
        """Return the branches at or below the unit."""
        return self._branches

    def groups_of(self, branch: Unit) -> Names[Unit]:
        return self._groups.get(branch.path, Names())

    def teams_of(self, branch: Unit) -> Names[Team]:
        """Return the teams in which members of the branch may work."""
        if branch.path not in self._teams:
            near = [team for team in self.teams if not any(problems_with_team(team, branch))]
            self._teams[branch.path] = Names.of(near, _name)
        return self._teams[branch.path]

    def team(self, pk: int | None) -> Team | None:
        near = next((team for team in self.teams if team.pk == pk), None)
        return near or Team.objects.unscoped().filter(pk=pk).first()

    def unit_of(self, member: Member) -> Unit:
        """Return where a member in reach belongs."""
        return self.units[member.unit_id or 0]

    def branch_of(self, unit: Unit) -> Unit:
        return unit if unit.is_branch else self._by_path[unit.path[: -Unit.steplen]]


def _name(thing: Unit | Team) -> str:
    return thing.name


def _code(unit: Unit) -> str:
    return str(unit.code)


def read_register(
    scope: Scope, unit: Unit, numbers: Sequence[str], *, with_present: bool, is_locked: bool = False
) -> Register:
    """Return the register for an import into the unit of a file with these staff numbers.

    With `is_locked` nobody else changes these members and units until the end of the transaction.
    """
    members = Member.objects.unscoped().order_by(
        "pk"
    )  # numbers are unique in the whole register: all of it is asked
    if is_locked:
        members = members.select_for_update(of=("self",), no_key=True)
    named = [member for part in in_parts(numbers) for member in members.filter(staff_no__in=part)]
    present = list(members.filter(subtree("unit__path", (unit.path,)))) if with_present else []
    if is_locked:  # after the members, as the operations of the pages do it
        list(Unit.objects.unscoped().filter(subtree("path", (unit.path,))).select_for_update(no_key=True))
    units = {each.pk: each for each in Unit.objects.within(scope, *KEEPERS)}
    register = Register(unit, units, present=present)
    for member in named:
        _place(register, member)
    near = subtree("unit__path", (unit.path,)) | Q(unit__path__in=unit.paths_above)
    register.teams = list(Team.objects.unscoped().standing().filter(near).select_related("unit"))
    return register


def _place(register: Register, member: Member) -> None:
    if member.unit_id in register.units:
        register.members[member.staff_no] = member
    elif member.unit_id is None and member.left_from_id in register.units:
        register.gone.add(member.staff_no)
    else:
        register.elsewhere.add(member.staff_no)


def affiliations_of(members: Collection[int]) -> dict[int, list[Affiliation]]:
    """Return where the members belonged, by member, the latest first."""
    found: dict[int, list[Affiliation]] = {}
    for part in in_parts(sorted(members)):
        for each in Affiliation.objects.unscoped().filter(member__in=part).order_by("-from_on"):
            found.setdefault(each.member_id, []).append(each)
    return found


def last_changes_of(members: Collection[int]) -> dict[tuple[int, str], StatusChange]:
    """Return the latest change of each field, by member and field."""
    found: dict[tuple[int, str], StatusChange] = {}
    for part in in_parts(sorted(members)):
        for each in StatusChange.objects.unscoped().filter(member__in=part).order_by("on", "id"):
            found[each.member_id, each.field] = each
    return found


def namesakes(names: Collection[str], register: Register) -> dict[tuple[str, date], str]:
    """Return the staff numbers of members in reach who have one of the names, by name and day of joining."""
    found: dict[tuple[str, date], str] = {}
    for part in in_parts(sorted(names)):
        for each in (
            Member.objects.unscoped().filter(name__in=part).only("name", "joined_on", "staff_no", "unit_id")
        ):
            if each.unit_id in register.units:
                found[each.name, each.joined_on] = each.staff_no
    return found
