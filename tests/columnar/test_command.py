"""`xianfeng settle` on a store: every engine gives the same files, and a run that is stopped leaves none."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.columnar.conftest import LAST_DAY, Area
from xianfeng.cli import main
from xianfeng.columnar import executors
from xianfeng.columnar.folders import is_results
from xianfeng.sample import generate, write_folder
from xianfeng.schemes import library
from xianfeng.store.writing import write_store

SETTLE = ("settle", "--scheme", "ten-ones", "--period", "2025", "--lang", "en")
PATIENCE = 60


def run(*args: object) -> Result:
    return CliRunner().invoke(main, [*SETTLE, *map(str, args)])


@pytest.mark.slow
def test_both_engines_and_any_number_of_workers_write_the_same_json(area: Area, tmp_path: Path) -> None:
    ways = (["--engine", "python"], ["--engine", "duckdb", "--workers", "1"], ["--workers", "2"], [])
    texts = set()
    for number, way in enumerate(ways):
        path = tmp_path / f"{number}.json"
        result = run(*way, "--json", path, area.store)
        assert result.exit_code == 0, result.output
        texts.add(path.read_text("utf-8"))
    [text] = texts
    assert json.loads(text)["results_digest"] == area.settlement.results_digest


def test_the_workbook_and_the_folder_can_be_had_at_once(area: Area, tmp_path: Path) -> None:
    result = run("-o", tmp_path / "r.xlsx", "--parquet", tmp_path / "r", area.store)
    assert result.exit_code == 0, result.output
    assert is_results(tmp_path / "r")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["r", "r.xlsx"]


def test_an_earlier_result_is_replaced_and_anything_else_is_left_alone(area: Area, tmp_path: Path) -> None:
    out = tmp_path / "r"
    assert run("--parquet", out, area.store).exit_code == 0
    (out / "old").touch()
    assert run("--parquet", out, area.store).exit_code == 0
    assert not (out / "old").exists()
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "letter.txt").write_text("x")
    result = run("--parquet", mine, area.store)
    assert result.exit_code == 2
    assert "something else in this place" in result.output
    assert [path.name for path in mine.iterdir()] == ["letter.txt"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mine", "r"]


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--engine", "python", "--workers", "2", "--json", "r.json"], "--workers"),
        (["--engine", "python", "--parquet", "r"], "--parquet"),
        (["--engine", "python", "--cluster", "tcp://127.0.0.1:1", "--json", "r.json"], "--cluster"),
        (["--workers", "2", "--cluster", "tcp://127.0.0.1:1", "--parquet", "r"], "its own number of workers"),
        (["--cluster", "tcp://192.0.2.1:8786", "--parquet", "r"], "not encrypted"),
    ],
)
def test_options_that_do_not_go_together_are_refused(
    area: Area, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: list[str], told: str
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run(*options, area.store)
    assert result.exit_code == 2
    assert told in result.output
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_store_is_refused_before_anything_is_written(area: Area, tmp_path: Path) -> None:
    store = tmp_path / "store"
    write_store(area.inputs, store, per_bucket=1000)
    (store / "00000" / "facts.parquet").write_bytes(b"PAR1 no table PAR1")
    result = run("--parquet", tmp_path / "r", store)
    assert result.exit_code == 2
    assert "facts.parquet" in result.output
    assert not (tmp_path / "r").exists()


def test_a_folder_that_is_packed_settles_to_the_same_digests(area: Area, tmp_path: Path) -> None:
    folder = tmp_path / "tables"
    write_folder(generate(710, LAST_DAY), folder)
    store = tmp_path / "store"
    options = ["pack", *SETTLE[1:], "--per-bucket", "200", "-o", str(store), str(folder)]
    for _ in range(2):  # The second time it replaces the first.
        packed = CliRunner().invoke(main, options)
        assert packed.exit_code == 0, packed.output
        assert "710 members in 4 buckets" in packed.output
    assert run("--json", tmp_path / "r.json", store).exit_code == 0
    told = json.loads((tmp_path / "r.json").read_text("utf-8"))
    assert told["results_digest"] == area.settlement.results_digest
    assert told["inputs_digest"] == area.settlement.inputs_digest


@pytest.mark.slow
def test_comparing_by_sets_and_member_by_member_tells_the_same(area: Area, tmp_path: Path) -> None:
    edited = tmp_path / "ours.yaml"
    text = library.read("ten-ones")[0].replace("weight: 30", "weight: 40").replace("weight: 50", "weight: 40")
    edited.write_text(text, "utf-8")
    folder = tmp_path / "tables"
    write_folder(generate(710, LAST_DAY), folder)
    told = []
    for source in (area.store, folder):
        path = tmp_path / "r.json"
        options = ["--scheme", "ten-ones", "--scheme", edited, "--period", "2025", "--json", path, source]
        result = CliRunner().invoke(main, ["compare", *map(str, options)])
        assert result.exit_code == 0, result.output
        told.append(json.loads(path.read_text("utf-8")))
    assert told[0]["members"] == told[1]["members"] != []
    assert told[0]["branches"] == told[1]["branches"] != []


# ---- stopped on the way


@pytest.fixture(scope="module")
def many_buckets(area: Area, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The area's store with every branch in a bucket of its own."""
    store = tmp_path_factory.mktemp("many") / "store"
    write_store(area.inputs, store, per_bucket=1)
    return store


@contextmanager
def started(*command: object, **surroundings: str) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, *map(str, command)], text=True, env={**os.environ, **surroundings},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def until(what: Callable[[], bool], process: subprocess.Popen[str]) -> None:
    end = time.monotonic() + PATIENCE
    while not what():
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < end
        time.sleep(0.01)


def is_written(file: Path) -> Callable[[], bool]:
    """Return whether a JSON file is there to its end; it is there a moment before."""
    return lambda: file.exists() and file.read_text().rstrip().endswith("}")


def first_bucket_is_written(place: Path) -> Callable[[], bool]:
    return lambda: any(place.glob(".xianfeng-*/2025/digests/*.parquet"))


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 1), (signal.SIGTERM, 128 + signal.SIGTERM)])
def test_a_run_that_is_stopped_leaves_nothing(
    many_buckets: Path, tmp_path: Path, workers: int, sent: signal.Signals, code: int
) -> None:
    command = ("-m", "xianfeng", *SETTLE, "--workers", workers, "--parquet", tmp_path / "r", many_buckets)
    with started(*command) as process:
        until(first_bucket_is_written(tmp_path), process)
        process.send_signal(sent)
        output = process.communicate(timeout=PATIENCE)
    assert process.returncode == code, output
    assert "Traceback" not in "".join(output)
    assert list(tmp_path.iterdir()) == []


@contextmanager
def dask(role: str, *args: object) -> Iterator[subprocess.Popen[str]]:
    options = ("--host", "127.0.0.1", "--no-dashboard", "--dashboard-address", "127.0.0.1:0")
    with started("-m", f"distributed.cli.dask_{role}", *args, *options) as process:
        yield process


@pytest.mark.slow
def test_a_cluster_one_of_whose_workers_is_killed_gives_the_same_digests(
    many_buckets: Path, area: Area, tmp_path: Path
) -> None:
    file = tmp_path / "scheduler.json"
    out = tmp_path / "results"
    with ExitStack() as stack:
        scheduler = stack.enter_context(dask("scheduler", "--port", 0, "--scheduler-file", file))
        until(is_written(file), scheduler)
        address = json.loads(file.read_text())["address"]
        workers = [
            stack.enter_context(dask("worker", address, "--nthreads", 1, "--no-nanny")) for _ in range(2)
        ]
        settling = stack.enter_context(
            started("-m", "xianfeng", *SETTLE, "--cluster", address, "--parquet", out, many_buckets)
        )
        until(first_bucket_is_written(tmp_path), settling)
        workers[0].kill()
        output = settling.communicate(timeout=PATIENCE)
        assert settling.returncode == 0, output
    told = json.loads((out / "settlement.json").read_text("utf-8"))["periods"][0]
    assert told["results_digest"] == area.settlement.results_digest
    assert told["inputs_digest"] == area.settlement.inputs_digest
    assert re.fullmatch(r"[0-9a-f]{64}", told["results_digest"])


@pytest.mark.slow
@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "tls://127.0.0.1:9"])
def test_a_cluster_that_does_not_answer_is_told_from_other_trouble(
    area: Area, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setattr(executors, "PATIENCE", 1)
    result = run("--cluster", address, "--parquet", tmp_path / "r", area.store)
    assert result.exit_code == 2, result.output
    assert f"{address} does not answer" in result.output
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_a_cluster_that_is_lost_on_the_way_ends_the_run_and_leaves_nothing(
    many_buckets: Path, tmp_path: Path
) -> None:
    file = tmp_path / "scheduler.json"
    out = tmp_path / "out"
    out.mkdir()
    with ExitStack() as stack:
        scheduler = stack.enter_context(dask("scheduler", "--port", 0, "--scheduler-file", file))
        until(is_written(file), scheduler)
        address = json.loads(file.read_text())["address"]
        stack.enter_context(dask("worker", address, "--nthreads", 1, "--no-nanny"))
        settling = stack.enter_context(
            started("-m", "xianfeng", *SETTLE, "--cluster", address, "--parquet", out / "r", many_buckets)
        )
        until(first_bucket_is_written(out), settling)
        scheduler.kill()
        output = settling.communicate(timeout=PATIENCE)
    assert settling.returncode == 2, output
    assert list(out.iterdir()) == []
