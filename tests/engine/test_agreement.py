"""The engine agrees with a second implementation, written from the reference alone, on random cases.

Every case is made from its seed. To see one again: `disagreement(seed)` in tests/engine/agreement.py.
"""

from __future__ import annotations

import ast
import json
from collections import Counter
from pathlib import Path

import jsonschema
import pytest
import yaml

from tests import second
from tests.engine.agreement import disagreement, disagreement_on_year, settled, settled_year
from tests.engine.coverage import AT_LEAST, AT_LEAST_IN_YEARS
from tests.engine.mistakes import MISTAKES, Mistake, make
from tests.engine.recompute import wrong
from tests.random_cases import random_case, random_year
from tests.random_cases.features import features, features_of_year
from tests.random_cases.seeds import any_seed, many
from xianfeng.engine.explain import explain
from xianfeng.engine.explanation.nodes import Node, as_dict
from xianfeng.engine.explanation.years import explain_year
from xianfeng.engine.language.keys import SCHEME
from xianfeng.engine.organisation import records
from xianfeng.engine.text import LANGUAGES
from xianfeng.workbooks.writing.jsonout import as_json

EVERYDAY = range(300)
YEARS = range(100)
BLOCK = 25

blocks = pytest.mark.parametrize("start", EVERYDAY[::BLOCK])
year_blocks = pytest.mark.parametrize("start", YEARS[::BLOCK])
many_seeds = many(1500)


# ---- agreement


@blocks
def test_engine_and_second_implementation_agree_on_every_item_and_line(start: int) -> None:
    for seed in EVERYDAY[start : start + BLOCK]:
        assert disagreement(seed) is None, f"seed {seed}"


@year_blocks
def test_engine_and_second_implementation_agree_on_every_period_of_a_year_and_on_the_year(start: int) -> None:
    for seed in YEARS[start : start + BLOCK]:
        assert disagreement_on_year(seed) is None, f"seed {seed}"


@pytest.mark.slow
@many_seeds
@any_seed
def test_they_agree_on_many_further_seeds(seed: int) -> None:
    assert disagreement(seed) is None, f"seed {seed}"


@pytest.mark.slow
@many_seeds
@any_seed
def test_they_agree_on_many_further_years(seed: int) -> None:
    assert disagreement_on_year(seed) is None, f"seed {seed}"


def test_the_schema_for_editors_accepts_every_random_scheme() -> None:
    validator = jsonschema.Draft202012Validator(json.loads(json.dumps(SCHEME.schema())))
    for seed in EVERYDAY[:BLOCK]:
        written = yaml.load(random_case(seed).scheme_yaml, Loader=yaml.CBaseLoader)
        assert list(validator.iter_errors(written)) == [], f"seed {seed}"


# ---- explanations


@blocks
def test_every_number_of_every_explanation_follows_from_what_is_printed_beside_it(start: int) -> None:
    for seed in EVERYDAY[start : start + BLOCK]:
        assert unexplained(seed) == [], f"seed {seed}"


@year_blocks
def test_every_year_follows_from_what_its_explanation_prints(start: int) -> None:
    for seed in YEARS[start : start + BLOCK]:
        assert unexplained_in_year(seed) == [], f"seed {seed}"


@pytest.mark.slow
@many_seeds
@any_seed
def test_explanations_hold_on_many_further_seeds(seed: int) -> None:
    assert unexplained(seed) == [], f"seed {seed}"


def unexplained(seed: int) -> list[str]:
    """Return the numbers of a case's explanations that do not follow from what is printed."""
    case = settled(seed)
    as_of = case.settlement.as_of
    told = [
        explain(case.scheme, case.period, record, as_of)
        for record in records(case.inputs, case.period, as_of)
    ]
    assert [result for result, _ in told] == list(case.settlement.results)
    return [place for result, node in told for place in unfounded(node, result.score)]


def unexplained_in_year(seed: int) -> list[str]:
    """Return the years of members that do not follow from what their explanation prints."""
    found = settled_year(seed)
    by_member = zip(*(settlement.results for settlement in found.settlements), strict=True)
    places: list[str] = []
    for periods, year in zip(by_member, found.settlements[-1].year, strict=True):
        node = explain_year(found.scheme, periods, year, found.case.carried.get(year.member, 0))
        places += unfounded(node, year.score)
    return places


def unfounded(node: Node, score: int | None) -> list[str]:
    assert node.value == (None if score is None else f"{score / 100:.2f}")
    return [place for language in LANGUAGES for place in wrong(as_dict(node, language))]


# ---- the comparison itself


def test_every_feature_of_the_language_shows_in_enough_cases() -> None:
    cases = map(settled, EVERYDAY)
    shown = Counter(name for each in cases for name in features(each.case, as_json(each.settlement)))
    assert rare(shown, AT_LEAST) == {}


def test_every_feature_of_the_year_shows_in_enough_cases() -> None:
    years = map(settled_year, YEARS)
    shown = Counter(
        name for each in years for name in features_of_year(each.case, as_json(each.settlements[-1])["year"])
    )
    assert rare(shown, AT_LEAST_IN_YEARS) == {}


def rare(shown: Counter[str], at_least: dict[str, int]) -> dict[str, int]:
    """Return the features that show in fewer cases than stated, or show without being stated."""
    names = shown.keys() | at_least.keys()
    return {name: shown[name] for name in sorted(names) if shown[name] < at_least.get(name, shown[name] + 1)}


@pytest.fixture(scope="module")
def everything_settled() -> None:
    """Settle all cases by the engine, before the second implementation is spoilt."""
    for seed in EVERYDAY:
        settled(seed)
    for seed in YEARS:
        settled_year(seed)


@pytest.mark.slow
@pytest.mark.usefixtures("everything_settled")
@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.name)
def test_a_mistake_is_noticed(mistake: Mistake, monkeypatch: pytest.MonkeyPatch) -> None:
    make(mistake, monkeypatch)
    assert any(map(disagreement, EVERYDAY)) or any(map(disagreement_on_year, YEARS))


@pytest.mark.parametrize("seed", [0, 7, 4_000_000_000])
def test_a_seed_always_gives_the_same_case(seed: int) -> None:
    assert random_case(seed) == random_case(seed)
    assert random_year(seed) == random_year(seed)
    assert random_case(seed) != random_case(seed + 1)


def test_the_second_implementation_knows_nothing_of_the_product() -> None:
    files = Path(second.__file__).parent.glob("*.py")
    imported = {name.partition(".")[0] for file in files for name in imports(file.read_text("utf-8"))}
    assert imported == {"__future__", "collections", "dataclasses", "datetime", "tests", "typing", "yaml"}


def imports(source: str) -> list[str]:
    """Return the modules that a file imports; of the tests only the second implementation is allowed."""
    nodes = list(ast.walk(ast.parse(source)))
    names = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    names += [node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)]
    assert all(name.startswith("tests.second") for name in names if name.startswith("tests"))
    return names
