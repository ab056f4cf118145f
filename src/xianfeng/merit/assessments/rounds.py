"""The steps of a round that move its period too, whether they are taken on the page of the one or of the other."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from xianfeng.engine.calendar import Period
from xianfeng.merit.assessments import operations
from xianfeng.merit.assessments.models import AssessmentPeriod
from xianfeng.merit.assessments.states import State
from xianfeng.merit.reviews import operations as reviews
from xianfeng.merit.reviews import steps
from xianfeng.merit.reviews.models import Round
from xianfeng.merit.scores.stretches import words_of
from xianfeng.people.audit.operations import Actor


def connect() -> None:
    """Let the pages of rounds take these steps."""
    steps.instead(begin=begin, close=close, repeat=repeat, link=link)


def _period_of(round_: Round) -> AssessmentPeriod | None:
    found: AssessmentPeriod | None = (
        AssessmentPeriod.objects.unscoped().filter(unit=round_.unit_id, code=round_.period).first()
    )
    return found


def begin(actor: Actor, round_: Round) -> Any:
    """Begin a round, and open its period with it; one that is repeated finds it open."""
    period = _period_of(round_)
    if period is None or period.state == State.OPEN:
        return reviews.begin(actor, round_)
    return operations.open_period(actor, period, round=round_)


def close(actor: Actor, round_: Round) -> Any:
    """Close a round, and its period with it."""
    period = _period_of(round_)
    if period is None or period.round_id != round_.pk:
        return reviews.close(actor, round_)
    return operations.close_period(actor, period)


def repeat(actor: Actor, round_: Round, *, reason: str, closes_on: date) -> Any:
    """Repeat a round, and open its period again."""
    period = _period_of(round_)
    if period is None or period.round_id != round_.pk:
        return reviews.repeat(actor, round_, reason=reason, closes_on=closes_on)
    return operations.repeat_round(actor, period, reason=reason, closes_on=closes_on)


def link(round_: Round) -> tuple[str, str] | None:
    """Return the page of the period that a round is for."""
    period = _period_of(round_)
    if period is None:
        return None
    title = _("Assessment of %(period)s") % {"period": words_of(Period.parse(period.code))}
    return reverse("assessments:period", args=[period.pk]), title
