"""What goes with a person who is erased, or when its time is over: words and files, never facts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import QuerySet

from xianfeng.facts.models import Evidence, Note, Proposal
from xianfeng.people.members.models import Member
from xianfeng.people.organizations.scope import operation


@operation
def forget(member: Member) -> None:
    """Delete what was written beside the facts of a member: notes, evidence, the words of proposals."""
    Note.objects.filter(fact__member=member).delete()
    _remove_evidence(Evidence.objects.filter(proposal__member=member))
    Proposal.objects.unscoped().filter(member=member).update(note="", reason="")


@operation
def forget_proposals(proposals: QuerySet[Any]) -> int:
    """Delete proposals of which none became a fact, with their evidence; return how many."""
    _remove_evidence(Evidence.objects.filter(proposal__in=proposals))
    _, by_model = proposals.delete()
    return by_model.get(Proposal._meta.label, 0)


def _remove_evidence(evidence: QuerySet[Evidence]) -> None:
    """Delete the rows now, and the files once that is certain."""
    names = list(evidence.values_list("file", flat=True))
    evidence.delete()
    transaction.on_commit(lambda: _delete_files(names))


def _delete_files(names: Iterable[str]) -> None:
    for name in names:
        default_storage.delete(name)
