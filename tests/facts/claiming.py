"""Claims for tests of pages, and what is sent to them."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from tests.facts.making import DEED, actor
from tests.people.world import World, account, member, office
from xianfeng.facts.models import Proposal
from xianfeng.facts.operations import propose
from xianfeng.people.organizations.roles import Post

ONCE = "a-key-of-this-very-form"
HTMX = {"HX-Request": "true"}


def url(name: str, *args: Any, query: str = "") -> str:
    return reverse(f"facts:{name}", args=args) + query


def get(world: World, who: str, address: str, **options: Any) -> Any:
    return world.client(who).get(address, **options)


def post(world: World, who: str, address: str, values: dict[str, Any] | None = None, **options: Any) -> Any:
    return world.client(who).post(address, values or {}, **options)


def text(answer: HttpResponse) -> str:
    return answer.content.decode()


def sent(**values: Any) -> dict[str, Any]:
    """What the form of a claim sends when somebody chooses a kind and looks at nothing else."""
    return {"kind": DEED, "day": "today", "on": "", "quantity": "1", "note": "", "once": ONCE, **values}


def claimed(world: World, about: str = "member", by: str = "", **values: Any) -> Proposal:
    said = {
        "member": world.members[about],
        "kind": DEED,
        "on": timezone.localdate(values.get("at")),
        **values,
    }
    return propose(actor(world, by or about), **said)


def alone(world: World) -> None:
    """Let the first branch have nobody on its committee but the secretary."""
    world.members["committee"].offices.all().delete()


def crowd(world: World, number: int) -> None:
    """Let as many more members of the first branch each have claimed something."""
    for at in range(number):
        key = f"more{len(world.members)}-{at}"
        world.members[key] = member(f"新{at}", world.one)
        world.users[key] = account(world.members[key])
        claimed(world, key)


def second_officer(world: World) -> None:
    """Give the second branch a committee member besides its secretary."""
    office(world.members["neighbour"], world.second, Post.DISCIPLINE_OFFICER)


def picture(kind: str = "JPEG", **options: Any) -> bytes:
    out = BytesIO()
    Image.new("RGB", (60, 40), "red").save(out, kind, **options)
    return out.getvalue()
