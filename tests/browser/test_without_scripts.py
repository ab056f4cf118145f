from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.visitor import Site

pytestmark = [pytest.mark.needs("browser"), pytest.mark.slow]


def test_a_secretary_signs_in_searches_and_corrects(visit: Visit, site: Site) -> None:
    visitor, pk = visit(scripts=False), site.member("leader")
    visitor.go("/members/")
    visitor.sign_in(site.staff_no("secretary"))
    visitor.fill(search="mxf")
    visitor.press(visitor.main("form[role=search] button"))
    expect(visitor.main("tbody tr")).to_have_count(1)
    visitor.follow(f"/members/{pk}/")
    visitor.follow(f"/members/{pk}/correct/")
    visitor.fill(work_email="not an address")
    visitor.submit(422)
    expect(visitor.main("#id_work_email_error")).to_be_visible()
    visitor.fill(work_email="maxf@example.org")
    visitor.submit()
    expect(visitor.panel("contact")).to_contain_text("maxf@example.org")


def test_a_member_gives_a_consent(visit: Visit, site: Site) -> None:
    visitor = visit("leader", scripts=False)
    visitor.go("/identity/")
    visitor.fill(post="branch")
    visitor.submit()
    expect(visitor.main("[name=post][value=branch]")).to_be_checked()


def test_large_type_is_switched_by_the_server(visit: Visit) -> None:
    visitor = visit("leader", scripts=False)
    visitor.press(visitor.page.locator("[data-large] button:visible").first)
    expect(visitor.page.locator("html")).to_have_class("xf-large")
