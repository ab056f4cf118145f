"""How fast facts are recorded: python -m benchmarks.recording [--rounds N] [--output FILE].

Beside it, in the same run and process and in turns, a bare `Fact.objects.create` and `bulk_create` of the same rows,
each in one transaction. Then 64 threads record in one branch, and what is there is counted and verified.
On SQLite, and on PostgreSQL too when DATABASE_URL names a server on which databases may be made.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date
from itertools import count
from pathlib import Path
from statistics import median
from threading import Barrier
from typing import Any
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

from benchmarks.report import machine

LIBRARIES = ("Django", "psycopg")
WANTED = 0.5
"""So much of the throughput of a bare insert `record` keeps at least."""
ONE_BY_ONE, A_BATCH = 200, 1000
THREADS, EACH = 64, 10
MEMBERS = 30


# ---- in a process of its own, whose settings lead to an empty database


def measure(rounds: int) -> dict[str, Any]:
    """Return the facts a second of each way, the median of the rounds, and what was lost by threads."""
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    ways = {"record": _record, "create": _create, "record_many": _record_many, "bulk_create": _bulk_create}
    sizes = {"record": ONE_BY_ONE, "create": ONE_BY_ONE, "record_many": A_BATCH, "bulk_create": A_BATCH}
    members = {way: _branch(way) for way in ways}
    seconds: dict[str, list[float]] = {way: [] for way in ways}
    for _ in range(rounds + 1):
        for way, run in ways.items():
            seconds[way].append(_timed(lambda run=run, way=way: run(members[way], sizes[way])))
    found: dict[str, Any] = {way: sizes[way] / median(times[1:]) for way, times in seconds.items()}
    return found | {"lost": _lost(_branch("threads"))}


def _branch(code: str) -> list[Any]:
    """Make a branch and return its members."""
    from xianfeng.people.members.models import Member
    from xianfeng.people.organizations.models import Unit

    fields = {"name": code, "kind": "branch", "code": code, "founded_on": date(2000, 7, 1)}
    branch = Unit.objects.add_root(fields)
    return [
        Member.objects.create(
            name=f"{number}", staff_no=f"{code}-{number}", joined_on=date(2010, 7, 1), unit=branch, branch=branch,
            sort_key="x", search_keys="x",
        )
        for number in range(MEMBERS)
    ]  # fmt: skip


def _timed(run: Callable[[], None]) -> float:
    began = time.perf_counter()
    run()
    return time.perf_counter() - began


KIND = "hazard.fixed"
NUMBERS = count(1)


def _record(members: list[Any], number: int) -> None:
    from django.utils.timezone import localdate

    from xianfeng.facts.operations import record
    from xianfeng.people.audit.operations import Actor

    for at in range(number):
        record(Actor(1), member=members[at % MEMBERS], kind=KIND, on=localdate(), key=uuid4().hex)


def _record_many(members: list[Any], number: int) -> None:
    from django.utils.timezone import localdate

    from xianfeng.facts.entries import Entry
    from xianfeng.facts.operations import record_many
    from xianfeng.people.audit.operations import Actor

    today = localdate()
    entries = [Entry(members[at % MEMBERS], KIND, today, key=uuid4().hex) for at in range(number)]
    record_many(Actor(1), entries)


def _row(member: Any) -> dict[str, Any]:
    """Return what `record` writes, with another digest."""
    from django.utils import timezone

    return {
        "unit_id": member.branch_id, "number": next(NUMBERS), "member": member, "kind": KIND, "on": timezone.localdate(),
        "quantity": 100, "source": "recorded", "recorded_by": 1, "confirmed_by": 1, "recorded_at": timezone.now(),
        "key": uuid4().hex, "digest": "0" * 64,
    }  # fmt: skip


def _create(members: list[Any], number: int) -> None:
    from django.db import transaction

    from xianfeng.facts.models import Fact

    for at in range(number):
        with transaction.atomic():
            Fact.objects.create(**_row(members[at % MEMBERS]))


def _bulk_create(members: list[Any], number: int) -> None:
    from django.db import transaction

    from xianfeng.facts.models import Fact

    with transaction.atomic():
        Fact.objects.bulk_create([Fact(**_row(members[at % MEMBERS])) for at in range(number)])


def _lost(members: list[Any]) -> int:
    """Let threads record in one branch; return how many of their facts are missing, or fail if the chain is broken."""
    from django.db import connections

    from xianfeng.facts.chain import digest_of
    from xianfeng.facts.models import Fact

    start = Barrier(THREADS)

    def work(_: int) -> None:
        start.wait()
        try:
            _record(members, EACH)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(work, range(THREADS)))
    digest, found = "", 0
    for fact in Fact.objects.filter(unit=members[0].branch_id).order_by("number"):
        found, digest = found + 1, digest_of(digest, fact)
        assert (fact.number, fact.digest) == (found, digest)
    return THREADS * EACH - found


# ---- the report


@contextmanager
def installed(server: str) -> Iterator[dict[str, str]]:
    """Yield the environment of an empty installation, which is gone afterwards."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("XIANFENG_")}
    kept["DJANGO_SETTINGS_MODULE"] = "xianfeng.settings"
    with tempfile.TemporaryDirectory(prefix="xianfeng-bench-") as folder, _database(server) as address:
        yield kept | {"XIANFENG_DATA": str(Path(folder) / "data"), "DATABASE_URL": address}


@contextmanager
def _database(server: str) -> Iterator[str]:
    """Yield the address of a new database of a server, '' without one."""
    if not server:
        yield ""
        return
    import psycopg

    name = f"xianfeng_bench_{uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        try:
            yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _measured(server: str, rounds: int) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.recording", "--here", "--rounds", str(rounds)]
    with installed(server) as environ:
        done = subprocess.run(command, env=environ, stdout=subprocess.PIPE, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def written(rounds: int) -> Iterator[str]:
    """Yield the whole section."""
    yield "## Recording facts"
    yield ""
    yield from machine("benchmarks.recording", LIBRARIES)
    yield ""
    yield f"Facts a second, the median of {rounds} rounds taken in turns. `record` locks, checks, numbers, chains and logs;"
    yield "beside it a bare insert of the same row in the same kind of transaction."
    yield ""
    yield "| | a bare insert | recorded | × | holds |"
    yield "|---|---:|---:|---:|---|"
    for server in dict.fromkeys(("", os.environ.get("DATABASE_URL", ""))):
        yield from _rows("PostgreSQL" if server else "SQLite", _measured(server, rounds))


def _rows(name: str, found: dict[str, Any]) -> Iterator[str]:
    for what, ours, bare in (
        ("one by one", "record", "create"),
        (f"{A_BATCH:,} at once", "record_many", "bulk_create"),
    ):
        ratio = found[ours] / found[bare]
        holds = "yes" if ratio >= WANTED else "**no**"
        yield f"| {name}, {what} | {found[bare]:,.0f} | {found[ours]:,.0f} | {ratio:.2f} | {holds} |"
    lost = found["lost"]
    yield f"| {name}, by {THREADS} threads: lost of {THREADS * EACH} | | {lost} | | {'**no**' if lost else 'yes'} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="how often each way has its turn")
    parser.add_argument("--output", type=Path, help="a Markdown file")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.here:
        print(json.dumps(measure(options.rounds)))
        return
    text = "\n".join([*written(options.rounds), ""])
    if options.output:
        options.output.write_text(text, "utf-8")
    sys.stdout.write(text)


if __name__ == "__main__":
    main()
