"""Pages that change a unit: each a form with the day and the document, behind its check."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from xianfeng.people.organizations import operations
from xianfeng.people.organizations.checks import list_obstacles
from xianfeng.people.organizations.forms import ChangeForm, CorrectForm, FoundForm, RenameForm, SplitForm
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.permissions import check_can_change, check_can_found
from xianfeng.people.organizations.requests import ScopedRequest
from xianfeng.people.organizations.rules import kinds_below
from xianfeng.people.organizations.views.reading import reached_unit
from xianfeng.site.rights import can


@dataclass(frozen=True, slots=True)
class Words:
    """What a page of change says: its title, its button, what was done, and what to know before."""

    title: Any
    submit: Any
    done: Any
    note: Any = ""
    is_final: bool = False


FOUND = Words(_("Found an organisation"), _("Found it"), _("The organisation is founded."))
RENAME = Words(
    _("Rename"), _("Rename"), _("The new name is in force; the old one stays in the history."),
    _("Everything that was recorded stays with the organisation. Lists of the past show the old name."),
)  # fmt: skip
CORRECT = Words(
    _("Correct what was entered"), _("Save"), _("Corrected."),
    _("For mistakes in the record. When something really changes, rename or reorganise instead."),
)  # fmt: skip
SPLIT = Words(
    _("Split"), _("Found the new organisation"),
    _("The new organisation stands beside the old one. Now move to it whoever goes over."),
    _("This founds a new organisation beside the old one. Nobody moves by it: groups and members are moved afterwards."),
)  # fmt: skip
DISSOLVE = Words(
    _("Dissolve"), _("Dissolve"), _("The organisation is dissolved; its history stays."),
    _("Offices held in it end on the day before. Its name, code and history stay and can be looked up."),
    is_final=True,
)  # fmt: skip


def change(
    request: ScopedRequest, form: forms.Form, write: Callable[..., Unit | None], words: Words, **context: Any
) -> HttpResponse:
    """Show a form, or write what was posted and go to the unit: the one written, or `unit` of the context.

    What the operation refuses stands at its field; what was typed is kept.
    """
    unit = context["unit"]
    if form.is_bound and form.is_valid():
        try:
            written = write(**form.cleaned_data)
        except ValidationError as refusal:
            put_refusal(form, refusal)
        else:
            messages.success(request, words.done)
            return redirect(_address(request, written or unit))
    status = 422 if form.is_bound else 200
    return render(
        request, "organizations/change.html", {"form": form, "words": words, **context}, status=status
    )


def put_refusal(form: forms.Form, refusal: ValidationError) -> None:
    """Put what an operation refuses at the fields of a form; at its top what has no field in it."""
    for field, errors in refusal.update_error_dict({}).items():
        form.add_error(field if field in form.fields else None, errors)


def _address(request: ScopedRequest, unit: Unit) -> str:
    """Return the page of a unit; a new one at the top is in nobody's sight until somebody is appointed."""
    in_sight = Unit.objects.within(request.scope).filter(pk=unit.pk).exists()
    return reverse("organizations:unit", args=[unit.pk]) if in_sight else reverse("organizations:tree")


def posted(request: ScopedRequest) -> Any:
    """Return what a form is bound to: nothing when the page is only shown."""
    return request.POST if request.method == "POST" else None


@require_http_methods(["GET", "POST"])
def found(request: ScopedRequest, pk: int | None = None) -> HttpResponse:
    """Found a unit under another, or at the top."""
    above = reached_unit(request, pk) if pk else None
    check_can_found(request.scope, above)
    kinds = [kind for kind in kinds_below(above) if can(check_can_found, request.scope, above, kind)]
    form = FoundForm(posted(request), kinds=kinds, above=above)
    write = partial(operations.found_unit, request.actor, above=above)
    return change(request, form, write, FOUND, unit=above)


@require_http_methods(["GET", "POST"])
def rename(request: ScopedRequest, pk: int) -> HttpResponse:
    """Rename a unit."""
    unit = reached_unit(request, pk)
    check_can_change(request.scope, unit)
    form = RenameForm(posted(request), unit=unit, initial={"name": unit.name})
    return change(request, form, partial(operations.rename_unit, request.actor, unit), RENAME, unit=unit)


@require_http_methods(["GET", "POST"])
def correct(request: ScopedRequest, pk: int) -> HttpResponse:
    """Correct what was entered about a unit."""
    unit = reached_unit(request, pk)
    check_can_change(request.scope, unit)
    form = CorrectForm(
        posted(request), initial={name: getattr(unit, name) for name in CorrectForm.base_fields}
    )
    return change(request, form, partial(operations.correct_unit, request.actor, unit), CORRECT, unit=unit)


@require_http_methods(["GET", "POST"])
def split(request: ScopedRequest, pk: int) -> HttpResponse:
    """Found a unit beside another, to which part of it will go."""
    unit = reached_unit(request, pk)
    check_can_change(request.scope, unit)
    form = SplitForm(posted(request), unit=unit)
    return change(request, form, partial(operations.split_unit, request.actor, unit), SPLIT, unit=unit)


@require_http_methods(["GET", "POST"])
def dissolve(request: ScopedRequest, pk: int) -> HttpResponse:
    """Dissolve a unit in which nobody and nothing is left."""
    unit = reached_unit(request, pk)
    check_can_change(request.scope, unit)
    form = ChangeForm(posted(request), unit=unit)
    write = partial(operations.dissolve_unit, request.actor, unit)
    return change(request, form, write, DISSOLVE, unit=unit, obstacles=list_obstacles(unit))
