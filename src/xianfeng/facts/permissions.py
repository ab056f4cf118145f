"""Who may do what with the record (domain 2.2 (17), 2.4). Nobody confirms, records or reverses about herself."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xianfeng.engine.scheme import Kind as EngineKind
from xianfeng.facts.catalogue import is_claimable
from xianfeng.facts.models import Fact, Proposal
from xianfeng.people.members.models import Member, Office
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.roles import Post, Role
from xianfeng.people.organizations.scope import READERS, Scope, subtree
from xianfeng.site.rights import Forbidden

COMMITTEE = (Role.SECRETARY, Role.COMMITTEE)
"""Who keeps the record of a branch."""
PROPOSERS = (Role.GROUP_LEADER, *COMMITTEE)
"""Who may say of others what they did."""
CONFIRMERS = (*COMMITTEE, Role.OFFICER)
NOT_ONESELF = _("This is about you; another committee member or the level above does it.")
NOT_OWN_WORDS = _("You entered this yourself; another committee member confirms it.")
ONLY_COMMITTEE = _("The secretary and the committee of the branch keep its record.")
ONLY_ABOVE = _("A decision is confirmed by the level above.")
LEFT = _("This member has left the register.")


def check_can_claim(scope: Scope, member: Member) -> None:
    """Check for saying that a member did something: herself, or the leader of her group for her."""
    unit = member.unit
    if unit is None:
        raise Forbidden(LEFT)
    if scope.member_id != member.pk and not scope.covers(unit.path, *PROPOSERS):
        raise Forbidden(_("One says this for oneself; for others the group leader or the committee does."))


def check_can_claim_kind(scope: Scope, member: Member, kind: EngineKind) -> None:
    """Check for a kind: deeds; attendance, dues and decisions are entered by the committee."""
    check_can_claim(scope, member)
    if not is_claimable(kind):
        raise Forbidden(_("The committee of the branch enters this."))


def check_has_claims(scope: Scope) -> None:
    """Check for the page of one's own claims: members of a branch, and whoever may say it for others."""
    if scope.member_id is None and not scope.holds(*PROPOSERS):
        raise Forbidden(_("Your account belongs to no member; nothing is recorded about you."))


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
        raise Forbidden(LEFT)
    check_can_enter(scope, member.branch)
    if scope.member_id == member.pk:
        raise Forbidden(NOT_ONESELF)
    if kind.document:
        raise Forbidden(ONLY_ABOVE)


def check_can_read_record(scope: Scope, branch: Unit) -> None:
    """Check for reading the record of a branch: its committee, officers above, inspectors."""
    if not scope.covers(branch.path, *READERS):
        raise Forbidden(_("The record of a branch is read by its committee and the levels above."))
    if not branch.is_branch:
        raise Forbidden(_("A record is kept by each branch; choose one."))


def check_can_read_records(scope: Scope) -> None:
    """Check for choosing a branch whose record to read."""
    if not scope.holds(*READERS):
        raise Forbidden(_("The record of a branch is read by its committee and the levels above."))


def check_can_export(scope: Scope, branch: Unit) -> None:
    """Check for taking the record of a branch out as a file: who keeps it, and officers above."""
    if not scope.covers(branch.path, *CONFIRMERS):
        raise Forbidden(_("The record is taken out by the committee of the branch and officers above only."))


# ---- confirming: another of the committee; the level above where there is no other, and for decisions


def check_confirms(scope: Scope) -> None:
    """Check for the list of what waits."""
    if not scope.holds(*CONFIRMERS):
        raise Forbidden(_("Claims are confirmed by the committee of the branch."))


def check_can_confirm(scope: Scope, proposal: Proposal, kind: EngineKind | None = None) -> None:
    """Check for confirming or rejecting: another committee member of the branch.

    The level above where the branch has no other one, and for decisions. One query where the level above asks.
    """
    if scope.user_id is not None and scope.user_id == proposal.proposed_by:
        raise Forbidden(NOT_OWN_WORDS)
    if scope.member_id == proposal.member_id:
        raise Forbidden(NOT_ONESELF)
    if kind is not None and kind.document:
        _check_above(scope, proposal, ONLY_ABOVE)
        return
    if scope.covers(proposal.unit.path, *COMMITTEE):
        return
    _check_above(scope, proposal, ONLY_COMMITTEE)
    if Proposal.objects.unscoped().filter(has_other_committee(), pk=proposal.pk).exists():
        raise Forbidden(_("The branch has somebody who can confirm this: its committee does."))


def confirmable(scope: Scope, documents: tuple[str, ...]) -> Q:
    """Return the condition on proposals that `check_can_confirm` states; `documents` are the kinds of decisions."""
    of_branch = subtree("unit__path", scope.paths(*COMMITTEE)) & ~Q(kind__in=documents)
    above = subtree("unit__path", scope.paths(Role.OFFICER)) & ~Q(unit__path__in=scope.paths(Role.OFFICER))
    of_above = above & (Q(kind__in=documents) | ~has_other_committee())
    others = ~Q(member=scope.member_id or 0) & (Q(proposed_by=None) | ~Q(proposed_by=scope.user_id or 0))
    return (of_branch | of_above) & others


def has_other_committee() -> Exists:
    """Return the condition that a proposal's branch has one of the committee who may decide about it.

    Neither the member nor who proposed it, and with an account that may sign in.
    """
    held = Office.objects.unscoped().held(timezone.localdate()).exclude(post=Post.GROUP_LEADER)
    other = held.filter(unit=OuterRef("unit"), member__account__is_active=True)
    return Exists(
        other.exclude(member=OuterRef("member")).annotate(proposer=Coalesce(OuterRef("proposed_by"), 0))
        .exclude(member__account=F("proposer"))
    )  # fmt: skip


def _check_above(scope: Scope, proposal: Proposal, reason: Any) -> None:
    if not scope.covers_below(proposal.unit.path, Role.OFFICER):
        raise Forbidden(reason)


def check_can_withdraw(scope: Scope, proposal: Proposal) -> None:
    """Check for taking a proposal back: whoever made it."""
    if scope.user_id is None or scope.user_id != proposal.proposed_by:
        raise Forbidden(_("Only whoever entered this takes it back."))


def check_can_reverse(scope: Scope, fact: Fact, kind: EngineKind | None = None) -> None:
    """Check for reversing a fact: the committee of the branch that recorded it, or an officer above.

    What the level above confirmed, a decision, is reversed there alone.
    """
    if scope.member_id == fact.member_id:
        raise Forbidden(NOT_ONESELF)
    if scope.covers_below(fact.unit.path, Role.OFFICER):
        return
    if not scope.covers(fact.unit.path, *COMMITTEE):
        raise Forbidden(ONLY_COMMITTEE)
    if kind is not None and kind.document:
        raise Forbidden(_("A decision was confirmed by the level above and is reversed there."))


def check_can_add_kind(scope: Scope, unit: Unit) -> None:
    """Check for adding a kind of fact for a unit and all below it, and for retiring one."""
    if not scope.covers(unit.path, Role.SECRETARY, Role.OFFICER):
        raise Forbidden(_("The secretary, or an officer of the unit, adds kinds of facts."))
    if unit.kind == Unit.Kind.GROUP:
        raise Forbidden(_("Kinds of facts are added for a branch or a unit above it, not for a group."))
    if unit.dissolved_on is not None:
        raise Forbidden(_("This organisation has been dissolved."))
