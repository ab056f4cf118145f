"""The calendar of working days for the whole installation."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from xianfeng.merit.notices import operations, permissions, workdays
from xianfeng.merit.notices.forms import DayForm
from xianfeng.merit.notices.models import CalendarDay
from xianfeng.merit.notices.views.common import answered
from xianfeng.people.organizations.requests import ScopedRequest


@require_http_methods(["GET", "POST"])
def calendar(request: ScopedRequest) -> HttpResponse:
    """Show the days that were entered and take another; say which years are not known."""
    permissions.check_can_keep_calendar(request.scope)
    today = timezone.localdate()
    known = workdays.calendar()
    years = [
        year
        for year in (today.year, today.year + 1)
        if known.is_estimate(today.replace(year=year, month=1, day=1))
    ]
    form = DayForm(request.POST if request.method == "POST" else None)
    write = partial(operations.set_calendar_day, request.actor)
    context = {"days": CalendarDay.objects.order_by("-day"), "unknown": years}
    return answered(
        request, form, "notices/calendar.html", write, _("Entered."), ("notices:calendar",), **context
    )


@require_POST
def remove_day(request: ScopedRequest, pk: int) -> HttpResponse:
    """Take a day out."""
    permissions.check_can_keep_calendar(request.scope)
    operations.remove_calendar_day(request.actor, get_object_or_404(CalendarDay, pk=pk))
    messages.success(request, _("Taken out. The calendar alone counts for that day."))
    return redirect("notices:calendar")
