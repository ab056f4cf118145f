"""Rules frozen from schemes, and ballots counted by them as the engine counts them."""

from __future__ import annotations

from random import Random

import pytest

from xianfeng.engine.facts import Ballot
from xianfeng.engine.polls import added_up
from xianfeng.engine.text import Text
from xianfeng.merit.reviews.models import Round, text_of
from xianfeng.merit.reviews.rules import form_of, frozen, total_of
from xianfeng.schemes import library

ASKED = {
    "three-platforms": {"self": 18, "mutual": 7, "mass": 5, "organisation": 18},
    "ten-ones": {"mutual": 1, "mass": 1},
    "three-four-one": {"mutual": 5},
    "baseline": {"mutual": 1},
    "one-four-one": {},
    "study-do": {},
}


@pytest.mark.parametrize("code", ASKED)
def test_each_kind_of_rater_is_asked_what_its_method_says(code: str) -> None:
    rules = frozen(library.load(code))
    assert {kind: len(of["items"]) for kind, of in rules.items()} == ASKED[code]
    worth = {kind: sum(item["points"] for item in of["items"]) for kind, of in rules.items()}
    assert set(worth.values()) <= {10_000}
    assert all(of["whole"] == ([item["code"] for item in of["items"]] == [""]) for of in rules.values())


def test_titles_are_frozen_in_both_languages() -> None:
    mutual = frozen(library.load("three-platforms"))["mutual"]
    assert text_of(mutual["title"]) == ("党员互评", "mutual review")
    assert text_of(mutual["grades"][0]["title"]) == ("好", "good")
    assert [grade["worth"] for grade in mutual["grades"]] == [10_000, 8_500, 7_000, 5_000]


def test_rules_survive_the_way_through_the_database(db: None) -> None:
    assert Round(rules=frozen(library.load("baseline"))).rules == frozen(library.load("baseline"))


@pytest.mark.parametrize("code", [code for code, kinds in ASKED.items() if kinds])
def test_totals_are_those_of_the_engine(code: str) -> None:
    scheme, rng = library.load(code), Random(3)
    rules = frozen(scheme)
    for component in (part for part in scheme.components.values() if part.raters):
        form = form_of(rules, str(component.raters), next(iter(scheme.variants)))
        assert form is not None
        for _ in range(50):
            said = {item.code: rng.choice([*form.grades]) if form.grades else rng.randrange(item.points + 1)
                    for item in form.items}  # fmt: skip
            sums = added_up(
                component, scheme.sheet_of(component), [Ballot("m", str(component.raters), "b", said)]
            )
            assert (total_of(form, said),) == sums.totals


def test_a_grade_is_a_share_of_the_points_rounded_half_up() -> None:
    rules = frozen(library.load("three-platforms"))
    form = form_of(rules, "mutual", "standard")
    assert form is not None
    assert form.items[0].title == Text("学习教育", "study")
    # 16.00 x 0.85 = 13.60; 14.00 x 0.85 = 11.90; the rest full
    assert total_of(form, {"A": "fairly_good", "B": "fairly_good"}) == 1360 + 1190


def test_a_variant_that_is_not_assessed_is_not_asked_about() -> None:
    assert form_of(frozen(library.load("three-platforms")), "mutual", "unknown") is None
    assert form_of(frozen(library.load("three-platforms")), "consult", "standard") is None
