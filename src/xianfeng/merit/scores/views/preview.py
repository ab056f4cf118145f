"""The page that tries a draft of a method on the last closed period."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from xianfeng.engine.amounts import show
from xianfeng.engine.comparison.grades import grades_of
from xianfeng.engine.comparison.outcomes import CauseTotal, Comparison, GroupChange, MemberChange, Move
from xianfeng.engine.comparison.words import because, grade_words, label, show_change
from xianfeng.engine.scheme import Scheme
from xianfeng.facts.catalogue import kinds_for
from xianfeng.merit.methods.models import SchemeVersion
from xianfeng.merit.methods.permissions import DRAFTERS
from xianfeng.merit.methods.queries import knowing, method_of, read_text
from xianfeng.merit.scores.preview import MOST, Part, affected, last_closed, preview_of
from xianfeng.merit.scores.stretches import words_of
from xianfeng.people.members.importing.words import said
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.requests import ScopedRequest
from xianfeng.people.organizations.scope import subtree

CAUSES = 8
"""How many causes are named."""


@dataclass(frozen=True, slots=True)
class Row:
    """What one cause does, or what changes in one branch or for one member, in words."""

    name: str
    cells: tuple[str, ...]


@require_GET
def preview(request: ScopedRequest, pk: int) -> HttpResponse:
    """Show what a draft would change in the last closed period, in its unit or in one below."""
    reached = SchemeVersion.objects.within(request.scope, *DRAFTERS).select_related("owner")
    draft: SchemeVersion = get_object_or_404(reached, pk=pk)
    units = _units(request, draft)
    wanted = request.GET.get("unit", str(draft.owner_id))
    unit: Unit = get_object_or_404(units, pk=int(wanted) if wanted.isascii() and wanted.isdecimal() else 0)
    context = {"draft": draft, "unit": unit, "units": list(units), "most": MOST}
    return render(
        request, "scores/preview.html", context | _tried(request, draft, unit, timezone.localdate())
    )


def _units(request: ScopedRequest, draft: SchemeVersion) -> Any:
    below = Unit.objects.within(request.scope, *DRAFTERS).filter(subtree("path", (draft.owner.path,)))
    return below.standing().exclude(kind=Unit.Kind.GROUP).order_by("path")


def _tried(request: ScopedRequest, draft: SchemeVersion, unit: Unit, today: date) -> dict[str, Any]:
    """Return what the draft does, or `refusal`: why it cannot be said."""
    kinds = kinds_for(unit)
    written, method = read_text(draft.text, draft.code, kinds).scheme, method_of(unit, today)
    refusal = _refusal(method.scheme if method else None, written)
    if refusal or written is None or method is None:
        return {"refusal": refusal}
    members = affected(request.scope, draft, unit, today)
    count = members.count()
    if not 0 < count <= MOST:
        return {"refusal": _("Nobody goes by this method here.") if count == 0 else "", "count": count}
    found = preview_of(list(members), method.scheme, knowing(written, kinds), last_closed(written, today))
    other = "" if method.scheme.code == draft.code else said(method.scheme.title)
    parts = [_shown(part, unit) for part in found.parts]
    words = words_of(found.period)
    return {"preview": found, "words": words, "parts": parts, "other_method": other, "count": count} | _lists(
        found
    )


def _refusal(a: Scheme | None, b: Scheme | None) -> str:
    if b is None:
        return _("The text of the draft has problems. Mend them first; then its effect can be worked out.")
    if a is None:
        return _("The unit goes by no method today, so there is nothing to compare with.")
    if a.period is not b.period:
        return _(
            "The draft is settled for another stretch of time than the method of today; their results cannot be compared."
        )
    return ""


def _lists(found: Any) -> dict[str, list[str]]:
    return {name: [said(title) for title in getattr(found, name)] for name in ("gone", "new", "waiting")}


# ---- a comparison in words


def _shown(part: Part, unit: Unit) -> dict[str, Any]:
    """Return what a part of the page says; of one branch also who changes, by surname."""
    comparison = part.comparison
    whole = comparison.whole
    return {
        "title": said(part.title), "whole": whole, "means": _means(whole),
        "causes": [_cause(comparison, total) for total in comparison.largest_causes[:CAUSES]],
        "moves": list(_moves(comparison)), "moved": whole.members - whole.moves[Move.SAME],
        "branches": [] if unit.is_branch else list(_branches(comparison)),
        "members": [_member(comparison, each) for each in comparison.members if each.shifts] if unit.is_branch else [],
    }  # fmt: skip


def _means(group: GroupChange) -> tuple[str, str, str]:
    if group.mean_a is None or group.mean_b is None:
        return ("—", "—", "—")
    return (show(group.mean_a), show(group.mean_b), show_change(group.change or 0))


def _cause(comparison: Comparison, total: CauseTotal) -> Row:
    words = said(label(total.key, comparison.a.scheme, comparison.b.scheme))
    mean = "—" if total.mean is None else show_change(total.mean)
    return Row(words, (str(total.members), str(total.raised), str(total.lowered), mean))


def _moves(comparison: Comparison) -> Iterator[Row]:
    """Yield how many stand in each band by both."""
    if not comparison.b.scheme.bands:
        return
    counts = comparison.whole
    for grade in grades_of(comparison.b.scheme):
        before, after = counts.grades_a.get(grade, 0), counts.grades_b[grade]
        if before or after:
            yield Row(said(grade_words(grade, comparison.b.scheme)), (str(before), str(after)))


def _branches(comparison: Comparison) -> Iterator[Row]:
    """Yield the branches in which something changes, in order of the tree. One query."""
    changed = {group.branch: group for group in comparison.branches if group.higher or group.lower}
    units = Unit.objects.unscoped().filter(pk__in=[int(pk) for pk in changed]).order_by("path")
    for unit in units:
        group = changed[str(unit.pk)]
        yield Row(unit.name, (str(group.higher), str(group.lower), *_means(group)))


def _member(comparison: Comparison, each: MemberChange) -> Row:
    scores = tuple("—" if score is None else show(score) for score in (each.a.score, each.b.score))
    told = [said(words) for words in because(each, comparison.a.scheme, comparison.b.scheme)]
    return Row(each.name, (*scores, _("; ").join(told)))
