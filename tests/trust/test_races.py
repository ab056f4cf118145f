"""Ballots that arrive at the same moment, and while the round is closed, over HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.trust.answering import different_answers
from tests.trust.places import answer, installation
from tests.trust.poll import Poll, card_of, served
from tests.trust.test_ballots_on_a_server import DATABASES, GRADES, ITEMS
from tests.trust.visiting import Visitor

pytestmark = pytest.mark.slow
THREADS, TIMES, RACERS, RUNNERS = 64, 20, 120, 8


@pytest.fixture
def poll(request: pytest.FixtureRequest, set_up_once: Path, tmp_path: Path) -> Iterator[Poll]:
    with installation(request.param, set_up_once, tmp_path / "one") as one:
        scene = answer(one, "scene", "collecting", RACERS)
        with served(one, scene) as poll:
            yield poll


def ways_of(poll: Poll) -> list[dict[str, str]]:
    items = [item for (item,) in poll.one.ask(ITEMS[bool(poll.one.url)])]
    return different_answers(items, GRADES)


@pytest.mark.parametrize("poll", DATABASES, indirect=True)
def test_the_same_ballot_sent_64_times_at_once_is_one(poll: Poll) -> None:
    ways = ways_of(poll)
    for code in poll.scene["codes"][:TIMES]:
        chosen = {f"item-{item}": grade for item, grade in ways.pop().items()}

        def send(_: int, code: str = code, chosen: dict[str, str] = chosen) -> int:
            visitor = Visitor(poll.site)
            return visitor.send(*card_of(visitor, code), **chosen).status

        with ThreadPoolExecutor(THREADS) as pool:
            answers = list(pool.map(send, range(THREADS)))
        assert set(answers) == {200}
    assert poll.one.ask("SELECT count(*), count(DISTINCT seat_id) FROM reviews_envelope") == [(TIMES, TIMES)]


@pytest.mark.parametrize("poll", DATABASES, indirect=True)
def test_a_ballot_that_races_the_close_is_counted_or_refused(poll: Poll) -> None:
    ways, people, codes = ways_of(poll), poll.scene["people"], poll.scene["codes"]

    def keep_casting(first: int) -> tuple[dict[str, str], bool]:
        """Cast with some slips over and over until one is refused; return the last receipt of each."""
        given: dict[str, str] = {}
        for turn in range(first, RACERS * 50, RUNNERS):
            code, answers = codes[turn % len(codes)], ways[turn % len(ways)]
            receipt = poll.try_to_cast(code, answers)
            if receipt is None:
                return given, True
            given[code] = receipt
        return given, False

    about = (poll.scene["period"], poll.scene["round"], people["secretary"], people["committee"])
    with ThreadPoolExecutor(RUNNERS + 1) as pool:
        casts = [pool.submit(keep_casting, first) for first in range(RUNNERS)]
        counted = set(answer(poll.one, "finishing", "close", *about))
        ended = [cast.result() for cast in casts]
    assert all(was_refused for _, was_refused in ended)
    assert {receipt for given, _ in ended for receipt in given.values()} == counted
    assert counted
