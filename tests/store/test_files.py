"""Files that are not what they should be are refused by name, and none brings the program down."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.store.example import PERIODS, scheme, sound
from xianfeng.engine.facts import Inputs
from xianfeng.engine.problems import InvalidInput
from xianfeng.store.checking import check_store
from xianfeng.store.manifest import read_manifest
from xianfeng.store.reading import read_bucket, read_store
from xianfeng.store.tables import NAMES
from xianfeng.store.writing import write_store


@pytest.fixture
def store(tmp_path: Path) -> Path:
    write_store(sound(20), tmp_path / "store")
    return tmp_path / "store"


def found(store: Path) -> list[str]:
    problems = check_store(store, scheme(), PERIODS)
    assert all(problem.what.zh and problem.fix.zh for problem in problems)
    return [problem.get("en") for problem in problems]


def damaged(store: Path, table: str, content: bytes) -> str:
    (store / "00000" / f"{table}.parquet").write_bytes(content)
    return f"00000/{table}.parquet: this is not a Parquet file, or it is damaged. Write the store anew"


@pytest.mark.parametrize("content", [b"", b"id,name\n", b"PAR1", b"PAR1" * 100], ids=range(4))
def test_what_is_not_parquet_is_refused(content: bytes, store: Path) -> None:
    assert found(store) == []
    expected = [damaged(store, table, content) for table in NAMES]
    assert found(store) == expected
    with pytest.raises(InvalidInput, match=re.escape(expected[0])):
        read_store(store)


def test_a_truncated_file_is_refused(store: Path) -> None:
    wholes = {table: (store / "00000" / f"{table}.parquet").read_bytes() for table in NAMES}
    expected = [damaged(store, table, whole[: len(whole) // 2]) for table, whole in wholes.items()]
    assert found(store) == expected


@pytest.mark.parametrize("table", ["members", "facts", "answers"])
def test_a_page_that_cannot_be_unpacked_is_refused(table: str, store: Path) -> None:
    whole = bytearray((store / "00000" / f"{table}.parquet").read_bytes())
    whole[4:200] = b"\xff" * 196
    expected = damaged(store, table, bytes(whole))
    assert found(store) == [expected]
    with pytest.raises(InvalidInput, match=re.escape(expected)):
        read_bucket(store, "00000")


def changed(store: Path, table: str, column: str, array: pa.Array) -> None:
    path = store / "00000" / f"{table}.parquet"
    read = pq.read_table(path)
    index = read.schema.get_field_index(column)
    pq.write_table(read.set_column(index, column, array), path)


TYPES = [
    {
        "members": ("member", pa.int64()), "carried": ("stars", pa.int32()), "rows": ("from_day", pa.timestamp("us")),
        "facts": ("quantity", pa.float64()), "answers": ("score", pa.uint32()),
        "adjustments": ("points", pa.int16()), "resolutions": ("weight", pa.bool_()),
    },
    {
        "members": ("id", pa.binary()), "rows": ("offices", pa.string()), "facts": ("day", pa.string()),
        "answers": ("ballot", pa.int32()), "adjustments": ("reason", pa.list_(pa.string())),
        "resolutions": ("weight", pa.decimal128(9, 2)),
    },
]  # fmt: skip


@pytest.mark.parametrize("kinds", TYPES, ids=range(2))
def test_a_column_of_another_type_is_refused(kinds: dict[str, tuple[str, pa.DataType]], store: Path) -> None:
    for table, (column, kind) in kinds.items():
        rows = pq.read_metadata(store / "00000" / f"{table}.parquet").num_rows
        changed(store, table, column, pa.nulls(rows, kind))
    beginnings = [problem.partition(". Write these columns in this order")[0] for problem in found(store)]
    assert beginnings == [f"00000/{table}.parquet: the columns are not as they must be" for table in kinds]


@pytest.mark.parametrize(
    "names", [["id", "name", "member"], ["member", "id"], ["member", "id", "name", "more"]]
)
def test_other_columns_are_refused(names: list[str], store: Path) -> None:
    table = pq.read_table(store / "00000" / "members.parquet")
    arrays = [table["member"] if name == "member" else table["id"] for name in names]
    pq.write_table(pa.table(arrays, names=names), store / "00000" / "members.parquet")
    assert found(store) == [
        "00000/members.parquet: the columns are not as they must be. "
        "Write these columns in this order: member int32, id string, name string"
    ]


def test_text_that_is_not_unicode_is_refused(store: Path) -> None:
    ids = pa.array([b"\xff\xfe"] * 20, pa.binary())
    raw = pa.Array.from_buffers(pa.string(), 20, ids.buffers())
    changed(store, "members", "name", raw)
    assert found(store) == [
        "00000/members.parquet: this is not a Parquet file, or it is damaged. Write the store anew"
    ]


def test_a_file_has_as_many_rows_as_the_manifest_says(store: Path) -> None:
    content = json.loads((store / "store.json").read_text("utf-8"))
    content["buckets"][0] |= {"members": 19, "facts": 81, "answers": 0}
    (store / "store.json").write_text(json.dumps(content), "utf-8")
    assert found(store) == [
        "00000/members.parquet: the file has 20 rows, the manifest says 19. Write the store anew",
        "00000/facts.parquet: the file has 80 rows, the manifest says 81. Write the store anew",
        "00000/answers.parquet: the file has 180 rows, the manifest says 0. Write the store anew",
    ]


def test_one_damaged_bucket_does_not_hide_another(tmp_path: Path) -> None:
    first, second = sound(2, "一支部"), sound(3, "二支部")
    both = Inputs((*first.members, *second.members[2:]), second.facts, second.ballots)
    write_store(both, tmp_path / "store", per_bucket=1)
    changed(tmp_path / "store", "carried", "stars", pa.nulls(0, pa.int32()))
    path = tmp_path / "store" / "00001" / "facts.parquet"
    path.write_bytes(path.read_bytes()[:100])
    assert [problem.partition(":")[0] for problem in found(tmp_path / "store")] == [
        "00000/carried.parquet", "00001/facts.parquet",
    ]  # fmt: skip


def test_names_of_folders_are_no_patterns(tmp_path: Path) -> None:
    folder = tmp_path / "year=2025 [a]*" / "it's?"
    inputs = sound(2)
    write_store(inputs, folder)
    assert found(folder) == []
    assert read_store(folder).members == inputs.members


def test_files_of_another_program_pass_if_they_hold_the_same(store: Path) -> None:
    """Other programs write every column as one that may be empty, and call the elements of lists otherwise."""
    for path in (store / "00000").iterdir():
        table = pq.read_table(path)
        bare = pa.table({name: table[name] for name in table.column_names})
        pq.write_table(bare, path, store_schema=False, use_compliant_nested_type=False, compression="zstd")
    assert found(store) == []
    assert len(read_store(store).members) == read_manifest(store).members


def test_a_store_without_members_is_refused(tmp_path: Path) -> None:
    write_store(Inputs(()), tmp_path / "store")
    assert found(tmp_path / "store") == [
        "store.json: there are no members. Write the store from data with members"
    ]
