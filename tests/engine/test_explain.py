"""Every number of an explanation can be recomputed from those printed beside it."""

from __future__ import annotations

import copy
from datetime import date

import pytest

from tests.engine.recompute import wrong
from tests.schemes.cases import Case, all_cases
from xianfeng.engine.calendar import Period
from xianfeng.engine.explain import explain
from xianfeng.engine.explanation.nodes import as_dict, render
from xianfeng.engine.explanation.years import explain_year
from xianfeng.engine.settle import settle_member
from xianfeng.engine.text import LANGUAGES
from xianfeng.engine.years import settle_year
from xianfeng.schemes import library


@pytest.mark.parametrize("case", all_cases(), ids=lambda case: case.name)
def test_every_number_of_a_worked_case_can_be_recomputed(case: Case) -> None:
    scheme = library.load(case.scheme)
    for stretch in case.stretches:
        as_of = date.fromisoformat(stretch["as_of"]) if "as_of" in stretch else None
        result, node = explain(scheme, Period.parse(stretch["period"]), case.record(scheme, stretch), as_of)
        for language in LANGUAGES:
            assert list(wrong(as_dict(node, language))) == []
        printed = None if result.score is None else f"{result.score / 100:.2f}"
        assert node.value == printed


def test_a_number_that_was_tampered_with_is_noticed() -> None:
    case = next(case for case in all_cases() if case.scheme == "ten-ones")
    scheme = library.load("ten-ones")
    _, node = explain(scheme, Period.parse("2025"), case.record(scheme, case.data))
    tree = as_dict(node, "zh")
    for path in _paths(tree):
        forged = copy.deepcopy(tree)
        _at(forged, path)["value"] = "12345.67"
        if _at(tree, path)["step"] not in ("fact", "polled"):
            assert _raises(forged) or list(wrong(forged)), _at(tree, path)["title"]


def test_the_explanation_is_printed_with_its_indentation_in_both_languages() -> None:
    case = next(case for case in all_cases() if case.scheme == "ten-ones")
    scheme = library.load("ten-ones")
    _, node = explain(scheme, Period.parse("2025"), case.record(scheme, case.data))
    zh, en = ("\n".join(render(node, language)) for language in LANGUAGES)
    assert "折合" in zh
    assert "weight" in en
    assert zh.count("\n") == en.count("\n")


def _paths(tree: dict, path: tuple[int, ...] = ()) -> list[tuple[int, ...]]:  # type: ignore[type-arg]
    own = [path] if tree["value"] is not None else []
    return own + [p for n, child in enumerate(tree["children"]) for p in _paths(child, (*path, n))]


def _at(tree: dict, path: tuple[int, ...]) -> dict:  # type: ignore[type-arg]
    for number in path:
        tree = tree["children"][number]
    return tree


def _raises(tree: dict) -> bool:  # type: ignore[type-arg]
    try:
        list(wrong(tree))
    except AssertionError:
        return True
    return False


YEARS = [case for case in all_cases() if "year" in case.data]


@pytest.mark.parametrize("case", YEARS, ids=lambda case: case.name)
def test_a_year_is_explained_by_its_periods(case: Case) -> None:
    scheme = library.load(case.scheme)
    periods = [
        settle_member(scheme, Period.parse(stretch["period"]), case.record(scheme, stretch))
        for stretch in case.stretches
    ]
    year = settle_year(scheme, periods)
    node = explain_year(scheme, periods, year)
    for language in LANGUAGES:
        assert list(wrong(as_dict(node, language))) == []
    assert node.value == (None if year.score is None else f"{year.score / 100:.2f}")
