"""Reversing facts: a mistake is undone by a further fact, never by a change."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.facts.entries import problem_of_reason
from xianfeng.facts.models import Fact
from xianfeng.facts.operations.ledgers import append, locked
from xianfeng.people.audit.operations import Actor
from xianfeng.people.audit.operations import record as write_audit
from xianfeng.people.organizations.scope import operation


@operation
def reverse(actor: Actor, fact: Fact, *, reason: str, at: datetime | None = None) -> Fact:
    """Undo a fact by one that reverses it, in the same branch's record; a second time it is the same one.

    Raises ValidationError without a reason, for a reversal, and for a fact reversed for another reason.
    """
    reason = reason.strip()
    end = locked(fact.unit_id)
    before: Fact | None = Fact.objects.unscoped().filter(reverses=fact).first()
    if before is not None and before.reason == reason:
        return before
    _check(fact, before, reason)
    undoing = Fact(
        unit_id=fact.unit_id, member_id=fact.member_id, kind=fact.kind, on=fact.on, quantity=fact.quantity,
        outcome=fact.outcome, document=fact.document, source=fact.source, recorded_by=actor.user_id,
        confirmed_by=actor.user_id, recorded_at=at or timezone.now(), reverses=fact, reason=reason,
        key=f"reverse-{fact.pk}",
    )  # fmt: skip
    append(end, [undoing])
    write_audit(actor, "facts.reverse", undoing, fact.unit_id, kind=fact.kind, number=fact.number)
    return undoing


def _check(fact: Fact, before: Fact | None, reason: str) -> None:
    problems: dict[str, list[str]] = {}
    if fact.reverses_id is not None:
        problems["__all__"] = [_("A reversal is not reversed; record the fact again.")]
    if before is not None:
        problems["__all__"] = [_("It was reversed before, as number %(number)s.") % {"number": before.number}]
    if wrong := problem_of_reason(reason):
        problems["reason"] = [wrong]
    if problems:
        raise ValidationError(problems)
