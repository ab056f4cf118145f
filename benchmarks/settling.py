"""How long it takes to settle: python -m benchmarks.settling [--branches N] [--members N] [--facts N] [--output FILE].

A quarter of "1+4+1": branches of 30 one by one, as in the page, and then all of them by a run that stores all or none.
The floor, in the same process and in turns, is a bare read of the same rows: members, where and as what they belonged,
and their facts. On SQLite, and on PostgreSQL too when DATABASE_URL names a server on which databases may be made.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.recording import installed
from benchmarks.report import machine

LIBRARIES = ("Django", "psycopg")
BRANCHES, MEMBERS, FACTS, ALONE = 968, 29_136, 10, 15
"""How many branches and members there are, facts of each member in the quarter, and branches settled one by one."""
CODE, FIRST = "2025-Q3", date(2025, 7, 1)
KINDS = ("publicity.done", "hazard.fixed", "volunteer.service", "meeting.assembly", "meeting.group")
A_BATCH = 2000


# ---- in a process of its own, whose settings lead to an empty database


def measure(branches: int, members: int, facts: int) -> dict[str, Any]:
    """Return seconds and processor seconds of each way."""
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    top, found = _world(branches, members, facts)
    alone = [_alone(branch) for branch in found[: min(ALONE, branches)]]
    bare = _timed(lambda: [_bare(branch) for branch in found])
    staged, stored = _run(top)
    return {
        "branches": branches, "members": members, "facts": members * facts,
        "one": {"settle": median(one["settle"] for one in alone), "bare": median(one["bare"] for one in alone)},
        "all": {"bare": bare, "staged": staged, "stored": stored},
    }  # fmt: skip


def _timed(run: Callable[[], object]) -> list[float]:
    """Return how many seconds something takes, by the clock and of the processor."""
    began, worked = time.perf_counter(), time.process_time()
    run()
    return [time.perf_counter() - began, time.process_time() - worked]


def _world(branches: int, members: int, facts: int) -> tuple[Any, list[Any]]:
    from xianfeng.people.organizations.models import Adoption, Unit

    fields = {"kind": "committee", "name": "top", "code": "top", "founded_on": date(2000, 7, 1)}
    top = Unit.objects.add_root(fields)
    Adoption.objects.create(unit=top, scheme="one-four-one", from_on=date(2017, 4, 1))
    found = []
    for number in range(branches):
        fields = {
            "kind": "branch",
            "name": f"b{number}",
            "code": f"b{number}",
            "founded_on": date(2000, 7, 1),
        }
        found.append(Unit.objects.add_child(top, fields))
        size = members // branches + (number < members % branches)
        _fill(found[-1], size, facts)
    top.refresh_from_db()
    return top, found


def _fill(branch: Any, size: int, facts: int) -> None:
    """Put members and facts in a branch, without the digests of a chain: nothing here reads them."""
    from xianfeng.facts.models import Fact, Ledger
    from xianfeng.people.members.models import Affiliation, Member

    values = {
        "joined_on": date(2010, 7, 1),
        "unit": branch,
        "branch": branch,
        "sort_key": "x",
        "search_keys": "x",
    }
    people = Member.objects.bulk_create(
        [Member(name=f"{at}", staff_no=f"{branch.code}-{at}", **values) for at in range(size)]
    )
    Affiliation.objects.bulk_create(
        [Affiliation(member=one, unit=branch, from_on=one.joined_on) for one in people]
    )
    rows = list(_facts(branch, people, facts))
    Fact.objects.bulk_create(rows, batch_size=A_BATCH)
    ledger = Ledger.objects.create(unit=branch)
    ledger.last_number, ledger.last_digest = len(rows), rows[-1].digest
    ledger.save()


def _facts(branch: Any, people: list[Any], facts: int) -> Iterator[Any]:
    from xianfeng.facts.models import Fact

    number = 0
    for one in people:
        for at in range(facts):
            number += 1
            kind, on = KINDS[at % len(KINDS)], FIRST + timedelta(days=(number * 7) % 92)
            yield Fact(
                unit=branch, number=number, member=one, kind=kind, on=on, source="recorded",
                outcome="present" if kind.startswith("meeting") else "", recorded_at=datetime(2025, 10, 1, tzinfo=UTC),
                key=f"{branch.pk}-{number}", digest=f"{number:064}",
            )  # fmt: skip


def _alone(branch: Any) -> dict[str, float]:
    """Return the seconds of settling one branch for the first time, and of reading its rows."""
    from xianfeng.merit.assessments.operations import close_period, prepare, settle
    from xianfeng.people.audit.operations import PROGRAM

    period = close_period(PROGRAM, prepare(PROGRAM, branch, code="2025-Q2"))
    settle(PROGRAM, period)
    period = close_period(PROGRAM, prepare(PROGRAM, branch, code=CODE))
    bare = _timed(lambda: _bare(branch))
    return {"settle": _timed(lambda: settle(PROGRAM, period))[0], "bare": bare[0]}


def _bare(branch: Any) -> int:
    """Read what a settlement reads, as the database gives it."""
    from xianfeng.facts.models import Fact
    from xianfeng.people.members.models import Affiliation, Member, Office, StatusChange

    members = list(Member.objects.filter(branch=branch).values_list())
    pks = [row[0] for row in members]
    of = [model.objects.filter(member__in=pks).values_list() for model in (Affiliation, StatusChange, Office)]
    columns = ("member_id", "unit_id", "number", "kind", "on", "quantity", "outcome", "document")
    year = (date(2025, 1, 1), date(2025, 9, 30))
    facts = Fact.objects.filter(member__in=pks, on__range=year).order_by("on", "id").values_list(*columns)
    return len(members) + sum(len(list(rows)) for rows in (*of, facts))


def _run(top: Any) -> tuple[list[float], list[float]]:
    from xianfeng.merit.assessments import runs
    from xianfeng.merit.assessments.models import Result, Run
    from xianfeng.merit.assessments.roster import list_branches

    total = list_branches(top, date(2025, 9, 30)).count()
    run = Run.objects.create(unit=top, code=CODE, total=total)
    runs.begin(run)
    marks = runs.marks_of(run)
    staged = _timed(lambda: [runs.stage(run, branch, marks[branch.pk]) for branch in runs.list_left(run)])
    stored = _timed(lambda: runs.finish(run))
    assert run.state == "done", run.state
    assert Result.objects.filter(settlement__period__code=CODE).count() > 0
    return staged, stored


# ---- the report


def _measured(server: str, options: argparse.Namespace) -> dict[str, Any]:
    sizes = [f"--{name}={getattr(options, name)}" for name in ("branches", "members", "facts")]
    with installed(server) as environ:
        command = [sys.executable, "-m", "benchmarks.settling", "--here", *sizes]
        done = subprocess.run(command, env=environ, stdout=subprocess.PIPE, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def report(measured: dict[str, dict[str, Any]]) -> str:
    """Return the figures as Markdown."""
    lines = ["# How long it takes to settle", "", *machine("benchmarks.settling", LIBRARIES), ""]
    for name, found in measured.items():
        lines += [*_of_database(name, found), ""]
    return "\n".join(lines)


def _of_database(name: str, found: dict[str, Any]) -> Iterator[str]:
    one, every = found["one"], found["all"]
    whole = [sum(both) for both in zip(every["staged"], every["stored"], strict=True)]
    yield f"## {name}: {found['members']:,} members in {found['branches']:,} branches, {found['facts']:,} facts"
    yield ""
    yield "| | seconds | of the processor | times the bare read |"
    yield "|---|---:|---:|---:|"
    yield f"| a branch in the page (median of {ALONE}) | {one['settle']:.3f} | | {one['settle'] / one['bare']:.1f} |"
    for words, both in (("all branches: bare read", every["bare"]), ("staged", every["staged"]),
                        ("checked again and stored", every["stored"]), ("the run", whole)):  # fmt: skip
        yield f"| {words} | {both[0]:.1f} | {both[1]:.1f} | {both[1] / every['bare'][1]:.1f} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--branches", type=int, default=BRANCHES)
    parser.add_argument("--members", type=int, default=MEMBERS)
    parser.add_argument("--facts", type=int, default=FACTS, help="of each member")
    parser.add_argument("--output", type=Path)
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.here:
        print(json.dumps(measure(options.branches, options.members, options.facts)))
        return
    servers = {"SQLite": "", "PostgreSQL": os.environ.get("DATABASE_URL", "")}
    found = {
        name: _measured(server, options) for name, server in servers.items() if server or name == "SQLite"
    }
    text = report(found)
    if options.output:
        options.output.write_text(text, "utf-8")
    print(text)


if __name__ == "__main__":
    main()
