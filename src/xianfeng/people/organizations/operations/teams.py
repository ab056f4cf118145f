"""Teams of employees: keeping, renaming, resizing and dissolving them."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from xianfeng.people.audit.operations import Actor, record
from xianfeng.people.organizations.checks import Problems, all_at_once, check_day, check_text, tidy
from xianfeng.people.organizations.models import Team, Unit
from xianfeng.people.organizations.operations.tree import hold_unit
from xianfeng.people.organizations.scope import operation
from xianfeng.people.organizations.signals import team_dissolved

MOST_EMPLOYEES = 99_999


@operation
def keep_team(actor: Actor, *, unit: Unit, name: str, employees: int = 0) -> Team:
    """Begin a team in a branch. Raises ValidationError."""
    hold_unit(unit)
    name = tidy(name)
    with all_at_once() as problems:
        if not unit.is_branch:
            problems.add("__all__", _("Only a branch keeps teams."))
        _check_name(problems, unit, name)
        _check_employees(problems, employees)
    team = Team.objects.create(unit=unit, name=name, employees=employees)
    record(actor, "organizations.keep_team", team, unit.pk, employees=employees)
    return team


@operation
def change_team(actor: Actor, team: Team, *, name: str, employees: int) -> None:
    """Rename or resize a team, whichever is new. Raises ValidationError."""
    if tidy(name) != team.name:
        rename_team(actor, team, name=name)
    if employees != team.employees:
        resize_team(actor, team, employees=employees)


@operation
def rename_team(actor: Actor, team: Team, *, name: str) -> None:
    """Give a team another name. Raises ValidationError."""
    _hold(team)
    name = tidy(name)
    with all_at_once() as problems:
        _check_standing(problems, team)
        _check_name(problems, team.unit, name, of=team)
    team.name = name
    team.save(update_fields=["name"])
    record(actor, "organizations.rename_team", team, team.unit_id)


@operation
def resize_team(actor: Actor, team: Team, *, employees: int) -> None:
    """Say how many employees a team has now. Raises ValidationError."""
    _hold(team)
    with all_at_once() as problems:
        _check_standing(problems, team)
        _check_employees(problems, employees)
    old, team.employees = team.employees, employees
    team.save(update_fields=["employees"])
    record(actor, "organizations.resize_team", team, team.unit_id, old=old, new=employees)


@operation
def dissolve_team(actor: Actor, team: Team, *, on: date) -> None:
    """End a team; its name may be used again. Raises ValidationError."""
    _hold(team)
    with all_at_once() as problems:
        _check_standing(problems, team)
        check_day(problems, on, team.unit.founded_on)
    team.dissolved_on = on
    team.save(update_fields=["dissolved_on"])
    team_dissolved.send(Team, actor=actor, team=team, on=on)
    record(actor, "organizations.dissolve_team", team, team.unit_id, on=on.isoformat())


def _hold(team: Team) -> None:
    hold_unit(team.unit)
    team.refresh_from_db()


def _check_name(problems: Problems, unit: Unit, name: str, of: Team | None = None) -> None:
    check_text(problems, Team, "name", name)
    if unit.teams.standing().filter(name=name).exclude(pk=of.pk if of else None).exists():
        problems.add("name", _("This branch has a team of this name already."))


def _check_employees(problems: Problems, employees: int) -> None:
    if not 0 <= employees <= MOST_EMPLOYEES:
        words = _("From 0 to %(most)s; you entered %(number)s.")
        problems.add("employees", words % {"most": MOST_EMPLOYEES, "number": employees})


def _check_standing(problems: Problems, team: Team) -> None:
    if team.dissolved_on:
        problems.add("__all__", _("This team has been dissolved."))
