"""A store is what its manifest says, or it is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.store.example import sound
from xianfeng.engine.problems import InvalidInput, Problem
from xianfeng.store.manifest import Bucket, Manifest, is_store, read_manifest
from xianfeng.store.tables import NAMES
from xianfeng.store.writing import write_store

GOOD = {"name": "00000", "members": 2, "facts": 8, "answers": 18}


@pytest.fixture
def store(tmp_path: Path) -> Path:
    write_store(sound(2), tmp_path / "store")
    return tmp_path / "store"


def problems(folder: Path) -> tuple[Problem, ...]:
    with pytest.raises(InvalidInput) as refused:
        read_manifest(folder)
    assert all(problem.what.zh and problem.fix.zh for problem in refused.value.problems)
    return refused.value.problems


def rewritten(folder: Path, **changes: Any) -> Path:
    path = folder / "store.json"
    path.write_text(json.dumps({**json.loads(path.read_text("utf-8")), **changes}), "utf-8")
    return folder


def test_the_manifest_is_read_as_it_was_written(store: Path) -> None:
    assert read_manifest(store) == Manifest((Bucket("00000", members=2, facts=8, answers=18),))


def test_the_manifest_says_what_it_is(store: Path) -> None:
    content = json.loads((store / "store.json").read_text("utf-8"))
    assert content == {"format": "xianfeng-store", "version": 1, "buckets": [GOOD]}


def test_a_folder_is_a_store_once_it_has_a_manifest(store: Path, tmp_path: Path) -> None:
    assert is_store(store)
    (store / "store.json").unlink()
    assert not is_store(store)
    assert not is_store(tmp_path / "nothing")


@pytest.mark.parametrize(
    "content",
    [
        b"", b"{", b"\xff\xfe", b"[]", b"null", b"{}", b'{"format": "another"}', b"[" * 100_000,
        b'{"format": "xianfeng-store", "version": 1}',
        b'{"format": "xianfeng-store", "version": 1, "buckets": {}}',
        b'{"format": "xianfeng-store", "version": 1, "buckets": ' + b"1" * 5_000 + b"}",
    ],
    ids=range(11),
)  # fmt: skip
def test_a_damaged_manifest_is_refused(content: bytes, store: Path) -> None:
    (store / "store.json").write_bytes(content)
    (problem,) = problems(store)
    assert (
        problem.get("en")
        == "store.json: this is not the manifest of a store, or it is damaged. Write the store anew"
    )


def test_a_missing_manifest_is_refused(tmp_path: Path) -> None:
    assert len(problems(tmp_path)) == 1


@pytest.mark.parametrize("version", [0, 2, "1", None, True and 1.5])
def test_another_version_is_refused(version: object, store: Path) -> None:
    (problem,) = problems(rewritten(store, version=version))
    assert "not of version 1" in problem.what.en


@pytest.mark.parametrize(
    "name",
    [
        "..",
        "../..",
        "/",
        "0000",
        "000000",
        "00000/",
        "0000a",
        "００００１",
        "00000\n",
        "",
        "./000",
        0,
        None,
        ["00000"],
    ],
    ids=repr,
)
def test_a_bucket_has_a_plain_name_that_leads_nowhere_else(name: object, store: Path) -> None:
    (problem,) = problems(rewritten(store, buckets=[GOOD, {**GOOD, "name": name}]))
    assert "bucket 2 is wrong" in problem.what.en


@pytest.mark.parametrize("entry", [None, [], {}, {"name": "00001"}, {**GOOD, "more": 1}], ids=repr)
def test_a_bucket_has_its_own_fields(entry: object, store: Path) -> None:
    assert "bucket 1 is wrong" in problems(rewritten(store, buckets=[entry]))[0].what.en


@pytest.mark.parametrize("key", ["members", "facts", "answers"])
@pytest.mark.parametrize("count", [-1, 1.5, "2", None, True])
def test_rows_are_counted_in_whole_numbers(key: str, count: object, store: Path) -> None:
    assert len(problems(rewritten(store, buckets=[{**GOOD, key: count}]))) == 1


def test_a_bucket_is_listed_once(store: Path) -> None:
    (problem,) = problems(rewritten(store, buckets=[GOOD, GOOD]))
    assert "00000 is listed twice" in problem.what.en


def test_all_that_is_missing_is_named(store: Path) -> None:
    (store / "00000" / "facts.parquet").unlink()
    missing = [
        problem.place.words.en
        for problem in problems(rewritten(store, buckets=[GOOD, {**GOOD, "name": "00007"}]))
    ]
    assert missing == ["00000/facts.parquet", *(f"00007/{name}.parquet" for name in NAMES)]
