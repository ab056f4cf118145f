"""A visitor without a browser: reads pages over HTTP, fills in their forms and sends them."""

from __future__ import annotations

import http.cookiejar
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any


@dataclass
class Form:
    """A form of a page: where it goes, what stands in it already, and what there is to choose, by name."""

    action: str
    method: str
    filled: dict[str, str] = field(default_factory=dict)
    choices: dict[str, list[str]] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[Form] = []
        self.form: Form | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.form = Form(values.get("action", ""), values.get("method", "get").lower())
            self.found.append(self.form)
        if self.form is None or not values.get("name"):
            return
        if tag == "button":
            self.form.buttons.append((values["name"], values.get("value", "")))
        elif tag == "input" and values.get("type") in ("radio", "checkbox"):
            self.form.choices.setdefault(values["name"], []).append(values.get("value", "on"))
        elif tag in ("input", "textarea"):
            self.form.filled[values["name"]] = values.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.form = None


def forms_of(page: str) -> list[Form]:
    parser = _Forms()
    parser.feed(page)
    return parser.found


@dataclass(frozen=True)
class Page:
    status: int
    url: str
    text: str


class Visitor:
    """Somebody with cookies of her own."""

    def __init__(self, site: str) -> None:
        self.site = site
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self._opener = urllib.request.build_opener(jar)

    def see(self, path: str) -> Page:
        return self._ask(urllib.parse.urljoin(self.site, path), None)

    def send(self, page: Page, form: Form, **more: Any) -> Page:
        """Send a form as it is filled in, with more values by name."""
        values = {**form.filled, **more}
        to = urllib.parse.urljoin(page.url, form.action or page.url)
        return self._ask(to, urllib.parse.urlencode(values).encode())

    def _ask(self, url: str, body: bytes | None) -> Page:
        asked = urllib.request.Request(url, body, {"Referer": url, "Accept-Language": "en"})
        try:
            with self._opener.open(asked, timeout=60) as answer:
                return Page(answer.status, answer.url, answer.read().decode())
        except urllib.error.HTTPError as refused:
            return Page(refused.code, refused.url or url, refused.read().decode())
