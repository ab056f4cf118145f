from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.visitor import Site, Visitor

pytestmark = [pytest.mark.needs("browser"), pytest.mark.slow]
RING = """() => {
  const style = getComputedStyle(document.activeElement);
  const hasOutline = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
  return hasOutline || style.boxShadow !== "none" ? "" : document.activeElement.outerHTML.slice(0, 160);
}"""
MOST_STOPS = 40


def _tab_to(visitor: Visitor, selector: str) -> None:
    """Press Tab until something has the focus, which is to be seen on every stop of the way."""
    for _ in range(MOST_STOPS):
        visitor.page.keyboard.press("Tab")
        assert visitor.page.evaluate(RING) == "", "the focus is not to be seen"
        if visitor.page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"{selector} is not reached by {MOST_STOPS} presses of Tab")


def test_the_content_and_its_main_action_are_reached_by_keys(visit: Visit) -> None:
    visitor = visit("secretary")
    visitor.go("/members/")
    _tab_to(visitor, ".xf-skip")
    expect(visitor.page.locator(".xf-skip")).to_be_in_viewport()
    visitor.page.keyboard.press("Enter")
    expect(visitor.page.locator("main")).to_be_focused()
    _tab_to(visitor, "main .btn-primary")
    with visitor.page.expect_navigation(url="**/members/register/**"):
        visitor.page.keyboard.press("Enter")


def test_the_errors_of_a_form_are_read_first_and_lead_to_their_fields(visit: Visit, site: Site) -> None:
    visitor = visit("secretary")
    visitor.go(f"/members/{site.member('leader')}/correct/")
    visitor.main("[name=work_phone]").fill("没有")
    with visitor.page.expect_navigation():
        visitor.page.keyboard.press("Enter")
    expect(visitor.page.locator("#errors")).to_be_focused()
    _tab_to(visitor, "#errors a")
    visitor.page.keyboard.press("Enter")
    expect(visitor.main("[name=work_phone]")).to_be_focused()
