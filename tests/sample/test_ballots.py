"""Ballots: who is rated by how many, within which bounds."""

from __future__ import annotations

from collections import Counter, defaultdict

from xianfeng.sample import EDGES, Tables
from xianfeng.sample.ballots import EMPLOYEES_OF


def _there(tables: Tables) -> dict[object, object]:
    """Return the branch of everybody who is there on the last day."""
    last = {row["id"]: row for row in tables.members}
    return {id: row["branch"] for id, row in last.items() if row["end"] is None}


def _numbers(tables: Tables, kind: str) -> Counter[object]:
    return Counter(row["ratee"] for row in tables.ballots if row["rater_kind"] == kind)


def test_every_member_is_rated_by_all_others_of_the_branch(tables: Tables) -> None:
    branches = _there(tables)
    sizes, rated = Counter(branches.values()), _numbers(tables, "mutual")
    assert rated == {id: sizes[branch] - 1 for id, branch in branches.items()}


def test_five_to_ten_employees_rate_a_member(tables: Tables) -> None:
    rated = _numbers(tables, "mass")
    ordinary = [id for id in _there(tables) if id not in EMPLOYEES_OF]
    assert {rated[id] for id in ordinary} == {5, 6, 7, 8, 9, 10}
    assert all(rated[id] == number for id, number in EMPLOYEES_OF.items())


def test_a_ballot_is_one_whole_score_between_55_and_100(tables: Tables) -> None:
    assert all(row["score"] % 100 == 0 and 5_500 <= row["score"] <= 10_000 for row in tables.ballots)
    numbers = [row["ballot"] for row in tables.ballots]
    assert len(set(numbers)) == len(numbers)


def test_order_of_ballots_does_not_tell_the_rater(tables: Tables) -> None:
    # If ballots stood in order of raters, each place would carry that rater's bias of sd 3 points.
    branches = _there(tables)
    scores: dict[object, list[int]] = defaultdict(list)
    for row in tables.ballots:
        if row["rater_kind"] == "mutual" and branches[row["ratee"]] == "采油一站":
            scores[row["ratee"]].append(row["score"])
    above = [[s - sum(own) / len(own) for s in own] for own in scores.values() if sum(own) / len(own) < 9_000]
    places = [sum(each) / len(above) for each in zip(*above, strict=True)]
    assert max(map(abs, places)) < 250


def test_edge_ids_are_members(tables: Tables) -> None:
    assert {edge.id for edge in EDGES} <= {row["id"] for row in tables.members}
