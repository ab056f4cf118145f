"""What raters answer: as near to what they think as a ballot lets them come."""

from __future__ import annotations

from random import Random
from statistics import mean

import pytest

from xianfeng.demo.cycles.opinions import answers, opinion
from xianfeng.engine.text import Text
from xianfeng.merit.reviews.rules import Asked, Form, checked, total_of

GRADES = {"good": 10_000, "fairly_good": 8_500, "fair": 7_000, "poor": 5_000}


def form(*points: int, grades: dict[str, int] | None = None) -> Form:
    return Form(tuple(Asked(str(at), Text.same(""), each) for at, each in enumerate(points)), grades or {})


def test_a_whole_is_scored_as_it_is_thought() -> None:
    asked = form(10_000)
    assert checked(asked, answers(Random(1), asked, 8_700)) == {"0": 8_700}


@pytest.mark.parametrize("thought", range(5_500, 10_001, 100))
def test_points_add_up_to_what_is_thought_as_nearly_as_whole_points_can(thought: int) -> None:
    asked = form(600, 500, 500, 800, 600, 600, 500, 500, 500, 500, 800, 600, 600, 600, 600, 500, 400, 300)
    given = checked(asked, answers(Random(1), asked, thought))
    assert abs(total_of(asked, given) - thought) <= 100


@pytest.mark.parametrize("thought", [5_500, 7_300, 8_500, 9_900, 10_000])
def test_grades_have_the_mean_of_what_is_thought(thought: int) -> None:
    asked, chance = form(10_000, grades=GRADES), Random(7)
    totals = [total_of(asked, answers(chance, asked, thought)) for _ in range(4_000)]
    assert abs(mean(totals) - thought) < 60


def test_what_facts_fill_in_is_left_to_them() -> None:
    asked = Form((Asked("A", Text.same(""), 500, prefilled=True), Asked("B", Text.same(""), 500)), {})
    assert set(answers(Random(1), asked, 8_000)) == {"B"}


def test_opinions_stay_on_the_scale() -> None:
    chance = Random(3)
    found = [opinion(chance, quality, 0) for quality in (20, 55, 80, 120) for _ in range(50)]
    assert (min(found), max(found)) == (5_500, 10_000)
