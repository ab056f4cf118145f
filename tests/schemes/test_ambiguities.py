"""What the documents leave open is settled where the list says, and each member at the edge has its case."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.schemes.cases import Case, all_cases
from tests.schemes.paths import at, source_of, written
from xianfeng.engine.amounts import AMOUNT, parse_amount

FILE = Path(__file__).with_name("ambiguities.yaml")
LIST = yaml.load(FILE.read_text("utf-8"), Loader=yaml.CBaseLoader)
ENTRIES: list[dict[str, Any]] = LIST["ambiguities"]
EDGES = [(edge, shown) for edge in LIST["edges"] for shown in edge["cases"]]
MEMBERS = [
    "a score of 89.50", "a score of 89.99", "a score of 90.00", "a score of 79.99", "a score of 69.50",
    "a score of 59.50", "a veto", "an incomplete employee component", "a transfer in mid-period",
    "a five-star year",
]  # fmt: skip
CASES = {(case.scheme, case.data["case"]["zh"]): case for case in all_cases()}


def _named(entry: Mapping[str, Any]) -> str:
    return f"{entry.get('id', '')} {entry['of']['zh']}" if "of" in entry else str(entry["case"])


def test_all_forty_are_listed_once() -> None:
    assert [entry["id"] for entry in ENTRIES] == [f"A{number}" for number in range(1, 41)]


@pytest.mark.parametrize("entry", ENTRIES, ids=_named)
def test_an_entry_has_an_answer_and_both_languages(entry: Mapping[str, Any]) -> None:
    answers = set(entry) - {"id", "of"}
    assert answers
    assert answers == {"not_calculation"} or answers <= {"cases", "values"}
    for words in (entry["of"], entry.get("not_calculation", entry["of"])):
        assert set(words) == {"zh", "en"}
        assert all(words.values())


@pytest.mark.parametrize("entry", [each for each in ENTRIES if "cases" in each], ids=_named)
def test_the_cases_exist_and_name_the_question(entry: Mapping[str, Any]) -> None:
    named = [(scheme, name) for scheme, names in entry["cases"].items() for name in names]
    assert [key for key in named if key not in CASES] == []
    assert [key for key in named if entry["id"] not in _cited(CASES[key])] == []


@pytest.mark.parametrize("entry", [each for each in ENTRIES if "values" in each], ids=_named)
def test_the_values_are_marked_as_defaults(entry: Mapping[str, Any]) -> None:
    for scheme, paths in entry["values"].items():
        assert [path for path in paths if at(written(scheme), path) is None] == []
        assert {source_of(scheme, path) for path in paths} == {"default"}


def test_every_question_that_a_case_names_is_listed_with_cases() -> None:
    cited = {number for case in CASES.values() for number in _cited(case)}
    assert cited == {entry["id"] for entry in ENTRIES if "cases" in entry}


def test_every_member_at_the_edge_has_a_case() -> None:
    assert [edge["of"]["en"] for edge in LIST["edges"]] == MEMBERS
    assert all(set(edge["of"]) == {"zh", "en"} and edge["cases"] for edge in LIST["edges"])


@pytest.mark.parametrize(("edge", "shown"), EDGES, ids=_named)
def test_the_case_shows_the_member_at_the_edge(edge: Mapping[str, Any], shown: Mapping[str, Any]) -> None:
    case = CASES[shown["scheme"], shown["case"]]
    expected = [stretch["expect"] for stretch in case.stretches]
    expected += [case.data["year"]["expect"]] if "year" in case.data else []
    assert [each for each in expected if _holds(shown["shows"], each)], edge["of"]["en"]


def test_who_moves_in_mid_period_leaves_another_branch() -> None:
    (moved,) = (edge for edge in LIST["edges"] if edge["of"]["en"] == "a transfer in mid-period")
    for shown in moved["cases"]:
        roster = CASES[shown["scheme"], shown["case"]].data["roster"]
        assert [row["branch"] for row in roster] == ["b1", shown["shows"]["branch"]]


def _cited(case: Case) -> set[str]:
    return set(re.findall(r"\bA\d+\b", case.data["about"]))


def _holds(shows: Any, expected: Any) -> bool:
    """Return whether an expectation has at least what is to be shown; 89.5 and 89.50 are the same."""
    if isinstance(shows, dict):
        return isinstance(expected, dict) and all(_holds(shows[key], expected.get(key)) for key in shows)
    if AMOUNT.fullmatch(shows) and expected and AMOUNT.fullmatch(expected):
        return parse_amount(shows) == parse_amount(expected)
    return bool(shows == expected)
