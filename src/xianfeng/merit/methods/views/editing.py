"""Pages on which a version is drafted: as a form of its amounts, or as the text itself."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from xianfeng.facts.catalogue import kinds_for
from xianfeng.merit.methods import operations
from xianfeng.merit.methods.checking import check_text, circumstances_of, days_for
from xianfeng.merit.methods.editor import Editor, editor_of
from xianfeng.merit.methods.forms import DraftForm
from xianfeng.merit.methods.models import SchemeVersion
from xianfeng.merit.methods.permissions import DRAFTERS, check_can_draft, check_can_edit, check_can_publish
from xianfeng.merit.methods.queries import rules_of, text_before
from xianfeng.merit.methods.views.adopting import choices_for
from xianfeng.merit.methods.views.reading import reached_unit
from xianfeng.merit.methods.written import amounts_in, replaced, values_in
from xianfeng.people.organizations.requests import ScopedRequest
from xianfeng.people.organizations.views.writing import posted, put_refusal
from xianfeng.site.rights import why_not


def reached_version(request: ScopedRequest, pk: int) -> SchemeVersion:
    """Return a version of the units for which she drafts. Raises Http404."""
    reached = SchemeVersion.objects.within(request.scope, *DRAFTERS).select_related("owner")
    found: SchemeVersion = get_object_or_404(reached, pk=pk)
    return found


def editor_for(draft: SchemeVersion, text: str) -> Editor:
    """Return a text for a draft with its problems and changes. Three queries."""
    kinds = kinds_for(draft.owner)
    checked = check_text(text, circumstances_of(draft, kinds, timezone.localdate()))
    return editor_of(text, text_before(draft), checked, kinds)


@require_http_methods(["GET", "POST"])
def draft(request: ScopedRequest, pk: int) -> HttpResponse:
    """Begin a version for a unit."""
    unit = reached_unit(request, pk)
    check_can_draft(request.scope, unit)
    form = DraftForm(posted(request), **choices_for(unit))
    if form.is_bound and form.is_valid():
        try:
            made = _begun(request, unit, **form.cleaned_data)
        except ValidationError as refusal:
            put_refusal(form, refusal)
        else:
            messages.success(request, _("The draft is begun. Nothing holds before it is published."))
            return redirect("methods:edit", made.pk)
    context = {"unit": unit, "form": form}
    return render(request, "methods/draft.html", context, status=422 if form.is_bound else 200)


def _begun(request: ScopedRequest, unit: Any, scheme: str, from_on: Any, code: str) -> SchemeVersion:
    rules = rules_of(unit, scheme, from_on)
    if rules is None:
        raise ValidationError({"scheme": _("On this day there is no such method here.")})
    return operations.draft_version(request.actor, unit, text=rules.text, from_on=from_on, code=code)


@require_http_methods(["GET", "POST"])
def edit(request: ScopedRequest, pk: int) -> HttpResponse:
    """Show a draft, or save what was typed; `?tab=text` is the text itself."""
    version = reached_version(request, pk)
    check_can_edit(request.scope, version)
    text, refusals = version.text, []
    if request.method == "POST":
        text = typed_text(version, request.POST)
        try:
            operations.change_draft(request.actor, version, text=text, digest=request.POST.get("digest", ""))
        except ValidationError as refusal:
            refusals = refusal.messages
        else:
            messages.success(request, _("The draft is saved."))
            tab = "?tab=text" if "text" in request.POST else ""
            return redirect(reverse("methods:edit", args=[pk]) + tab)
    context = _context(request, version, text) | {"refusals": refusals}
    return render(request, "methods/edit.html", context, status=422 if refusals else 200)


@require_POST
def check(request: ScopedRequest, pk: int) -> HttpResponse:
    """Show what is wrong with what was typed so far; nothing is saved."""
    version = reached_version(request, pk)
    check_can_edit(request.scope, version)
    text = typed_text(version, request.POST)
    context = {"version": version, "editor": editor_for(version, text), "tab": _tab(request.POST)}
    return render(request, "methods/_checked.html", context)


def typed_text(version: SchemeVersion, typed: QueryDict) -> str:
    """Return the draft's text with what was typed: another text, or other amounts in it."""
    if "text" in typed:
        return str(typed["text"]).replace("\r\n", "\n")
    names = {written.name: path for path, written in amounts_in(version.text).items()}
    if ("version",) in values_in(version.text):
        names["version"] = ("version",)
    values = {path: str(typed[name]).strip() for name, path in names.items() if name in typed}
    return replaced(version.text, values)


def _tab(typed: QueryDict) -> str:
    return "text" if "text" in typed or typed.get("tab") == "text" else "amounts"


def _context(request: ScopedRequest, version: SchemeVersion, text: str) -> dict[str, Any]:
    tab = _tab(request.POST if request.method == "POST" else request.GET)
    editor = editor_for(version, text)
    return {
        "version": version, "unit": version.owner, "text": text, "editor": editor,
        "tab": tab if editor.is_readable else "text",
        "days": days_for(text, timezone.localdate()),
        "no_publish": why_not(check_can_publish, request.scope, version),
    }  # fmt: skip
