"""What a reverse proxy on this machine says about the caller; nobody else is believed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from ipaddress import ip_address
from typing import Any

Application = Callable[[dict[str, Any], Any], Iterable[bytes]]
FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_HOST", "HTTP_FORWARDED")


def believing_loopback(application: Application, behind_proxy: bool) -> Application:
    """Return the application with the caller's address and scheme as the proxy gives them.

    Without a proxy, or when the caller is not on this machine, these headers are taken away unread.
    """

    def believing(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        told = {name: environ.pop(name, "") for name in FORWARDED}
        if behind_proxy and _is_loopback(environ.get("REMOTE_ADDR", "")):
            _believe(environ, told)
        return application(environ, start_response)

    return believing


def _believe(environ: dict[str, Any], told: dict[str, str]) -> None:
    # The last address is the one that our proxy saw; those before it are hearsay.
    caller = told["HTTP_X_FORWARDED_FOR"].rpartition(",")[2].strip()
    if _is_address(caller):
        environ["REMOTE_ADDR"] = caller
    if told["HTTP_X_FORWARDED_PROTO"] in ("http", "https"):
        environ["wsgi.url_scheme"] = told["HTTP_X_FORWARDED_PROTO"]


def _is_address(words: str) -> bool:
    try:
        return bool(ip_address(words))
    except ValueError:
        return False


def _is_loopback(words: str) -> bool:
    return _is_address(words) and ip_address(words).is_loopback
