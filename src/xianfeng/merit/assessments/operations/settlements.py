"""Computing the results of a period, and storing them as a version that stays."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.merit.assessments.models import AssessmentPeriod, Result, Settlement, YearResult
from xianfeng.merit.assessments.operations.moving import check_step, lock, move, said
from xianfeng.merit.assessments.operations.periods import check_over
from xianfeng.merit.assessments.settling import Outcome, basis_of, compute
from xianfeng.merit.assessments.states import State
from xianfeng.merit.reviews.models import Round
from xianfeng.people.audit.operations import Actor, record
from xianfeng.people.organizations.scope import operation


@operation
def settle(
    actor: Actor, period: AssessmentPeriod, *, reason: str = "", at: datetime | None = None
) -> Settlement:
    """Compute the results of a period from what is recorded, opened and decided now; return the version that holds.

    Nothing is written where nothing has changed; after a reopening there is a new version all the same. Raises
    ValidationError before the last day is over or the round has been opened.
    """
    reason = said(reason) if reason.strip() else ""
    lock(period)
    check_ready(period, at)
    _hold_ballots(period)
    outcome = compute(basis_of(period))
    if period.settlement is not None and not is_new(period, outcome):
        return period.settlement
    return store(actor, period, outcome, reason=reason, at=at)


def _hold_ballots(period: AssessmentPeriod) -> None:
    """Let nobody sign a ballot until what is read now has been stored."""
    if period.round_id is not None:
        Round.objects.unscoped().select_for_update().get(pk=period.round_id)


def check_ready(period: AssessmentPeriod, at: datetime | None = None) -> None:
    """Check that a period can be computed. Raises ValidationError that says why not."""
    check_step(period, "settle")
    check_over(period.code, timezone.localdate(at))
    if period.round is not None and period.round.state != Round.State.OPENED:
        raise ValidationError(_("The round of ballots has not been opened yet; two people open it."))


def is_new(period: AssessmentPeriod, outcome: Outcome) -> bool:
    """Return whether an outcome is to be stored as a further version: something changed, or it was reopened."""
    held = period.settlement
    if held is None or period.state == State.CLOSED or outcome.differs_from(held):
        return True
    last = period.changes.order_by("-id").first()
    return last is not None and last.done == "reopen"


def store(
    actor: Actor, period: AssessmentPeriod, outcome: Outcome, *, reason: str = "", at: datetime | None = None
) -> Settlement:
    """Store an outcome as the next version, which then holds: for an operation that has locked the period."""
    last = period.settlements.order_by("-version").values_list("version", flat=True).first() or 0
    made = Settlement.objects.create(
        period=period, version=last + 1, reason=reason, settled_by=actor.user_id, settled_at=at or timezone.now(),
        **outcome.columns,
    )  # fmt: skip
    Result.objects.bulk_create([Result(settlement=made, **row) for row in outcome.results])
    YearResult.objects.bulk_create([YearResult(settlement=made, **row) for row in outcome.year or ()])
    move(actor, period, "settle", reason=reason, at=at, settlement=made)
    record(
        actor, "assessments.settle", period, period.unit_id, version=made.version, number=len(outcome.results),
        digest=made.results_digest,
    )  # fmt: skip
    return made
