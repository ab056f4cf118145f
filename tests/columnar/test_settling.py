"""A store is settled in buckets, by one process or several, to the same result as by the specification."""

from __future__ import annotations

import os
import shutil
import signal
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from tests.columnar.conftest import YEAR, Area
from tests.columnar.equality import as_printed
from tests.engine.agreement import engine_inputs, settled_year
from tests.random_cases.seeds import first
from xianfeng.columnar import executors
from xianfeng.columnar.folders import is_results, read_settlements
from xianfeng.columnar.overview import overview_in
from xianfeng.columnar.settling import BucketFailed, Order, settle_store
from xianfeng.engine.calendar import Period
from xianfeng.engine.overview import overview_of
from xianfeng.store.manifest import read_manifest
from xianfeng.store.writing import write_store


@pytest.mark.parametrize("workers", [1, 2])
def test_every_number_of_workers_gives_the_digests_of_the_specification(
    area: Area, tmp_path: Path, workers: int
) -> None:
    with executors.local(workers) as executor:
        manifest = settle_store(Order(area.store, area.scheme, (YEAR,)), tmp_path, executor)
    [entry] = manifest.periods
    expected = area.settlement
    assert (entry.inputs_digest, entry.results_digest) == (expected.inputs_digest, expected.results_digest)


def test_the_folder_holds_every_result_line_and_warning_of_the_specification(
    area: Area, tmp_path: Path
) -> None:
    with executors.local(1) as executor:
        manifest = settle_store(Order(area.store, area.scheme, (YEAR,)), tmp_path, executor)
    [read] = read_settlements(tmp_path, area.scheme, manifest)
    expected = replace(area.settlement, results=tuple(map(as_printed, area.settlement.results)))
    assert read == expected
    assert overview_in(tmp_path, area.scheme, manifest) == overview_of([area.settlement])


@pytest.mark.parametrize("seed", first(4, range(12)))
def test_several_periods_and_their_year_come_out_as_by_the_specification(tmp_path: Path, seed: int) -> None:
    found = settled_year(seed)
    inputs = engine_inputs(dict(found.case.periods), found.case.carried)
    periods = tuple(Period.parse(code) for code, _ in found.case.periods)
    write_store(inputs, tmp_path / "store", per_bucket=1)
    with executors.local(1) as executor:
        order = Order(tmp_path / "store", found.scheme, periods)
        manifest = settle_store(order, tmp_path / "out", executor)
    read = read_settlements(tmp_path / "out", found.scheme, manifest)
    assert [each.results_digest for each in read] == [each.results_digest for each in found.settlements]
    assert [each.inputs_digest for each in read] == [each.inputs_digest for each in found.settlements]
    assert read[-1].year == found.settlements[-1].year != ()
    assert overview_in(tmp_path / "out", found.scheme, manifest) == overview_of(found.settlements)


def test_names_of_folders_mean_nothing(area: Area, tmp_path: Path) -> None:
    store, target = tmp_path / "year=2024" / "it's [a] *" / "store", tmp_path / "member=5" / "out"
    shutil.copytree(area.store, store)
    target.mkdir(parents=True)
    with executors.local(1) as executor:
        manifest = settle_store(Order(store, area.scheme, (YEAR,)), target, executor)
    [read] = read_settlements(target, area.scheme, manifest)
    assert read.results_digest == area.settlement.results_digest
    assert [result.member for result in read.results] == [member.id for member in area.inputs.members]


def test_what_a_killed_process_has_left_is_not_part_of_the_result(area: Area, tmp_path: Path) -> None:
    def leave(_: int) -> None:
        (tmp_path / YEAR.code / "lines" / ".00000-abc.part").touch()

    with executors.local(1) as executor:
        settle_store(Order(area.store, area.scheme, (YEAR,)), tmp_path, executor, leave)
    left = {path.suffix for path in tmp_path.rglob("*") if path.is_file()}
    assert left == {".parquet", ".json"}


def test_the_progress_reaches_the_number_of_members(area: Area, tmp_path: Path) -> None:
    told: list[int] = []
    with executors.local(1) as executor:
        settle_store(Order(area.store, area.scheme, (YEAR,)), tmp_path, executor, told.append)
    assert len(told) == len(read_manifest(area.store).buckets) > 5
    assert sum(told) == len(area.inputs.members)


def test_a_bucket_that_fails_stops_the_run_and_is_named(area: Area, tmp_path: Path) -> None:
    names = [bucket.name for bucket in read_manifest(area.store).buckets]
    broken = tmp_path / "store"
    broken.mkdir()
    for entry in area.store.iterdir():
        (broken / entry.name).symlink_to(entry)
    (broken / names[2]).unlink()
    (broken / names[2]).mkdir()
    for entry in (area.store / names[2]).iterdir():
        (broken / names[2] / entry.name).write_bytes(entry.read_bytes()[:-100])
    with executors.local(1) as executor, pytest.raises(BucketFailed) as failed:
        settle_store(Order(broken, area.scheme, (YEAR,)), tmp_path / "out", executor)
    assert failed.value.bucket == names[2]
    assert not is_results(tmp_path / "out")


def test_a_worker_that_dies_stops_the_run_and_leaves_no_result(area: Area, tmp_path: Path) -> None:
    def kill_a_worker(_: int) -> None:
        os.kill(next(iter(pool._processes)), signal.SIGKILL)

    with executors.local(2) as pool, pytest.raises(BucketFailed):
        settle_store(Order(area.store, area.scheme, (YEAR,)), tmp_path, pool, kill_a_worker)  # type: ignore[attr-defined]
    assert not is_results(tmp_path)


class Stopped(Exception):
    """Somebody stops the run."""


def test_a_run_that_is_stopped_begins_no_further_bucket_and_leaves_no_result(
    area: Area, tmp_path: Path
) -> None:
    begun: list[Future[str]] = []

    class Counting(ThreadPoolExecutor):
        def submit(self, *args: object, **kwargs: object) -> Future[str]:  # type: ignore[override]
            begun.append(super().submit(*args, **kwargs))  # type: ignore[arg-type]
            return begun[-1]

    def stop(_: int) -> None:
        raise Stopped

    with Counting(1) as executor, pytest.raises(Stopped):
        settle_store(Order(area.store, area.scheme, (YEAR,)), tmp_path, executor, stop)
    assert sum(future.cancelled() for future in begun) >= len(begun) - 2
    assert not is_results(tmp_path)


@pytest.mark.parametrize(
    ("address", "safe"),
    [
        ("tls://scheduler.example:8786", True),
        ("tcp://127.0.0.1:8786", True),
        ("127.0.0.1:8786", True),
        ("localhost:8786", True),
        ("tcp://[::1]:8786", True),
        ("tcp://10.0.0.5:8786", False),
        ("scheduler.example:8786", False),
        ("tcp://localhost.example:8786", False),
        ("ws://127.0.0.1:8786", False),
        ("tcp://127.0.0.1.example:8786", False),
    ],
)
def test_only_encrypted_ways_or_ways_within_the_machine_are_safe(address: str, safe: bool) -> None:
    assert executors.is_safe(address) is safe


def test_a_cluster_whose_way_is_not_safe_is_not_even_tried() -> None:
    with pytest.raises(executors.NotSafe), executors.cluster("tcp://10.0.0.5:8786"):
        pass
