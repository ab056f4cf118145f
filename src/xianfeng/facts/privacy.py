"""What the record keeps about a person, for whom and how long, and what goes when a person is erased.

Facts stay: a branch's chain must hold, and without the person's name they say nothing about anybody. The words beside
them go.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from xianfeng.engine.amounts import show
from xianfeng.facts.catalogue import packaged
from xianfeng.facts.models import Evidence, Fact, Kind, Note, Proposal
from xianfeng.facts.operations.forgetting import forget_proposals
from xianfeng.people.accounts.models import User
from xianfeng.people.members.importing.words import said
from xianfeng.people.privacy.kept import ABOVE, BRANCH, YOU, Kept
from xianfeng.people.privacy.purging import Purger

READERS = (YOU, BRANCH, ABOVE)


def _member(user: User) -> int:
    return user.member_id or 0


def _with_own_title(rows: QuerySet[Any]) -> QuerySet[Any]:
    own = Kind.objects.filter(code=OuterRef("kind")).values("title")[:1]
    titled: QuerySet[Any] = rows.annotate(own_title=Subquery(own))
    return titled


def _kind(row: Any) -> str:
    kind = packaged().get(row.kind)
    return said(kind.title) if kind else row.own_title or row.kind


def _outcome(row: Any) -> str:
    kind = packaged().get(row.kind)
    return said(kind.outcomes[row.outcome]) if kind and row.outcome in kind.outcomes else str(row.outcome)


WORDS: Mapping[str, Callable[[Any], str]] = {
    "kind": _kind,
    "outcome": _outcome,
    "quantity": lambda row: show(row.quantity),
}


FACTS = Kept(
    "facts.fact",
    _("facts recorded about you"),
    _("to count what you did by your branch's method, and to show why a score is what it is"),
    READERS,
    _("as long as the record of the branch; once you are erased no name belongs to them"),
    lambda user: _with_own_title(
        Fact.objects.unscoped().filter(member=_member(user)).select_related("unit", "reverses")
    ),
    (
        "unit", "number", "kind", "on", "quantity", "outcome", "document", "source", "recorded_at", "reverses",
        "reason", "digest",
    ),
    ("id", "member", "recorded_by", "confirmed_by", "key"),
    WORDS,
)  # fmt: skip
NOTES = Kept(
    "facts.note",
    _("notes beside facts about you"),
    _("to tell one deed from another"),
    READERS,
    "left",
    lambda user: Note.objects.filter(fact__member=_member(user)).select_related("fact").order_by("fact"),
    ("fact", "text"),
)
PROPOSALS = Kept(
    "facts.proposal",
    _("what you, or others for you, said happened"),
    _("to let another confirm it before it counts"),
    READERS,
    "proposals",
    lambda user: _with_own_title(
        Proposal.objects.unscoped().filter(member=_member(user)).select_related("unit", "fact")
    ),
    (
        "unit", "kind", "on", "quantity", "outcome", "document", "note", "proposed_at", "state", "decided_at",
        "reason", "fact",
    ),
    ("id", "member", "proposed_by", "decided_by", "key"),
    WORDS,
)  # fmt: skip
EVIDENCE = Kept(
    "facts.evidence",
    _("files added to what was said"),
    _("to show what happened, where you chose to; you see them beside what was said"),
    READERS,
    "proposals",
    lambda user: (
        Evidence.objects.filter(proposal__member=_member(user)).select_related("proposal").order_by("pk")
    ),
    ("suffix", "size", "added_at"),
    ("id", "proposal", "file", "digest"),
)
KEPT = (FACTS, NOTES, PROPOSALS, EVIDENCE)


def _over(before: datetime) -> QuerySet[Any]:
    states = (Proposal.State.REJECTED, Proposal.State.WITHDRAWN)
    over: QuerySet[Any] = Proposal.objects.unscoped().filter(state__in=states, decided_at__lt=before)
    return over


PURGERS = (
    Purger(
        "proposals", "proposals", _("claims rejected or withdrawn"),
        lambda before: _over(before).count(), lambda actor, before: forget_proposals(_over(before)),
    ),
)  # fmt: skip
