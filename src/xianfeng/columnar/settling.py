"""A whole store, bucket by bucket, through any `concurrent.futures.Executor`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, as_completed
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from xianfeng.columnar.buckets import UNFINISHED, Job, settle_bucket
from xianfeng.columnar.folders import PeriodEntry, ResultsManifest, digests_of, members_in, write_manifest
from xianfeng.columnar.script import DIGESTS, OUTPUTS, YEAR, period_script, year_script
from xianfeng.engine.calendar import Period
from xianfeng.engine.digest import combined, header
from xianfeng.engine.organisation import day_settled, rolls_up
from xianfeng.engine.scheme import Scheme
from xianfeng.store.manifest import Bucket, read_manifest


class BucketFailed(Exception):
    """A bucket could not be settled: which, and the reason in the words of whatever failed."""

    def __init__(self, bucket: str, reason: str) -> None:
        super().__init__(f"{bucket}: {reason}")
        self.bucket, self.reason = bucket, reason


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be settled: a store by a scheme, over periods of one year, up to a day."""

    store: Path
    scheme: Scheme
    periods: tuple[Period, ...]
    as_of: date | None = None


def settle_store(
    order: Order, target: Path, executor: Executor, done: Callable[[int], object] = lambda members: None
) -> ResultsManifest:
    """Settle a store into the folder `target` and return the manifest of the results, which is written last.

    `done` is called with the number of members of each bucket that is finished, in whatever order.
    Raises BucketFailed for the first bucket that fails; those that have not begun are then left undone.
    """
    buckets = read_manifest(order.store).buckets
    make_folders(order, target)
    jobs = {executor.submit(settle_bucket, job): bucket for job, bucket in jobs_of(order, target, buckets)}
    try:
        for finished in as_completed(jobs):
            _checked(finished, jobs[finished])
            done(jobs[finished].members)
    except BaseException:
        for job in jobs:
            job.cancel()
        raise
    return _concluded(order, target, sum(bucket.members for bucket in buckets))


def make_folders(order: Order, target: Path) -> None:
    """Make the folders that the jobs write into. Raises FileExistsError when there are any already."""
    for period in order.periods:
        for name in (*OUTPUTS, DIGESTS):
            (target / period.code / name).mkdir(parents=True)
    if rolls_up(order.scheme, order.periods, order.as_of):
        (target / YEAR).mkdir()


def _checked(finished: Future[str], bucket: Bucket) -> None:
    try:
        finished.result()
    except Exception as error:
        raise BucketFailed(bucket.name, str(error) or type(error).__name__) from error


def jobs_of(order: Order, target: Path, buckets: Sequence[Bucket]) -> Iterator[tuple[Job, Bucket]]:
    """Yield the jobs, the largest first, so that none is left running alone at the end."""
    texts = tuple(
        (period.code, period_script(order.scheme, period, day_settled(period, order.as_of)))
        for period in order.periods
    )
    year = year_script(order.scheme) if rolls_up(order.scheme, order.periods, order.as_of) else None
    for bucket in sorted(buckets, key=lambda bucket: -bucket.facts - bucket.answers):
        source = (order.store / bucket.name).resolve()
        yield Job(bucket.name, str(source), str(target.resolve()), texts, year), bucket


def _concluded(order: Order, target: Path, members: int) -> ResultsManifest:
    for left in target.rglob(f"*{UNFINISHED}"):
        left.unlink()
    scheme = order.scheme
    for period in order.periods:
        seen = members_in(target / period.code)
        if seen != members:
            raise BucketFailed("*", f"{seen} of {members} members are in {period.code}")
    entries = tuple(_entry(order, target, period) for period in order.periods)
    whole = rolls_up(scheme, order.periods, order.as_of)
    manifest = ResultsManifest(scheme.code, scheme.version, members, entries, whole, scheme.sources.defaults)
    write_manifest(manifest, target)
    return manifest


def _entry(order: Order, target: Path, period: Period) -> PeriodEntry:
    day = day_settled(period, order.as_of)
    top = header(order.scheme, period, day)
    ins, outs = (combined(top, digests_of(target / period.code, side)) for side in ("inputs", "results"))
    return PeriodEntry(period.code, day, ins, outs)
