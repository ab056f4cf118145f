"""The awards of a branch, and each on its way from a nomination to a story."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from xianfeng.merit.followups import operations
from xianfeng.merit.followups.forms import (
    ApproveForm,
    DiscussForm,
    GrantForm,
    NominateForm,
    ReasonForm,
    StoryForm,
)
from xianfeng.merit.followups.models import Award
from xianfeng.merit.followups.permissions import (
    check_can_approve,
    check_can_carry_on,
    check_can_grant,
    check_can_nominate,
    check_can_open_awards,
)
from xianfeng.merit.followups.queries import rotating_now, year_results
from xianfeng.merit.followups.views.common import form_page, unit_or_404
from xianfeng.people.members.models import Member
from xianfeng.people.organizations.requests import ScopedRequest
from xianfeng.people.organizations.roles import Role
from xianfeng.people.organizations.scope import READERS
from xianfeng.people.organizations.views.writing import posted
from xianfeng.site.rights import can, why_not

State = Award.State
WAY = (State.NOMINATED, State.DISCUSSED, State.PUBLICISED, State.APPROVED, State.GRANTED)
YEARS = range(2000, 2100)


def year_of(request: ScopedRequest) -> int:
    """Return the year asked for, this year else."""
    typed = request.GET.get("year", "")
    return (
        int(typed)
        if typed.isascii() and typed.isdigit() and int(typed) in YEARS
        else timezone.localdate().year
    )


@require_GET
def awards(request: ScopedRequest, pk: int) -> HttpResponse:
    """Show the awards of a branch in a year, by honour; of equals by surname, nobody is numbered."""
    unit = unit_or_404(request, pk)
    check_can_open_awards(request.scope, unit)
    reached = Award.objects.within(request.scope).filter(unit=unit)
    years = sorted({*reached.values_list("year", flat=True), timezone.localdate().year}, reverse=True)
    year = year_of(request)
    rows = reached.filter(year=year).select_related("member", "settlement__period", "notice")
    context = {
        "unit": unit, "year": year, "years": years, "groups": list(_groups(rows)), "rotating": rotating_now(unit),
        "gives_flags": year_results(unit, year).exclude(flags=None).exists(),
        "reads": request.scope.covers(unit.path, *READERS), "no_nomination": why_not(check_can_nominate, request.scope, unit),
        "to_publicise": _to_publicise(request, rows),
    }  # fmt: skip
    return render(request, "followups/awards.html", context)


def _groups(rows: Iterable[Award]) -> Iterator[tuple[str, int | None, list[Award]]]:
    """Yield each honour with the number of red flags and those who have as many, the most first."""
    ordered = sorted(
        rows, key=lambda row: (row.kind, -(row.basis.get("flags") or 0), row.member.sort_key, row.pk)
    )
    for (kind, flags), found in groupby(ordered, key=lambda row: (row.kind, row.basis.get("flags"))):
        yield str(Award.Kind(kind).label), flags, list(found)


def _to_publicise(request: ScopedRequest, rows: Iterable[Award]) -> list[tuple[str, str, int]]:
    """Return the honours of which somebody was discussed and stands on no notice: code, title and how many."""
    found = [row for row in rows if _waits_for_notice(row) and can(check_can_carry_on, request.scope, row)]
    kinds = sorted({row.kind for row in found})
    return [(kind, str(Award.Kind(kind).label), sum(row.kind == kind for row in found)) for kind in kinds]


def _waits_for_notice(award: Award) -> bool:
    notice = award.notice
    return award.state == State.DISCUSSED or (
        award.state == State.PUBLICISED and notice is not None and notice.state == notice.State.WITHDRAWN
    )


@require_POST
def publicise(request: ScopedRequest, pk: int) -> HttpResponse:
    """Draft one public notice of all awards of a kind and year that the branch has discussed."""
    unit = unit_or_404(request, pk)
    check_can_nominate(request.scope, unit)
    year = request.POST.get("year", "")
    rows = Award.objects.within(request.scope).filter(unit=unit, kind=request.POST.get("kind", ""))
    rows = rows.filter(year=int(year) if year.isdigit() else 0).select_related("notice", "unit")
    chosen = [row for row in rows if _waits_for_notice(row) and can(check_can_carry_on, request.scope, row)]
    back = f"{reverse('followups:awards', args=[pk])}?year={year}"
    if not chosen:
        messages.warning(request, _("Nobody waits for a public notice here."))
        return redirect(back)
    try:
        notice = operations.publicise_award(request.actor, *chosen)
    except ValidationError as refusal:
        messages.warning(request, " ".join(refusal.messages))
        return redirect(back)
    messages.success(request, _("The notice is drafted. Another person checks it, then it is published."))
    return redirect("notices:notice", notice.pk)


@require_http_methods(["GET", "POST"])
def nominate(request: ScopedRequest, pk: int) -> HttpResponse:
    """Nominate a member because of her results and of what she did."""
    unit = unit_or_404(request, pk)
    check_can_nominate(request.scope, unit)
    year = year_of(request)
    members = Member.objects.within(request.scope, Role.SECRETARY, Role.COMMITTEE).filter(branch=unit)
    form = NominateForm(members.exclude(pk=request.scope.member_id or 0), posted(request))
    context = {"title": _("Nominate for an honour"), "submit": _("Nominate"), "facts": f"{unit.name} {year}",
               "back": reverse("followups:awards", args=[pk])}  # fmt: skip
    return form_page(
        request, form, partial(operations.nominate_award, request.actor, unit, year=year), _("Nominated."),
        ("followups:awards", pk), "followups/form.html", context,
    )  # fmt: skip


# ---- one award


def award_or_404(request: ScopedRequest, pk: int) -> Award:
    """Return an award in reach."""
    related = ("member", "unit", "settlement__period", "notice")
    found: Award = get_object_or_404(Award.objects.within(request.scope).select_related(*related), pk=pk)
    return found


@require_GET
def award(request: ScopedRequest, pk: int) -> HttpResponse:
    """Show an award: because of what, where it stands, and what comes next."""
    found = award_or_404(request, pk)
    settled = found.settlement
    context = {
        "award": found, "steps": [State(state).label for state in WAY],
        "current": WAY.index(State(found.state)) + 1 if found.state in WAY else 0,
        "is_replaced": settled is not None and settled.period.settlement_id != settled.pk,
        "reads": request.scope.covers(found.unit.path, *READERS),
        "opens": can(check_can_open_awards, request.scope, found.unit), **_next(request, found),
    }  # fmt: skip
    return render(request, "followups/award.html", context)


def _next(request: ScopedRequest, found: Award) -> dict[str, Any]:
    """Return the next step with its address, or why one may not do it."""
    steps: dict[str, tuple[Any, str, str]] = {
        State.NOMINATED: (check_can_carry_on, "followups:discuss_award", _("Enter the vote of the branch")),
        State.PUBLICISED: (check_can_approve, "followups:approve_award", _("Enter the approval")),
        State.APPROVED: (check_can_grant, "followups:grant_award", _("Record that it was handed over")),
        State.GRANTED: (check_can_carry_on, "followups:tell_story", _("Write the story")),
    }
    droppable = found.state not in (State.GRANTED, State.DROPPED)
    drops = droppable and can(check_can_carry_on, request.scope, found)
    if found.state not in steps:
        return {"may_drop": drops}
    check, url, words = steps[found.state]
    refusal = why_not(check, request.scope, found)
    return {"next_url": reverse(url, args=[found.pk]), "next": words, "no_next": refusal, "may_drop": drops}


def _step(
    request: ScopedRequest, pk: int, form: Any, check: Callable[..., None], write: Callable[..., Any],
    title: str, submit: str, done: str,
) -> HttpResponse:  # fmt: skip
    found = award_or_404(request, pk)
    check(request.scope, found)
    facts = f"{found.member.name} {found.get_kind_display()} {found.year}"
    context = {
        "title": title,
        "submit": submit,
        "facts": facts,
        "back": reverse("followups:award", args=[pk]),
    }
    filled = form(posted(request), initial={"story": found.story} if form is StoryForm else None)
    return form_page(
        request, filled, partial(write, request.actor, found), done, ("followups:award", pk), "followups/form.html",
        context,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def discuss(request: ScopedRequest, pk: int) -> HttpResponse:
    """Enter how the branch's meeting voted."""
    return _step(
        request, pk, DiscussForm, check_can_carry_on, operations.discuss_award, _("The vote of the branch"),
        _("Enter the vote"), _("Entered. Next comes the public notice."),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def approve(request: ScopedRequest, pk: int) -> HttpResponse:
    """Enter the approval of the level above."""
    return _step(
        request, pk, ApproveForm, check_can_approve, operations.approve_award, _("The approval of the level above"),
        _("Approve"), _("Approved. Next it is handed over."),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def grant(request: ScopedRequest, pk: int) -> HttpResponse:
    """Record that an award was handed over."""
    return _step(
        request, pk, GrantForm, check_can_grant, operations.grant_award, _("Handed over"), _("Record it"),
        _("Recorded. The members of the branch see it now."),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def story(request: ScopedRequest, pk: int) -> HttpResponse:
    """Write what a granted award was for."""
    return _step(
        request, pk, StoryForm, check_can_carry_on, operations.tell_story, _("The story"), _("Show it to the branch"),
        _("The members of the branch can read it."),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def drop(request: ScopedRequest, pk: int) -> HttpResponse:
    """Say why an award is not carried on."""
    return _step(
        request, pk, ReasonForm, check_can_carry_on, operations.drop_award, _("Do not carry it on"),
        _("Do not carry it on"), _("It is not carried on; the reason stays with it."),
    )  # fmt: skip
