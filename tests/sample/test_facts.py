"""Facts: what the reader and the catalogue ask of them, and how often things happen."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from statistics import mean, stdev

import pytest

from xianfeng.engine.language.subjects import forbidden_subject
from xianfeng.sample import Tables, generate, records
from xianfeng.sample.tables import Row
from xianfeng.schemes import library
from xianfeng.workbooks.tables import TABLES

MEETINGS = ("meeting.assembly", "meeting.group", "meeting.lecture", "meeting.theme_day", "meeting.committee")


def _studied(tables: Tables) -> dict[object, float]:
    hours: dict[object, float] = defaultdict(float)
    for row in tables.facts:
        if row["kind"] in ("training.central", "study.collective") and row["outcome"] == "present":
            hours[row["member"]] += row["quantity"] / 100
    return hours


def _steady(tables: Tables, is_office: bool) -> list[object]:
    """Return members with a target of hours, there all year without change or leave."""
    away = {row["member"] for row in tables.facts if row["kind"] == "leave.month"}
    rows = [row for row in tables.members if row["variant"] in ("standard", "retired")]
    whole = [row for row in rows if row["start"] is None and row["end"] is None and row["id"] not in away]
    return [row["id"] for row in whole if bool(row["offices"]) is is_office]


def _share(rows: list[Row], outcome: str) -> float:
    return sum(row["outcome"] == outcome for row in rows) / len(rows)


def _regular_meetings(tables: Tables) -> list[Row]:
    regular = set(_steady(tables, False)) | set(_steady(tables, True))
    return [row for row in tables.facts if row["kind"] in MEETINGS and row["member"] in regular]


def test_rows_use_only_the_columns_of_the_workbook(tables: Tables) -> None:
    for table in TABLES:
        codes = {column.code for column in table.columns}
        assert all(row.keys() <= codes for row in getattr(tables, table.code))


def test_nothing_touches_a_subject_that_is_not_recorded(tables: Tables) -> None:
    words = {str(row["note"]) for row in tables.facts} | {str(row["group"]) for row in tables.members}
    kinds = library.load("ten-ones").kinds
    words |= {kinds[code].title.zh for code in {str(row["kind"]) for row in tables.facts}}
    assert [each for each in words if forbidden_subject(each)] == []


def test_refs_run_in_order_of_date(tables: Tables) -> None:
    assert [row["ref"] for row in tables.facts] == [f"F{n:06d}" for n in range(1, len(tables.facts) + 1)]
    days = [row["on"] for row in tables.facts]
    assert days == sorted(days)


def test_kinds_outcomes_and_documents_are_those_of_the_catalogue(tables: Tables) -> None:
    kinds = library.load("ten-ones").kinds
    for row in tables.facts:
        kind = kinds[str(row["kind"])]
        assert row["outcome"] in (kind.outcomes or {""})
        assert bool(row["document"]) is kind.document
        assert row["quantity"] >= 0


def test_facts_happen_while_the_member_is_there(tables: Tables) -> None:
    members = {id: record.member for id, record in records(tables).items()}
    assert [row["ref"] for row in tables.facts if not members[row["member"]].was_there(row["on"])] == []


@pytest.mark.parametrize("today", [date(2025, 4, 30), date(2026, 8, 14)])
def test_no_fact_is_later_than_today_or_before_the_year(today: date) -> None:
    days = [row["on"] for row in generate(1, today).facts]
    assert min(days) >= date(today.year, 1, 1)
    assert max(days) <= today


def test_attendance_is_about_93_per_cent_with_4_leave_and_2_absent(tables: Tables) -> None:
    rows = _regular_meetings(tables)
    assert _share(rows, "present") == pytest.approx(0.93, abs=0.01)
    assert _share(rows, "leave") == pytest.approx(0.04, abs=0.01)
    assert _share(rows, "absent") == pytest.approx(0.02, abs=0.005)


def test_attendance_of_members_spreads_by_about_4_points(tables: Tables) -> None:
    own: dict[object, list[Row]] = defaultdict(list)
    for row in _regular_meetings(tables):
        own[row["member"]].append(row)
    # Chance over some forty meetings adds to the four points of the members themselves.
    assert 0.03 <= stdev(_share(rows, "present") for rows in own.values()) <= 0.065


def test_hours_are_about_36_for_members_and_60_for_office_holders(tables: Tables) -> None:
    hours = _studied(tables)
    members = [hours[id] for id in _steady(tables, False)]
    officers = [hours[id] for id in _steady(tables, True)]
    assert mean(members) == pytest.approx(36, abs=1)
    assert stdev(members) == pytest.approx(6, abs=1.5)
    assert mean(officers) == pytest.approx(60, abs=2)
    assert stdev(officers) == pytest.approx(8, abs=2.5)


def test_about_six_per_cent_stay_below_the_target_of_hours(tables: Tables) -> None:
    hours = _studied(tables)
    members, officers = _steady(tables, False), _steady(tables, True)
    below = sum(hours[id] < 32 for id in members) + sum(hours[id] < 56 for id in officers)
    assert below / len(members + officers) == pytest.approx(0.06, abs=0.01)


def test_only_office_holders_of_the_day_attend_committee_meetings(tables: Tables) -> None:
    members = {id: record.member for id, record in records(tables).items()}
    rows = [row for row in tables.facts if row["kind"] == "meeting.committee"]
    assert all(members[row["member"]].row_on(row["on"]).offices for row in rows)
    assert len(rows) > 12 * 21 * 3


def test_report_forms_end_as_usual(tables: Tables) -> None:
    forms = Counter(r["outcome"] for r in tables.facts if r["kind"] == "form.report")
    total = sum(forms.values()) - forms["not_required"]
    usual = {"accepted": 0.85, "partly_returned": 0.08, "restudy": 0.03, "talk": 0.02, "overdue": 0.02}
    for outcome, share in usual.items():
        assert forms[outcome] / total == pytest.approx(share, abs=0.02)


def test_months_of_leave_hold_no_meeting_attended(tables: Tables) -> None:
    away = {(r["member"], r["on"].month) for r in tables.facts if r["kind"] == "leave.month"}
    there = [r for r in tables.facts if r["outcome"] in ("present", "absent", "online")]
    assert len({member for member, _ in away}) == 7
    assert not [row for row in there if (row["member"], row["on"].month) in away]
