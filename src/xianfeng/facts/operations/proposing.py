"""Claims: said by a member or a group leader, confirmed or rejected by another, withdrawn by whoever said it."""

from __future__ import annotations

from datetime import date, datetime
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.facts.catalogue import kinds_of
from xianfeng.facts.entries import EntriesRefused, Entry, check_entries, problem_of_reason
from xianfeng.facts.models import Fact, Proposal
from xianfeng.facts.operations.recording import KeyConflict, record
from xianfeng.people.audit.operations import Actor
from xianfeng.people.audit.operations import record as write_audit
from xianfeng.people.members.models import Member
from xianfeng.people.organizations.scope import operation

State = Proposal.State


@operation
def propose(
    actor: Actor,
    *,
    member: Member,
    kind: str,
    on: date,
    quantity: int = 100,
    outcome: str = "",
    document: str = "",
    note: str = "",
    key: str = "",
    at: datetime | None = None,
) -> Proposal:
    """Say that something happened; it counts once another has confirmed it.

    The same key gives the same proposal again. Raises EntriesRefused, KeyConflict.
    """
    key = key or uuid4().hex
    document, note = document.strip(), note.strip()
    entry = Entry(member, kind, on, quantity, outcome, document, note, key)
    before = Proposal.objects.unscoped().filter(key=key).first()
    if before is not None:
        return _same(before, entry)
    if member.branch is None:
        raise EntriesRefused({0: {"member": [_("This member has left the register.")]}})
    check_entries([entry], kinds_of(member.branch.pk, [kind]), timezone.localdate(at))
    values = {
        "member": member, "unit": member.branch, "kind": kind, "on": on, "quantity": quantity, "outcome": outcome,
        "document": document, "note": note, "proposed_by": actor.user_id, "proposed_at": at or timezone.now(),
    }  # fmt: skip
    made, is_new = Proposal.objects.get_or_create(key=key, defaults=values)
    if not is_new:  # it came twice at the same moment
        return _same(made, entry)
    write_audit(actor, "facts.propose", made, made.unit_id, kind=kind)
    return made


def _same(before: Proposal, entry: Entry) -> Proposal:
    told = (entry.member.pk, entry.kind, entry.on, entry.quantity, entry.outcome, entry.document, entry.note)
    if told != (
        before.member_id, before.kind, before.on, before.quantity, before.outcome, before.document, before.note,
    ):  # fmt: skip
        raise KeyConflict
    return before


@operation
def confirm(actor: Actor, proposal: Proposal, *, at: datetime | None = None) -> Fact:
    """Confirm a proposal: the fact begins to exist. Confirmed before, it is the same fact.

    Who may is for `permissions`; nobody confirms what he proposed himself. Raises ValidationError.
    """
    proposal = _locked(proposal)
    if proposal.fact is not None:
        return proposal.fact
    _check_waiting(proposal)
    if actor.user_id is not None and actor.user_id == proposal.proposed_by:
        raise ValidationError(_("You entered this yourself; another committee member confirms it."))
    fact = record(
        actor, member=proposal.member, kind=proposal.kind, on=proposal.on, quantity=proposal.quantity,
        outcome=proposal.outcome, document=proposal.document, note=proposal.note, key=f"proposal-{proposal.pk}",
        source=Fact.Source.CLAIMED, recorded_by=proposal.proposed_by, at=at,
    )  # fmt: skip
    proposal.fact = fact
    _decide(actor, proposal, State.CONFIRMED, "", at)
    return fact


@operation
def reject(actor: Actor, proposal: Proposal, *, reason: str, at: datetime | None = None) -> None:
    """Reject a proposal, with a reason that its proposer reads. Raises ValidationError."""
    proposal = _locked(proposal)
    _check_waiting(proposal)
    reason = reason.strip()
    if wrong := problem_of_reason(reason):
        raise ValidationError({"reason": [wrong]})
    _decide(actor, proposal, State.REJECTED, reason, at)
    write_audit(actor, "facts.reject", proposal, proposal.unit_id, kind=proposal.kind)


@operation
def withdraw(actor: Actor, proposal: Proposal, *, at: datetime | None = None) -> None:
    """Take a proposal back before it is decided. Raises ValidationError."""
    proposal = _locked(proposal)
    _check_waiting(proposal)
    _decide(actor, proposal, State.WITHDRAWN, "", at)
    write_audit(actor, "facts.withdraw", proposal, proposal.unit_id, kind=proposal.kind)


def _locked(proposal: Proposal) -> Proposal:
    asked = Proposal.objects.unscoped().select_for_update(of=("self",)).select_related("member")
    found: Proposal = asked.get(pk=proposal.pk)
    return found


def _check_waiting(proposal: Proposal) -> None:
    if proposal.state != State.PROPOSED:
        raise ValidationError(
            _("This is no longer waiting: %(state)s.") % {"state": proposal.get_state_display()}
        )


def _decide(actor: Actor, proposal: Proposal, state: str, reason: str, at: datetime | None) -> None:
    proposal.state, proposal.reason = state, reason
    proposal.decided_by, proposal.decided_at = actor.user_id, at or timezone.now()
    proposal.save(update_fields=["state", "reason", "decided_by", "decided_at", "fact"])
