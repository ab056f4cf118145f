"""How the tests of methods ask for pages."""

from __future__ import annotations

from typing import Any

from django.test import Client
from django.urls import reverse

from tests.people.world import World


def url(name: str, *args: Any, query: str = "") -> str:
    return reverse(f"methods:{name}", args=args) + query


def shown(client: Client, name: str, *args: Any, query: str = "") -> str:
    response = client.get(url(name, *args, query=query))
    assert response.status_code == 200
    return response.content.decode()


def status(world: World, who: str, name: str, *args: Any, query: str = "") -> int:
    return world.client(who).get(url(name, *args, query=query)).status_code
