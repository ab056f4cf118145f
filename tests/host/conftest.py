from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.host.running import Server, copied, kill_all, run
from tests.people.world import World, small_world


@pytest.fixture
def world(db: None) -> World:
    return small_world()


@pytest.fixture(scope="session")
def set_up_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the tables of this version."""
    folder = tmp_path_factory.mktemp("template") / "data"
    done = run(folder, "manage", "migrate", "-v0")
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def data(set_up_once: Path, tmp_path: Path) -> Path:
    return copied(set_up_once, tmp_path)


@pytest.fixture
def serving(data: Path) -> Iterator[Callable[..., Server]]:
    started: list[Server] = []

    def start(*options: str, **more: str) -> Server:
        started.append(Server(data, options, more))
        return started[-1].start()

    yield start
    for server in started:
        kill_all(server)
