"""The columnar engine: reading, settling, digests of what goes in and comes out, every table written."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from benchmarks.peers.options import PERIOD, Options, Said
from xianfeng.columnar import executors
from xianfeng.columnar.settling import Order, settle_store


def settle(options: Options) -> Said:
    """Settle a store in so many processes; in this one, if it is one."""
    shutil.rmtree(options.out, ignore_errors=True)
    options.out.mkdir(parents=True)
    with executors.local(options.workers) as executor:
        settle_store(Order(options.store, options.load(), (PERIOD,)), options.out, executor)
    return Said()


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
