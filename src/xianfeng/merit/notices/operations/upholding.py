"""Deciding an objection. What is upheld is put right at once: the record, an adjustment, the register, the ballots.

Then the period is settled again and a new version of the notice is drafted; a meeting confirms it before it is out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from xianfeng.facts.models import Fact
from xianfeng.facts.operations import reverse
from xianfeng.merit.assessments import operations as assessments
from xianfeng.merit.assessments.models import Adjustment, AssessmentPeriod, Settlement
from xianfeng.merit.notices.models import Notice, Objection
from xianfeng.merit.notices.operations.common import locked, take_over
from xianfeng.merit.notices.operations.drafting import draft_notice
from xianfeng.merit.notices.operations.ending import withdraw_notice
from xianfeng.merit.notices.operations.objecting import check_unconcerned, write_answer
from xianfeng.merit.notices.states import OBJECTION, move
from xianfeng.merit.notices.workdays import calendar
from xianfeng.people.audit.operations import Actor, record
from xianfeng.people.organizations.scope import operation

Ground = Objection.Ground
NEW_ROUND = 5
"""Working days for which a repeated round collects ballots, unless said otherwise."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """What was found wrong, and with what it is put right."""

    fact: Fact | None = None
    closes_on: date | None = None
    at: datetime | None = None


@operation
def decide_objection(
    actor: Actor,
    objection: Objection,
    *,
    upheld: bool,
    answer: str,
    outcome: str = "",
    fact: Fact | None = None,
    closes_on: date | None = None,
    at: datetime | None = None,
) -> Objection:
    """Decide an objection, answer it in writing, and put right what was wrong.

    `outcome` says what an upheld one leads to. With a fact, that fact is reversed; an adjustment made before the
    settlement is taken back; for the procedure a new round collects ballots until `closes_on`. What is missing, or
    stands wrong in the register, is put right before. Raises ValidationError, also when nothing would change.
    """
    found = locked(objection)
    move(found, "uphold" if upheld else "not_uphold", OBJECTION)
    check_unconcerned(actor, found)
    found.outcome = _outcome(upheld, outcome)
    found.fact = _fact(found, fact)
    write_answer(actor, found, answer, at)
    record(
        actor, "notices.decide_objection", found, found.notice.unit_id, upheld=upheld, outcome=found.outcome
    )
    if upheld and found.notice.settlement is not None:
        _PUT_RIGHT[found.outcome](actor, found, Ruling(found.fact, closes_on, at))
    return take_over(objection, found)


def _outcome(upheld: bool, outcome: str) -> str:
    if upheld and outcome not in Ground.values:
        raise ValidationError({"outcome": [_("Say what was found wrong.")]})
    if not upheld and outcome:
        raise ValidationError({"outcome": [_("An objection that is not upheld leads to nothing.")]})
    return outcome


def _fact(objection: Objection, fact: Fact | None) -> Fact | None:
    if fact is None:
        return None
    if objection.outcome != Ground.FACT:
        raise ValidationError({"fact": [_("A fact is chosen only where a fact was wrong.")]})
    is_there = Fact.objects.unscoped().in_force().filter(pk=fact.pk, member=objection.about_id).exists()
    if not is_there:
        raise ValidationError({"fact": [_("Choose a fact about this member that counts today.")]})
    return fact


def _put_fact_right(actor: Actor, objection: Objection, ruling: Ruling) -> None:
    if ruling.fact is not None:
        reverse(actor, ruling.fact, reason=_reason(objection), at=ruling.at)
    _settle_again(actor, objection, ruling)


def _put_adjustment_right(actor: Actor, objection: Objection, ruling: Ruling) -> None:
    made = Adjustment.objects.unscoped().filter(period=_period(objection), member=objection.about_id)
    # One that was entered after the settlement is the committee's correction and stays.
    for adjustment in made.filter(at__lte=_settlement(objection).settled_at):
        assessments.take_back(actor, adjustment)
    _settle_again(actor, objection, ruling)


def _put_roster_right(actor: Actor, objection: Objection, ruling: Ruling) -> None:
    _settle_again(actor, objection, ruling)


def _put_procedure_right(actor: Actor, objection: Objection, ruling: Ruling) -> None:
    period = _period(objection)
    closes_on = ruling.closes_on or calendar().after(timezone.localdate(ruling.at), NEW_ROUND)
    published = Notice.objects.unscoped().filter(settlement__period=period, state=Notice.State.PUBLISHED)
    for notice in published:
        withdraw_notice(actor, notice, reason=_reason(objection), at=ruling.at)
    assessments.repeat_round(actor, period, reason=_reason(objection), closes_on=closes_on, at=ruling.at)


def _settle_again(actor: Actor, objection: Objection, ruling: Ruling) -> None:
    """Settle the period again and draft the next version of the notice. Raises ValidationError if nothing changed."""
    notice = objection.notice
    settlement: Settlement = assessments.settle(
        actor, _period(objection), reason=_reason(objection), at=ruling.at
    )
    if settlement.pk == notice.settlement_id:
        raise ValidationError(_NOTHING_CHANGES[objection.outcome])
    draft_notice(
        actor, settlement, audience=notice.audience, workdays=notice.workdays, fields=notice.fields,
        names_all=notice.names_all, aspects=_aspects(notice), at=ruling.at,
    )  # fmt: skip


def _aspects(notice: Notice) -> dict[int, str]:
    return {row["member"]: row.get("aspects", "") for row in notice.content.get("rows", ())}


def _settlement(objection: Objection) -> Settlement:
    settlement: Settlement | None = objection.notice.settlement
    assert settlement is not None
    return settlement


def _period(objection: Objection) -> AssessmentPeriod:
    period: AssessmentPeriod = _settlement(objection).period
    return period


def _reason(objection: Objection) -> str:
    return _("objection no. %(number)s was upheld") % {"number": objection.pk}


_NOTHING_CHANGES: Mapping[str, Any] = {
    Ground.FACT: _lazy(
        "Nothing would change. Choose the fact that is wrong, or record the one that is missing first."
    ),
    Ground.ADJUSTMENT: _lazy(
        "Nothing would change. Put the adjustment or the score right first, then decide."
    ),
    Ground.ROSTER: _lazy("Nothing would change. Put the register right first, then decide."),
}
_PUT_RIGHT: Mapping[str, Callable[[Actor, Objection, Ruling], None]] = {
    Ground.FACT: _put_fact_right,
    Ground.ADJUSTMENT: _put_adjustment_right,
    Ground.ROSTER: _put_roster_right,
    Ground.PROCEDURE: _put_procedure_right,
}
