"""What a demo consists of, as values: units with their sizes, and nothing of how they are made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from xianfeng.people.members.models import Member
from xianfeng.people.organizations.models import Unit

Category, Kind, Sector = Member.Category, Unit.Kind, Unit.Sector


@dataclass(frozen=True, slots=True)
class Mix:
    """Shares of a branch's members, in per cent; the rest are in the first category."""

    category: str = Category.IN_SERVICE
    retired: int = 0
    floating: int = 0
    reduced: int = 0
    probationary: int = 0


@dataclass(frozen=True, slots=True)
class UnitPlan:
    """A unit to be made. `size` and `groups` are of branches; `employees`, those who are no members, of its teams.

    A branch with a `former_name` was renamed on the day on which the one that is `split_from` its code left it.
    """

    name: str
    kind: str
    code: str
    sector: str = Sector.PRODUCTION
    children: tuple[UnitPlan, ...] = ()
    size: int = 0
    groups: int = 0
    mix: Mix = Mix()
    teams: int = 0
    employees: int = 0
    term_years: int = 3
    has_secretary: bool = True
    has_only_secretary: bool = False
    elected_years_ago: int = 1
    former_name: str = ""
    split_from: str = ""
    scheme: str = ""

    @property
    def branches(self) -> tuple[UnitPlan, ...]:
        """All branches at or below."""
        own = (self,) if self.kind == Kind.BRANCH else ()
        return own + tuple(branch for child in self.children for branch in child.branches)

    @property
    def members(self) -> int:
        return sum(branch.size for branch in self.branches)

    @property
    def office_branch(self) -> UnitPlan:
        """The branch from which those come who lead a unit above branches: of an office, or else the first."""
        return next((branch for branch in self.branches if branch.sector == Sector.OFFICE), self.branches[0])


def spread(total: int, parts: int) -> list[int]:
    """Return `parts` whole numbers that add up to the total and differ by one at most."""
    return [total // parts + (n < total % parts) for n in range(parts)]


def march_of(on: date, years_ago: int) -> date:
    """Return 1 March of an earlier year: the day of elections and of changes to the units."""
    return date(on.year - years_ago, 3, 1)
