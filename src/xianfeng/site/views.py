"""Pages of the site itself: how it looks to each person, and what does not fit into the tabs of a phone."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import check_for_language
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from xianfeng.site.gallery import samples

A_YEAR = 365 * 24 * 3600


@login_not_required
@require_POST
def large(request: HttpRequest) -> HttpResponse:
    """Switch large type on or off in this browser."""
    response = redirect(_next(request))
    response.set_cookie("large", "0" if request.COOKIES.get("large") == "1" else "1", A_YEAR, samesite="Lax")
    return response


@login_not_required
@require_http_methods(["GET", "POST"])
def language(request: HttpRequest) -> HttpResponse:
    """Let the person choose among the three languages; kept in this browser."""
    chosen = request.POST.get("language", "")
    if request.method == "GET" or chosen not in dict(settings.LANGUAGES) or not check_for_language(chosen):
        return render(
            request, "site/language.html", {"languages": settings.LANGUAGES, "next": _next(request)}
        )
    response = redirect(_next(request))
    response.set_cookie(settings.LANGUAGE_COOKIE_NAME, chosen, A_YEAR, samesite="Lax")
    return response


@login_not_required
@require_GET
def robots(request: HttpRequest) -> HttpResponse:
    """Tell search engines to stay away."""
    return HttpResponse("User-agent: *\nDisallow: /\n", content_type="text/plain")


@require_GET
def more(request: HttpRequest) -> HttpResponse:
    """Show what the tabs of a phone leave out."""
    return render(request, "site/more.html")


@login_not_required
@require_GET
def gallery(request: HttpRequest) -> HttpResponse:
    """Show every component, in a demonstration or in development."""
    if not (settings.DEMO or settings.DEBUG):
        raise Http404
    return render(request, "site/gallery.html", samples(request))


def _next(request: HttpRequest) -> str:
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if is_ours else settings.LOGIN_REDIRECT_URL
