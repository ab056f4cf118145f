"""Links for teams: made, printed once with their QR code, taken back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from xianfeng.merit.notices import operations, permissions
from xianfeng.merit.notices.forms import LinkForm
from xianfeng.merit.notices.models import AudienceLink, Notice
from xianfeng.merit.notices.views.common import INVALID, notice_or_404
from xianfeng.people.accounts.qr import qr_svg
from xianfeng.people.organizations.models import Team
from xianfeng.people.organizations.requests import ScopedRequest


@never_cache
@require_http_methods(["GET", "POST"])
def links(request: ScopedRequest, pk: int) -> HttpResponse:
    """Show the links to a notice and make one; a new one is shown once, to be printed or sent."""
    notice = notice_or_404(request, pk)
    permissions.check_can_link(request.scope, notice)
    teams = Team.objects.within(request.scope).standing().filter(unit=notice.unit)
    form = LinkForm(teams, request.POST if request.method == "POST" else None)
    made: dict[str, Any] = {}
    if form.submit(lambda team: made.update(_made(request, notice, team))):
        return render(request, "notices/link.html", {"notice": notice, **made})
    given = AudienceLink.objects.within(request.scope, *permissions.COMMITTEE).filter(
        notice=notice, revoked_at=None
    )
    context = {"notice": notice, "form": form, "links": given.select_related("team")}
    return render(request, "notices/links.html", context, status=INVALID if form.errors else 200)


def _made(request: ScopedRequest, notice: Notice, team: Team | None) -> dict[str, Any]:
    link, token = operations.make_link(request.actor, notice, team=team)
    url = request.build_absolute_uri(reverse("notices:by_link", args=[token]))
    return {"link": link, "url": url, "qr": qr_svg(url)}


@require_POST
def revoke(request: ScopedRequest, pk: int) -> HttpResponse:
    """Take a link back."""
    found = AudienceLink.objects.within(request.scope).select_related("notice__unit")
    link: AudienceLink = get_object_or_404(found, pk=pk)
    permissions.check_can_link(request.scope, link.notice)
    operations.revoke_link(request.actor, link)
    messages.success(request, _("Taken back. The link opens nothing any more."))
    return redirect("notices:links", link.notice_id)
