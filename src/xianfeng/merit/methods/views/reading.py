"""The rule book of a method, and the method of a unit."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone, translation
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from xianfeng.engine.scheme import Scheme
from xianfeng.engine.text import Language
from xianfeng.facts.catalogue import kinds_for
from xianfeng.merit.methods.book import chapters_of, shown_book
from xianfeng.merit.methods.differing import Change, changes_between
from xianfeng.merit.methods.models import SchemeVersion
from xianfeng.merit.methods.permissions import (
    DRAFTERS,
    check_can_adopt,
    check_can_draft,
    check_can_read,
    check_can_take_back,
    check_can_withdraw,
)
from xianfeng.merit.methods.queries import (
    Method,
    list_adoptions_below,
    list_coming,
    list_drafts,
    list_versions,
    method_of,
    read_text,
    text_before,
    titles_of,
)
from xianfeng.people.members.importing.words import said
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.permissions import check_can_see_tree
from xianfeng.people.organizations.queries import list_tops
from xianfeng.people.organizations.requests import ScopedRequest
from xianfeng.site.rights import can, why_not

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, slots=True)
class Book:
    """A rule book to be read: through which unit, by which scheme (None: there is none), of which version."""

    unit: Unit
    scheme: Scheme | None
    written: SchemeVersion | None = None
    method: Method | None = None


def reached_unit(request: ScopedRequest, pk: int) -> Unit:
    """Return a unit whose method may be read. Raises Http404 outside the scope, Forbidden for who reads only the log."""
    found: Unit = get_object_or_404(Unit.objects.within(request.scope), pk=pk)
    check_can_read(request.scope, found)
    return found


@require_GET
def book(request: ScopedRequest) -> HttpResponse:
    """Show the rule book of the method by which a unit goes, or of a version."""
    wanted = _wanted(request)
    blocks = shown_book(wanted.scheme) if wanted.scheme else []
    context = {
        "unit": wanted.unit, "method": wanted.method, "written": wanted.written,
        "title": said(wanted.scheme.title) if wanted.scheme else "",
        "blocks": blocks, "chapters": chapters_of(blocks), "changes": _changes(wanted),
        "no_adopt": why_not(check_can_adopt, request.scope, wanted.unit),
    }  # fmt: skip
    return render(request, "methods/book.html", context)


def _changes(wanted: Book) -> list[Change]:
    """Return what the version changed of the one before."""
    if wanted.written is None or wanted.scheme is None:
        return []
    return changes_between(text_before(wanted.written), wanted.written.text, wanted.scheme.kinds)


@require_GET
def word(request: ScopedRequest) -> HttpResponse:
    """Send the same rule book as a Word document."""
    from xianfeng.rulebook import write_book

    wanted = _wanted(request)
    if wanted.scheme is None:
        raise Http404
    language: Language = "en" if (translation.get_language() or "").startswith("en") else "zh"
    with TemporaryDirectory() as folder:
        path = Path(folder) / "book.docx"
        write_book(wanted.scheme, path, language)
        response = HttpResponse(path.read_bytes(), content_type=WORD)
    name = f"{wanted.scheme.code}-{wanted.scheme.version}.docx"
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response


def _wanted(request: ScopedRequest) -> Book:
    """Return the book that an address asks for: of `?version=`, of `?unit=`, else of one's own branch."""
    reached = _unit_of(request)
    if "version" in request.GET:
        return _of_version(request, reached, _number(request, "version"))
    method = method_of(reached, timezone.localdate())
    return Book(reached, method.scheme, method.written, method) if method else Book(reached, None)


def _unit_of(request: ScopedRequest) -> Unit:
    scope = request.scope
    if "unit" in request.GET:
        return reached_unit(request, _number(request, "unit"))
    if scope.branch_id:
        return reached_unit(request, scope.branch_id)
    check_can_see_tree(scope)
    tops = list_tops(scope)
    if not tops:
        raise Http404
    return tops[0]


def _of_version(request: ScopedRequest, unit: Unit, pk: int) -> Book:
    """Return the book of a version of the unit's line; of a draft for those who draft it."""
    reached = SchemeVersion.objects.readable(unit, request.scope, *DRAFTERS)
    written: SchemeVersion = get_object_or_404(reached.select_related("owner"), pk=pk)
    kinds = kinds_for(written.owner)
    return Book(unit, read_text(written.text, written.code, kinds).scheme, written)


def _number(request: ScopedRequest, name: str) -> int:
    value = request.GET[name]
    if not (value.isascii() and value.isdecimal()) or len(value) > 18:
        raise Http404
    return int(value)


@require_GET
def unit(request: ScopedRequest, pk: int) -> HttpResponse:
    """Show by which method a unit goes, since when and through whom; what is to come; who below has its own."""
    scope, today = request.scope, timezone.localdate()
    shown = reached_unit(request, pk)
    method = method_of(shown, today)
    below, coming = list_adoptions_below(shown, today), list_coming(shown, today)
    versions, drafts = list_versions(shown), list_drafts(scope, shown, *DRAFTERS)
    codes = [adoption.scheme for adoption in (*below, *coming)] + [each.code for each in (*versions, *drafts)]
    titles = {code: said(title) for code, title in titles_of(codes).items()}
    context = {
        "unit": shown, "method": method, "title": said(method.scheme.title) if method else "", "today": today,
        "coming": [(each, titles[each.scheme], can(check_can_take_back, scope, each, today)) for each in coming],
        "below": [(each, titles[each.scheme], each.from_on > today) for each in below],
        "versions": [(each, titles[each.code], can(check_can_withdraw, scope, each, today)) for each in versions],
        "drafts": [(each, titles[each.code]) for each in drafts],
        "no_adopt": why_not(check_can_adopt, scope, shown), "no_draft": why_not(check_can_draft, scope, shown),
        "decides": scope.holds(*DRAFTERS),
    }  # fmt: skip
    return render(request, "methods/unit.html", context)
