"""What must hold of all buckets together."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path

import pytest

from tests.store.example import PERIODS, scheme, sound
from tests.store.findings import checked, named
from tests.store.tables import Rows, rows_of, write_rows
from xianfeng.store.checking import check_bucket
from xianfeng.store.manifest import read_manifest


def two_buckets() -> tuple[Rows, Rows]:
    """Return a sound member in one bucket, and another in a second."""
    both = rows_of(sound(2))
    own = [{name: [row for row in rows if row["member"] == n] for name, rows in both.items()} for n in (0, 1)]
    for row in own[1]["rows"]:
        row["branch"] = "二支部"
    return deepcopy(own[0]), deepcopy(own[1])


def test_two_sound_buckets_pass(tmp_path: Path) -> None:
    assert checked(tmp_path, *two_buckets()) == {}


def test_only_the_last_branch_must_be_in_one_bucket(tmp_path: Path) -> None:
    first, second = two_buckets()
    second["rows"][0]["branch"] = "一支部"
    assert checked(tmp_path, first, second) == {}


def test_a_branch_is_in_one_bucket(tmp_path: Path) -> None:
    first, second = two_buckets()
    second["rows"][1]["branch"] = "一支部"
    assert checked(tmp_path, first, second) == {"store: branch in two buckets": ("一支部 (00000, 00001)",)}


def test_an_id_is_in_the_store_once(tmp_path: Path) -> None:
    first, second = two_buckets()
    second["members"][0]["id"] = "M00"
    assert checked(tmp_path, first, second) == {"store: id twice": ("M00 (00000, 00001)",)}


@pytest.mark.parametrize("bucket", [0, 1])
def test_a_ref_is_in_the_store_once(bucket: int, tmp_path: Path) -> None:
    buckets = two_buckets()
    buckets[bucket]["facts"][3]["ref"] = "M00-lecture"
    where = "00000" if bucket == 0 else "00000, 00001"
    assert checked(tmp_path, *buckets) == {"store: ref twice": (f"M00-lecture ({where})",)}


def renumbered(rows: Rows, number: int) -> Rows:
    return {name: [{**row, "member": number} for row in own] for name, own in rows.items()}


def test_a_number_is_in_the_store_once(tmp_path: Path) -> None:
    first, second = two_buckets()
    found = checked(tmp_path, first, renumbered(second, 0))
    assert found == {"store: number twice": ("0 (00000, 00001)",)}


@pytest.mark.parametrize("number", [-1, 2])
def test_numbers_have_no_gaps(number: int, tmp_path: Path) -> None:
    first, second = two_buckets()
    found = checked(tmp_path, first, renumbered(second, number))
    assert found == {"store: number out of range": (f"{number} (00001)",)}


def test_a_bucket_is_checked_by_itself(tmp_path: Path) -> None:
    first, second = two_buckets()
    second["facts"][0]["document"] = ""
    second["members"][0]["id"] = "M00"
    store = write_rows(tmp_path / "store", first, second)
    sound_one, spoilt_one = read_manifest(store).buckets
    assert check_bucket(store, sound_one, scheme(), PERIODS) == []
    assert named(check_bucket(store, spoilt_one, scheme(), PERIODS)) == {
        "facts: document": ("M01-decision (decision)",)
    }
