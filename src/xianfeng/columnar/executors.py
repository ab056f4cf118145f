"""Where buckets are settled: in this process, in some of this machine, or on a Dask cluster."""

from __future__ import annotations

import ipaddress
import multiprocessing
import os
import signal
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from urllib.parse import urlsplit

RETRIES = 3
"""How often a cluster tries a bucket again that failed; one whose worker was lost it moves by itself."""
PATIENCE = 30
"""So many seconds a scheduler and a worker have to answer."""


class NotSafe(Exception):
    """The way to a cluster is neither encrypted nor within this machine."""


class NoAnswer(Exception):
    """No scheduler answers at the address, or it has no worker; with the reason."""


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

    Raises ImportError without the extra `cluster`, NotSafe when the way there is not safe, NoAnswer when
    nobody answers or there is no worker. Keys and certificates for tls:// come from Dask's configuration.
    """
    from distributed import Client  # Not there without the extra.

    if not is_safe(address):
        raise NotSafe(address)
    with ExitStack() as stack:
        try:
            client = stack.enter_context(Client(address, timeout=PATIENCE, set_as_default=False))  # type: ignore[no-untyped-call]
            client.wait_for_workers(1, timeout=PATIENCE)
        except (OSError, TypeError, ValueError, RuntimeError) as error:
            # Without certificates for tls:// it is a TypeError.
            raise NoAnswer(str(error) or type(error).__name__) from error
        yield client.get_executor(retries=RETRIES, pure=False)
