"""What a meeting decides about single results. It counts with the next settlement."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.engine.amounts import FULL, show
from xianfeng.engine.calendar import Period
from xianfeng.engine.scheme import Scheme
from xianfeng.merit.assessments.methods import text_of
from xianfeng.merit.assessments.models import Adjustment, AssessmentPeriod, Decision, Resolution
from xianfeng.merit.assessments.operations.moving import lock, numbered, said
from xianfeng.merit.assessments.roster import list_assessed
from xianfeng.merit.assessments.states import DECIDABLE
from xianfeng.people.audit.operations import Actor, record
from xianfeng.people.members.models import Member
from xianfeng.people.organizations.scope import operation


@operation
def adjust(
    actor: Actor,
    period: AssessmentPeriod,
    *,
    member: Member,
    points: int,
    reason: str,
    document: str,
    at: datetime | None = None,
) -> Adjustment:
    """Move one result by signed hundredths, within what the method allows; a second time in place of the first.

    Raises ValidationError for too much, for none, and where the method allows no adjustment.
    """
    lock(period)
    _check_decidable(period)
    _check_points(scheme_of(period), points)
    _check_assessed(period, [member])
    values = {
        "points": points, "reason": said(reason), "document": numbered(document), "by": actor.user_id,
        "at": at or timezone.now(),
    }  # fmt: skip
    made: Adjustment
    made, _new = Adjustment.objects.unscoped().update_or_create(period=period, member=member, defaults=values)
    record(actor, "assessments.adjust", made, period.unit_id, points=points, document=made.document)
    return made


def _check_points(scheme: Scheme, points: int) -> None:
    if scheme.adjust is None:
        raise ValidationError(_("The method of this period allows no adjustment."))
    within = scheme.adjust.within
    if not points or abs(points) > within:
        words = {"within": show(within)}
        raise ValidationError(
            {"points": [_("At most %(within)s points up or down, and not none at all.") % words]}
        )


@operation
def resolve(
    actor: Actor,
    period: AssessmentPeriod,
    *,
    members: Iterable[Member],
    weights: Mapping[str, int],
    reason: str,
    document: str,
    at: datetime | None = None,
) -> list[Resolution]:
    """Put the results of members together by other weights, in hundredths, adding up to 100.00.

    Components left out are waived. A second time it takes the place of the first. Raises ValidationError.
    """
    lock(period)
    _check_decidable(period)
    _check_weights(scheme_of(period), weights)
    found = list(members)
    _check_assessed(period, found)
    values = {
        "weights": dict(weights), "reason": said(reason), "document": numbered(document), "by": actor.user_id,
        "at": at or timezone.now(),
    }  # fmt: skip
    made = [_resolution(period, member, values) for member in found]
    record(
        actor, "assessments.resolve", period, period.unit_id, number=len(made), weights=values["weights"],
        document=values["document"],
    )  # fmt: skip
    return made


def _resolution(period: AssessmentPeriod, member: Member, values: Mapping[str, object]) -> Resolution:
    made: Resolution
    made, _new = Resolution.objects.unscoped().update_or_create(period=period, member=member, defaults=values)
    return made


def _check_weights(scheme: Scheme, weights: Mapping[str, int]) -> None:
    if weights.keys() - scheme.components.keys():
        raise ValidationError({"weights": [_("There is no such component in the method.")]})
    if any(weight <= 0 for weight in weights.values()) or sum(weights.values()) != FULL:
        raise ValidationError({"weights": [_("The weights are above zero and add up to 100.00.")]})


@operation
def take_back(actor: Actor, decision: Decision) -> None:
    """Take an adjustment or a resolution back: the next settlement does without it. Raises ValidationError."""
    period = decision.period
    lock(period)
    _check_decidable(period)
    kind = "adjustment" if isinstance(decision, Adjustment) else "resolution"
    record(actor, "assessments.take_back", decision, period.unit_id, what=kind, document=decision.document)
    decision.delete()


# ---- what is checked


def scheme_of(period: AssessmentPeriod) -> Scheme:
    """Return the scheme of a period. Raises ValidationError where its text is gone."""
    text = text_of(period)
    if text is None:
        raise ValidationError(_("The version of the method by which this period was prepared is not there."))
    return text.scheme_for(period.unit)


def _check_decidable(period: AssessmentPeriod) -> None:
    if period.state not in DECIDABLE:
        words = {"state": period.get_state_display()}
        raise ValidationError(
            _("This period is now: %(state)s. Results are decided about between its close and its end.")
            % words
        )


def _check_assessed(period: AssessmentPeriod, members: list[Member]) -> None:
    """Check that the members are assessed in the branch, at least one."""
    if not members:
        raise ValidationError({"members": [_("Choose whom it concerns.")]})
    assessed = {member.pk for member in list_assessed(period.unit, Period.parse(period.code).end)}
    if {member.pk for member in members} - assessed:
        raise ValidationError({"member": [_("This member is not assessed in this branch and period.")]})
