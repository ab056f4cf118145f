"""How fast ballots are cast and rounds opened: python -m benchmarks.ballots [--envelopes N] [--rounds N] [--output FILE].

Casting is measured beside a bare `Envelope.objects.create` of an envelope as long, in the same run and process and in
turns, each in one transaction; opening beside a bare `bulk_create` of the same ballots. 870,000 envelopes, a thousand
branches of thirty, are to be opened and stored within three minutes.
On SQLite, and on PostgreSQL too when DATABASE_URL names a server on which databases may be made.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.recording import installed
from benchmarks.report import machine

LIBRARIES = ("Django", "psycopg", "PyNaCl")
WANTED = 0.5
"""So much of the throughput of a bare insert casting keeps at least."""
MEMBERS = 30
OF_A_ROUND = MEMBERS * (MEMBERS - 1)
ALL, WITHIN = 870_000, 180.0
"""So many envelopes are opened within so many seconds."""
CAST = 300
KIND = "mutual"
SCHEME = "three-platforms"


# ---- in a process of its own, whose settings lead to an empty database


def measure(envelopes: int, rounds: int) -> dict[str, Any]:
    """Return ballots a second of casting and of a bare insert, and the seconds of closing, opening and storing."""
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    branch, members = _branch()
    numbers = count(1)
    found = _casting(branch, members, numbers, rounds)
    return found | _opening(branch, members, numbers, max(envelopes // OF_A_ROUND, 1))


def _branch() -> tuple[Any, list[Any]]:
    from xianfeng.people.members.models import Member
    from xianfeng.people.organizations.models import Unit

    branch = Unit.objects.add_root(
        {"name": "branch", "kind": "branch", "code": "B1", "founded_on": date(2000, 7, 1)}
    )
    fields = {
        "joined_on": date(2010, 7, 1),
        "unit": branch,
        "branch": branch,
        "sort_key": "x",
        "search_keys": "x",
    }
    people = [Member(name=f"{number}", staff_no=f"{number}", **fields) for number in range(MEMBERS)]
    return branch, Member.objects.bulk_create(people)


def _round(branch: Any, members: list[Any], number: int) -> tuple[Any, list[Any], list[Any]]:
    """Make a round that collects; return it with its seats and ratees."""
    from django.utils.timezone import localdate

    from xianfeng.merit.reviews import keys, rules
    from xianfeng.merit.reviews.models import Ratee, Round, Seat
    from xianfeng.schemes import library

    name, public = keys.make()
    scheme = library.load(SCHEME)
    round_ = Round.objects.create(
        unit=branch, period="2026-Q3", number=number, scheme=SCHEME, version=scheme.version, state="collecting",
        rules=rules.frozen(scheme), closes_on=localdate() + timedelta(days=7), key_name=name, public_key=public,
    )  # fmt: skip
    seats = [Seat(round=round_, rater_kind=KIND, member=member) for member in members]
    ratees = [
        Ratee(round=round_, member=member, variant="standard", eligible={KIND: MEMBERS - 1})
        for member in members
    ]
    return round_, Seat.objects.bulk_create(seats), Ratee.objects.bulk_create(ratees)


def _pairs(seats: list[Any], ratees: list[Any]) -> list[tuple[Any, Any]]:
    return [(seat, ratee) for seat in seats for ratee in ratees if seat.member_id != ratee.member_id]


def _answers(number: int) -> dict[str, int | str]:
    grades = ("good", "fairly_good", "fair", "poor")
    return {item: grades[(number * 7 + at) % 4] for at, item in enumerate("ABCDEFG")}


def _timed(run: Callable[[], object]) -> float:
    began = time.perf_counter()
    run()
    return time.perf_counter() - began


def _casting(branch: Any, members: list[Any], numbers: Iterator[int], rounds: int) -> dict[str, Any]:
    """Return ballots a second of both ways, the median of the rounds."""
    seconds: dict[str, list[float]] = {"cast": [], "create": []}
    for _ in range(rounds + 1):
        for way, run in (("cast", _cast), ("create", _create)):
            _made, seats, ratees = _round(branch, members, next(numbers))
            pairs = _pairs(seats, ratees)[:CAST]
            seconds[way].append(_timed(lambda run=run, pairs=pairs: run(pairs)))
    return {way: CAST / median(times[1:]) for way, times in seconds.items()}


def _cast(pairs: list[tuple[Any, Any]]) -> None:
    from xianfeng.merit.reviews.operations import cast

    for number, (seat, ratee) in enumerate(pairs):
        cast(seat, ratee, _answers(number))


def _create(pairs: list[tuple[Any, Any]]) -> None:
    from django.db import transaction

    from xianfeng.merit.reviews.models import Envelope
    from xianfeng.merit.reviews.sealing import length_of

    length = length_of(pairs[0][0].round.rules) + 48
    for seat, ratee in pairs:
        with transaction.atomic():
            Envelope.objects.create(
                seat=seat, ratee=ratee, sealed=os.urandom(length), receipt=os.urandom(32).hex()
            )


def _opening(branch: Any, members: list[Any], numbers: Iterator[int], rounds: int) -> dict[str, Any]:
    """Fill, close and open rounds; return the envelopes, and the seconds of closing, opening, and a bare storing."""
    from xianfeng.merit.reviews.operations import ask_opening, close, open_round
    from xianfeng.people.audit.operations import Actor

    filled = [_filled(branch, members, next(numbers)) for _ in range(rounds)]
    closing = _timed(lambda: [close(Actor(1), one) for one in filled])
    for one in filled:
        ask_opening(Actor(1), one)
    opening = _timed(lambda: [open_round(Actor(2), one) for one in filled])
    stored = _check(rounds)
    storing = _timed(lambda: _store(branch, members, numbers, min(rounds, 20))) * max(rounds / 20, 1)
    return {"envelopes": stored, "closing": closing, "opening": opening, "storing": storing}


def _filled(branch: Any, members: list[Any], number: int) -> Any:
    from xianfeng.merit.reviews.models import Envelope
    from xianfeng.merit.reviews.sealing import Said, length_of, receipt_of, seal_ballot

    round_, seats, ratees = _round(branch, members, number)
    envelopes, length = [], length_of(round_.rules)
    for place, (seat, ratee) in enumerate(_pairs(seats, ratees)):
        sealed = seal_ballot(Said(ratee.pk, KIND, _answers(place)), length, round_.public_key)
        envelopes.append(Envelope(seat=seat, ratee=ratee, sealed=sealed, receipt=receipt_of(sealed)))
    Envelope.objects.bulk_create(envelopes)
    return round_


def _check(rounds: int) -> int:
    """Return how many ballots were stored, or fail if any is lost."""
    from xianfeng.merit.reviews.models import Envelope, OpenedBallot, Receipt

    stored = OpenedBallot.objects.count()
    assert stored == Receipt.objects.count() == rounds * OF_A_ROUND
    assert not Envelope.objects.filter(seat__round__state="opened").exists()
    return stored


def _store(branch: Any, members: list[Any], numbers: Iterator[int], rounds: int) -> None:
    """Store as many ballots in closed rounds as were opened, and nothing else."""
    from django.db import transaction

    from xianfeng.merit.reviews.models import OpenedBallot, Round

    for _ in range(rounds):
        round_, seats, ratees = _round(branch, members, next(numbers))
        Round.objects.filter(pk=round_.pk).update(state="closed")
        ballots = [
            OpenedBallot(ratee=ratee, rater_kind=KIND, answers=_answers(place), total=9000)
            for place, (_seat, ratee) in enumerate(_pairs(seats, ratees))
        ]
        with transaction.atomic():
            OpenedBallot.objects.bulk_create(ballots)


# ---- the report


def _measured(server: str, envelopes: int, rounds: int) -> dict[str, Any]:
    options = ["--here", "--envelopes", str(envelopes), "--rounds", str(rounds)]
    with installed(server) as environ:
        command = [sys.executable, "-m", "benchmarks.ballots", *options]
        done = subprocess.run(command, env=environ, stdout=subprocess.PIPE, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def written(envelopes: int, rounds: int) -> Iterator[str]:
    """Yield the whole section."""
    yield "## Ballots"
    yield ""
    yield from machine("benchmarks.ballots", LIBRARIES)
    yield ""
    yield f"Ballots a second, the median of {rounds} rounds taken in turns: `cast` locks, checks, seals and stores; beside"
    yield f"it a bare insert of a row as long. Then rounds of {OF_A_ROUND} envelopes are closed and opened one after another,"
    yield "each in a transaction; beside the opening a bare `bulk_create` of as many ballots."
    yield ""
    yield "| | bare | ours | × | holds |"
    yield "|---|---:|---:|---:|---|"
    for server in dict.fromkeys(("", os.environ.get("DATABASE_URL", ""))):
        yield from _rows("PostgreSQL" if server else "SQLite", _measured(server, envelopes, rounds))


def _rows(name: str, found: dict[str, Any]) -> Iterator[str]:
    ratio = found["cast"] / found["create"]
    holds = "yes" if ratio >= WANTED else "**no**"
    yield f"| {name}, cast, a second | {found['create']:,.0f} | {found['cast']:,.0f} | {ratio:.2f} | {holds} |"
    number, seconds = found["envelopes"], found["opening"]
    holds = "yes" if seconds / number * ALL <= WITHIN else "**no**"
    times = seconds / found["storing"]
    yield f"| {name}, {number:,} opened and stored, s | {found['storing']:.1f} | {seconds:.1f} | {times:.1f} | {holds} |"
    yield f"| {name}, the same for {ALL:,}, s | | {seconds / number * ALL:.0f} | | {holds} |"
    yield f"| {name}, {number:,} closed, s | | {found['closing']:.1f} | | |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--envelopes", type=int, default=ALL, help="how many are opened")
    parser.add_argument("--rounds", type=int, default=5, help="how often each way of casting has its turn")
    parser.add_argument("--output", type=Path, help="a Markdown file")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.here:
        print(json.dumps(measure(options.envelopes, options.rounds)))
        return
    text = "\n".join([*written(options.envelopes, options.rounds), ""])
    if options.output:
        options.output.write_text(text, "utf-8")
    sys.stdout.write(text)


if __name__ == "__main__":
    main()
