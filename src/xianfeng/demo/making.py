"""Makes what the plans say, through the operations that the pages use, branch by branch."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from random import Random

from xianfeng.demo.plans import Category, Kind, Sector, UnitPlan, march_of
from xianfeng.demo.population import MemberPlan, draw_branch
from xianfeng.people.accounts.operations import open_account
from xianfeng.people.audit.operations import PROGRAM
from xianfeng.people.members import operations as members
from xianfeng.people.members.models import Member
from xianfeng.people.organizations import operations as organizations
from xianfeng.people.organizations.models import Team, Unit
from xianfeng.people.organizations.roles import Post
from xianfeng.people.organizations.scope import operation

FOUNDED = date(1990, 7, 1)
NUMERALS = "一二三四五六七八九"
SPLIT_YEARS_AGO = METHOD_YEARS = 2
LEADING = (Post.SECRETARY, Post.ORGANIZATION_OFFICER)
"""The posts of a unit above branches."""


@dataclass(frozen=True, slots=True)
class Making:
    """The seed, the day that is today, and whom to tell how many members have been made."""

    seed: int
    on: date
    progress: Callable[[int], None]

    def rng(self, code: str) -> Random:
        """Return the chance of one unit: the same whatever is made beside it."""
        return Random(f"{self.seed}/{self.on}/{code}")  # noqa: S311 - a demo must be repeatable

    def document(self, years_ago: int = 0) -> str:
        """Return the number of a document of a year."""
        return f"演示党发〔{self.on.year - years_ago}〕12号"


def make_tree(making: Making, plan: UnitPlan, above: Unit | None = None) -> None:
    """Make a unit, those below it and their members; what is there already stays as it is."""
    unit = find_unit(plan.code)
    if unit is None:
        unit = _make_branch(making, plan, above) if plan.kind == Kind.BRANCH else _found(making, plan, above)
    making.progress(plan.size)
    for child in plan.children:
        make_tree(making, child, unit)
    if plan.children and not unit.offices.unscoped().exists():
        _lead(making, plan, unit)


def find_unit(code: str) -> Unit | None:
    """Return the unit with a code, None while it has not been made."""
    found: Unit | None = Unit.objects.unscoped().filter(code=code).first()
    return found


def get_unit(code: str) -> Unit:
    """Return the unit with a code, which has been made."""
    found: Unit = Unit.objects.unscoped().get(code=code)
    return found


def _found(making: Making, plan: UnitPlan, above: Unit | None) -> Unit:
    """Found a unit that has gone by its method for two whole years."""
    return organizations.found_unit(
        PROGRAM, kind=plan.kind, name=plan.former_name or plan.name, code=plan.code, sector=plan.sector,
        founded_on=FOUNDED, above=above, term_years=plan.term_years, scheme=plan.scheme,
        scheme_from=date(making.on.year - METHOD_YEARS, 1, 1),
    )  # fmt: skip


@operation
def _make_branch(making: Making, plan: UnitPlan, above: Unit | None) -> Unit:
    """Make a branch with all that is in it in one transaction: a demo that was stopped holds whole branches."""
    source = find_unit(plan.split_from) if plan.split_from else None
    branch = _found_branch(making, plan, above, source)
    groups = [_found_group(plan, branch, n) for n in range(plan.groups)]
    teams = [_keep_team(plan, branch, n) for n in range(plan.teams)]
    for at, person in enumerate(draw_branch(making.rng(plan.code), plan, making.on)):
        at_work = teams and person.situation.category != Category.RETIRED
        team = teams[at % len(teams)] if at_work else None
        member = _register(making, person, groups[person.group], source, team)
        _change(making, member, person)
        _give_posts(making, plan, member, person, branch, groups)
        if person.has_account:
            open_account(PROGRAM, member)
    return branch


def _found_branch(making: Making, plan: UnitPlan, above: Unit | None, source: Unit | None) -> Unit:
    on, document = march_of(making.on, SPLIT_YEARS_AGO), making.document(SPLIT_YEARS_AGO)
    if source is not None:
        return organizations.split_unit(
            PROGRAM, source, name=plan.name, code=plan.code, on=on, document=document
        )  # fmt: skip
    branch = _found(making, plan, above)
    if plan.former_name:
        organizations.rename_unit(PROGRAM, branch, name=plan.name, on=on, document=document)
    return branch


def _found_group(plan: UnitPlan, branch: Unit, number: int) -> Unit:
    return organizations.found_unit(
        PROGRAM, kind=Kind.GROUP, name=f"第{NUMERALS[number]}党小组", code=f"{plan.code}-{number + 1}",
        sector=plan.sector, founded_on=branch.founded_on, above=branch, term_years=plan.term_years,
    )  # fmt: skip


def _keep_team(plan: UnitPlan, branch: Unit, number: int) -> Team:
    name = f"第{number + 1}{'村民小组' if plan.sector == Sector.VILLAGE else '班组'}"
    employees = plan.employees // plan.teams + (number < plan.employees % plan.teams)
    return organizations.keep_team(PROGRAM, unit=branch, name=name, employees=employees)


def _register(
    making: Making, person: MemberPlan, group: Unit, source: Unit | None, team: Team | None
) -> Member:
    """Register a member in the group; if she was there before the split, in the old branch, from where she moves."""
    before = source if source is not None and person.joined_on < group.founded_on else None
    first, situation = before or group, person.situation
    made = members.register_member(
        PROGRAM, unit=first, name=person.name, staff_no=person.staff_no, joined_on=person.joined_on,
        from_on=max(person.joined_on, first.founded_on), full_on=person.full_on, kind=situation.kind,
        category=situation.category, work_post=person.work_post, work_phone=person.work_phone,
        work_email=person.work_email, team=None if before else team,
    )  # fmt: skip
    if before:
        document = making.document(SPLIT_YEARS_AGO)
        members.move_member(PROGRAM, made, unit=group, on=group.founded_on, document=document)
        members.correct_member(PROGRAM, made, team=team)
    return made


def _change(making: Making, member: Member, person: MemberPlan) -> None:
    """Change status and duties, where they are others than those of a new member."""
    for field in ("status", "duties"):
        new = getattr(person.situation, field)
        if new != getattr(member, field):
            document = making.document(making.on.year - person.changed_on.year)
            members.change_status(
                PROGRAM, member, field=field, new=new, on=person.changed_on, document=document
            )  # fmt: skip


def _give_posts(
    making: Making, plan: UnitPlan, member: Member, person: MemberPlan, branch: Unit, groups: list[Unit]
) -> None:
    held = [(branch, post) for post in person.posts]
    if person.leads_group:
        held.append((groups[person.group], Post.GROUP_LEADER))
    for unit, post in held:
        since = max(march_of(making.on, plan.elected_years_ago), person.joined_on, unit.founded_on)
        members.give_office(PROGRAM, member, unit=unit, post=post, from_on=since)


@operation
def _lead(making: Making, plan: UnitPlan, unit: Unit) -> None:
    """Give the posts of a unit above branches to members of its office, or of its first branch, who hold none."""
    office = Member.objects.unscoped().filter(branch__code=plan.office_branch.code, offices=None)
    free = office.filter(kind=Member.Kind.FULL, status=Member.Status.ACTIVE).order_by("staff_no")
    for member, post in zip(free[: len(LEADING)], LEADING, strict=True):
        since = max(march_of(making.on, 1), member.joined_on)
        members.give_office(PROGRAM, member, unit=unit, post=post, from_on=since)
