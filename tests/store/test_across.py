"""What must hold of all buckets together."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path

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


def test_two_sound_buckets_pass_though_a_member_came_from_the_others_branch(tmp_path: Path) -> None:
    first, second = two_buckets()
    second["rows"][0]["branch"] = "一支部"
    assert checked(tmp_path, first, second) == {}


def test_ids_refs_and_branches_are_in_one_place(tmp_path: Path) -> None:
    first, second = two_buckets()
    second["rows"][1]["branch"] = "一支部"
    second["members"][0]["id"] = "M00"
    second["facts"][3]["ref"] = "M00-lecture"
    first["facts"][3]["ref"] = "M00-saving"
    assert checked(tmp_path, first, second) == {
        "store: branch in two buckets": ("一支部 (00000, 00001)",),
        "store: id twice": ("M00 (00000, 00001)",),
        "store: ref twice": ("M00-lecture (00000, 00001)", "M00-saving (00000)"),
    }


def renumbered(rows: Rows, number: int) -> Rows:
    return {name: [{**row, "member": number} for row in own] for name, own in rows.items()}


def test_a_number_is_in_the_store_once(tmp_path: Path) -> None:
    first, second = two_buckets()
    found = checked(tmp_path, first, renumbered(second, 0))
    assert found == {"store: number twice": ("0 (00000, 00001)",)}


def test_numbers_have_no_gaps(tmp_path: Path) -> None:
    first, second = two_buckets()
    found = checked(tmp_path, renumbered(first, -1), renumbered(second, 2))
    assert found == {"store: number out of range": ("-1 (00000)", "2 (00001)")}


def test_a_bucket_is_checked_by_itself(tmp_path: Path) -> None:
    first, second = two_buckets()
    second["facts"][0]["document"] = ""
    second["members"][0]["id"] = "M00"
    bucket = read_manifest(write_rows(tmp_path / "store", first, second)).buckets[1]
    assert named(check_bucket(tmp_path / "store", bucket, scheme(), PERIODS)) == {
        "facts: document": ("M01-decision (decision)",)
    }
