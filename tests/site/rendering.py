"""Markup with components, rendered as a page would."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.template import RequestContext, Template
from django.test import RequestFactory
from django_cotton.compiler_regex import CottonCompiler


def a_request(path: str = "/", user: Any = None) -> HttpRequest:
    request = RequestFactory().get(path)
    request.user = user or AnonymousUser()
    return request


def render(markup: str, path: str = "/", **context: Any) -> str:
    request = a_request(path)
    template = Template(CottonCompiler().process(markup))
    return template.render(RequestContext(request, {"request": request, **context}))


class _Elements(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))


def elements(html: str, tag: str, **attributes: str) -> list[dict[str, str]]:
    """Return the attributes of every element of a kind that has the given ones (`type_` for `type`)."""
    parser = _Elements()
    parser.feed(html)
    wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
    return [found for name, found in parser.found if name == tag and wanted.items() <= found.items()]
