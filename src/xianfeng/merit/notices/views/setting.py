"""How the notices of a unit look: Word templates, and whether scores may be shown."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from xianfeng.merit.notices import operations, permissions
from xianfeng.merit.notices.exports import CONTENT_TYPE, sample_template
from xianfeng.merit.notices.forms import RuleForm, TemplateForm
from xianfeng.merit.notices.models import NoticeRule, WordTemplate
from xianfeng.merit.notices.views.common import answered
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.requests import ScopedRequest


def _unit(request: ScopedRequest, pk: int) -> Unit:
    unit: Unit = get_object_or_404(Unit.objects.within(request.scope), pk=pk)
    permissions.check_can_set_up(request.scope, unit)
    return unit


@require_http_methods(["GET", "POST"])
def setting(request: ScopedRequest, pk: int) -> HttpResponse:
    """Show what a unit chose for its notices, and change whether scores may be shown."""
    unit = _unit(request, pk)
    rule = NoticeRule.objects.within(request.scope, *permissions.PUBLISHERS).filter(unit=unit).first()
    form = RuleForm(request.POST if request.method == "POST" else None)
    form.initial = {"shows_score": "yes" if rule and rule.shows_score else "no"}
    write = partial(operations.set_rule, request.actor, unit)
    done = _("Kept. It counts for notices drafted from now on.")
    templates = WordTemplate.objects.within(request.scope, *permissions.PUBLISHERS).filter(unit=unit)
    context: dict[str, Any] = {"unit": unit, "templates": templates}
    return answered(request, form, "notices/setting.html", write, done, ("notices:setting", pk), **context)


@require_http_methods(["GET", "POST"])
def add_template(request: ScopedRequest, pk: int) -> HttpResponse:
    """Add a Word template, or say what is wrong with it."""
    unit = _unit(request, pk)
    form = TemplateForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    write = partial(operations.add_template, request.actor, unit)
    done = _("Added. Notices leave in this layout from now on.")
    return answered(
        request, form, "notices/add_template.html", write, done, ("notices:setting", pk), unit=unit
    )


@require_POST
def remove_template(request: ScopedRequest, pk: int) -> HttpResponse:
    """Take a template away."""
    template = get_object_or_404(WordTemplate.objects.within(request.scope).select_related("unit"), pk=pk)
    permissions.check_can_set_up(request.scope, template.unit)
    operations.remove_template(request.actor, template)
    messages.success(request, _("Removed. Notices have the usual layout again."))
    return redirect("notices:setting", template.unit_id)


@require_GET
def sample(request: ScopedRequest) -> HttpResponse:
    """Give a template with every placeholder, to be changed in Word."""
    answer = HttpResponse(sample_template(), content_type=CONTENT_TYPE)
    answer["Content-Disposition"] = 'attachment; filename="notice-template.docx"'
    return answer
