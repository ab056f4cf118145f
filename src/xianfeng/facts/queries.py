"""What the pages ask about claims and facts. A fixed number of queries each, whatever the rows."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Case, Count, F, IntegerField, Min, Q, QuerySet, Value, When
from django.utils import timezone

from xianfeng.facts.catalogue import packaged
from xianfeng.facts.models import Fact, Proposal
from xianfeng.facts.permissions import CONFIRMERS, PROPOSERS, confirmable
from xianfeng.people.members.models import Member, MemberQuerySet
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.scope import Scope

A_YEAR = timedelta(days=365)
REJECTION_SHOWN = timedelta(days=14)
MOST_USED = 6
State = Proposal.State


def list_most_used(member: Member, claimable: Collection[str], today: date) -> list[str]:
    """Return the kinds to offer first: what she did most in the last year, then what her branch did. One query."""
    facts = Fact.objects.unscoped().in_force().filter(
        Q(member=member) | Q(unit=member.branch), kind__in=list(claimable), on__gt=today - A_YEAR
    )  # fmt: skip
    own = Count("pk", filter=Q(member=member))
    counted = facts.order_by().values("kind").annotate(own=own, all=Count("pk"))
    return [row["kind"] for row in counted.order_by("-own", "-all", "kind")[:MOST_USED]]


def list_for_claims(scope: Scope) -> MemberQuerySet:
    """Return the others for whom somebody may say what they did, by surname."""
    found = Member.objects.within(scope, *PROPOSERS).registered().exclude(pk=scope.member_id or 0)
    return found.select_related("unit").order_by("sort_key", "id")


def list_claims(scope: Scope, year: int) -> QuerySet[Proposal]:
    """Return one's own claims and those one made for others: of a year, and whatever waits. What waits is first."""
    own = Q(member=scope.member_id or 0) | Q(proposed_by=scope.user_id or 0)
    of_year = Q(state=State.PROPOSED) | Q(proposed_at__range=_year(year))
    waits = Case(When(state=State.PROPOSED, then=Value(0)), default=Value(1), output_field=IntegerField())
    found = Proposal.objects.within(scope).filter(own, of_year).annotate(waits=waits)
    found = found.select_related("member", "unit").prefetch_related("evidence")
    ordered: QuerySet[Proposal] = found.order_by("waits", "-proposed_at", "-pk")
    return ordered


def _year(year: int) -> tuple[datetime, datetime]:
    zone = timezone.get_current_timezone()
    return datetime(year, 1, 1, tzinfo=zone), datetime(year, 12, 31, 23, 59, 59, 999_999, tzinfo=zone)


def list_own_facts(scope: Scope, year: int) -> QuerySet[Fact]:
    """Return what is recorded about oneself in a year, reversed or not, the latest day first."""
    found = Fact.objects.within(scope).filter(member=scope.member_id or 0, on__year=year)
    return found.select_related("unit", "note", "reversal").order_by("-on", "-pk")


def list_to_confirm(scope: Scope) -> QuerySet[Proposal]:
    """Return the proposals that wait for somebody's decision, the oldest first."""
    found = Proposal.objects.within(scope, *CONFIRMERS).filter(confirmable(scope, _documents()))
    return found.filter(state=State.PROPOSED).order_by("proposed_at", "pk")


def with_people(proposals: QuerySet[Proposal]) -> QuerySet[Proposal]:
    """Return proposals with what their rows show."""
    return proposals.select_related("member__account", "unit").prefetch_related("evidence")


def _documents() -> tuple[str, ...]:
    return tuple(code for code, kind in packaged().items() if kind.document)


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many claims wait for somebody, and since when the oldest does."""

    count: int
    since: datetime | None

    @property
    def days(self) -> int:
        """Return for how many days the oldest has waited."""
        return (timezone.localdate() - timezone.localdate(self.since)).days if self.since else 0


def get_waiting(scope: Scope) -> Waiting:
    """Return how much waits to be confirmed. One query; none for who confirms nothing."""
    if not scope.holds(*CONFIRMERS):
        return Waiting(0, None)
    found = list_to_confirm(scope).order_by().aggregate(count=Count("pk"), since=Min("proposed_at"))
    return Waiting(found["count"], found["since"])


def list_rejected(scope: Scope, now: datetime) -> QuerySet[Proposal]:
    """Return the claims about oneself, or made by oneself, that were rejected lately."""
    own = Q(member=scope.member_id or 0) | Q(proposed_by=scope.user_id or 0)
    lately = Q(state=State.REJECTED, decided_at__gte=now - REJECTION_SHOWN)
    return Proposal.objects.within(scope).filter(own, lately).select_related("member").order_by("-decided_at")


def list_facts(
    scope: Scope,
    branch: Unit,
    *,
    member: int | None = None,
    kind: str = "",
    month: date | None = None,
    everything: bool = False,
) -> QuerySet[Fact]:
    """Return the record of a branch by day, the latest first: what is in force, or everything."""
    found = Fact.objects.within(scope).filter(unit=branch)
    found = found if everything else found.in_force()
    found = found.filter(member=member) if member else found
    found = found.filter(kind=kind) if kind else found
    if month:
        found = found.filter(on__year=month.year, on__month=month.month)
    return found.select_related("member", "note", "reversal", "reverses").order_by("-on", "-number")


def list_recorded_members(scope: Scope, branch: Unit) -> MemberQuerySet:
    """Return whom the record of a branch names, by surname; those who moved on or left too."""
    named = Fact.objects.within(scope).filter(unit=branch).order_by().values("member")
    return Member.objects.unscoped().filter(pk__in=named).order_by("sort_key", "id")


def list_recorded_kinds(scope: Scope, branch: Unit) -> list[str]:
    """Return the codes of the kinds in the record of a branch."""
    found = Fact.objects.within(scope).filter(unit=branch).order_by()
    return list(found.annotate(code=F("kind")).values_list("code", flat=True).distinct())
