"""The catalogue of kinds that a unit knows, and its own ones."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.facts.claiming import get, post, text, url
from tests.facts.making import actor
from tests.people.world import World
from xianfeng.facts import operations
from xianfeng.facts.models import Kind

pytestmark = pytest.mark.django_db


def typed(**values: str) -> dict[str, str]:
    return {"title": "设备擦洗", "measure": "台", "outcomes": "", "excused": "", **values}


def own(answer: Any) -> list[str]:
    return [row.code for row in answer.context["own"]]


def test_the_catalogue_has_shared_kinds_those_of_methods_and_own_ones(world: World) -> None:
    here = operations.add_kind(actor(world), world.first, title="设备擦洗")
    above = operations.add_kind(actor(world), world.committee, title="联防值守")
    operations.add_kind(actor(world), world.second, title="别处的事")
    answer = get(world, "member", url("kinds", world.first.pk))
    assert own(answer) == [here.code, above.code]
    shared = {row.code for row in answer.context["shared"]}
    methods = {row.code for row in answer.context["of_methods"]}
    assert {"meeting.assembly", "hazard.fixed"} <= shared
    assert {"clean.up", "form.study"} <= methods
    assert not shared & methods
    assert "请假" in text(answer)


def test_everybody_comes_to_the_catalogue_of_her_own_unit(world: World) -> None:
    assert get(world, "member", url("own_kinds")).url == url("kinds", world.first.pk)
    assert get(world, "secretary", url("own_kinds")).url == url("kinds", world.first.pk)
    assert get(world, "officer", url("own_kinds")).url == url("kinds", world.committee.pk)


@pytest.mark.parametrize(("who", "status"), [("auditor", 403), ("neighbour", 404), ("far_secretary", 404)])
def test_nobody_else_reads_it(world: World, who: str, status: int) -> None:
    assert get(world, who, url("kinds", world.first.pk)).status_code == status


# ---- adding


def test_a_secretary_adds_a_kind_for_her_branch(world: World) -> None:
    assert get(world, "secretary", url("add_kind", world.first.pk)).status_code == 200
    answer = post(world, "secretary", url("add_kind", world.first.pk), typed())
    assert answer.url == url("kinds", world.first.pk)
    kind = Kind.objects.get()
    assert (kind.unit, kind.title, kind.measure, kind.outcomes) == (world.first, "设备擦洗", "台", {})


def test_outcomes_are_typed_one_a_line_with_those_that_excuse(world: World) -> None:
    sent = typed(outcomes=" 完成 \n\n未完成\n不要求\n", excused="不要求\n", measure="")
    post(world, "secretary", url("add_kind", world.first.pk), sent)
    kind = Kind.objects.get()
    assert list(kind.outcomes.values()) == ["完成", "未完成", "不要求"]
    assert [kind.outcomes[code] for code in kind.excused] == ["不要求"]


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("title", {"title": ""}),
        ("title", {"title": "长" * 41}),
        ("title", {"title": "入户走访"}),
        ("title", {"outcomes": "完成\n上访"}),
        ("measure", {"measure": "很长很长很长很长很长的量"}),
        ("outcomes", {"outcomes": "\n".join("一二三四五六七八九")}),
        ("outcomes", {"outcomes": "完成\n完成"}),
        ("outcomes", {"outcomes": "长" * 21}),
        ("excused", {"outcomes": "完成", "excused": "请假"}),
    ],
)
def test_bad_input_is_told_at_its_field_and_what_was_typed_stays(
    world: World, field: str, wrong: dict[str, str]
) -> None:
    answer = post(world, "secretary", url("add_kind", world.first.pk), typed(**wrong))
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {field}
    assert all(value.split("\n")[0] in text(answer) for value in wrong.values())
    assert not Kind.objects.exists()


@pytest.mark.parametrize(
    ("who", "unit", "status"),
    [("member", "first", 403), ("leader", "first", 403), ("committee", "first", 403), ("inspector", "first", 403),
     ("secretary", "first", 302), ("officer", "first", 302), ("general_officer", "first", 302),
     ("secretary", "one", 403), ("secretary", "general", 404), ("general_officer", "general", 302),
     ("general_officer", "committee", 404), ("second_secretary", "first", 404), ("administrator", "first", 403)],
)  # fmt: skip
def test_the_secretary_or_an_officer_of_the_unit_adds(world: World, who: str, unit: str, status: int) -> None:
    address = url("add_kind", getattr(world, unit).pk)
    assert post(world, who, address, typed()).status_code == status
    assert Kind.objects.exists() == (status == 302)


def test_who_may_not_add_reads_why(world: World) -> None:
    assert get(world, "member", url("kinds", world.first.pk)).context["no_adding"]
    assert not get(world, "secretary", url("kinds", world.first.pk)).context["no_adding"]


def test_a_kind_sent_twice_is_one(world: World) -> None:
    client = world.client("secretary")
    for _ in range(2):
        client.post(url("add_kind", world.first.pk), typed(once="a-key-of-this-very-form"))
    assert Kind.objects.count() == 1


# ---- retiring


def test_a_kind_is_used_no_longer_and_stays_in_the_catalogue(world: World) -> None:
    kind = operations.add_kind(actor(world), world.first, title="设备擦洗")
    assert get(world, "secretary", url("retire_kind", kind.pk)).status_code == 200
    assert post(world, "secretary", url("retire_kind", kind.pk)).url == url("kinds", world.first.pk)
    kind.refresh_from_db()
    assert kind.retired_on == timezone.localdate()
    row = get(world, "secretary", url("kinds", world.first.pk)).context["own"][0]
    assert not row.may_retire


def test_a_kind_that_another_retired_meanwhile_is_answered_politely(world: World) -> None:
    kind = operations.add_kind(actor(world), world.first, title="设备擦洗")
    operations.retire_kind(actor(world), kind, on=timezone.localdate())
    answer = world.client("secretary").post(url("retire_kind", kind.pk), follow=True)
    assert "xf-note--attention" in text(answer)


@pytest.mark.parametrize(
    ("who", "status"), [("member", 403), ("secretary", 404), ("officer", 302), ("second_secretary", 404)]
)
def test_a_kind_is_retired_where_it_was_added(world: World, who: str, status: int) -> None:
    where = world.first if who == "member" else world.general
    kind = operations.add_kind(actor(world), where, title="联防值守")
    assert post(world, who, url("retire_kind", kind.pk)).status_code == status


def test_more_kinds_do_not_ask_more_often(world: World) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            get(world, "secretary", url("kinds", world.first.pk))
        return len(queries)

    operations.add_kind(actor(world), world.first, title="一")
    asked()
    before = asked()
    for at in range(5):
        operations.add_kind(actor(world), (world.first, world.general)[at % 2], title=f"事{at}")
    assert asked() == before
