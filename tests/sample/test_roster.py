"""Members: names, offices, and what changed during the year."""

from __future__ import annotations

import itertools
from collections import defaultdict
from datetime import date, timedelta

from xianfeng.sample import Tables
from xianfeng.sample.branches import BRANCHES
from xianfeng.sample.names import FIRST, SECOND, SURNAMES
from xianfeng.sample.tables import Row


def _by_member(tables: Tables) -> dict[object, list[Row]]:
    rows: dict[object, list[Row]] = defaultdict(list)
    for row in tables.members:
        rows[row["id"]].append(row)
    return rows


def _changed(tables: Tables, column: str) -> list[object]:
    return [id for id, rows in _by_member(tables).items() if len({row[column] for row in rows}) > 1]


def test_names_are_different_and_made_of_the_lists(tables: Tables) -> None:
    names = {rows[0]["id"]: str(rows[0]["name"]) for rows in _by_member(tables).values()}
    assert len(set(names.values())) == 710
    assert all(n[0] in SURNAMES and n[1] in FIRST and n[2] in SECOND for n in names.values())


def test_lists_of_characters_are_free_of_repeats() -> None:
    assert all(len(set(each)) == len(each) for each in (SURNAMES, FIRST, SECOND))


def test_no_name_of_the_published_sources_can_arise() -> None:
    # Those persons' names end in these characters, or have more than three.
    assert not set("方军辉") & set(SECOND)


def test_every_branch_has_a_secretary_and_two_to_four_committee_members_on_any_day(tables: Tables) -> None:
    for day in (date(2025, 1, 1), date(2025, 6, 30), date(2025, 7, 1), date(2025, 12, 31)):
        held: dict[tuple[object, object], int] = defaultdict(int)
        for row in tables.members:
            if (row["start"] or day) <= day <= (row["end"] or day):
                for office in row["offices"]:
                    held[row["branch"], office] += 1
        for branch in BRANCHES:
            assert held[branch.name, "secretary"] == 1
            assert 2 <= held[branch.name, "committee"] <= 4


def test_rows_of_a_member_follow_each_other_without_gap(tables: Tables) -> None:
    for rows in _by_member(tables).values():
        for before, after in itertools.pairwise(rows):
            assert before["end"] + timedelta(days=1) == after["start"]


def test_some_moved_joined_left_retired_and_changed_office_in_the_year(tables: Tables) -> None:
    by_member = _by_member(tables)
    assert len(_changed(tables, "branch")) == 9
    assert len(_changed(tables, "variant")) == 4
    assert len(_changed(tables, "offices")) == 6
    assert sum(rows[0]["start"] is not None for rows in by_member.values()) == 5
    assert sum(rows[-1]["end"] is not None for rows in by_member.values()) == 4
