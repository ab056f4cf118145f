"""The size of the area and the totals it is known by."""

from __future__ import annotations

from collections import Counter

from xianfeng.sample import Tables, notes
from xianfeng.sample.branches import BRANCHES
from xianfeng.sample.meetings import AREA_LECTURE


def _last_rows(tables: Tables) -> dict[object, dict[str, object]]:
    return {row["id"]: row for row in tables.members}


def _count(tables: Tables, kind: str) -> int:
    return sum(row["kind"] == kind for row in tables.facts)


def test_area_has_710_members_in_the_21_named_branches(tables: Tables) -> None:
    sizes = Counter(row["branch"] for row in _last_rows(tables).values())
    names = [f"采油{n}站" for n in "一二三四五六七八"] + [f"热注{n}站" for n in "一二三"]
    names += [
        "集输一站",
        "集输二站",
        "维修",
        "监测",
        "工程",
        "安全环保",
        "机关一",
        "机关二",
        "后勤",
        "离退休",
    ]
    assert list(sizes) == names
    assert sum(sizes.values()) == 710
    assert sizes == {branch.name: branch.size for branch in BRANCHES}
    assert min(sizes.values()) >= 7
    assert max(sizes.values()) <= 50


def test_ids_run_from_m0001_to_m0710(tables: Tables) -> None:
    assert list(_last_rows(tables)) == [f"M{n:04d}" for n in range(1, 711)]


def test_there_are_55_groups_of_8_to_16_members(tables: Tables) -> None:
    groups = Counter((row["branch"], row["group"]) for row in _last_rows(tables).values())
    assert len(groups) == 55
    assert all(8 <= size <= 16 for size in groups.values())


def test_variants_follow_the_category_mix(tables: Tables) -> None:
    # 68 + 3 % in service or on probation, 22 % retired, 4 % floating, 3 % with reduced tasks.
    shares = {"standard": 71, "retired": 22, "floating": 4, "reduced": 3}
    counts = Counter(row["variant"] for row in _last_rows(tables).values())
    assert counts.keys() == shares.keys()
    for variant, share in shares.items():
        assert abs(counts[variant] - 7.10 * share) <= 1.5


def test_retired_branch_holds_only_retired_members(tables: Tables) -> None:
    assert {r["variant"] for r in _last_rows(tables).values() if r["branch"] == "离退休"} == {"retired"}


def test_totals_of_the_year_are_those_of_the_area(tables: Tables) -> None:
    assert _count(tables, "volunteer.service") == 2_800
    assert _count(tables, "difficulty.solved") == 360
    assert _count(tables, "project.done") == 16
    assert _count(tables, "award.granted") == 80


def test_area_gives_one_lecture_in_each_branch(tables: Tables) -> None:
    branches = {
        row["id"]: row["branch"] for row in tables.members if row["start"] is None and row["end"] is None
    }
    lectures = [row for row in tables.facts if row["note"] == AREA_LECTURE and row["member"] in branches]
    assert len({(branches[row["member"]], row["on"]) for row in lectures}) == 21
    assert len({branches[row["member"]] for row in lectures}) == 21


def test_notes_say_it_is_fictional_and_what_share_of_employees_are_members(tables: Tables) -> None:
    words = "\n".join(note.zh for note in notes(tables))
    assert "虚构" in words
    assert "710名，占员工2212名的32.10%" in words
