"""Random cases go into a store and come out again; what the reader of workbooks refuses of them is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.engine.agreement import Settled, settled
from tests.store.findings import named
from tests.store.ordering import in_order
from tests.store.tables import rows_of, write_csv
from xianfeng.engine.problems import InvalidInput, Problem
from xianfeng.store.checking import check_store
from xianfeng.store.places import Rows
from xianfeng.store.reading import read_store
from xianfeng.store.writing import write_store
from xianfeng.workbooks.checking import read_inputs
from xianfeng.workbooks.files.places import Cell


def refused(case: Settled, folder: Path) -> set[str]:
    """Return the refs of the facts that the reader refuses: random quantities are often outside of what is judged."""
    rows = rows_of(case.inputs)
    problems: tuple[Problem, ...] = ()
    try:
        read_inputs(write_csv(folder, rows), case.scheme, [case.period], case.settlement.as_of)
    except InvalidInput as error:
        problems = error.problems
    places = [problem.place for problem in problems]
    assert all(isinstance(place, Cell) and place.column == "quantity" for place in places)
    # The first row of the file is its head.
    return {rows["facts"][place.row - 2]["ref"] for place in places if isinstance(place, Cell) and place.row}


def check(seed: int, folder: Path) -> None:
    case = settled(seed)
    refs = refused(case, folder / "csv")
    write_store(case.inputs, folder / "store", 1000 if seed % 10 else 1)
    assert read_store(folder / "store") == in_order(case.inputs)
    problems = check_store(folder / "store", case.scheme, [case.period], case.settlement.as_of)
    assert named(problems).keys() <= {"facts: judged"}
    places = [problem.place for problem in problems if isinstance(problem.place, Rows)]
    assert sum(place.count for place in places) == len(refs)
    assert {name.partition(" ")[0] for place in places for name in place.named} <= refs


@pytest.mark.parametrize("seed", range(30))
def test_a_random_case_is_read_back_and_refused_as_by_the_reader(seed: int, tmp_path: Path) -> None:
    check(seed, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(30, 240))
def test_many_random_cases_are_too(seed: int, tmp_path: Path) -> None:
    check(seed, tmp_path)
