"""Every address of the site × every role × GET and POST × own, parent, sibling and child unit.

The table says for each address and target who gets through (`ok`) and who is refused with a reason (`no`);
everybody else signed in must get 404, and without signing in one is sent to the sign-in page. An address
that the resolver knows and the table does not fails, and so does a row without an address.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.people.world import World
from tests.rights.conftest import Worlds
from tests.rights.families import ALL, OPEN, family_of
from tests.rights.table import ROWS, WHO, Row, arguments


@pytest.fixture
def about(worlds: Worlds, row: Row) -> World:
    """The world with what the address is about."""
    return worlds(family_of(row))


pytestmark = pytest.mark.django_db
SOME = frozenset({"secretary", "officer", "stranger"})
"""Who tries a method that an address does not take: nobody gets through with it."""
EACH_DAY = 2
"""Everybody who is refused tries every day, of those who get through so many; the others beside the everyday suite."""


def views(resolver: URLResolver, space: str = "") -> Iterator[tuple[str, Callable[..., Any]]]:
    """Yield the name of every address, with its namespaces, and what answers it; addresses must have names."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from views(entry, f"{space}{entry.namespace}:" if entry.namespace else space)
        elif isinstance(entry, URLPattern):
            yield f"{space}{entry.name}", entry.callback


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    addresses = {name for name, _view in views(get_resolver())}
    assert addresses == {row.name for row in ALL} | OPEN


def answer(client: Client, row: Row, method: str, url: str) -> int:
    """Return the status; whatever was done is undone."""
    client.raise_request_exception = False  # a failure is an answer too, and not one of the table's
    with transaction.atomic():
        status = getattr(client, method)(url, row.data if method == "post" else row.query).status_code
        transaction.set_rollback(True)
    return int(status)


def verdict(status: int) -> str:
    return {404: "hidden", 403: "no", 405: "no such method"}.get(status, "ok" if status < 500 else "broken")


def expected(row: Row, method: str, who: str, target: str) -> str:
    if method not in row.methods:
        return "no such method"
    if who in row.through(method, target):
        return "ok"
    return "no" if who in row.in_reach(target) else "hidden"


def is_tried(row: Row, method: str, target: str, who: str, rest: bool) -> bool:
    """Return whether somebody tries in the everyday suite, or among the `rest`: of those who get through, all but two."""
    if method not in row.methods:
        return who in SOME and not rest
    through = sorted(row.through(method, target))
    return (who in through[EACH_DAY:]) if rest else (who not in through[EACH_DAY:])


def clients_of(world: World, row: Row) -> dict[str, Client]:
    """Return everybody's browser; the same for many rows, where nobody is signed out or given a new session."""
    if row in ROWS:
        return {who: world.client(who) for who in sorted(WHO)}
    if ("clients", "") not in world.things:
        world.things["clients", ""] = {who: world.client(who) for who in sorted(WHO)}
    found: dict[str, Client] = world.things["clients", ""]
    return found


def deviations(world: World, row: Row, rest: bool = False) -> Iterator[str]:
    """Yield every answer that is not the one in the table."""
    clients = clients_of(world, row)
    for target in row.targets:
        url = reverse(row.name, kwargs=arguments(world, row, target))
        for method in ("get", "post"):
            for who, client in clients.items():
                if not is_tried(row, method, target, who, rest):
                    continue
                found = verdict(answer(client, row, method, url))
                wanted = expected(row, method, who, target)
                # A page that is hidden or refused may say so before it says that it takes no such method.
                if found != wanted and not (wanted == "no such method" and found in ("no", "hidden")):
                    yield f"{method} {target} by {who}: {found}, not {wanted}"


@pytest.mark.parametrize("row", ALL, ids=lambda row: row.name)
def test_exactly_those_get_through_who_may(about: World, row: Row) -> None:
    assert list(deviations(about, row)) == []


@pytest.mark.slow
@pytest.mark.parametrize("row", ALL, ids=lambda row: row.name)
def test_all_others_who_may_get_through_too(about: World, row: Row) -> None:
    assert list(deviations(about, row, rest=True)) == []


@pytest.mark.parametrize("row", ALL, ids=lambda row: row.name)
def test_without_signing_in_one_is_sent_to_the_sign_in_page(about: World, row: Row) -> None:
    for target in row.targets:
        url = reverse(row.name, kwargs=arguments(about, row, target))
        for method in ("get", "post"):
            response = getattr(about.client(""), method)(url)
            assert response.status_code == 302
            assert response["Location"].startswith(reverse("account_login"))
