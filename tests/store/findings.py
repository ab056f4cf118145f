"""What `check_store` finds, by the name of the check."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tests.store.example import PERIODS, scheme
from tests.store.tables import Rows, write_rows
from xianfeng.engine.problems import Problem
from xianfeng.store.checking import check_store
from xianfeng.store.checks import ACROSS, CHECKS
from xianfeng.store.places import Rows as Place

Found = dict[str, tuple[str, ...]]
_CHECKS = {(f"{check.source.table}.parquet", check.what): check.name for check in (*CHECKS, *ACROSS)}


def named(problems: Iterable[Problem]) -> Found:
    """Return what each check names. Every problem is of rows, and has its words in both languages."""
    found = {}
    for problem in problems:
        assert isinstance(problem.place, Place), problem
        assert problem.what.zh
        assert problem.fix.zh
        assert problem.fix.en
        found[_CHECKS[problem.place.file.rpartition("/")[2], problem.what]] = problem.place.named
    return found


def checked(folder: Path, *buckets: Rows) -> Found:
    """Return what is found in a store of these buckets, of which the first half-year is settled."""
    return named(check_store(write_rows(folder / "store", *buckets), scheme(), PERIODS))
