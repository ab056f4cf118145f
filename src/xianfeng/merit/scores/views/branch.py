"""The members of a branch with their scores so far: by surname, never by score."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from xianfeng.engine.scheme import Scheme, Status
from xianfeng.engine.text import Text, joined
from xianfeng.merit.scores.permissions import check_can_read_branch
from xianfeng.merit.scores.standing import Standing, standing_of_branch
from xianfeng.merit.scores.summary import Behind, Summary, behind_of, summary_of
from xianfeng.merit.scores.words import counted_in, period_title, shortage_words
from xianfeng.people.members.models import Member
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.requests import ScopedRequest


@dataclass(frozen=True, slots=True)
class Row:
    """One member of the branch: the result in short, and what is behind its pace."""

    member: Member
    is_assessed: bool
    summary: Summary
    behind: tuple[Text, ...]


@require_GET
def branch(request: ScopedRequest, pk: int) -> HttpResponse:
    """Show everybody's score so far. Nobody is explained here: each name leads to its own page."""
    found: Unit = get_object_or_404(Unit.objects.within(request.scope).filter(kind=Unit.Kind.BRANCH), pk=pk)
    check_can_read_branch(request.scope, found)
    standing = standing_of_branch(found, timezone.localdate())
    if standing is None:
        return render(request, "scores/branch_none.html", {"unit": found})
    rows = _rows(standing)
    context = {
        "unit": found,
        "standing": standing,
        "title": period_title(standing.period),
        "rows": rows,
        "behind": sum(bool(row.behind) for row in rows),
    }
    return render(request, "scores/branch.html", context)


def _rows(standing: Standing) -> list[Row]:
    scheme = standing.method.scheme
    return [
        Row(
            member, result.status is not Status.NOT_ASSESSED, summary_of(scheme, result),
            tuple(_shortage(each, scheme) for each in behind_of(scheme, result)),
        )
        for member, result in zip(standing.members, standing.results, strict=True)
    ]  # fmt: skip


def _shortage(behind: Behind, scheme: Scheme) -> Text:
    words = shortage_words(behind.need - behind.have, counted_in(behind.rule, scheme))
    return joined([behind.item.title, words], "：", ": ")
