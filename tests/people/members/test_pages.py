from __future__ import annotations
import pytest
from django.urls import reverse
from tests.people.world import World
pytestmark = pytest.mark.django_db

def test_smoke(world: World) -> None:
    c = world.client("secretary")
    m = world.members["member"]
    for url in [reverse("members:list"), reverse("members:member", args=[m.pk]), reverse("members:correct", args=[m.pk]), reverse("members:move", args=[m.pk]), reverse("members:status", args=[m.pk]), reverse("members:give_office", args=[m.pk]), reverse("members:register", args=[world.first.pk])]:
        r = c.get(url)
        assert r.status_code == 200, url
        print(url, len(r.content))
