"""A store is refused for what the reader of workbooks refuses: every mistake by the name of its row."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.store.example import PERIODS, scheme, sound
from tests.store.findings import Found, checked
from tests.store.spoiling import MISTAKES, Mistake
from tests.store.tables import rows_of, write_csv
from xianfeng.engine.problems import InvalidInput
from xianfeng.workbooks.checking import read_inputs


@pytest.fixture(scope="module")
def spoilt(tmp_path_factory: pytest.TempPathFactory) -> Found:
    """Return what is found where every member has another mistake."""
    rows = rows_of(sound(len(MISTAKES)))
    for number, mistake in enumerate(MISTAKES):
        mistake.make(rows, number)
    return checked(tmp_path_factory.mktemp("spoilt"), rows)


def test_a_sound_store_passes(tmp_path: Path) -> None:
    assert checked(tmp_path, rows_of(sound(3))) == {}


@pytest.mark.parametrize("mistake", MISTAKES, ids=str)
def test_a_mistake_is_named(mistake: Mistake, spoilt: Found) -> None:
    assert mistake.names(MISTAKES.index(mistake)) in spoilt[mistake.check]


def test_nothing_but_the_mistakes_is_named(spoilt: Found) -> None:
    expected: dict[str, list[str]] = {}
    for number, mistake in enumerate(MISTAKES):
        expected.setdefault(mistake.check, []).append(mistake.names(number))
    assert spoilt == {check: tuple(sorted(names)) for check, names in expected.items()}


@pytest.mark.parametrize("mistake", [each for each in MISTAKES if each.in_workbooks], ids=str)
def test_the_reader_of_workbooks_refuses_the_same(mistake: Mistake, tmp_path: Path) -> None:
    rows = rows_of(sound(2))
    mistake.make(rows, 1)
    with pytest.raises(InvalidInput) as refused:
        read_inputs(write_csv(tmp_path / "csv", rows), scheme(), PERIODS)
    assert len({problem.what for problem in refused.value.problems}) == 1
