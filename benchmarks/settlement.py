"""How fast the specification is, as ratios against floors measured in the same run.

Sample: the fictional oilfield area, 710 members, a year of facts and ballots.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from xianfeng.engine.calendar import Period
from xianfeng.engine.facts import Inputs, Record
from xianfeng.engine.organisation import settle
from xianfeng.engine.settle import settle_member
from xianfeng.sample import generate, records
from xianfeng.schemes import library

RUNS = 5


def best(work: Callable[[], object]) -> float:
    """Return the quickest of a few runs, in seconds."""
    times = []
    for _ in range(RUNS):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return min(times)


def percentile(values: list[float], share: float) -> float:
    return statistics.quantiles(values, n=100)[round(share * 100) - 1]


def together(each: Sequence[Record], period: Period) -> Inputs:
    return Inputs(
        members=tuple(record.member for record in each),
        facts=tuple(fact for record in each for fact in record.facts),
        ballots={period.code: tuple(ballot for record in each for ballot in record.ballots)},
        resolutions={period.code: tuple(record.resolution for record in each if record.resolution)},
    )


def main() -> None:
    scheme, period, today = library.load("ten-ones"), Period.parse("2025"), date(2025, 12, 31)
    each = list(records(generate(710, today)).values())
    inputs = together(each, period)
    floor = best(lambda: sorted(inputs.facts, key=lambda fact: (fact.member, fact.on, fact.ref)))
    whole = best(lambda: settle(scheme, inputs, [period], today))
    single = [1000 * best(partial(settle_member, scheme, period, record, today)) for record in each]
    print(f"python {sys.version.split()[0]}; {len(each)} members, {len(inputs.facts)} facts")
    print(f"all members, with digests   {whole * 1000:8.1f} ms = {whole / floor:5.1f} x sorting the facts")
    print(
        f"one member                  p50 {percentile(single, 0.5):.2f} ms, p95 {percentile(single, 0.95):.2f} ms"
    )
    print(f"a branch of 30              {30 * statistics.mean(single):8.1f} ms")


if __name__ == "__main__":
    main()
