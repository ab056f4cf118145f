"""The worked cases beside the schemes: hand arithmetic that a person can review, against the engine."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from tests.schemes.arithmetic import holds
from tests.schemes.cases import KEYS, Case, all_cases
from xianfeng.engine.amounts import parse_amount
from xianfeng.engine.calendar import Period
from xianfeng.engine.results import MemberResult, YearResult
from xianfeng.engine.settle import settle_member
from xianfeng.engine.years import settle_year
from xianfeng.schemes import library

CASES = all_cases()


def _results(case: Case) -> list[MemberResult]:
    scheme = library.load(case.scheme)
    results = []
    for stretch in case.stretches:
        period = Period.parse(stretch["period"])
        as_of = stretch.get("as_of")
        day = period.start.fromisoformat(as_of) if as_of else None
        results.append(settle_member(scheme, period, case.record(scheme, stretch), day))
    return results


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_engine_agrees_with_the_hand(case: Case) -> None:
    results = _results(case)
    for stretch, result in zip(case.stretches, results, strict=True):
        assert stretch["expect"], "a case without expectations shows nothing"
        assert _told(result, stretch["expect"]) == stretch["expect"]
    if "year" in case.data:
        year = settle_year(library.load(case.scheme), results, int(case.data.get("carried_stars", "0")))
        assert _told_year(year, case.data["year"]["expect"]) == case.data["year"]["expect"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_hand_arithmetic_is_right(case: Case) -> None:
    assert set(case.data) <= KEYS
    lines = [line for stretch in case.stretches for line in stretch.get("arithmetic", [])]
    lines += case.data.get("year", {}).get("arithmetic", [])
    wrong = [line for line in lines if not holds(line)]
    assert not wrong


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_arithmetic_ends_at_the_expected_score(case: Case) -> None:
    for stretch in case.stretches:
        score = stretch["expect"].get("score", "null")
        if score not in ("", "null") and stretch.get("arithmetic"):
            assert parse_amount(stretch["arithmetic"][-1].rpartition("=")[2].strip()) == parse_amount(score)


def test_every_scheme_has_cases_with_arithmetic() -> None:
    for name in library.NAMES:
        own = [case for case in CASES if case.scheme == name]
        assert len(own) >= 5
        assert any(stretch.get("arithmetic") for case in own for stretch in case.stretches)


def _told(result: MemberResult, expected: Mapping[str, Any]) -> dict[str, Any]:
    """Return the expected keys with what the engine says, amounts written as the case writes them."""
    components = {each.code: each for each in result.components}
    readers = {
        "status": lambda: str(result.status),
        "score": lambda: _like(result.score, expected["score"]),
        "band": lambda: _like_word(result.band, expected["band"]),
        "stars": lambda: _like_word(result.stars, expected["stars"]),
        "veto": lambda: str(result.veto).lower(),
        "variant": lambda: result.variant,
        "branch": lambda: result.branch,
        "reasons": lambda: [str(reason.why) for reason in result.reasons],
        "consequences": lambda: [str(each.do) for each in result.consequences],
        "components": lambda: {
            code: _like(components[code].score, written) for code, written in expected["components"].items()
        },
        "weights": lambda: {
            code: _like(components[code].weight, written) for code, written in expected["weights"].items()
        },
        "items": lambda: {
            code: {item: _like(_item(result, code, item), written) for item, written in items.items()}
            for code, items in expected["items"].items()
        },
    }
    return {key: readers[key]() for key in expected}


def _item(result: MemberResult, component: str, item: str) -> int | None:
    found = [each.value for each in result.items if (each.component, each.item) == (component, item)]
    assert len(found) == 1, f"{component}.{item}: {found}"
    return found[0]


def _told_year(year: YearResult, expected: Mapping[str, Any]) -> dict[str, Any]:
    told = {
        "status": str(year.status),
        "score": _like(year.score, expected.get("score", "")),
        "band": _like_word(year.band, expected.get("band", "")),
        "veto": str(year.veto).lower(),
        "stars": _like_word(year.stars, expected.get("stars", "")),
        "flags": _like_word(year.flags, expected.get("flags", "")),
        "left": _like_word(year.left, expected.get("left", "")),
        "consequences": [str(each.do) for each in year.consequences],
    }
    return {key: told[key] for key in expected}


def _like(amount: int | None, written: str) -> str:
    """Return the amount as the case writes it, or in full when it differs."""
    if amount is None:
        return written if written in ("", "null") else "null"
    same = written not in ("", "null") and parse_amount(written) == amount
    return written if same else f"{amount / 100:.2f}"


def _like_word(word: str | int | None, written: str) -> str:
    if word is None:
        return written if written in ("", "null") else "null"
    return str(word)
