"""Which version holds: the nearest unit's latest, from the first period on or after its day; else the packaged one."""

from __future__ import annotations

from datetime import date

import pytest

from tests.merit.methods.conftest import TODAY
from tests.merit.methods.writing import NEXT_YEAR, YEAR, draft, published, text_of
from tests.people.world import World, adopt
from xianfeng.engine.scheme import Scheme
from xianfeng.facts.operations import add_kind
from xianfeng.merit.methods.models import SchemeVersion
from xianfeng.merit.methods.operations import withdraw_version
from xianfeng.merit.methods.queries import method_of, rules_of
from xianfeng.people.audit.operations import PROGRAM
from xianfeng.people.organizations.models import Unit
from xianfeng.schemes import library

pytestmark = pytest.mark.django_db


def scheme_of(unit: Unit, on: date = TODAY) -> Scheme:
    method = method_of(unit, on)
    assert method is not None
    return method.scheme


def weight(unit: Unit, on: date = TODAY) -> int:
    return scheme_of(unit, on).components["inner"].weights["otherwise"]


def weighted(inner: int) -> str:
    """Return the ten ones with another weight of the inner evaluation, and of the employees'."""
    old, new = "    weight: 50\n    raters: mutual", f"    weight: {inner}\n    raters: mutual"
    return text_of("ten-ones").replace(old, new).replace("    weight: 20\n", f"    weight: {70 - inner}\n")


def test_without_a_version_the_packaged_method_holds(world: World) -> None:
    assert weight(world.first) == 5000
    assert method_of(world.first, TODAY).written is None


def test_without_an_adoption_there_is_no_method(world: World) -> None:
    assert method_of(world.far, TODAY) is None


def test_an_unknown_method_is_none(world: World) -> None:
    adopt(world.far, "nobody-knows")
    assert method_of(world.far, TODAY) is None


def test_a_published_version_holds_for_its_unit_and_all_below(world: World) -> None:
    published(world.general, weighted(40))
    assert [weight(unit) for unit in (world.general, world.first, world.third)] == [4000, 4000, 5000]


def test_the_nearest_units_version_holds_though_one_above_is_later(world: World) -> None:
    published(world.first, weighted(45), YEAR)
    published(world.committee, weighted(40), NEXT_YEAR)
    assert [weight(unit, date(2027, 3, 1)) for unit in (world.first, world.second)] == [4500, 4000]


def test_of_one_units_versions_the_latest_that_has_begun_holds(world: World) -> None:
    published(world.committee, weighted(40), YEAR)
    published(world.committee, weighted(35), NEXT_YEAR)
    days = (date(2026, 12, 31), date(2027, 1, 1))
    assert [weight(world.first, day) for day in days] == [4000, 3500]


def test_a_version_counts_from_the_first_period_that_begins_on_or_after_its_day(world: World) -> None:
    version = published(world.committee, weighted(40), NEXT_YEAR)
    SchemeVersion.objects.unscoped().create(
        owner=world.general,
        code="ten-ones",
        version=date(2026, 3, 1),
        text=weighted(30),
        digest="",
        state="published",
    )
    assert weight(world.first, date(2026, 12, 31)) == 5000
    assert weight(world.first, version.version) == 3000


def test_drafts_and_withdrawn_versions_hold_nowhere(world: World) -> None:
    draft(world.first, weighted(40))
    withdraw_version(PROGRAM, published(world.committee, weighted(35), NEXT_YEAR))
    assert [weight(world.first, day) for day in (TODAY, NEXT_YEAR)] == [5000, 5000]


def test_a_units_own_method_holds_once_it_is_adopted(world: World) -> None:
    published(world.committee, weighted(40), code="our-ten")
    assert scheme_of(world.first).code == "ten-ones"
    adopt(world.committee, "our-ten", YEAR)
    assert (scheme_of(world.first).code, weight(world.first)) == ("our-ten", 4000)
    assert rules_of(world.far, "our-ten", TODAY) is None


def test_a_version_may_count_kinds_that_its_unit_added(world: World) -> None:
    add_kind(PROGRAM, world.committee, title="技术讲座", code="own.talks", outcomes={"held": "已讲"})
    text = text_of("ten-ones").replace("each: coaching.done,", "each: own.talks, outcome: held,")
    published(world.general, text)
    technology = scheme_of(world.first).sheets["list"].items["technology"]
    assert [rule.kinds for rule in technology.rules][-1] == ("own.talks",)


def test_the_method_knows_kinds_that_no_rule_counts(world: World) -> None:
    add_kind(PROGRAM, world.committee, title="技术讲座", code="own.talks")
    assert "own.talks" in scheme_of(world.first).kinds
    assert "own.talks" not in library.load("ten-ones").kinds


# Adoption down the tree


def test_an_adoption_is_inherited_and_overridden_below(world: World) -> None:
    adopt(world.general, "study-do")
    adopt(world.second, "baseline")
    codes = [
        scheme_of(unit).code for unit in (world.committee, world.first, world.second, world.third, world.one)
    ]
    assert codes == ["ten-ones", "study-do", "baseline", "ten-ones", "study-do"]


def test_an_adoption_holds_from_its_day_and_the_latest_of_the_nearest_unit_counts(world: World) -> None:
    adopt(world.first, "study-do", date(2026, 4, 1))
    adopt(world.first, "baseline", date(2026, 7, 1))
    adopt(world.committee, "three-platforms", date(2026, 7, 1))
    days = (date(2026, 3, 31), date(2026, 4, 1), date(2026, 7, 1))
    assert [scheme_of(world.first, day).code for day in days] == ["ten-ones", "study-do", "baseline"]


def test_asking_costs_three_queries_however_deep(world: World, django_assert_num_queries) -> None:
    published(world.committee, weighted(40))
    with django_assert_num_queries(3):
        method_of(world.one, TODAY)
    with django_assert_num_queries(3):
        method_of(world.committee, TODAY)
