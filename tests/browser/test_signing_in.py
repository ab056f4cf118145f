from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.visitor import Site

pytestmark = [pytest.mark.needs("browser"), pytest.mark.slow]


def test_signing_in_leads_to_the_page_that_was_asked_for_and_out_again(visit: Visit) -> None:
    visitor = visit()
    visitor.go("/personal-data/")
    assert visitor.path.startswith("/accounts/login/")
    visitor.enter("member")
    assert visitor.path == "/personal-data/"
    visitor.go("/accounts/mine/")
    visitor.press(visitor.main('form[action="/accounts/logout/"] button'))
    visitor.go("/personal-data/")
    assert visitor.path.startswith("/accounts/login/")


def test_a_wrong_password_is_told_and_the_name_is_kept(visit: Visit, site: Site) -> None:
    visitor = visit()
    visitor.go("/members/")
    visitor.fill(login=site.staff_no("secretary"), password="not this one")
    visitor.submit(422)
    expect(visitor.page.locator("#errors")).to_be_focused()
    expect(visitor.main("[name=login]")).to_have_value(site.staff_no("secretary"))
    visitor.sign_in(site.staff_no("secretary"))
    assert visitor.path == "/members/"


def test_a_slip_brings_a_member_in_once(visit: Visit, site: Site, width: int) -> None:
    newcomer = f"newcomer_{width}"
    secretary = visit("secretary")
    secretary.go("/accounts/slips/")
    secretary.main(f'[name=member][value="{site.member(newcomer)}"]').check()
    secretary.submit()
    expect(secretary.main(".xf-slip__qr svg")).to_be_visible()
    code = secretary.main(".xf-slip__code").inner_text()

    member = visit()
    member.go("/accounts/activate/")
    member.fill(code=code.lower(), password1="高山流水 遇知音 2026", password2="高山流水 遇知音 2026")
    member.submit()
    assert member.path.startswith("/personal-data/notice/")
    member.submit()
    expect(member.page.locator("main")).to_contain_text(site.name(newcomer))

    other = visit()
    other.go(f"/accounts/activate/?code={code}")
    other.fill(password1="高山流水 遇知音 2027", password2="高山流水 遇知音 2027")
    other.submit(422)
    expect(other.main("#id_code_error")).to_be_visible()
    other.go("/accounts/login/")
    other.sign_in(site.staff_no(newcomer), "高山流水 遇知音 2026")
    assert other.path == "/"
