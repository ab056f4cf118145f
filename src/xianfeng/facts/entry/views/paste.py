"""Lines from a spreadsheet: shown as they were understood, then recorded all or not at all."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from xianfeng.facts.entry.forms import PasteForm
from xianfeng.facts.entry.kinds import Kinds
from xianfeng.facts.entry.pasting import Pasted, read_paste
from xianfeng.facts.entry.people import People
from xianfeng.facts.entry.planning import Plan, Planner
from xianfeng.facts.entry.understanding import Given, Understanding
from xianfeng.facts.entry.views.common import INVALID, branch_or_404, members_of, was_entered
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.requests import ScopedRequest

PAGE = "facts/entry/paste.html"


@require_http_methods(["GET", "POST"])
def paste(request: ScopedRequest, pk: int) -> HttpResponse:
    """Show what was understood of the lines; record it when that was seen and nothing is wrong."""
    branch = branch_or_404(request, pk)
    kinds = Kinds.around(branch)
    data = request.POST if request.method == "POST" else None
    form = PasteForm(kinds.of(branch).kinds, data, initial={"kind": request.GET.get("kind", "")})
    if not form.is_valid():
        return _draw(request, branch, form, INVALID if form.is_bound else 200)
    pasted, plan = _plan(request, branch, kinds, form)
    if request.POST.get("do") == "record" and plan.can_be_done:
        if request.POST.get("plan") != plan.digest:
            messages.warning(request, _("What was understood has changed. Look at it again, then record it."))
        elif was_entered(request, plan):
            return redirect("facts:paste", branch.pk)
    return _draw(request, branch, form, INVALID if plan.wrong else 200, pasted, plan)


def _plan(request: ScopedRequest, branch: Unit, kinds: Kinds, form: PasteForm) -> tuple[Pasted, Plan]:
    people = People.of(members_of(request, branch))
    pasted = read_paste(form.cleaned_data["text"], people, kinds.of(branch))
    given = Given(
        form.cleaned_data["kind"], form.cleaned_data["on"], form.quantity_chosen, _who(request)
    )  # fmt: skip
    understanding = Understanding(people, kinds, given, timezone.localdate())
    rows = [understanding.row(line) for line in pasted.lines]
    return pasted, Planner(request.scope, kinds, "entry").plan(rows)


def _who(request: ScopedRequest) -> dict[int, int]:
    """Return who was chosen for lines whose name several members have: by line."""
    chosen = {
        name.removeprefix("who-"): value for name, value in request.POST.items() if name.startswith("who-")
    }
    return {
        int(line): int(str(pk)) for line, pk in chosen.items() if _is_number(line) and _is_number(str(pk))
    }


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 10


def _draw(
    request: ScopedRequest,
    branch: Unit,
    form: PasteForm,
    status: int,
    pasted: Pasted | None = None,
    plan: Plan | None = None,
) -> HttpResponse:
    chosen = _who(request) if plan is not None else {}
    shown = {"branch": branch, "form": form, "pasted": pasted, "plan": plan, "chosen": chosen}
    return render(request, PAGE, shown, status=status)
