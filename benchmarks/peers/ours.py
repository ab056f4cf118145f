"""The columnar engine: reading, settling, every table written; with or without digests."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from concurrent.futures import Executor
from pathlib import Path

from benchmarks.peers.options import PERIOD, Options, Said
from xianfeng.columnar import executors
from xianfeng.columnar.buckets import Job, opened, settle_period
from xianfeng.columnar.settling import Order, jobs_of, make_folders, settle_store
from xianfeng.store.manifest import read_manifest


def settle(options: Options) -> Said:
    """Settle a store, digests and all, in so many processes; in this one, if it is one."""
    order = _order(options)
    with executors.local(options.workers) as executor:
        _wait_until_ready(executor, options.workers)
        began = time.perf_counter()
        settle_store(order, options.out, executor)
        return Said(time.perf_counter() - began)


def settle_lines(options: Options) -> Said:
    """Settle and write every table, lines and all, but make no digests, as the others make none."""
    order = _order(options)
    with executors.local(options.workers) as executor:
        _wait_until_ready(executor, options.workers)
        began = time.perf_counter()
        make_folders(order, options.out)
        jobs = [job for job, _ in jobs_of(order, options.out, read_manifest(options.store).buckets)]
        list(executor.map(without_digests, jobs))
        return Said(time.perf_counter() - began)


def without_digests(job: Job) -> None:
    """Do of a job what gives the results."""
    with opened(job) as connection:
        for code, text in job.periods:
            settle_period(connection, text, Path(job.target, code), job.bucket)


def _order(options: Options) -> Order:
    shutil.rmtree(options.out, ignore_errors=True)
    options.out.mkdir(parents=True)
    return Order(options.store, options.load(), (PERIOD,))


def _wait_until_ready(executor: Executor, workers: int) -> None:
    """Let every process start and import, which is counted for nobody; a second each, so that none does two."""
    list(executor.map(_import, range(workers)))


def _import(_: int) -> None:
    import duckdb

    duckdb.connect().close()
    time.sleep(1)


def settle_by_command(options: Options) -> Said:
    """Settle a store by the command line: with starting Python, checking the store, the summary."""
    shutil.rmtree(options.out, ignore_errors=True)
    run_columnar(options.store, options.scheme_file, options.out, options.workers)
    return Said()


def run_columnar(store: Path, scheme: Path, out: Path, workers: int) -> None:
    """Run `xianfeng settle`. Raises CalledProcessError when it fails."""
    command = [
        sys.executable, "-m", "xianfeng", "settle", "--engine", "duckdb", "--scheme", str(scheme),
        "--period", PERIOD.code, "--workers", str(workers), "--parquet", str(out), str(store),
    ]  # fmt: skip
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
