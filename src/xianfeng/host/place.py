"""Where it is served, and everything that speaks against serving there."""

from __future__ import annotations

import errno
import socket
import ssl
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address
from pathlib import Path

from xianfeng.engine.problems import InvalidInput, Named, Problem
from xianfeng.engine.text import Text


@dataclass(frozen=True, slots=True)
class Place:
    """An address and port, with a certificate or behind a proxy where it is not this machine's own."""

    host: str = "127.0.0.1"
    port: int = 8000
    certificate: Path | None = None
    key: Path | None = None
    behind_proxy: bool = False
    workers: int = 1

    @property
    def address(self) -> str:
        """The numeric address. Raises OSError when the host has none."""
        return str(socket.getaddrinfo(self.host, self.port, type=socket.SOCK_STREAM)[0][4][0])

    @property
    def ip(self) -> IPv4Address | IPv6Address:
        return ip_address(self.address)

    @property
    def near(self) -> str:
        """The address by which this machine itself reaches it."""
        if not self.ip.is_unspecified:
            return self.address
        return "127.0.0.1" if self.ip.version == 4 else "::1"

    @property
    def url(self) -> str:
        """What to type into the browser."""
        from xianfeng.settings import ALLOWED_HOSTS

        name = ALLOWED_HOSTS[0] if self.ip.is_unspecified else self.host
        return (
            f"{'https' if self.certificate else 'http'}://{f'[{name}]' if ':' in name else name}:{self.port}/"
        )


def environment(place: Place, environ: Mapping[str, str]) -> dict[str, str]:
    """Return the environment of the children: with a certificate or a proxy it is HTTPS that people use.

    Behind a proxy XIANFENG_HTTPS=0 may say otherwise.
    """
    children = {"XIANFENG_HTTPS": "1"} if place.certificate or place.behind_proxy else {}
    if place.behind_proxy:
        children |= {"XIANFENG_BEHIND_PROXY": "1", "XIANFENG_HTTPS": environ.get("XIANFENG_HTTPS", "1")}
    return {**environ, **children}


def check_place(place: Place) -> None:
    """Raise InvalidInput with everything that speaks against serving there."""
    from xianfeng import settings

    problems = [
        *_reaching(place, settings.DEMO, settings.DEBUG),
        *_named(place),
        *_certified(place),
        *_free(place),
    ]
    if problems:
        raise InvalidInput(problems)


def _problem(option: str, what: Text, fix: Text) -> Problem:
    return Problem(Named.of(option), what, fix)


def _is_own(place: Place) -> bool:
    """Return whether only this machine reaches the place (what has no address is told by `_free`)."""
    try:
        return place.ip.is_loopback
    except OSError:
        return True


def _reaching(place: Place, demo: bool, debug: bool) -> Iterator[Problem]:
    """Yield what must not leave this machine: demonstrations, detailed errors, pages in the clear."""
    if _is_own(place) and not place.behind_proxy:
        return
    option = "--behind-proxy" if _is_own(place) else f"--host {place.host}"
    for is_on, name in ((demo, "XIANFENG_DEMO"), (debug, "XIANFENG_DEBUG")):
        if is_on:
            what = Text(f"{name}=1只能在本机使用", f"{name}=1 is for this machine alone")
            yield _problem(
                option, what, Text(f"去掉{name}，或者用127.0.0.1", f"unset {name}, or use 127.0.0.1")
            )
    if not place.certificate and not place.behind_proxy:
        what = Text(
            "别的机器要连上，就要HTTPS证书",
            "for other machines to reach it, it needs a certificate for HTTPS",
        )
        fix = Text("写--certificate和--key；前面有反向代理的写--behind-proxy",
                   "give --certificate and --key, or --behind-proxy if a reverse proxy stands before it")  # fmt: skip
        yield _problem(option, what, fix)


def _named(place: Place) -> Iterator[Problem]:
    """Yield that nobody said by which name others reach it."""
    import os

    if (place.behind_proxy or not _is_own(place)) and "XIANFENG_HOSTS" not in os.environ:
        what = Text("没有写明对外的主机名", "nothing says by which host name it is reached")
        fix = Text("例如XIANFENG_HOSTS=dangjian.example.cn", "for instance XIANFENG_HOSTS=party.example.com")
        yield _problem("XIANFENG_HOSTS", what, fix)


PKCS8 = b"-----BEGIN PRIVATE KEY-----"


def _certified(place: Place) -> Iterator[Problem]:
    """Yield what is wrong with certificate and key."""
    if place.certificate is None and place.key is None:
        return
    if place.certificate is None or place.key is None:
        what = Text("证书和密钥要一起写", "certificate and key go together")
        yield _problem("--certificate, --key", what, Text("两个都写", "give both"))
        return
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(place.certificate, place.key, password="")
        if PKCS8 not in place.key.read_bytes():
            what = Text("密钥要是PKCS#8格式，没有密码", "the key must be in PKCS#8, without a password")
            fix = Text("请执行openssl pkcs8 -topk8 -nodes -in 旧文件 -out 新文件",
                       "run openssl pkcs8 -topk8 -nodes -in OLD -out NEW")  # fmt: skip
            yield _problem("--key", what, fix)
    except (OSError, ssl.SSLError):
        what = Text(
            "证书和密钥读不出来，或者不是一对", "certificate and key cannot be read or do not belong together"
        )
        yield _problem(
            "--certificate, --key", what, Text("核对两个文件（PEM格式）", "check both files (PEM)")
        )


def _free(place: Place) -> Iterator[Problem]:
    """Yield that the port is taken, or that the address is not this machine's."""
    try:
        family = socket.AF_INET if place.ip.version == 4 else socket.AF_INET6
        with socket.socket(family) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind((place.address, place.port))
    except OSError as error:
        yield _CANNOT.get(error.errno or 0, _no_address)(place)


def _taken(place: Place) -> Problem:
    what = Text("这个端口已有别的程序在用", "another program uses this port")
    fix = Text(f"换一个，例如--port {place.port + 1}", f"choose another, such as --port {place.port + 1}")
    return _problem(f"--port {place.port}", what, fix)


def _not_allowed(place: Place) -> Problem:
    what = Text("没有权限用这个端口", "this port may not be used by this account")
    return _problem(f"--port {place.port}", what, Text("用1024以上的端口", "choose one above 1023"))


def _no_address(place: Place) -> Problem:
    what = Text("本机没有这个地址", "this machine has no such address")
    fix = Text(
        "写127.0.0.1、0.0.0.0或本机的一个地址", "write 127.0.0.1, 0.0.0.0 or an address of this machine"
    )
    return _problem(f"--host {place.host}", what, fix)


_CANNOT: dict[int, Callable[[Place], Problem]] = {errno.EADDRINUSE: _taken, errno.EACCES: _not_allowed}
