"""Somebody at a browser: every page she comes to is looked at for what must hold on all pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, ConsoleMessage, Download, Locator, Page, Response, Route

PASSWORD = "a long password 2026"
SHOTS = Path(__file__).parents[2] / ".screenshots"
GRAVE = ("serious", "critical")
INVALID = 422
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@dataclass
class Site:
    """The served platform: its address, what is in it, which of its pages axe has seen already, and its data folder."""

    url: str
    facts: dict[str, Any]
    seen: set[tuple[int, str]] = field(default_factory=set)
    data: Path = Path()

    def member(self, key: str) -> int:
        return int(self.facts["members"][key][0])

    def name(self, key: str) -> str:
        return str(self.facts["members"][key][1])

    def staff_no(self, key: str) -> str:
        return str(self.facts["members"][key][2])

    def unit(self, key: str) -> int:
        return int(self.facts["units"][key])


class Visitor:
    """A browser of her own; `go`, `press`, `follow` and `enter` wait for the page and look at it."""

    def __init__(self, site: Site, context: BrowserContext, width: int, scripts: bool) -> None:
        self.site, self.context, self.width, self.scripts = site, context, width, scripts
        self.role = self.look = ""
        self.complaints: list[str] = []
        self._refused: set[tuple[str, int]] = set()
        context.route(lambda url: not url.startswith(site.url), self._foreign)
        context.on("response", self._note)
        context.on("console", self._listen)
        context.on("weberror", lambda error: self.complaints.append(f"script: {error.error}"))
        self.page: Page = context.new_page()

    def _foreign(self, route: Route) -> None:
        self.complaints.append(f"asks another host: {route.request.url}")
        route.abort()

    def _note(self, response: Response) -> None:
        is_form = response.status == INVALID and "hx-request" in response.request.headers
        if response.request.is_navigation_request() or is_form:
            self._refused.add((response.url, response.status))

    def _listen(self, message: ConsoleMessage) -> None:
        # Chromium also reports a page that was itself refused, and a form that htmx sent and that was filled in
        # wrongly; which status a page has, and what is said of the form, is asserted by the journey.
        told = re.search(r"status of (4\d\d)", message.text)
        is_known = told is not None and (message.location["url"], int(told[1])) in self._refused
        if message.type == "error" and not is_known:
            self.complaints.append(f"console: {message.text}")

    @property
    def path(self) -> str:
        return self.page.url.removeprefix(self.site.url)

    def main(self, selector: str) -> Locator:
        return self.page.locator(f"main {selector}")

    def panel(self, heading: str) -> Locator:
        return self.main(f'section[aria-labelledby="{heading}"]')

    def go(self, path: str, status: int = 200) -> None:
        response = self.page.goto(self.site.url + path)
        self._arrived(response, status)

    def press(self, button: Locator, status: int = 200) -> None:
        """Press what leads to another page."""
        with self.page.expect_navigation() as coming:
            button.click()
        self._arrived(coming.value, status)

    def follow(self, address: str, status: int = 200) -> None:
        """Press the first link to an address that is to be seen."""
        self.press(self.page.locator(f'a[href="{address}"]:visible').first, status)

    def submit(self, status: int = 200) -> None:
        """Send the form of the page."""
        self.press(self.main("form .btn-primary"), status)

    def enter(self, role: str) -> None:
        """Come in by one click, from the sign-in page."""
        self.role = role
        self.press(
            self.page.locator(f'form[action="/accounts/demo/{self.site.facts["demo"][role]}/"] button')
        )

    def sign_in(self, name: str, password: str = PASSWORD) -> None:
        """Come in by name and password, from the sign-in page."""
        self.fill(login=name, password=password)
        self.submit()

    def fill(self, **values: str) -> None:
        for name, value in values.items():
            field = self.main(f'[name="{name}"]').first
            kind = field.evaluate("field => field.type")
            if kind == "radio":
                self.main(f'[name="{name}"][value="{value}"]').check()
            elif kind == "select-one":
                field.select_option(value)
            else:
                field.fill(value)

    def download(self, button: Locator) -> bytes:
        with self.page.expect_download() as coming:
            button.click()
        download: Download = coming.value
        return Path(download.path()).read_bytes()

    def _arrived(self, response: Response | None, status: int) -> None:
        assert response is not None
        assert response.status == status, f"{self.path}: {response.status}\n{self.page.inner_text('body')}"
        self.check(status, response.request.method)

    def check(self, status: int = 200, method: str = "GET") -> None:
        """Look at the page as it is now: nothing asked elsewhere, no error, no sideways scrolling, axe content."""
        self.page.wait_for_load_state("load")
        assert not self.complaints, f"{self.path}: {self.complaints}"
        assert self.page.evaluate(WIDER) <= 0, (
            f"{self.path} scrolls sideways at {self.width}px: {self._wide()}"
        )
        shape = self._shape(status, method)
        if (self.width, shape) not in self.site.seen:
            self.site.seen.add((self.width, shape))
            self.page.screenshot(path=SHOTS / str(self.width) / f"{shape}.png", full_page=True)
            if self.scripts:
                assert not (found := list(self._grave())), f"{self.path} at {self.width}px: " + "; ".join(
                    found
                )

    def _wide(self) -> Any:
        return self.page.evaluate(
            "[...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1)"
            ".slice(0, 5).map(e => e.outerHTML.slice(0, 120))"
        )

    def _grave(self) -> Iterator[str]:
        for found in Axe().run(self.page).response["violations"]:
            if found["impact"] in GRAVE:
                nodes = [f"{node['html'][:160]} ({node['failureSummary']})" for node in found["nodes"][:3]]
                yield f"{found['id']}, {found['impact']}: " + " | ".join(nodes)

    def _shape(self, status: int, method: str) -> str:
        """Return what pages that differ in numbers and words alone have in common."""
        address = urlsplit(self.path)
        page = re.sub(r"\d+", "n", address.path).strip("/").replace("/", "_") or "home"
        how = ["" if status == 200 else str(status), "" if self.scripts else "no-scripts", self.look]
        asked = sorted(parse_qs(address.query))
        answer = "answer" if method == "POST" else ""
        return "-".join(filter(None, [self.role or "nobody", page, *asked, answer, *how]))
