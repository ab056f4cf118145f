"""What was written is read back, whole or bucket by bucket."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from tests.store.example import sound
from tests.store.ordering import in_order
from xianfeng.engine.facts import Inputs, Member, RosterRow
from xianfeng.engine.problems import InvalidInput
from xianfeng.store.manifest import Manifest, is_store, read_manifest
from xianfeng.store.reading import inputs_of, read_bucket, read_store
from xianfeng.store.tables import NAMES, schemas
from xianfeng.store.writing import arrow_tables, bucketed, prepare_folder, write_bucket, write_store


def people(*branches: str) -> Inputs:
    """Return inputs of one member for each branch named."""
    rows = [(RosterRow(branch, "standard"),) for branch in branches]
    return Inputs(tuple(Member(f"M{number}", "甲", row) for number, row in enumerate(rows)))


def test_buckets_are_whole_branches_by_name() -> None:
    assert bucketed(people("c", "a", "b", "a", "c", "a"), 3) == [(1, 3, 5), (0, 2, 4)]


def test_a_bucket_takes_as_many_branches_as_fit() -> None:
    assert bucketed(people("a", "b", "c", "d", "e"), 2) == [(0, 1), (2, 3), (4,)]


def test_a_large_branch_is_not_cut() -> None:
    assert bucketed(people("a", "b", "b", "b", "c"), 2) == [(0,), (1, 2, 3), (4,)]


def test_the_last_roster_row_says_in_which_branch_a_member_is() -> None:
    moved = Member(
        "M0",
        "甲",
        (
            RosterRow("a", "standard", end=date(2025, 1, 1)),
            RosterRow("z", "standard", start=date(2025, 1, 2)),
        ),
    )
    inputs = Inputs((moved, *people("a", "m").members))
    assert bucketed(inputs, 1) == [(1,), (2,), (0,)]


def test_the_tables_have_their_columns_and_order() -> None:
    inputs = sound(3)
    tables = arrow_tables(replace(inputs, facts=inputs.facts[::-1]))
    assert {name: table.schema for name, table in tables.items()} == dict(schemas())
    assert tables["facts"]["ref"].to_pylist()[:4] == [
        "M00-decision",
        "M00-lecture",
        "M00-saving",
        "M00-later",
    ]
    keys = [
        [*key.values()]
        for key in tables["answers"].select(["period", "member", "rater_kind", "ballot"]).to_pylist()
    ]
    assert keys == sorted(keys)


def test_nothing_at_all_has_all_tables_too() -> None:
    assert {name: table.num_rows for name, table in arrow_tables(Inputs(())).items()} == dict.fromkeys(
        NAMES, 0
    )


@pytest.mark.parametrize("per_bucket", [1, 2, 1000])
def test_a_store_gives_back_what_it_was_given(per_bucket: int, tmp_path: Path) -> None:
    members = [
        replace(each, rows=(replace(each.rows[0], end=None, branch=f"{number % 3}支部"),))
        for number, each in enumerate(sound(7).members)
    ]
    inputs = replace(sound(7), members=tuple(members))
    manifest = write_store(inputs, tmp_path / "store", per_bucket)
    assert len(manifest.buckets) == (1 if per_bucket == 1000 else 3)
    assert read_store(tmp_path / "store") == in_order(inputs)
    assert read_manifest(tmp_path / "store") == manifest


def test_tables_in_memory_give_back_what_they_were_given() -> None:
    assert inputs_of(arrow_tables(sound(4))) == in_order(sound(4))


def test_a_bucket_gives_back_its_members_alone(tmp_path: Path) -> None:
    first, second = sound(3, "一支部"), sound(5, "二支部")
    both = replace(second, members=(*first.members, *second.members[3:]))
    write_store(both, tmp_path, per_bucket=2)
    read = read_bucket(tmp_path, "00001")
    assert [member.id for member in read.members] == ["M03", "M04"]
    of_both = {fact.ref for fact in read.facts} | {fact.ref for fact in read_bucket(tmp_path, "00000").facts}
    assert of_both == {fact.ref for fact in both.facts}
    assert {each.ratee for all_ in read.ballots.values() for each in all_} == {"M03", "M04"}


def test_members_keep_their_numbers_in_any_bucket(tmp_path: Path) -> None:
    write_store(people("c", "a", "b", "a"), tmp_path, per_bucket=1)
    numbers = [
        pq.read_table(tmp_path / name / "members.parquet")["member"].to_pylist()
        for name in ("00000", "00001", "00002")
    ]
    assert numbers == [[1, 3], [2], [0]]


def test_the_order_of_a_ballots_answers_is_kept(tmp_path: Path) -> None:
    write_store(sound(1), tmp_path)
    orders = [
        list(each.answers)
        for each in read_store(tmp_path).ballots["2025-H1"]
        if each.rater_kind == "organisation"
    ]
    assert orders == [["service", "learning"], ["learning", "service"]]


def test_no_members_are_no_buckets(tmp_path: Path) -> None:
    assert write_store(Inputs(()), tmp_path) == Manifest(())
    assert read_store(tmp_path) == Inputs(())


@pytest.mark.parametrize("content", ["store.json", "anything"])
def test_nothing_is_written_over(content: str, tmp_path: Path) -> None:
    (tmp_path / content).write_text("x")
    with pytest.raises(InvalidInput, match="something in this folder already"):
        write_store(sound(1), tmp_path)
    assert [each.name for each in tmp_path.iterdir()] == [content]


def test_a_place_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for place in (tmp_path / "file", tmp_path / "file" / "store"):
        with pytest.raises(InvalidInput):
            write_store(sound(1), place)


def test_a_writer_that_breaks_down_leaves_no_store(tmp_path: Path) -> None:
    tables = arrow_tables(sound(1))
    prepare_folder(tmp_path / "store")
    write_bucket(tmp_path / "store", 0, tables)
    with pytest.raises(KeyError):
        write_bucket(tmp_path / "store", 1, {"members": tables["members"]})
    assert (tmp_path / "store" / "00001" / "members.parquet").exists()
    assert not is_store(tmp_path / "store")
