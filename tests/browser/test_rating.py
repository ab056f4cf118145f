"""Rating thirty colleagues, one card each: on a phone, at a desk, without scripts, with a slip; taps and time."""

from __future__ import annotations

from time import monotonic

import pytest
from playwright.sync_api import Locator, Route, expect

from tests.browser.conftest import Visit
from tests.browser.visitor import INVALID, Site, Visitor

pytestmark = [pytest.mark.needs("browser"), pytest.mark.slow]
COLLEAGUES, ITEMS = 30, 7
STOPS_AFTER = 12
WELL_UNDER = 1.5
"""Seconds that somebody waits for the next card, on the average."""
A_TAP = 1.0
"""Seconds somebody unhurried takes to read an item and touch an answer."""


def _round(site: Site) -> int:
    return int(site.facts["reviews"]["round"])


def _answer(visitor: Visitor, grade: str, number: int = ITEMS) -> int:
    """Choose the same grade in so many items; return how many taps it took."""
    for label in visitor.main(f'[data-card] label:has(input[value="{grade}"])').all()[:number]:
        label.click()
    return number


def _cast(visitor: Visitor) -> float:
    """Cast the card; return how long it took until the next one was there."""
    before, begun = visitor.main("[data-card]").get_attribute("action"), monotonic()
    visitor.main("[data-cast]").click()
    visitor.page.wait_for_function(
        "before => document.querySelector('[data-card]')?.getAttribute('action') !== before", arg=before
    )
    return monotonic() - begun


def test_thirty_colleagues_are_rated(visit: Visit, site: Site, width: int) -> None:
    visitor = visit(f"rater_{width}")
    visitor.go("/reviews/")
    visitor.follow(f"/reviews/rate/{_round(site)}/")
    expect(visitor.main("[data-card] input:checked")).to_have_count(0)
    taps, waited, begun = 0, [], monotonic()
    for at in range(COLLEAGUES):
        if at == STOPS_AFTER:
            visitor.go(f"/reviews/rate/{_round(site)}/")
        expect(visitor.main(".xf-rate__prog b")).to_have_text(str(at + 1))
        taps += _answer(visitor, "good") + 1
        if at + 1 < COLLEAGUES:
            expect(visitor.main("[data-alike]")).to_be_hidden()
            waited.append(_cast(visitor))
    expect(visitor.main("[data-alike]")).to_be_visible()
    visitor.look = "alike"
    visitor.check()
    visitor.look = ""
    visitor.press(visitor.main("[data-cast]"))
    spent = monotonic() - begun
    expect(visitor.main("[data-receipt]")).to_have_count(COLLEAGUES)
    mean = sum(waited) / len(waited)
    print(  # noqa: T201
        f"\nrating at {width}px: {COLLEAGUES} colleagues × {ITEMS} items, {taps} taps; waiting {sum(waited):.1f} s in all, "
        f"{mean:.2f} s a card, {max(waited):.2f} s at most; walked in {spent:.0f} s; "
        f"at a tap a second about {(taps * A_TAP + sum(waited)) / 60:.1f} minutes"
    )
    assert taps == COLLEAGUES * (ITEMS + 1)
    assert mean < WELL_UNDER


def test_what_is_half_filled_in_stays_on_the_device_and_a_lost_connection_loses_nothing(
    visit: Visit, site: Site, width: int
) -> None:
    visitor = visit("round_committee")
    visitor.go(f"/reviews/rate/{_round(site)}/")
    card = str(visitor.main("[data-card]").get_attribute("action"))
    _answer(visitor, "fair", 3)
    visitor.go(card)
    expect(visitor.main("[data-card] input:checked")).to_have_count(3)
    _answer(visitor, "good")
    tries: list[str] = []

    def fail(route: Route) -> None:
        tries.append(route.request.method)
        route.abort("internetdisconnected")

    visitor.page.route(f"**{card}", fail)
    visitor.main("[data-cast]").click()
    expect(visitor.main("[data-failed][role=alert]")).to_be_focused(timeout=15_000)
    assert tries == ["POST", "POST"]
    expect(visitor.main("[data-card] input:checked")).to_have_count(ITEMS)
    visitor.page.unroute(f"**{card}")
    visitor.complaints.clear()  # the browser reports that the connection was lost, as was asked for
    _cast(visitor)
    expect(visitor.main(".xf-note--done")).to_be_visible()
    expect(visitor.main("[data-card] input:checked")).to_have_count(0)


def test_everything_works_without_scripts(visit: Visit, site: Site, width: int) -> None:
    visitor = visit(f"by_hand_{width}", scripts=False)
    visitor.go(f"/reviews/rate/{_round(site)}/")
    _answer(visitor, "fairly_good", ITEMS - 1)
    visitor.press(visitor.main("[data-cast]"), INVALID)
    expect(visitor.main("#errors")).to_be_visible()
    expect(visitor.main("[data-card] input:checked")).to_have_count(ITEMS - 1)
    _answer(visitor, "fairly_good")
    first = visitor.main("h2").inner_text()
    visitor.press(visitor.main("[data-cast]"))
    expect(visitor.main(".xf-note--done")).to_contain_text(first)
    visitor.press(visitor.main('[rel="next"]'))
    visitor.press(visitor.main('[rel="prev"]'))
    visitor.follow(f"/reviews/rate/{_round(site)}/all/")
    visitor.press(_row(visitor, first))
    expect(visitor.main(".xf-rate__name .xf-tag")).to_be_visible()
    visitor.go(f"/reviews/rate/{_round(site)}/receipts/")
    receipt = visitor.main("[data-receipt]").inner_text()
    visitor.go(f"/reviews/receipt/?receipt={receipt}")
    expect(visitor.panel("found")).to_contain_text(receipt)


def _row(visitor: Visitor, name: str) -> Locator:
    return visitor.main(".xf-raterows a").filter(has_text=name)


def test_a_slip_opens_without_an_account_and_is_voided(visit: Visit, site: Site, width: int) -> None:
    visitor, code = visit(), site.facts["reviews"]["slips"][0 if width == 390 else 1]
    visitor.go("/reviews/slip/")
    visitor.fill(code=code.lower())
    visitor.submit()
    visitor.press(visitor.main(".btn-primary"))
    _answer(visitor, "good", 5)
    _cast(visitor)
    visitor.go(f"/reviews/slip/{code}/")
    visitor.page.on("dialog", lambda dialog: dialog.accept())
    visitor.press(visitor.panel("void").locator("button"))
    visitor.go(f"/reviews/slip/{code}/", 410)


PAGES = {
    "rater_390": ("/reviews/", "/reviews/self/{round}/", "/reviews/protected/", "/reviews/receipt/"),
    "round_secretary": (
        "/reviews/rounds/{round}/", "/reviews/committee/{round}/", "/reviews/committee/member/{ratee}/",
        "/reviews/rounds/{round}/papers/", "/reviews/rounds/{round}/on-paper/", "/reviews/rounds/{round}/tellers/",
        "/reviews/papers/{paper}/", "/reviews/draws/{draw}/slips/", "/reviews/draw-up/{unit}/?period=2030-Q1",
    ),
}  # fmt: skip


@pytest.mark.parametrize("role", PAGES)
def test_each_page_is_in_order(visit: Visit, site: Site, role: str) -> None:
    visitor, facts = visit(role), {**site.facts["reviews"], "unit": site.unit("rated")}
    for path in PAGES[role]:
        visitor.go(path.format(**facts))
