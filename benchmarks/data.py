"""Makes the stores that are measured, once: python -m benchmarks.data --size M."""

from __future__ import annotations

import argparse
import os
import shutil
import time
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from benchmarks.generate.sizes import SIZES, Share, Size, shares
from xianfeng.store.manifest import Bucket, Manifest, is_store, write_manifest

FOLDER = Path(__file__).parent.parent / ".bench"
SCHEMES = Path(__file__).parent / "schemes"
GENERATION = 2
"""Raised whenever the same parameters would give other data, or files of another layout."""


def ensure(size: Size, folder: Path = FOLDER, workers: int = 2) -> Path:
    """Return the store of a size, made now if it is not there yet. Raises OSError without enough disk."""
    store = folder / f"store-{GENERATION}-{size.name}"
    if not is_store(store):
        folder.mkdir(parents=True, exist_ok=True)
        _check_space(size, folder)
        shutil.rmtree(store, ignore_errors=True)
        store.mkdir()
        with ProcessPoolExecutor(workers) as pool:
            buckets = tuple(pool.map(partial(make_bucket, size, store), shares(size)))
        write_manifest(Manifest(buckets), store)
    return store


def _check_space(size: Size, folder: Path) -> None:
    free = shutil.disk_usage(folder).free
    if free < 2 * size.bytes_needed:
        raise OSError(f"{folder}: {size.bytes_needed >> 30} GB and as much again should be free")


def make_bucket(size: Size, store: Path, share: Share) -> Bucket:
    """Write one bucket."""
    import numpy as np

    from benchmarks.generate import ballots, decisions, facts, roster
    from xianfeng.schemes import library
    from xianfeng.store.writing import write_bucket

    rng = np.random.default_rng([size.seed, 1, share.index])
    who = roster.people(share, rng)
    tables = {
        "members": roster.members(who, share),
        "rows": roster.rows(who, share, size, rng),
        "carried": decisions.carried(who, share, rng),
        "adjustments": decisions.adjustments(who, share, rng),
        "resolutions": decisions.resolutions(who, share, rng),
        "facts": facts.facts(who, share, rng),
        "answers": ballots.answers(who, share, library.load(str(SCHEMES / "full.yaml")), rng),
    }
    return write_bucket(store, share.index, tables)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", choices=SIZES, default="M")
    parser.add_argument("--folder", type=Path, default=FOLDER)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    began = time.perf_counter()
    store = ensure(SIZES[options.size], options.folder, options.workers)
    print(f"{store}: {time.perf_counter() - began:.1f} s")


if __name__ == "__main__":
    main()
