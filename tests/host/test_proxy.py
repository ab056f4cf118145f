"""Whose word about the caller counts."""

from __future__ import annotations

from typing import Any

import pytest

from xianfeng.host.proxy import believing_loopback

TOLD = {
    "HTTP_X_FORWARDED_FOR": "6.6.6.6, 10.0.0.7",
    "HTTP_X_FORWARDED_PROTO": "https",
    "HTTP_X_FORWARDED_HOST": "evil",
}


def seen(behind_proxy: bool, caller: str, **told: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    environ = {"REMOTE_ADDR": caller, "wsgi.url_scheme": "http", **(told or TOLD)}
    believing_loopback(lambda environ, _: found.update(environ) or [], behind_proxy)(environ, None)  # type: ignore[func-returns-value]
    return found


@pytest.mark.parametrize("loopback", ["127.0.0.1", "::1"])
def test_a_proxy_on_this_machine_is_believed_about_the_last_caller(loopback: str) -> None:
    assert seen(True, loopback) == {"REMOTE_ADDR": "10.0.0.7", "wsgi.url_scheme": "https"}


@pytest.mark.parametrize(
    ("behind_proxy", "caller"), [(False, "127.0.0.1"), (True, "10.0.0.9"), (False, "10.0.0.9"), (True, "")]
)
def test_nobody_else_is_believed(behind_proxy: bool, caller: str) -> None:
    assert seen(behind_proxy, caller) == {"REMOTE_ADDR": caller, "wsgi.url_scheme": "http"}


def test_what_is_no_address_or_scheme_is_left_out() -> None:
    told = {"HTTP_X_FORWARDED_FOR": "<script>", "HTTP_X_FORWARDED_PROTO": "gopher"}
    assert seen(True, "127.0.0.1", **told) == {"REMOTE_ADDR": "127.0.0.1", "wsgi.url_scheme": "http"}
