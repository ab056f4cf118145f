"""Two who change the tree at once do not spoil it: one waits for the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection, connections

from tests.people.organizations.asking import DAY, assert_tree_is_sound, children, found
from xianfeng.people.audit.operations import PROGRAM
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.operations import merge_units, move_unit

PAPER = "1号"


@pytest.fixture
def shared(transactional_db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A database in which threads wait for each other: SQLite's in memory refuses the second writer at once."""
    in_memory: Any = connections["default"]
    if in_memory.vendor != "sqlite" or not in_memory.is_in_memory_db():
        yield
        return
    file = tmp_path / "units.sqlite3"
    in_memory.cursor().execute("VACUUM INTO %s", [str(file)])
    monkeypatch.setitem(connections.settings, "default", {**in_memory.settings_dict, "NAME": str(file)})
    connections["default"] = connections.create_connection("default")
    yield
    connections["default"].close()
    connections["default"] = in_memory


def at_once(*deeds: Callable[[], object]) -> None:
    """Do everything at the same time, each in a thread with its own connection; raise what went wrong."""
    start, failures = Barrier(len(deeds)), []

    def do(deed: Callable[[], object]) -> None:
        try:
            start.wait()
            deed()
        except Exception as failure:
            failures.append(failure)
        finally:
            connection.close()

    threads = [Thread(target=do, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]


@pytest.mark.usefixtures("shared")
def test_units_founded_at_once_below_one_are_all_there() -> None:
    top = found("committee")
    at_once(*(lambda: found("branch", Unit.objects.get(pk=top.pk)) for _ in range(8)))
    assert len(children(top)) == 8
    assert len({child.path for child in children(top)}) == 8
    assert top.numchild == 8
    assert_tree_is_sound()


@pytest.mark.usefixtures("shared")
def test_founding_moving_and_merging_at_once_leave_a_sound_tree() -> None:
    top = found("committee")
    left, right = found("general_branch", top), found("general_branch", top)
    moving = [found("branch", left) for _ in range(3)]
    merging = [found("branch", left) for _ in range(2)]
    groups = [found("group", branch) for branch in (*moving, *merging)]

    def fresh(unit: Unit) -> Unit:
        return Unit.objects.get(pk=unit.pk)

    at_once(
        *(
            lambda branch=branch: move_unit(
                PROGRAM, fresh(branch), above=fresh(right), on=DAY, document=PAPER
            )
            for branch in moving
        ),
        *(lambda branch=branch: found("group", fresh(branch)) for branch in moving),
        *(lambda: found("branch", fresh(left)) for _ in range(2)),
        lambda: merge_units(PROGRAM, fresh(merging[0]), into=fresh(merging[1]), on=DAY, document=PAPER),
    )
    assert set(moving) == set(children(right))
    assert all(len(children(branch)) == 2 for branch in moving)
    assert set(groups[3:]) <= set(children(merging[1]))
    assert_tree_is_sound()
