"""A store of the fictional area: 710 members in several buckets, and its settlement by the specification."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from xianfeng.engine.calendar import Period
from xianfeng.engine.facts import Inputs
from xianfeng.engine.organisation import settle
from xianfeng.engine.results import Settlement
from xianfeng.engine.scheme import Scheme
from xianfeng.sample import generate, records
from xianfeng.schemes import library
from xianfeng.store.writing import write_store

YEAR = Period.parse("2025")
LAST_DAY = date(2025, 12, 31)


@dataclass(frozen=True)
class Area:
    """The area as a store and as inputs, settled by "ten ones"."""

    store: Path
    inputs: Inputs
    scheme: Scheme
    settlement: Settlement


@pytest.fixture(scope="session")
def area(tmp_path_factory: pytest.TempPathFactory) -> Area:
    scheme = library.load("ten-ones")
    each = list(records(generate(710, LAST_DAY)).values())
    inputs = Inputs(
        members=tuple(record.member for record in each),
        facts=tuple(fact for record in each for fact in record.facts),
        ballots={YEAR.code: tuple(ballot for record in each for ballot in record.ballots)},
        resolutions={YEAR.code: tuple(record.resolution for record in each if record.resolution)},
    )
    store = tmp_path_factory.mktemp("area") / "store"
    write_store(inputs, store, per_bucket=100)
    [settlement] = settle(scheme, inputs, [YEAR])
    return Area(store, inputs, scheme, settlement)
