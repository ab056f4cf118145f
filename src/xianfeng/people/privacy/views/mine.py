"""What is kept about me: seen, downloaded, and asked to be corrected or erased."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from xianfeng.people.accounts.models import User
from xianfeng.people.organizations.requests import ScopedRequest
from xianfeng.people.privacy.downloads import TYPES, WRITERS
from xianfeng.people.privacy.forms import AskForm
from xianfeng.people.privacy.kept import REGISTER
from xianfeng.people.privacy.models import DataRequest
from xianfeng.people.privacy.operations import ANSWER_WITHIN, ask, note_download
from xianfeng.people.privacy.queries import piles_of
from xianfeng.people.privacy.retention import lengths, said

A_PAGE = 50


def account(request: ScopedRequest) -> User:
    """Return the account that is signed in."""
    assert isinstance(request.user, User)
    return request.user


@require_GET
def my_data(request: ScopedRequest) -> HttpResponse:
    """Show every kind of data kept about me: why, who reads it, how long, and how many rows."""
    asked = DataRequest.objects.within(request.scope).filter(user=account(request)).order_by("-asked_at")
    found = {"piles": piles_of(account(request)), "asked": asked[:A_PAGE], "formats": TYPES}
    return render(request, "privacy/my_data.html", found)


@require_GET
def kept(request: ScopedRequest, code: str) -> HttpResponse:
    """Show the rows of one kind."""
    kind = REGISTER.get(code)
    if kind is None:
        raise Http404
    columns = kind.columns()
    page = Paginator(kind.rows(account(request)), A_PAGE).get_page(request.GET.get("page"))
    rows = [[(field.verbose_name, kind.for_people(row, field)) for field in columns] for row in page]
    found = {"kind": kind, "page": page, "rows": rows, "retention": said(kind.retention, lengths())}
    return render(request, "privacy/kept.html", found)


@require_POST
def download(request: ScopedRequest, form: str) -> HttpResponse:
    """Send everything kept about me as one file, and log that it was sent."""
    if form not in WRITERS:
        raise Http404
    content, rows = WRITERS[form](account(request))
    note_download(request.actor, account(request), form=form, rows=rows)
    day = timezone.localdate().isoformat()
    return HttpResponse(
        content,
        content_type=TYPES[form],
        headers={
            "Content-Disposition": f'attachment; filename="my-data-{day}.{form}"',
            "Cache-Control": "private, no-store",
        },
    )


@require_http_methods(["GET", "POST"])
def ask_for(request: ScopedRequest) -> HttpResponse:
    """Take a request to correct or erase."""
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _asked(request, form):
        messages.success(request, _("Your request has been received. The answer stands under “My data”."))
        return redirect("privacy:my_data")
    found = {"form": form, "within": ANSWER_WITHIN}
    return render(request, "privacy/ask.html", found, status=422 if form.errors else 200)


def _asked(request: ScopedRequest, form: AskForm) -> bool:
    try:
        ask(request.actor, account(request), **form.cleaned_data)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return False
    return True
