"""A process of one installation: python -m benchmarks.web.visiting SIZE make|open|import [ROUNDS]; prints JSON."""

from __future__ import annotations

import json
import logging
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any

SEED = 710


def make(size: str, _: int) -> dict[str, int]:
    """Make the installation unless it is there; return how many members it has."""
    from django.utils.timezone import localdate

    from xianfeng.demo.filling import Recipe, begin, fill
    from xianfeng.host.serving import prepare

    prepare(lambda words: None)
    recipe = begin(Recipe(size, SEED, localdate()))
    made = 0

    def tell(step: int) -> None:
        nonlocal made
        made += step
        print(f"\r{size}: {made:,} of {recipe.steps:,}", end="", file=sys.stderr, flush=True)

    fill(recipe, tell)
    print(file=sys.stderr)
    return {"members": recipe.members}


def open_pages(size: str, rounds: int) -> dict[str, dict[str, Any]]:
    """Open every page in turn, again and again; return its queries, its bytes and its milliseconds."""
    from benchmarks.web.pages import pages
    from xianfeng.demo.stages import SIZES

    shown = pages(SIZES[size](SEED).stage)
    clients = {page.who: _entered(page.who) for page in shown}
    found: dict[str, dict[str, Any]] = {page.name: {"grows": page.grows, "ms": []} for page in shown}
    for page in shown:
        _open(clients[page.who], page)
        with _counted() as queries:
            found[page.name]["size"] = _open(clients[page.who], page)
        found[page.name]["queries"] = len(queries)
    for _ in range(rounds):
        for page in shown:
            began = time.perf_counter()
            _open(clients[page.who], page)
            found[page.name]["ms"].append(1000 * (time.perf_counter() - began))
    return found


def _entered(title: str) -> Any:
    """Return the browser of somebody who has come in and seen the notice."""
    from django.test import Client

    from xianfeng.people.accounts.models import DemoAccount
    from xianfeng.people.audit.operations import PROGRAM
    from xianfeng.people.privacy.operations import read_notice

    user = DemoAccount.objects.get(title=title).user
    read_notice(PROGRAM, user)
    client = Client(SERVER_NAME="localhost")
    client.force_login(user)
    return client


def _open(client: Any, page: Any) -> int:
    response = client.post(page.url, page.sent) if page.sent else client.get(page.url)
    if response.status_code != 200:
        raise RuntimeError(f"{page.name}: {page.url} answered {response.status_code}")
    return sum(map(len, response))


@contextmanager
def _counted() -> Iterator[list[str]]:
    from django.db import connection

    queries: list[str] = []

    def count(execute: Any, sql: str, *rest: Any) -> Any:
        queries.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(count):
        yield queries


def import_rows(_: str, rounds: int) -> dict[str, float]:
    """Import a workbook of a company's members, and undo it; return the seconds of that and of its floor."""
    from benchmarks.web_import import measure

    return asdict(measure(rounds))


ACTIONS: dict[str, Callable[[str, int], Any]] = {"make": make, "open": open_pages, "import": import_rows}


def main(size: str, action: str, rounds: str = "1") -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "xianfeng.settings"
    import django

    django.setup()
    logging.disable(logging.WARNING)
    print(json.dumps(ACTIONS[action](size, int(rounds))))


if __name__ == "__main__":
    main(*sys.argv[1:])
