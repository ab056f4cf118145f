"""Where buckets are settled: in this process, in some of this machine, or on a Dask cluster."""

from __future__ import annotations

import ipaddress
import multiprocessing
import os
import signal
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from urllib.parse import urlsplit

RETRIES = 3
"""How often a cluster tries a bucket again whose worker was lost."""


class NotSafe(Exception):
    """The way to a cluster is neither encrypted nor within this machine."""


def processors() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def local(workers: int) -> Iterator[Executor]:
    """Yield an executor of so many processes; of this one, if one is enough."""
    executor: Executor
    if workers == 1:
        executor = ThreadPoolExecutor(1)
    else:
        # A process that is forked beside running threads may hang; one that is spawned does not.
        context = multiprocessing.get_context("spawn")
        executor = ProcessPoolExecutor(workers, context, _leave_interrupts)
    try:
        yield executor
    finally:
        executor.shutdown(cancel_futures=True)


def _leave_interrupts() -> None:
    """Leave it to the first process to stop when a person interrupts."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def is_safe(address: str) -> bool:
    """Return whether the way to a cluster is encrypted, or does not leave this machine."""
    parts = urlsplit(address if "://" in address else f"tcp://{address}")
    if parts.scheme == "tls":
        return True
    host = parts.hostname or ""
    try:
        return parts.scheme == "tcp" and (host == "localhost" or ipaddress.ip_address(host).is_loopback)
    except ValueError:
        return False


@contextmanager
def cluster(address: str) -> Iterator[Executor]:
    """Yield an executor of the Dask cluster whose scheduler has this address.

    Raises ImportError without the extra `cluster`, NotSafe when the way there is not safe, OSError
    when nobody answers. Keys and certificates for tls:// come from Dask's own configuration.
    """
    from distributed import Client

    if not is_safe(address):
        raise NotSafe(address)
    with Client(address, set_as_default=False) as client:  # type: ignore[no-untyped-call]
        yield client.get_executor(retries=RETRIES, pure=False)
