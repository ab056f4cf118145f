"""Where it may be served, and what is said when it may not."""

from __future__ import annotations

import socket
import subprocess
from pathlib import Path

import pytest

from tests.host.running import free_port, run
from xianfeng.engine.problems import InvalidInput
from xianfeng.host.place import Place, check_place, environment


def problems(place: Place) -> list[str]:
    try:
        check_place(place)
    except InvalidInput as error:
        return [problem.place.words.en for problem in error.problems]
    return []


def test_on_this_machine_nothing_speaks_against_it() -> None:
    assert problems(Place(port=free_port())) == []


@pytest.mark.parametrize("host", ["0.0.0.0", "::"])
def test_other_machines_need_a_certificate_and_a_host_name(
    monkeypatch: pytest.MonkeyPatch, host: str
) -> None:
    monkeypatch.delenv("XIANFENG_HOSTS", raising=False)
    assert problems(Place(host, free_port())) == [f"--host {host}", "XIANFENG_HOSTS"]


def test_a_proxy_stands_in_for_the_certificate(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XIANFENG_HOSTS", "party.test")
    assert problems(Place(port=free_port(), behind_proxy=True)) == []


@pytest.mark.parametrize(
    "options",
    [("--behind-proxy",), ("--host", "0.0.0.0", "--behind-proxy"), ("--host", "0.0.0.0")],
)
@pytest.mark.parametrize("name", ["XIANFENG_DEMO", "XIANFENG_DEBUG"])
def test_demonstrations_and_developers_errors_stay_on_this_machine(
    tmp_path: Path, options: tuple[str, ...], name: str
) -> None:
    done = run(tmp_path / "data", "serve", "--port", free_port(), *options, "--lang", "en", **{name: "1"})
    assert done.returncode == 2
    assert f"{name}=1 is for this machine alone" in done.stderr


def test_a_port_in_use_and_a_foreign_address_are_named() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert problems(Place(port=port)) == [f"--port {port}"]
    assert "--host no-such-host.invalid" in problems(Place("no-such-host.invalid"))


def pem(folder: Path, name: str, *kind: str) -> Path:
    key, made = folder / f"{name}.key", folder / f"{name}.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=x", "-keyout", key, "-out", made],
        check=True, capture_output=True,
    )  # fmt: skip
    if kind:
        subprocess.run(["openssl", *kind, "-in", key, "-out", key], check=True, capture_output=True)
    return made


def test_certificates_that_cannot_work_are_refused(tmp_path: Path) -> None:
    one, other, old = (
        pem(tmp_path, "one"),
        pem(tmp_path, "other"),
        pem(tmp_path, "old", "rsa", "-traditional"),
    )
    port = free_port()

    def told(certificate: Path | None, key: Path | None) -> list[str]:
        return problems(Place(port=port, certificate=certificate, key=key))

    assert told(one, one.with_suffix(".key")) == []
    assert told(one, None) == ["--certificate, --key"]
    assert told(one, other.with_suffix(".key")) == ["--certificate, --key"]
    assert told(tmp_path / "missing.pem", one.with_suffix(".key")) == ["--certificate, --key"]
    assert told(old, old.with_suffix(".key")) == ["--key"]


def test_with_a_certificate_or_a_proxy_the_children_expect_https() -> None:
    file = Path("x")
    assert environment(Place(certificate=file, key=file), {"XIANFENG_HTTPS": "0"})["XIANFENG_HTTPS"] == "1"
    assert environment(Place(behind_proxy=True), {}) == {"XIANFENG_HTTPS": "1", "XIANFENG_BEHIND_PROXY": "1"}
    assert environment(Place(behind_proxy=True), {"XIANFENG_HTTPS": "0"})["XIANFENG_HTTPS"] == "0"
    assert environment(Place(), {"PATH": "/bin"}) == {"PATH": "/bin"}
