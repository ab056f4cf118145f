"""Killed at any point of opening, settling or publishing, nothing is half done, and a second try gives the same.

TORTURE is the number of points (`make torture` takes 200).
"""

from __future__ import annotations

import json
import os
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from tests.host.installation import Installation
from tests.trust.places import answer, copy_of, database_of, installation
from tests.trust.test_ballots_on_a_server import DATABASES

pytestmark = pytest.mark.slow
POINTS = {"sqlite": 20, "postgresql": 8}
WHO = {"opening": "committee", "settling": "secretary", "publishing": "secretary"}
AT_ONCE = 20


def spread(last: int, database: str) -> list[int]:
    """Return so many points of all, the first and the last among them."""
    points = int(os.environ.get("TORTURE", POINTS[database]))
    return sorted({1 + (last - 1) * at // (points - 1) for at in range(points)})


@pytest.mark.parametrize("database", DATABASES)
@pytest.mark.parametrize("deed", WHO)
def test_nothing_is_half_done_after_a_power_cut(
    deed: str, database: str, set_up_once: Path, tmp_path: Path
) -> None:
    with installation(database, set_up_once, tmp_path / "one") as one:
        scene = answer(one, "scene", deed)
        about = {
            "deed": deed,
            "period": scene["period"],
            "round": scene["round"],
            "user": scene["people"][WHO[deed]],
        }
        before = answer(one, "states")
        with copy_of(one, tmp_path / "whole") as whole:
            points = answer(whole, "dying", *about.values(), 0)
            after = answer(whole, "states")
        assert after["rows"] != before["rows"]
        assert after["keys"] == []
        cuts = spread(points, database)
        for begin in range(0, len(cuts), AT_ONCE):
            some = cuts[begin : begin + AT_ONCE]
            for point, found in zip(some, cut(one, about, before, some, tmp_path), strict=True):
                check_a_cut(point, found, before, after)


def cut(one: Installation, about: dict[str, Any], before: Any, points: list[int], folder: Path) -> list[Any]:
    """Return what was found after a cut at each point, and after the deed had been done again."""
    with ExitStack() as open_:
        made = [open_.enter_context(copy_of(one, folder / f"{point}")) for point in points]
        copies = [
            (point, str(copy.data), database_of(copy)) for point, copy in zip(points, made, strict=True)
        ]
        asked = {**about, "before": before["rows"], "copies": copies}
        return list(answer(one, "cutting", told=json.dumps(asked)))


def check_a_cut(point: int, cut: Any, before: Any, after: Any) -> None:
    killed, found, then = cut
    assert killed, point
    assert found["rows"] in (before["rows"], after["rows"]), point
    assert found["rows"] == after["rows"] or found["keys"] == before["keys"], point
    assert then == after, point
