"""The yearly democratic review: grades are proposed from the results of a year, and decided by the branch's meeting."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.engine.calendar import Period
from xianfeng.engine.calendar import Unit as Span
from xianfeng.engine.text import Text
from xianfeng.merit.assessments.models import AssessmentPeriod
from xianfeng.merit.followups import basis, grades, states
from xianfeng.merit.followups.models import REASON_LENGTH, DemocraticReview, Grade, Reviewed
from xianfeng.merit.followups.operations.checks import (
    refuse,
    wrong_day,
    wrong_document,
    wrong_majority,
    wrong_words,
)
from xianfeng.merit.followups.queries import (
    list_reviewed,
    periods_of,
    results_in,
    scheme_of,
    year_results,
)
from xianfeng.people.audit.operations import Actor, record
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.scope import operation

Proposed = tuple[str, Text]
Decided = tuple[str, str]
"""A grade and, where it differs from what was proposed, the reason."""


@operation
def propose_review(actor: Actor, unit: Unit, *, year: int, at: datetime | None = None) -> DemocraticReview:
    """Propose a grade for each member of a branch from the final results of a year. Raises ValidationError.

    Again while nothing is decided: the results and the members as they are then. Changes nobody's status.
    """
    if not unit.is_branch or year > timezone.localdate(at).year:
        raise ValidationError(_("A branch reviews its members for a year that has begun."))
    reviews = DemocraticReview.objects.unscoped().select_for_update()
    review: DemocraticReview = reviews.get_or_create(unit=unit, year=year)[0]
    review.state = states.step(states.REVIEWS, review.state, "propose")
    review.proposed_at = at or timezone.now()
    review.save(update_fields=["state", "proposed_at"])
    review.reviewed.all().delete()
    found = dict(_proposals(unit, year))
    members = list(list_reviewed(unit))
    if not members:
        raise ValidationError(_("Nobody belongs to this branch today."))
    for member in members:
        grade, words = found.get(member.pk, (grades.OPEN, basis.NO_RESULT))
        Reviewed.objects.create(review=review, member=member, proposed=grade, basis=basis.kept(words))
    record(actor, "followups.propose_review", review, unit.pk, year=year, members=len(members))
    return review


def _proposals(unit: Unit, year: int) -> Iterator[tuple[int, Proposed]]:
    """Yield members with what is proposed: by their year, else by the period that is a whole year."""
    for period in periods_of(unit, year).select_related("unit"):
        yield from _of_period(period, year)


def _of_period(period: AssessmentPeriod, year: int) -> Iterator[tuple[int, Proposed]]:
    scheme = scheme_of(period)
    if scheme is None:
        return
    for result in year_results(period.unit, year).filter(settlement=period.settlement_id):
        words = basis.of_year(result, scheme, year) if result.score is not None else basis.NO_RESULT
        yield result.member_id, (grades.proposed_for(scheme, result.band), words)
    if Period.parse(period.code).unit is Span.YEAR:
        for settled in results_in([period]):
            words = (
                basis.of_result(settled, scheme, period.code)
                if settled.score is not None
                else basis.NO_RESULT
            )
            yield settled.member_id, (grades.proposed_for(scheme, settled.band), words)


@operation
def decide_review(
    actor: Actor, review: DemocraticReview, *, grades: Mapping[int, Decided], document: str, met_on: date,
    present: int, entitled: int, at: datetime | None = None,
) -> DemocraticReview:  # fmt: skip
    """Enter what the branch's meeting decided: a grade for each member, by id, with a reason where it differs.

    Raises ValidationError: without more than half of those entitled, without everybody's grade, without a reason. It
    changes nobody's status.
    """
    review = DemocraticReview.objects.unscoped().select_for_update().get(pk=review.pk)
    state = states.step(states.REVIEWS, review.state, "decide")
    rows = list(review.reviewed.select_related("member"))
    problems = {f"reason_{row.member_id}": wrong_decision(row, grades.get(row.member_id)) for row in rows}
    first = date(review.year, 1, 1)
    refuse({
        **problems,
        "document": wrong_document(document.strip()),
        "met_on": wrong_day(met_on, at) or (_("Not before the year of the review.") if met_on < first else ""),
        "present": wrong_majority(present, entitled),
    })  # fmt: skip
    for row in rows:
        row.decided, reason = grades[row.member_id]
        row.reason = reason.strip()
        row.save(update_fields=["decided", "reason"])
    review.state, review.document, review.met_on = state, document.strip(), met_on
    review.present, review.entitled, review.decided_by = present, entitled, actor.user_id
    review.save()
    differ = sum(row.decided != row.proposed for row in rows)
    record(
        actor, "followups.decide_review", review, review.unit_id, year=review.year, document=review.document,
        members=len(rows), differ=differ,
    )  # fmt: skip
    return review


def wrong_decision(row: Reviewed, decided: Decided | None) -> str:
    """Return what is wrong with the grade decided for a member, '' for nothing."""
    if decided is None or decided[0] not in Grade.values:
        return _("%(name)s has no grade yet.") % {"name": row.member.name}
    grade, reason = decided[0], decided[1].strip()
    if grade != row.proposed and (row.proposed or grade == Grade.UNQUALIFIED) and not reason:
        return _("%(name)s: say why the meeting decided so.") % {"name": row.member.name}
    return wrong_words(reason, REASON_LENGTH)
