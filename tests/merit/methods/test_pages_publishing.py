"""Publishing, withdrawing and throwing away a version on its pages."""

from __future__ import annotations

import pytest

from tests.merit.methods.visiting import shown, status, url
from tests.merit.methods.writing import NEXT_YEAR, draft, published, written
from tests.people.world import World
from xianfeng.merit.methods.models import SchemeVersion
from xianfeng.merit.methods.operations import change_draft
from xianfeng.people.audit.operations import PROGRAM

pytestmark = pytest.mark.django_db


def test_a_secretary_proposes_and_an_officer_publishes(world: World) -> None:
    made = draft(world.first, from_on=NEXT_YEAR)
    assert status(world, "secretary", "publish", made.pk) == 403
    assert world.client("secretary").post(url("publish", made.pk)).status_code == 403
    assert url("publish", made.pk) not in shown(world.client("secretary"), "edit", made.pk)
    assert url("edit", made.pk) in shown(world.client("officer"), "unit", world.committee.pk)
    assert shown(world.client("general_officer"), "publish", made.pk)
    assert world.client("general_officer").post(url("publish", made.pk)).status_code == 302
    made.refresh_from_db()
    assert made.state == "published"
    assert status(world, "officer", "edit", made.pk) == status(world, "officer", "publish", made.pk) == 403


def test_an_unsound_draft_is_not_published_even_when_it_is_posted(world: World) -> None:
    made = draft(world.first)
    change_draft(PROGRAM, made, text=written(made.text, **{"zh: 宣传员": "zh: 宗教活动"}), digest=made.digest)
    page = shown(world.client("officer"), "publish", made.pk)
    assert 'method="post"' not in page.partition("<main")[2].partition("</main>")[0]
    response = world.client("officer").post(url("publish", made.pk))
    assert (response.status_code, SchemeVersion.objects.unscoped().get().state) == (422, "draft")


def test_a_version_is_withdrawn_by_an_officer_until_its_day(world: World) -> None:
    coming, holding = published(world.first, from_on=NEXT_YEAR), published(world.first)
    assert world.client("secretary").post(url("withdraw", coming.pk)).status_code == 403
    assert world.client("officer").post(url("withdraw", holding.pk)).status_code == 403
    page = shown(world.client("officer"), "unit", world.first.pk)
    assert url("withdraw", coming.pk) in page
    assert url("withdraw", holding.pk) not in page
    assert world.client("officer").post(url("withdraw", coming.pk)).status_code == 302
    coming.refresh_from_db()
    assert coming.state == "withdrawn"


def test_a_draft_is_thrown_away(world: World) -> None:
    made = draft(world.first)
    assert world.client("secretary").get(url("discard", made.pk)).status_code == 405
    assert world.client("secretary").post(url("discard", made.pk)).status_code == 302
    assert not SchemeVersion.objects.unscoped().exists()
