"""Who may do what with the record (domain 2.2 (17), 2.4). Nobody confirms, records or reverses about herself."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xianfeng.engine.scheme import Kind as EngineKind
from xianfeng.facts.catalogue import is_claimable
from xianfeng.facts.models import Fact, Proposal
from xianfeng.people.members.models import Member, Office
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.roles import Role, role_of
from xianfeng.people.organizations.scope import Scope
from xianfeng.site.rights import Forbidden

COMMITTEE = (Role.SECRETARY, Role.COMMITTEE)
"""Who keeps the record of a branch."""
NOT_ONESELF = _("This is about you; another committee member or the level above does it.")
NOT_OWN_WORDS = _("You entered this yourself; another committee member confirms it.")
ONLY_COMMITTEE = _("The secretary and the committee of the branch keep its record.")


def check_can_claim(scope: Scope, member: Member) -> None:
    """Check for saying that a member did something: herself, or the leader of her group for her."""
    unit = member.unit
    if unit is None:
        raise Forbidden(_("This member has left the register."))
    led = scope.covers(unit.path, Role.GROUP_LEADER, *COMMITTEE)
    if scope.member_id != member.pk and not led:
        raise Forbidden(_("One says this for oneself; for others the group leader or the committee does."))


def check_can_claim_kind(scope: Scope, member: Member, kind: EngineKind) -> None:
    """Check for a kind: deeds; attendance, dues and decisions are entered by the committee."""
    check_can_claim(scope, member)
    if not is_claimable(kind):
        raise Forbidden(_("The committee of the branch enters this."))


def check_can_enter(scope: Scope, branch: Unit) -> None:
    """Check for entering facts in a branch's record."""
    if not scope.covers(branch.path, *COMMITTEE):
        raise Forbidden(ONLY_COMMITTEE)
    if not branch.is_branch or branch.dissolved_on is not None:
        raise Forbidden(_("Facts are recorded in a branch that stands."))


def check_can_record(scope: Scope, member: Member, kind: EngineKind) -> None:
    """Check for recording one fact at once, without another's confirmation.

    A decision with a document is proposed by the secretary and confirmed above.
    """
    if member.branch is None:
        raise Forbidden(_("This member has left the register."))
    check_can_enter(scope, member.branch)
    if scope.member_id == member.pk:
        raise Forbidden(NOT_ONESELF)
    if kind.document:
        raise Forbidden(_("A decision is confirmed by the level above."))


def check_can_confirm(scope: Scope, proposal: Proposal, kind: EngineKind | None = None) -> None:
    """Check for confirming or rejecting: another committee member of the branch.

    The level above where the branch has no other one, and for decisions. Two queries where the level above asks.
    """
    if scope.user_id is not None and scope.user_id == proposal.proposed_by:
        raise Forbidden(NOT_OWN_WORDS)
    if scope.member_id == proposal.member_id:
        raise Forbidden(NOT_ONESELF)
    if kind is not None and kind.document:
        _check_above(scope, proposal)
        return
    if scope.covers(proposal.unit.path, *COMMITTEE):
        return
    _check_above(scope, proposal)
    if others_of_committee(proposal):
        raise Forbidden(_("The branch has somebody who can confirm this: its committee does."))


def _check_above(scope: Scope, proposal: Proposal) -> None:
    if not scope.covers_below(proposal.unit.path, Role.OFFICER):
        raise Forbidden(ONLY_COMMITTEE)


def others_of_committee(proposal: Proposal) -> int:
    """Return how many of the branch's committee are neither the member nor the proposer and have an account."""
    held = Office.objects.unscoped().held(timezone.localdate()).filter(unit=proposal.unit)
    held = (
        held.exclude(member=proposal.member_id)
        .exclude(member__account=None)
        .select_related("member__account", "unit")
    )
    serving = [office for office in held if role_of(office.post, office.unit.kind) in COMMITTEE]
    return len(
        {
            o.member_id
            for o in serving
            if o.member.account.pk != proposal.proposed_by and o.member.account.is_active
        }
    )


def check_can_withdraw(scope: Scope, proposal: Proposal) -> None:
    """Check for taking a proposal back: whoever made it."""
    if scope.user_id is None or scope.user_id != proposal.proposed_by:
        raise Forbidden(_("Only whoever entered this takes it back."))


def check_can_reverse(scope: Scope, fact: Fact) -> None:
    """Check for reversing a fact: the committee of the branch that recorded it, or an officer above."""
    if scope.member_id == fact.member_id:
        raise Forbidden(NOT_ONESELF)
    if not scope.covers(fact.unit.path, *COMMITTEE) and not scope.covers_below(fact.unit.path, Role.OFFICER):
        raise Forbidden(ONLY_COMMITTEE)


def check_can_add_kind(scope: Scope, unit: Unit) -> None:
    """Check for adding a kind of fact for a unit and all below it."""
    if not scope.covers(unit.path, Role.SECRETARY, Role.OFFICER):
        raise Forbidden(_("The secretary, or an officer of the unit, adds kinds of facts."))
