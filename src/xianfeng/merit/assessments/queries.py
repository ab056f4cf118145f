"""What is asked about assessment periods, settlements and results. A fixed number of queries each."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from xianfeng.engine.calendar import Period
from xianfeng.engine.scheme import Scheme
from xianfeng.facts.models import Fact
from xianfeng.merit.assessments.methods import text_of
from xianfeng.merit.assessments.models import AssessmentPeriod, Result, Settlement, YearResult
from xianfeng.merit.assessments.settling import decisions_of
from xianfeng.merit.assessments.states import SHOWN
from xianfeng.merit.reviews.models import Ratee
from xianfeng.merit.scores.distribution import Span, distribution
from xianfeng.people.members.models import Member, Office
from xianfeng.people.organizations.roles import Post

LEADING = (Post.SECRETARY, Post.DEPUTY_SECRETARY)
DECIDED = ("points", "weights", "document")


def results_of(settlement: Settlement) -> QuerySet[Result]:
    """Return the results of a version, by surname. One query."""
    return settlement.results.select_related("member").order_by("member__sort_key", "member_id")


def years_of(settlement: Settlement) -> QuerySet[YearResult]:
    """Return the results of the year that came with a version, by surname; none but with the last period. One query."""
    return settlement.year_results.select_related("member").order_by("member__sort_key", "member_id")


def earlier_results(member: Member) -> list[Result]:
    """Return a member's results that hold and were told, wherever she belonged, in the order of the periods. One query."""
    holding = Result.objects.unscoped().filter(
        member=member, settlement=F("settlement__period__settlement"), settlement__period__state__in=SHOWN
    )
    return list(holding.select_related("settlement__period__unit").order_by("settlement__as_of", "id"))


def distribution_of(settlement: Settlement) -> list[Span]:
    """Return how the scores of a version spread, in groups of at least five; nothing for fewer. One query."""
    return distribution(settlement.results.order_by().values_list("score", flat=True))


def uncollected_of(settlement: Settlement, scheme: Scheme) -> dict[int, set[str]]:
    """Return by member the components of which no ballots were collected, as too few may rate. One query."""
    kinds = {code: part.raters for code, part in scheme.components.items() if part.raters}
    ratees = Ratee.objects.unscoped().filter(round=settlement.round_id or 0).select_related("round")
    return {
        each.member_id: {code for code, kind in kinds.items() if not each.is_collected(kind)}
        for each in ratees
    }


def late_facts(settlement: Settlement) -> QuerySet[Fact]:
    """Return the facts of the period that a version read and that were recorded after its last day. One query.

    In force then, of kinds that a rule of the method looks at; by the day on which they were recorded.
    """
    span, period = Period.parse(settlement.period.code), settlement.period
    text = text_of(period, settlement.method)
    kinds = text.scheme_for(period.unit).kinds_used() if text else ()
    midnight = timezone.make_aware(datetime.combine(settlement.as_of, time.max))
    read = Q(pk__in=[])
    for unit, last in settlement.read_up_to.items():
        undone = Q(reversal__isnull=False, reversal__number__lte=last)
        read |= Q(unit=int(unit), number__lte=last) & ~undone
    found: QuerySet[Fact] = Fact.objects.unscoped().filter(
        read, member__in=[int(pk) for pk in settlement.roster], on__range=(span.start, span.end),
        recorded_at__gt=midnight, kind__in=list(kinds),
    )  # fmt: skip
    found = found.alias(undoes=Coalesce("reverses_id", 0)).filter(undoes=0)  # as `in_force` says
    return found.select_related("member", "unit").order_by("recorded_at", "id")


# ---- what is decided and confirmed


def is_behind(period: AssessmentPeriod) -> bool:
    """Return whether something was decided, changed or taken back since the version that holds. Two queries."""
    settlement = period.settlement
    if settlement is None:
        return False
    now = decisions_of(period, [int(pk) for pk in settlement.roster])
    return _counting(now) != _counting(settlement.decisions)


def _counting(decisions: dict[str, Any]) -> dict[str, Any]:
    """Return of decisions what counts: not the reasons in words."""
    return {
        kind: {pk: {name: told.get(name) for name in DECIDED} for pk, told in by_member.items()}
        for kind, by_member in decisions.items()
    }


def of_secretaries(settlement: Settlement, today: date) -> set[int]:
    """Return whose results the level above confirms: who leads the branch today or did on the last day. One query."""
    offices = Office.objects.unscoped().filter(unit=settlement.period.unit_id, post__in=LEADING)
    offices = offices.filter(member__in=[int(pk) for pk in settlement.roster])
    return set((offices.held(today) | offices.held(settlement.as_of)).values_list("member_id", flat=True))


def list_unconfirmed(settlement: Settlement) -> list[int]:
    """Return the members whose results in a version nobody has confirmed yet. One query."""
    done = {pk for each in settlement.confirmations.all() for pk in each.members}
    return sorted({int(pk) for pk in settlement.roster} - done)
