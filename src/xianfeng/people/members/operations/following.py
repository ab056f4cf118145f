"""What happens to members when units change; `organizations.signals` says what is sent and what to do."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from xianfeng.people.audit.operations import Actor, record
from xianfeng.people.members.models import Member, Office
from xianfeng.people.members.operations.affiliations import enter, leave, problems_with_day
from xianfeng.people.members.operations.offices import end_offices, end_offices_left_behind, may_belong
from xianfeng.people.organizations import signals
from xianfeng.people.organizations.models import Team, Unit
from xianfeng.people.organizations.scope import subtree


def connect() -> None:
    """Let the members follow their units."""
    signals.unit_moved.connect(follow_move)
    signals.unit_merged.connect(follow_merge)
    signals.unit_dissolved.connect(follow_dissolution)
    signals.team_dissolved.connect(leave_team)


def follow_move(
    sender: Any,
    *,
    actor: Actor,
    unit: Unit,
    old_above: Unit | None,
    above: Unit | None,
    on: date,
    **more: Any,
) -> None:
    """Let the members of a group follow it into another branch; offices now out of reach end."""
    ended = 0
    if unit.kind == Unit.Kind.GROUP and above is not None and old_above is not None:
        for member in _belonging_to(unit):
            member.branch = above
            member.save(update_fields=["branch"])
            ended += end_offices(member, on, Q(unit=old_above))
    ended += _end_out_of_reach(unit, on)
    record(actor, "members.follow_move", unit, unit=unit.pk, offices_ended=ended)


def follow_merge(
    sender: Any, *, actor: Actor, unit: Unit, into: Unit, on: date, document: str, **more: Any
) -> None:
    """Move whoever belongs to a unit into the one that took it in; the offices held in it end."""
    members = list(_belonging_to(unit))
    _refuse_days(members, on)
    ended = _end_all_in(unit, on)
    for member in members:
        leave(member, on)
        enter(member, into, on, document)
        ended += end_offices_left_behind(member, unit, on)
    record(actor, "members.follow_merge", unit, unit=into.pk, members=len(members), offices_ended=ended)


def follow_dissolution(sender: Any, *, actor: Actor, unit: Unit, on: date, **more: Any) -> None:
    """End the offices held in a unit that is no more. Raises ValidationError when somebody belongs to it."""
    if unit.members_today.exists():
        raise ValidationError(_("Members still belong to this unit; move them first."))
    record(actor, "members.follow_dissolution", unit, unit=unit.pk, offices_ended=_end_all_in(unit, on))


def leave_team(sender: Any, *, actor: Actor, team: Team, **more: Any) -> None:
    """Let the members of a team be in none."""
    count = Member.objects.unscoped().filter(team=team).update(team=None)
    record(actor, "members.leave_team", team, unit=team.unit_id, members=count)


def _belonging_to(unit: Unit) -> Iterable[Member]:
    return Member.objects.unscoped().filter(unit=unit).select_for_update(no_key=True).order_by("pk")


def _refuse_days(members: Iterable[Member], on: date) -> None:
    late = sum(1 for member in members if list(problems_with_day(member, on)))
    if late:
        words = _("%(count)s members came to the unit only after this day; choose a later one.")
        raise ValidationError({"on": [words % {"count": late}]})


def _end_all_in(unit: Unit, on: date) -> int:
    held = (
        Office.objects.unscoped().filter(Q(to_on=None) | Q(to_on__gte=on), unit=unit).select_related("member")
    )
    return sum(end_offices(member, on, Q(unit=unit)) for member in {office.member for office in held})


def _end_out_of_reach(moved: Unit, on: date) -> int:
    """End the offices that cannot be held any more: by those below a moved unit, and below it by others."""
    paths = (Unit.objects.unscoped().get(pk=moved.pk).path,)
    concerned = subtree("member__unit__path", paths) | subtree("unit__path", paths)
    ended = 0
    for office in (
        Office.objects.unscoped().filter(concerned, to_on=None).select_related("member__unit", "unit")
    ):
        if not may_belong(office.member.unit.path, office.unit):
            ended += end_offices(office.member, on, Q(pk=office.pk))
    return ended
