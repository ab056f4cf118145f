from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.visitor import Site, Visitor

pytestmark = [pytest.mark.needs("browser"), pytest.mark.slow]


def _look_around(visitor: Visitor, site: Site) -> None:
    for path in ("/", "/members/", f"/members/{site.member('member')}/"):
        visitor.go(path)


def test_large_type_fits_and_is_kept(visit: Visit, site: Site) -> None:
    visitor = visit("secretary")
    visitor.look = "large"
    visitor.page.locator("[data-large] button:visible").first.click()
    expect(visitor.page.locator("html")).to_have_class(re.compile("xf-large"))
    visitor.page.wait_for_load_state("networkidle")
    _look_around(visitor, site)
    expect(visitor.page.locator("html")).to_have_class(re.compile("xf-large"))


@pytest.mark.parametrize("language", ["en", "zh-hant"])
def test_each_language_fits(visit: Visit, site: Site, language: str) -> None:
    visitor = visit("secretary")
    visitor.look = language
    visitor.go("/site/language")
    visitor.press(visitor.main(f'button[value="{language}"]'))
    expect(visitor.page.locator("html")).to_have_attribute("lang", language)
    _look_around(visitor, site)
