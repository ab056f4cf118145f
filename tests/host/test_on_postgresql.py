"""The platform runs on PostgreSQL as it does on SQLite."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.host.installation import own_database
from tests.host.running import Server, eventually, kill_all, run

pytestmark = [pytest.mark.slow, pytest.mark.needs("postgresql")]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with own_database() as url:
        server = Server(tmp_path / "data", ("--workers", "2"), {"DATABASE_URL": url})
        try:
            yield server.start()
        finally:
            kill_all(server)


def test_it_sets_up_answers_is_sound_and_stops(server: Server, tmp_path: Path) -> None:
    assert eventually(lambda: server.ask("/health/ready").status == 200)
    assert json.loads(server.ask("/health/ready").body) == {"database": True, "worker": True}
    assert server.ask("/accounts/login/").status == 200
    done = run(tmp_path / "data", "doctor", "--lang", "en", **server.more)
    assert done.returncode == 0, done.stdout
    assert "PostgreSQL" in done.stdout
    assert "they agree" in done.stdout
    assert "1 running" in done.stdout
    assert server.end() == 0
    assert server.is_gone()
