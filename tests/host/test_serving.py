"""The server and its children live and end together, whichever of them ends first."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.host.running import Server, eventually, run

pytestmark = pytest.mark.slow
Serving = Callable[..., Server]


def test_it_answers_and_says_where(serving: Serving) -> None:
    server = serving()
    assert f"http://127.0.0.1:{server.port}/" in server.told()
    assert server.ask("/health/live").status == 200
    assert eventually(lambda: server.ask("/health/ready").status == 200)
    assert server.ask("/accounts/login/").status == 200
    assert len(server.processes()) == 4  # itself, the web server, its worker, the job worker


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_asked_to_stop_it_leaves_nothing_behind(serving: Serving, number: signal.Signals) -> None:
    server = serving()
    began = time.monotonic()
    assert server.end(number) == 0
    assert server.is_gone()
    assert time.monotonic() - began < 20


def test_killed_it_takes_its_children_along(serving: Serving) -> None:
    server = serving()
    assert server.end(signal.SIGKILL) == -signal.SIGKILL
    assert eventually(server.is_gone, within=15)


def test_killed_together_with_the_web_server_no_orphan_answers(serving: Serving) -> None:
    server = serving()
    web = server.child("web")
    server.process.kill()
    os.kill(web, signal.SIGKILL)
    assert eventually(server.is_gone, within=20)


@pytest.mark.parametrize(
    ("child", "told"), [("web", "the web server ended"), ("worker", "the job worker ended")]
)
def test_when_a_child_dies_all_end_and_the_exit_code_says_so(serving: Serving, child: str, told: str) -> None:
    server = serving()
    os.kill(server.child(child), signal.SIGKILL)
    assert server.process.wait(30) == 1
    assert server.is_gone()
    assert told in server.told()


def test_a_port_in_use_is_named(serving: Serving, data: Path) -> None:
    server = serving()
    done = run(data, "serve", "--port", server.port, "--lang", "en")
    assert done.returncode == 2
    assert f"--port {server.port}: another program uses this port" in done.stderr
    assert server.ask("/health/live").status == 200


def test_static_files_are_made_once_and_served_under_hashed_names(serving: Serving, data: Path) -> None:
    serving().end()
    stamp = data / "static/.stamp"
    made = stamp.stat().st_mtime_ns
    server = serving()
    assert stamp.stat().st_mtime_ns == made
    names = json.loads((data / "static/staticfiles.json").read_text("utf-8"))["paths"]
    plain, hashed = next((plain, hashed) for plain, hashed in names.items() if plain.endswith(".css"))
    assert plain != hashed
    answer = server.ask(f"/static/{hashed}")
    assert answer.status == 200
    assert "immutable" in answer.headers["Cache-Control"]


LOST = "from xianfeng.host.tasks import repeated; repeated.enqueue('host.sessions').db_result.claim('dead')"
STATE = "from django_tasks_db.models import DBTaskResult; print(DBTaskResult.objects.get(worker_ids__0='dead').status)"


def test_a_task_whose_worker_was_killed_is_done_by_the_next(serving: Serving, data: Path) -> None:
    def state() -> str:
        return run(data, "manage", "shell", "-v0", "-c", STATE).stdout.strip()

    assert run(data, "manage", "shell", "-v0", "-c", LOST).returncode == 0
    assert state() == "RUNNING"
    server = serving()
    assert eventually(lambda: state() == "SUCCESSFUL"), (state(), server.told())


def certificate(folder: Path) -> tuple[str, str]:
    made, key = folder / "cert.pem", folder / "key.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=party.test",
         "-keyout", key, "-out", made],
        check=True, capture_output=True,
    )  # fmt: skip
    return str(made), str(key)


def test_with_a_certificate_it_is_https_and_cookies_are_for_https_alone(serving: Serving, data: Path) -> None:
    made, key = certificate(data.parent)
    options = ("--host", "0.0.0.0", "--certificate", made, "--key", key)
    server = serving(*options, XIANFENG_HOSTS="party.test")
    assert f"https://party.test:{server.port}/" in server.told()
    answer = server.ask("/accounts/login/", Host="party.test")
    assert answer.status == 200
    assert answer.headers["Strict-Transport-Security"]
    cookies = answer.headers.get_all("Set-Cookie") or []
    assert cookies
    assert all("Secure" in cookie for cookie in cookies)
    assert server.ask("/accounts/login/", Host="elsewhere.test").status == 400


def test_what_is_typed_into_forms_is_not_in_the_log(serving: Serving) -> None:
    server = serving()
    typed = ["13812345678", "欧阳文娟", "%E6%AC%A7%E9%98%B3", "a-secret-password", "person@example.com"]
    body = "login=13812345678&name=%E6%AC%A7%E9%98%B3%E6%96%87%E5%A8%9F&password=a-secret-password"
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    for path in (
        "/accounts/login/?next=%2F%3Fname%3D13812345678",
        "/members/?q=欧阳文娟",
        "/欧阳文娟/person@example.com",
    ):
        server.ask(path, "POST", body, **form)
        server.ask(path)
    assert eventually(lambda: server.told().count('"what": "request"') >= 6)
    assert not [word for word in typed if word in server.told()]
    assert "?next" not in server.told()
