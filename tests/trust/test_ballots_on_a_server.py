"""500 people rate over HTTP; whoever has the database, its files, a backup and the logs learns nothing from it."""

from __future__ import annotations

import random
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tests.trust import orders
from tests.trust.answering import different_answers
from tests.trust.linking import attempts, best, likely_by_chance
from tests.trust.places import answer, installation
from tests.trust.poll import Poll, served

pytestmark = pytest.mark.slow
VOTERS = 500
DATABASES = ["sqlite", pytest.param("postgresql", marks=pytest.mark.needs("postgresql"))]
GRADES = ["good", "fairly_good", "fair", "poor"]


@pytest.fixture(scope="module", params=DATABASES)
def poll(
    request: pytest.FixtureRequest, set_up_once: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Poll]:
    """Everybody has cast, some twice; ballots are still being collected."""
    folder = tmp_path_factory.mktemp("poll")
    with installation(request.param, set_up_once, folder / "one") as one:
        scene = answer(one, "scene", "collecting", VOTERS)
        with served(one, scene) as poll:
            everybody_casts(poll)
            yield poll


def everybody_casts(poll: Poll) -> None:
    items = [item for (item,) in poll.one.ask(ITEMS[bool(poll.one.url)])]
    ways = different_answers(items, GRADES)
    codes = list(poll.scene["codes"])
    random.Random(5).shuffle(codes)
    for code in codes[:50]:
        assert poll.cast(code, ways.pop()).status == 200
        del poll.said[code]  # what she says the second time is what counts
    for code in codes:
        page = poll.cast(code, ways.pop())
        assert page.status == 200, page.text
    assert len(poll.said) == VOTERS


ITEMS = {
    False: "SELECT json_extract(value, '$.code') FROM reviews_round, json_each(rules, '$.mass.items')",
    True: "SELECT value->>'code' FROM reviews_round, jsonb_array_elements(rules->'mass'->'items')",
}


@pytest.fixture(scope="module")
def before(poll: Poll, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All files that there are while ballots are collected, and a backup of that moment."""
    folder = tmp_path_factory.mktemp("before")
    poll.one.done("backup", folder / "backup.zip")
    with zipfile.ZipFile(folder / "backup.zip") as packed:
        packed.extractall(folder / "backup")
    return folder


@pytest.fixture(scope="module")
def envelopes(poll: Poll, before: Path) -> list[tuple[str, str]]:
    """Return code and receipt of every envelope in the order of its row, while it is still there."""
    by_receipt = {receipt: code for code, receipt in poll.receipts.items()}
    rows = poll.one.ask("SELECT receipt FROM reviews_envelope ORDER BY id")
    return [(by_receipt[receipt], receipt) for (receipt,) in rows]


@pytest.fixture(scope="module")
def opened(poll: Poll, before: Path, envelopes: list[tuple[str, str]]) -> list[str]:
    """The receipts of the close, after the round has been opened beside the running site."""
    people = poll.scene["people"]
    about = (poll.scene["period"], poll.scene["round"], people["secretary"], people["committee"])
    answer(poll.one, "finishing", "close", *about)
    return list(answer(poll.one, "finishing", "open", *about))


def test_what_was_said_stands_nowhere_in_clear_before_the_opening(poll: Poll, before: Path) -> None:
    told = [form for said in poll.said.values() for form in orders.written(said)]
    told += [body.encode() for body in poll.bodies]
    for path in readable(poll, before):
        content = path.read_bytes()
        assert not [form for form in told if form in content], path


def readable(poll: Poll, *more: Path) -> Iterator[Path]:
    """Yield every file that somebody with the machine, or with a backup, can read."""
    folders = (poll.one.data, *more)
    yield from (path for folder in folders for path in folder.rglob("*") if path.is_file())
    yield poll.server.log


def test_the_search_finds_what_stands_in_clear(poll: Poll, tmp_path: Path) -> None:
    said = list(poll.said.values())
    (tmp_path / "dump").write_bytes("\0".join(said).encode())
    assert orders.in_file(tmp_path / "dump", said) == said


def test_nobody_is_tied_to_what_she_said(
    poll: Poll, envelopes: list[tuple[str, str]], opened: list[str]
) -> None:
    said = orders.ordered_ballots(poll.one)
    assert {len(order) for order in said.values()} == {VOTERS}
    assert set(said["id"]) == set(poll.said.values())
    for path in readable(poll):
        said[path.name] = orders.in_file(path, list(poll.said.values()))
    raters = {
        "as they cast": list(poll.said), "as the slips were made": poll.scene["codes"],
        "as the envelopes lay": [code for code, _ in envelopes],
        "by receipt": [code for code, _ in sorted(envelopes, key=lambda pair: pair[1])],
    }  # fmt: skip
    tries = sum(1 for _ in attempts(raters, said, poll.said))
    assert best(raters, said, poll.said)[1] <= likely_by_chance(tries)


def test_the_usual_two_tables_tie_nearly_everybody(poll: Poll, tmp_path: Path) -> None:
    cast: Sequence[tuple[str, str]] = list(poll.said.items())
    said = orders.two_tables(poll.one, cast)
    assert best({"as they cast": list(poll.said)}, said, poll.said)[1] >= 0.99 * VOTERS


def test_every_receipt_is_among_those_of_the_close(poll: Poll, opened: list[str]) -> None:
    assert sorted(poll.receipts.values()) == sorted(opened)
