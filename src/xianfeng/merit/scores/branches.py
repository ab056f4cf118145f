"""How much the branches of a subtree record: counted by the database, branch by branch, no points of anybody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q
from django.utils import timezone

from xianfeng.engine.calendar import Period
from xianfeng.facts.models import Fact, Proposal
from xianfeng.merit.scores.board_permissions import ABOVE
from xianfeng.people.members.models import Member
from xianfeng.people.organizations.models import Unit, UnitQuerySet
from xianfeng.people.organizations.queries import names_above
from xianfeng.people.organizations.scope import Scope

OVERDUE = ("overdue", "missed", "unpaid")
"""Outcomes that say that something was not done in time."""
WAITING = timedelta(days=7)
"""How long a proposal may wait before the level above is told (default)."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What a branch recorded in a stretch: facts, members they are about, what is overdue, what waits too long."""

    branch: Unit
    above: str
    members: int
    facts: int
    recorded: int
    overdue: int
    waiting: int

    @property
    def share(self) -> int | None:
        """Return the share of members with something recorded, in whole per cent; None without members."""
        return (200 * self.recorded + self.members) // (2 * self.members) if self.members else None


def list_branches(scope: Scope) -> UnitQuerySet:
    """Return the standing branches below the units of an officer or inspector, in order of the tree."""
    found: UnitQuerySet = (
        Unit.objects.within(scope, *ABOVE).standing().filter(kind=Unit.Kind.BRANCH).order_by("path")
    )
    return found


def silent(branches: UnitQuerySet, stretch: Period) -> UnitQuerySet:
    """Return the branches that recorded nothing in force of a stretch."""
    own = (
        Fact.objects.unscoped().in_force().filter(unit=OuterRef("pk"), on__range=(stretch.start, stretch.end))
    )
    found: UnitQuerySet = branches.filter(~Exists(own))
    return found


def counts_of(branches: Sequence[Unit], stretch: Period, now: datetime | None = None) -> list[Counts]:
    """Return what some branches recorded in a stretch, in their order. Four queries, however many."""
    members = dict(
        Member.objects.unscoped()
        .filter(branch__in=branches)
        .order_by()
        .values_list("branch")
        .annotate(Count("pk"))
    )
    facts = _facts(branches, stretch)
    waiting = _waiting(branches, (now or timezone.now()) - WAITING)
    names = names_above(branches)
    none = {"facts": 0, "recorded": 0, "overdue": 0}
    return [
        Counts(
            branch,
            names.get(branch.path[: -Unit.steplen], ""),
            members.get(branch.pk, 0),
            waiting=waiting.get(branch.pk, 0),
            **facts.get(branch.pk, none),
        )
        for branch in branches
    ]


def _facts(branches: Sequence[Unit], stretch: Period) -> dict[int, dict[str, int]]:
    found = (
        Fact.objects.unscoped()
        .in_force()
        .filter(unit__in=branches, on__range=(stretch.start, stretch.end))
        .order_by()
        .values("unit")
        .annotate(
            facts=Count("pk"),
            recorded=Count("member", distinct=True, filter=Q(member__branch=F("unit"))),
            overdue=Count("pk", filter=Q(outcome__in=OVERDUE)),
        )
    )
    return {row.pop("unit"): row for row in found}


def _waiting(branches: Sequence[Unit], since: datetime) -> dict[Any, int]:
    found = Proposal.objects.unscoped().filter(
        unit__in=branches, state=Proposal.State.PROPOSED, proposed_at__lt=since
    )
    return dict(found.order_by().values_list("unit").annotate(Count("pk")))
