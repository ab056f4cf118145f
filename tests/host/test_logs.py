"""The log says what happened, and nothing that a person has typed."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import IntegrityError
from django.test import Client

from tests.people.world import World, account
from xianfeng.site import tracing
from xianfeng.site.logs import OneLine

SECRETS = ("13812345678", "欧阳文娟", "a-secret-password")


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(OneLine())
    root = logging.getLogger()
    root.addHandler(handler)
    yield stream
    root.removeHandler(handler)


def lines(written: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in written.getvalue().splitlines()]


def test_a_request_is_one_line_with_its_pattern_and_the_account(world: World, written: io.StringIO) -> None:
    world.client("secretary").get("/health/live", {"q": SECRETS[1]})
    [line] = [line for line in lines(written) if line["what"] == "request"]
    assert line["from"] == "xianfeng.requests"
    assert (line["method"], line["route"], line["status"]) == ("GET", "health/live", 200)
    assert line["user"] == world.users["secretary"].pk
    assert SECRETS[1] not in written.getvalue()


@pytest.mark.django_db
def test_what_is_posted_is_not_written(written: io.StringIO) -> None:
    typed = {"login": SECRETS[0], "name": SECRETS[1], "password": SECRETS[2]}
    for path in ("/accounts/login/", f"/accounts/login/?next=/{SECRETS[1]}", f"/{SECRETS[0]}/"):
        Client().post(path, typed)
    assert len(lines(written)) >= 3
    assert not [word for word in SECRETS if word in written.getvalue()]


@pytest.mark.django_db
def test_an_error_of_the_database_is_told_without_the_value_it_names(written: io.StringIO) -> None:
    account(phone=SECRETS[0])
    try:
        account(phone=SECRETS[0])
    except IntegrityError:
        logging.getLogger("xianfeng.tests").exception("it failed")
    [line] = lines(written)
    assert line["errors"][0]["kind"] == "IntegrityError"
    assert any("test_logs.py" in place for place in line["errors"][0]["where"])
    assert SECRETS[0] not in written.getvalue()


def test_a_library_is_not_trusted_with_its_words(written: io.StringIO) -> None:
    logging.getLogger("some.library").warning("cannot read %s of " + SECRETS[1], SECRETS[0])
    [line] = lines(written)
    assert line["from"] == "some.library"
    assert not [word for word in SECRETS if word in written.getvalue()]


@pytest.mark.django_db
def test_the_page_of_an_error_shows_the_number_of_its_line(
    world: World, written: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError(SECRETS[1])

    monkeypatch.setattr("django.contrib.sessions.backends.db.SessionStore.load", broken)
    client = Client(raise_request_exception=False)
    client.cookies["sessionid"] = "x" * 32
    answer = client.get("/")
    assert answer.status_code == 500
    numbers = {line["request"] for line in lines(written)}
    assert len(numbers) == 1
    assert numbers.pop() in answer.content.decode()
    assert SECRETS[1] not in written.getvalue()
    assert tracing.number.get() == ""
