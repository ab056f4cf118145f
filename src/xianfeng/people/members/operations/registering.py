"""Putting a member into the register, and correcting what stands there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from xianfeng.people.audit.operations import Actor, record
from xianfeng.people.members import rules
from xianfeng.people.members.models import Affiliation, Member
from xianfeng.people.members.operations.affiliations import enter
from xianfeng.people.members.operations.checks import (
    Problems,
    branch_of,
    lock,
    lock_unit,
    problems_with_place,
    refuse,
    together,
)
from xianfeng.people.members.pinyin import keys_of
from xianfeng.people.organizations.models import Team, Unit
from xianfeng.people.organizations.roles import ABOVE_BRANCH
from xianfeng.people.organizations.scope import operation

CORRECTABLE = (
    "name", "staff_no", "joined_on", "full_on", "category", "work_post", "work_phone", "work_email", "team"
)  # fmt: skip
"""What is corrected without a document; the rest changes by `move_member` and `change_status`."""
TAKEN = _("Another member has this staff number.")


@operation
def register_member(
    actor: Actor,
    *,
    unit: Unit,
    name: str,
    staff_no: str,
    joined_on: date,
    from_on: date,
    kind: str = Member.Kind.FULL,
    full_on: date | None = None,
    category: str = Member.Category.IN_SERVICE,
    duties: str = Member.Duties.STANDARD,
    work_post: str = "",
    work_phone: str = "",
    work_email: str = "",
    team: Team | None = None,
) -> Member:
    """Put a member into the register; she belongs to the unit from `from_on`.

    Raises ValidationError with all problems by field.
    """
    values = rules.tidy(
        {
            "name": name, "staff_no": staff_no, "joined_on": joined_on, "full_on": full_on, "kind": kind,
            "category": category, "duties": duties, "work_post": work_post, "work_phone": work_phone,
            "work_email": work_email, "team": team, "from_on": from_on,
        }
    )  # fmt: skip
    unit = lock_unit(unit)
    refuse(problems_of_new(values, unit))
    member = _with_keys(Member(**{field: values[field] for field in values if field != "from_on"}))
    with _taken_is_told():
        enter(member, unit, from_on)
    record(actor, "members.register", member, unit=unit.pk, kind=kind, from_on=str(from_on))
    return member


@operation
def correct_member(actor: Actor, member: Member, **fields: Any) -> tuple[str, ...]:
    """Correct some of `CORRECTABLE`. Returns the names of those that changed; nothing is recorded without any.

    Raises ValidationError with all problems by field, TypeError for another field.
    """
    if unknown := set(fields) - set(CORRECTABLE):
        raise TypeError(f"not corrected here: {', '.join(sorted(unknown))}")
    lock(member)
    values = rules.tidy(fields)
    refuse(problems_of_correction(values, member))
    changed = tuple(
        field for field in CORRECTABLE if field in values and getattr(member, field) != values[field]
    )
    if changed:
        for field in changed:
            setattr(member, field, values[field])
        with _taken_is_told():
            _with_keys(member).save()
        record(actor, "members.correct", member, unit=member.unit_id, fields=list(changed))
    return changed


def problems_of_new(values: Mapping[str, Any], unit: Unit) -> Problems:
    """Return what is wrong with the tidied values of a new member, by field."""
    found = rules.problems(values, timezone.localdate())
    places = list(problems_with_place(unit, values.get("from_on")))
    has_branch = unit.kind not in ABOVE_BRANCH
    teams = list(problems_with_team(values.get("team"), branch_of(unit))) if has_branch else []
    return together(found, {"unit": places, "team": teams, "staff_no": _problems_with_staff_no(values)})


def problems_of_correction(values: Mapping[str, Any], member: Member) -> Problems:
    """Return what is wrong with tidied values to correct a member by, by field."""
    context = {"joined_on": member.joined_on, "full_on": member.full_on, "kind": member.kind, **values}
    found = rules.problems(context, timezone.localdate())
    teams = list(problems_with_team(values.get("team"), member.branch)) if member.branch else []
    numbers = _problems_with_staff_no(values, member.pk)
    days = _problems_with_joining(values, member)
    return together(found, {"joined_on": days, "team": teams, "staff_no": numbers})


def _problems_with_staff_no(values: Mapping[str, Any], but: int | None = None) -> list[Any]:
    staff_no = values.get("staff_no")
    taken = staff_no and Member.objects.unscoped().filter(staff_no=staff_no).exclude(pk=but).exists()
    return [TAKEN] if taken else []


def _problems_with_joining(values: Mapping[str, Any], member: Member) -> list[Any]:
    return problems_before(member.affiliations.order_by("from_on").first(), values.get("joined_on"))


def problems_before(first: Affiliation | None, joined: date | None) -> list[Any]:
    """Return why the first affiliation does not follow the day of joining."""
    if joined is None or first is None or joined <= first.from_on:
        return []
    return [_("The member has belonged to a unit since %(day)s.") % {"day": date_format(first.from_on)}]


def problems_with_team(team: Team | None, branch: Unit) -> Iterator[Any]:
    """Yield why a member of the branch cannot work in the team."""
    if team is None:
        return
    if team.dissolved_on is not None:
        yield _("%(team)s has been dissolved.") % {"team": team.name}
    elif not (branch.path.startswith(team.unit.path) or team.unit.path.startswith(branch.path)):
        yield _("This team belongs to another branch.")


def _with_keys(member: Member) -> Member:
    keys = keys_of(member.name)
    member.sort_key, member.search_keys = keys.sort_key, keys.search_keys
    return member


@contextmanager
def _taken_is_told() -> Iterator[None]:
    """Say at the field that the staff number was taken in this very moment."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise ValidationError({"staff_no": [TAKEN]}) from error
