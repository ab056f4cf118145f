from __future__ import annotations

from typing import Any

import pytest
from django.test import Client, RequestFactory
from django.utils.functional import SimpleLazyObject

from tests.site.rendering import elements
from xianfeng.site.errors import failed

pytestmark = [pytest.mark.urls("tests.site.urls")]


def text(response: Any) -> str:
    return str(response.content.decode())


def test_large_type_is_switched_on_and_off_and_leads_back(client: Client) -> None:
    response = client.post("/site/large-type", {"next": "/site/more?x=1"})
    assert (response.status_code, response["Location"]) == (302, "/site/more?x=1")
    assert elements(text(client.get("/site/more")), "html", class_="xf-large")
    client.post("/site/large-type")
    assert not elements(text(client.get("/site/more")), "html", class_="xf-large")


@pytest.mark.parametrize(
    "next_", ["https://elsewhere.example/x", "//elsewhere.example", "javascript:alert(1)", ""]
)
def test_nobody_is_led_to_another_host(client: Client, next_: str) -> None:
    for address in ("/site/large-type", "/site/language"):
        assert client.post(address, {"next": next_, "language": "en"})["Location"] == "/"


@pytest.mark.parametrize("code", ["zh-hans", "zh-hant", "en"])
def test_the_chosen_language_is_kept_in_the_browser(client: Client, code: str) -> None:
    client.post("/site/language", {"language": code, "next": "/site/more"})
    assert elements(text(client.get("/site/more")), "html", lang=code)


def test_a_language_that_is_not_offered_changes_nothing(client: Client) -> None:
    response = client.post("/site/language", {"language": "xx"})
    assert response.status_code == 200
    assert not response.cookies.get("django_language")


def test_language_and_large_type_need_no_sign_in(db: None) -> None:
    assert Client().get("/site/language").status_code == 200
    assert Client().post("/site/large-type").status_code == 302


def test_more_shows_what_the_tabs_leave_out(client: Client) -> None:
    assert client.get("/site/more").status_code == 200
    assert Client().get("/site/more").status_code == 302


def test_the_gallery_is_for_demonstration_and_development(client: Client, settings: Any) -> None:
    assert client.get("/site/gallery").status_code == 404
    settings.DEMO = True
    assert client.get("/site/gallery").status_code == 200


def test_search_engines_are_told_to_stay_away(client: Client) -> None:
    assert b"Disallow: /" in Client().get("/robots.txt").content
    response = client.get("/site/more")
    assert "noindex" in response["X-Robots-Tag"]
    assert elements(text(response), "meta", name="robots", content="noindex")


@pytest.mark.parametrize("address", ["/site/more", "/site/language", "/nowhere"])
def test_the_browser_is_told_to_run_and_load_nothing_of_others(client: Client, address: str) -> None:
    policy = client.get(address)["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy


def test_a_page_says_where_its_content_begins(client: Client) -> None:
    html = text(client.get("/site/more"))
    assert elements(html, "a", href="#main", class_="xf-skip")
    assert len(elements(html, "main", id="main")) == 1
    assert len(elements(html, "h1")) == 1


def test_a_stranger_sees_no_navigation(db: None) -> None:
    assert not elements(text(Client().get("/site/language")), "nav")


def test_forbidden_says_why(client: Client) -> None:
    response = client.get("/wrong/forbidden")
    assert response.status_code == 403
    assert "要由支部书记来办" in text(response)


@pytest.mark.parametrize("address", ["/nowhere", "/wrong/missing"])
def test_a_missing_page_leads_back_to_the_first(client: Client, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 404
    assert elements(text(response), "a", class_="btn", href="/")


def test_a_failure_shows_the_number_that_is_in_the_log(client: Client, caplog: Any) -> None:
    client.raise_request_exception = False
    with caplog.at_level("INFO", "xianfeng.requests"):
        response = client.get("/wrong/failure")
    assert response.status_code == 500
    number = response.context["number"]
    assert len(number) == 6
    assert number in text(response)


def test_the_page_of_a_failure_needs_no_database() -> None:
    """No fixture opens the database to this test, and whoever asks for the person fails."""
    request = RequestFactory().get("/")
    request.user = SimpleLazyObject(lambda: pytest.fail("asked who it is"))  # type: ignore[assignment]
    assert failed(request).status_code == 500


def test_a_stale_form_is_refused_with_what_to_do(person: Any) -> None:
    strict = Client(enforce_csrf_checks=True)
    response = strict.post("/site/large-type")
    assert response.status_code == 403
    assert len(elements(text(response), "h1")) == 1


def test_what_cannot_be_understood_is_refused_politely(client: Client) -> None:
    response = client.post("/press", {"once": "?"})
    assert response.status_code == 400
    assert len(elements(text(response), "h1")) == 1
