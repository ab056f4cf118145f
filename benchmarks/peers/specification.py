"""The specification itself, member by member, over all buckets; records and results, no digests."""

from __future__ import annotations

import time

from benchmarks.peers.options import PERIOD, Options, Said
from xianfeng.engine.organisation import records
from xianfeng.engine.settle import settle_member
from xianfeng.store.reading import read_bucket


def settle(options: Options) -> Said:
    """Settle the buckets that are taken; the seconds are scaled to the whole store."""
    scheme, lines = options.load(), 0
    began, settling = time.perf_counter(), 0.0
    for bucket in options.buckets:
        inputs = read_bucket(options.store, bucket.name)
        read = time.perf_counter()
        for record in records(inputs, PERIOD, PERIOD.end):
            lines += len(settle_member(scheme, PERIOD, record).lines)
        settling += time.perf_counter() - read
    seconds = (time.perf_counter() - began) * options.scale
    return Said(seconds, {"without reading": settling * options.scale, "lines": lines * options.scale})
