"""Runs one peer and prints its seconds and its peak memory as JSON. Imports are not counted."""

from __future__ import annotations

import argparse
import json
import resource
import time
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path

from benchmarks.peers.options import Options, Said

PEERS: Mapping[str, str] = {
    "scan": "floors.scan",
    "sort_group": "floors.sort_group",
    "settle": "specification.settle",
    "pandas": "pandas_run.settle",
    "pandas_agrees": "pandas_run.agrees",
    "orm": "orm.settle",
    "live": "live.settle",
    "columnar": "ours.settle",
    "columnar_lines": "ours.settle_lines",
    "columnar_command": "ours.settle_by_command",
}


def peak_mb() -> float:
    """Return the peak of this process or of any process it started and waited for, whichever is more."""
    kilobytes = (
        resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return max(kilobytes) / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("peer", choices=PEERS)
    parser.add_argument("store", type=Path)
    parser.add_argument("--scheme", choices=("full", "subset"), default="full")
    parser.add_argument("--out", type=Path, default=Path("results"))
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--every", type=int, default=1)
    given = vars(parser.parse_args())
    module, _, function = PEERS[given.pop("peer")].partition(".")
    work = getattr(import_module(f"benchmarks.peers.{module}"), function)
    began = time.perf_counter()
    said: Said = work(Options(**given))
    seconds = time.perf_counter() - began if said.seconds is None else said.seconds
    print(json.dumps({"seconds": seconds, "peak_mb": peak_mb(), "figures": said.figures}))


if __name__ == "__main__":
    main()
