"""What the pages of an import share."""

from __future__ import annotations

from django.shortcuts import get_object_or_404

from xianfeng.people.members.importing.drafts import make_plan
from xianfeng.people.members.importing.lines import Lines, lines_of
from xianfeng.people.members.importing.models import ImportDraft
from xianfeng.people.members.importing.permissions import check_can_import_into
from xianfeng.people.organizations.requests import ScopedRequest


def draft_or_404(request: ScopedRequest, pk: int) -> ImportDraft:
    """Return a draft of one's own, into a unit whose register one still keeps; 404 for another's."""
    own = ImportDraft.objects.within(request.scope).select_related("unit")
    draft: ImportDraft = get_object_or_404(own, pk=pk)
    check_can_import_into(request.scope, draft.unit)
    return draft


def planned(request: ScopedRequest, draft: ImportDraft) -> Lines:
    """Return what a draft would do now."""
    return lines_of(draft, *make_plan(draft, request.scope))
