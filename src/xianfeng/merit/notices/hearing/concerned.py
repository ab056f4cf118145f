"""Whom an objection concerns, and who may therefore handle it: nobody hears an objection about what is their own."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.utils import timezone

from xianfeng.merit.assessments.models import Adjustment, Resolution
from xianfeng.merit.notices.models import Objection
from xianfeng.merit.reviews.models import SignedBallot
from xianfeng.people.accounts.models import Appointment, User
from xianfeng.people.members.models import Office
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.roles import Post, Role

Ground = Objection.Ground


def concerned_members(objection: Objection) -> set[int]:
    """Return the members whom an objection is by and about."""
    return {objection.by_id, objection.about_id}


def concerned_accounts(objection: Objection) -> set[int]:
    """Return the accounts that may not handle an objection: the two parties, and whose own doing is objected to."""
    parties = User.objects.filter(member__in=concerned_members(objection)).values_list("pk", flat=True)
    return {*parties, *(pk for pk in _doers(objection) if pk is not None)}


def _doers(objection: Objection) -> set[int | None]:
    settlement = objection.notice.settlement
    if settlement is None:
        return set()
    if objection.ground == Ground.PROCEDURE and settlement.round is not None:
        held = settlement.round
        return {held.began_by, held.asked_by, held.opened_by}
    if objection.ground == Ground.ADJUSTMENT:
        about = {"period": settlement.period_id, "member": objection.about_id}
        signed = SignedBallot.objects.unscoped().filter(
            ratee__round=settlement.round_id or 0, ratee__member=objection.about_id
        )
        decided: list[Any] = [
            Adjustment.objects.unscoped().filter(**about),
            Resolution.objects.unscoped().filter(**about),
        ]
        return {by for rows in (*decided, signed) for by in rows.values_list("by", flat=True)}
    return set()


def handlers_of(objection: Objection) -> list[User]:
    """Return who may handle an objection, by name: the branch's committee and officers above, concerned by nothing."""
    branch: Unit = objection.notice.unit
    today = timezone.localdate()
    offices = Office.objects.unscoped().held(today).filter(unit__dissolved_on=None)
    committee = Q(unit=branch) & ~Q(post=Post.GROUP_LEADER)
    holders = offices.filter(committee | Q(unit__path__in=branch.paths_above)).values("member")
    appointed = Appointment.objects.unscoped().held(today).filter(
        role=Role.OFFICER, unit__path__in=branch.paths_above
    )  # fmt: skip
    found = User.objects.filter(Q(member__in=holders) | Q(pk__in=appointed.values("user")), is_active=True)
    return list(
        found.exclude(pk__in=concerned_accounts(objection)).order_by("member__sort_key", "name", "pk")
    )
