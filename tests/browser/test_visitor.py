"""What the visitor looks for she finds: a page that is broken on purpose does not pass."""

from __future__ import annotations

import pytest
from playwright.sync_api import Error as PlaywrightError

from tests.browser.conftest import Visit

pytestmark = [pytest.mark.needs("browser"), pytest.mark.slow]
BREAKING = {
    "scrolls sideways": "main.style.minWidth = '3000px'",
    "image-alt": "main.append(new Image())",
    "script": "setTimeout(() => { throw new Error('broken') })",
    "console": "fetch('http://other.example/').catch(() => {})",
    "status of 404": "fetch('/nowhere/', {headers: {'HX-Request': 'true'}})",
}


@pytest.mark.parametrize("complaint", BREAKING)
def test_a_broken_page_is_noticed(visit: Visit, complaint: str) -> None:
    visitor = visit()
    visitor.go("/accounts/login/")
    visitor.look = complaint
    visitor.page.evaluate(f"const main = document.querySelector('main'); {BREAKING[complaint]}")
    visitor.page.wait_for_timeout(200)
    with pytest.raises(AssertionError, match=complaint):
        visitor.check()
    visitor.complaints.clear()


def test_a_request_to_another_host_is_noticed_and_stopped(visit: Visit) -> None:
    visitor = visit()
    with pytest.raises(PlaywrightError):
        visitor.page.goto("http://other.example/")
    assert visitor.complaints == ["asks another host: http://other.example/"]
    visitor.complaints.clear()
