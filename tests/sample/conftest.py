"""The sample of the demo, generated and settled once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from xianfeng.engine.calendar import Period
from xianfeng.engine.results import MemberResult
from xianfeng.engine.settle import settle_member
from xianfeng.sample import Tables, generate, records, write_workbook
from xianfeng.schemes import library

SEED, TODAY = 710, date(2025, 12, 31)


def settled(tables: Tables) -> dict[str, MemberResult]:
    """Return everybody's result by ten-ones, settled to the sample's day."""
    scheme, period = library.load("ten-ones"), Period.parse(str(tables.today.year))
    known = records(tables)
    return {id: settle_member(scheme, period, record, tables.today) for id, record in known.items()}


@pytest.fixture(scope="session")
def tables() -> Tables:
    return generate(SEED, TODAY)


@pytest.fixture(scope="session")
def results(tables: Tables) -> dict[str, MemberResult]:
    return settled(tables)


@pytest.fixture(scope="session")
def workbook(tables: Tables, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "beifeng.xlsx"
    write_workbook(tables, path)
    return path
