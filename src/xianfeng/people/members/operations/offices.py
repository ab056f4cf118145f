"""Giving posts to members and ending them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from xianfeng.people.audit.operations import Actor, record
from xianfeng.people.members import rules
from xianfeng.people.members.models import ONE_A_UNIT, Member, Office
from xianfeng.people.members.operations.checks import (
    Problems,
    lock,
    lock_unit,
    problems_with_life,
    refuse,
    together,
)
from xianfeng.people.members.states import HOLDING
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.roles import Post
from xianfeng.people.organizations.scope import operation


@operation
def give_office(actor: Actor, member: Member, unit: Unit, post: str, from_on: date) -> Office:
    """Give a member a post in a unit from a day on. Raises ValidationError with all problems by field."""
    lock(member)
    unit = lock_unit(unit)
    refuse(problems_of_office({"post": post, "from_on": from_on}, member, unit))
    office = Office.objects.create(member=member, unit=unit, post=post, from_on=from_on)
    record(actor, "members.give_office", member, unit=unit.pk, post=post, from_on=str(from_on))
    return office


@operation
def end_office(actor: Actor, office: Office, on: date) -> Office:
    """End an office; the day is its last. Raises ValidationError with all problems by field."""
    lock(office.member)
    office.refresh_from_db()
    refuse(problems_of_end({"on": on}, office))
    office.to_on = on
    office.save(update_fields=["to_on"])
    record(actor, "members.end_office", office.member, unit=office.unit_id, post=office.post, on=str(on))
    return office


def problems_of_office(values: Mapping[str, Any], member: Member, unit: Unit) -> Problems:
    """Return what stands against giving a member a post in a unit, by field."""
    post, from_on = values.get("post"), values.get("from_on")
    days = rules.problems({**values, "joined_on": member.joined_on}, timezone.localdate())
    places = [*problems_with_life(unit, from_on), *_problems_with_member(member, unit)]
    posts = _problems_with_post(member, unit, post, from_on) if post is not None else ()
    return together(days, {"unit": places, "post": posts})


def problems_of_end(values: Mapping[str, Any], office: Office) -> Problems:
    """Return what is wrong with the last day of an office."""
    found = rules.problems(values, timezone.localdate())
    return together(found, {"on": _problems_with_end(office, values.get("on"))})


def posts_of(unit: Unit) -> list[Post]:
    """Return the posts that there are in a unit."""
    if unit.kind == Unit.Kind.GROUP:
        return [Post.GROUP_LEADER]
    return [post for post in Post if post != Post.GROUP_LEADER]


def may_belong(member_path: str, unit: Unit) -> bool:
    """Return whether somebody who belongs to the path may hold a post: within the unit or the one above it."""
    above = unit.path[: -Unit.steplen] or unit.path
    return member_path.startswith(above)


def end_offices(member: Member, on: date, which: Q | None = None) -> int:
    """End those offices of a member the day before; returns how many. One that began today never was."""
    today = timezone.localdate()
    held = member.offices.filter(Q(to_on=None) | Q(to_on__gte=on)).filter(which or Q())
    for office in (ended := list(held)):
        last = max(on - timedelta(days=1), office.from_on)
        if last >= today:
            office.delete()
        else:
            office.to_on = last
            office.save(update_fields=["to_on"])
    return len(ended)


def end_offices_left_behind(member: Member, old: Unit, on: date) -> int:
    """End the offices that a move from `old` leaves behind, and those that are now out of reach."""
    new = member.unit
    assert new is not None
    held = [
        office
        for office in member.offices.select_related("unit")
        if office.to_on is None or office.to_on >= on
    ]
    behind = [
        office.pk
        for office in held
        if _is_left(office.unit, old, new) or not may_belong(new.path, office.unit)
    ]
    return end_offices(member, on, Q(pk__in=behind))


def _is_left(unit: Unit, old: Unit, new: Unit) -> bool:
    below = unit.kind in (Unit.Kind.BRANCH, Unit.Kind.GROUP)
    return below and old.path.startswith(unit.path) and not new.path.startswith(unit.path)


def _problems_with_member(member: Member, unit: Unit) -> Iterator[Any]:
    if member.unit is None or member.status not in HOLDING:
        yield _("Only members of a branch whose membership is in order hold offices.")
    elif member.kind != Member.Kind.FULL:
        yield _("Only full members hold offices.")
    elif not may_belong(member.unit.path, unit):
        yield _("The member belongs neither to this unit nor to one beside it.")


def _problems_with_post(member: Member, unit: Unit, post: str, from_on: date | None) -> Iterator[Any]:
    if post not in posts_of(unit):
        yield _("There is no such post in this unit.")
        return
    overlapping = Q(unit=unit, post=post) & (Q(to_on=None) | Q(to_on__gte=from_on or timezone.localdate()))
    held = Office.objects.unscoped().filter(overlapping)
    if held.filter(member=member).exists():
        yield _("The member holds this post already.")
    elif post in ONE_A_UNIT and held.exists():
        yield _("Somebody holds this post; end that office first.")


def _problems_with_end(office: Office, on: date | None) -> Iterator[Any]:
    if office.to_on is not None:
        yield _("This office ended on %(day)s.") % {"day": date_format(office.to_on)}
    elif on is not None and on < office.from_on:
        yield _("The office began on %(day)s only.") % {"day": date_format(office.from_on)}
