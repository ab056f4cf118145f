"""An administrator at work: what the list shows her, and what she does to an account."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from tests.people.world import World
from xianfeng.people.accounts.models import User

LIST = "/accounts/all/"


def listed(world: World, who: str = "administrator", **query: str) -> set[str]:
    page = world.client(who).get(LIST, query).context["page"]
    return {user.username for user in page}


def do(world: World, what: str, user: User, who: str = "administrator", **data: Any) -> Any:
    more = [data.pop("appointment").pk] if "appointment" in data else []
    return world.client(who).post(reverse(f"accounts:{what}", args=[user.pk, *more]), data)
