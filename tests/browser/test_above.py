"""Those above the branch: the officer walks down to a member, the administrator looks after accounts alone."""

from __future__ import annotations

from io import BytesIO

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.visitor import Site

pytestmark = [pytest.mark.needs("browser"), pytest.mark.slow]


def test_an_officer_walks_from_the_committee_to_a_member(visit: Visit, site: Site) -> None:
    visitor = visit("officer")
    visitor.follow("/units/")
    for unit in ("general", "first"):
        visitor.follow(f"/units/{site.unit(unit)}/")
    visitor.follow(f"/members/?unit={site.unit('first')}")
    visitor.follow(f"/members/{site.member('member')}/")
    expect(visitor.main("h1")).to_have_text(site.name("member"))


def test_an_officer_filters_the_list_and_takes_it_out(visit: Visit, site: Site) -> None:
    visitor = visit("officer")
    visitor.go("/members/?search=zhwh")
    file = visitor.download(visitor.main("button[value=xlsx]"))
    cells = [str(cell) for sheet in load_workbook(BytesIO(file)) for row in sheet.values for cell in row]
    assert site.name("member") in cells
    assert site.name("neighbour") not in cells
    visitor.main("details.xf-fold:not([open]) summary").click()
    visitor.main("select[name=status]").select_option("floating")
    visitor.page.wait_for_url("**status=floating*")
    visitor.check()
    expect(visitor.main("tbody tr")).to_have_count(0)


def test_a_disabled_account_is_out_at_its_next_request(visit: Visit, site: Site, width: int) -> None:
    key = f"disabled_{width}"
    member = visit()
    member.go("/accounts/login/")
    member.sign_in(site.staff_no(key))
    visitor = visit("administrator")
    visitor.follow("/accounts/all/")
    visitor.press(visitor.main("th a").filter(has_text=site.name(key)))
    visitor.press(visitor.main('form[action$="/disable/"] button'))
    expect(visitor.main('form[action$="/enable/"] button')).to_be_visible()
    member.go("/")
    assert member.path.startswith("/accounts/login/")


def test_an_administrator_sees_no_members(visit: Visit, site: Site) -> None:
    visitor = visit("administrator")
    assert visitor.page.locator('a[href^="/members/"]').count() == 0
    visitor.go("/members/", 403)
    visitor.go(f"/members/{site.member('member')}/", 404)
