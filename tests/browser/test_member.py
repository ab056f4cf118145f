from __future__ import annotations

import json

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.visitor import Site

pytestmark = [pytest.mark.needs("browser"), pytest.mark.slow]


def test_a_member_sees_who_she_is_and_her_branch(visit: Visit, site: Site) -> None:
    visitor = visit("member")
    expect(visitor.panel("me")).to_contain_text(site.staff_no("member"))
    expect(visitor.panel("branch")).to_contain_text("采油一站党支部")
    visitor.follow(f"/members/{site.member('member')}/")
    expect(visitor.panel("record")).to_be_visible()
    visitor.go("/")
    visitor.follow(f"/units/{site.unit('first')}/")


def test_a_consent_is_given_and_taken_back(visit: Visit, site: Site) -> None:
    visitor = visit("member")
    visitor.follow("/identity/")
    for audience in ("branch", ""):
        visitor.fill(name=audience)
        visitor.submit()
        expect(visitor.main(".xf-messages")).to_be_visible()
        expect(visitor.main(f'[name=name][value="{audience}"]')).to_be_checked()
        is_shown = expect(visitor.panel("card"))
        (is_shown.to_contain_text if audience else is_shown.not_to_contain_text)(site.name("member"))


def test_what_is_kept_is_seen_and_taken_along(visit: Visit, site: Site) -> None:
    visitor = visit("member")
    visitor.follow("/personal-data/")
    file = visitor.download(visitor.main('form[action$="/download/json/"] button'))
    assert site.staff_no("member") in json.dumps(json.loads(file))
    visitor.press(visitor.panel("kinds").locator("a").first)
    assert visitor.path.startswith("/personal-data/kept/")


@pytest.mark.parametrize("scripts", [True, False])
def test_a_form_that_is_sent_twice_is_recorded_once(visit: Visit, site: Site, scripts: bool) -> None:
    visitor = visit("leader", scripts=scripts)
    visitor.go("/personal-data/")
    before = visitor.panel("asked").locator("li").count()
    visitor.follow("/personal-data/ask/")
    visitor.fill(kind="correction", text="入党日期写错了")
    with visitor.page.expect_navigation(url="**/personal-data/"):
        visitor.main("form .btn-primary").dblclick()
    visitor.go("/personal-data/")
    assert visitor.panel("asked").locator("li").count() == before + 1
