"""Edge members, settled by the engine."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from tests.sample.conftest import settled
from xianfeng.engine.amounts import show
from xianfeng.engine.problems import InvalidInput
from xianfeng.engine.results import MemberResult, Reason, Why
from xianfeng.engine.scheme import Status
from xianfeng.sample import EDGES, Tables, edges, generate

Results = dict[str, MemberResult]
SCORES = {
    "M0007": ("89.50", "good"),
    "M0053": ("89.99", "good"),
    "M0091": ("90.00", "excellent"),
    "M0127": ("79.99", "good"),
    "M0167": ("69.50", "qualified"),
    "M0201": ("59.50", "improve"),
}


def _weights(result: MemberResult) -> dict[str, str]:
    return {component.code: show(component.weight) for component in result.components}


def _hours(result: MemberResult) -> tuple[str, str, int]:
    """Return hours had, hours needed and the points of the line on hours."""
    line = next(line for line in result.lines if line.item == "institutions" and line.need is not None)
    return show(line.have or 0), show(line.need or 0), line.counted


def test_scores_on_the_edges_of_bands_are_exact(results: Results) -> None:
    found = {id: (show(results[id].score or 0), results[id].band) for id in SCORES}
    assert found == SCORES
    assert {edge.id for edge in EDGES if edge.score is not None} == SCORES.keys()


@pytest.mark.parametrize(
    ("seed", "today"),
    [(0, date(2025, 12, 31)), (1, date(2026, 12, 31)), (2, date(2025, 4, 30)), (-3, date(2024, 8, 14))],
)
def test_edges_come_out_for_any_seed_and_day(seed: int, today: date) -> None:
    results = settled(generate(seed, today))
    assert [id for id, (score, _) in SCORES.items() if show(results[id].score or 0) != score] == []
    assert [id for id, result in results.items() if result.veto] == [edges.VETOED.id]
    incomplete = [id for id, result in results.items() if result.status is Status.INCOMPLETE]
    assert incomplete == [edges.TOO_FEW_BALLOTS.id]
    assert results[edges.LATE.id].status is Status.NOT_ASSESSED
    assert results[edges.ON_LEAVE.id].status is Status.COMPLETE


def test_only_one_member_is_vetoed_and_keeps_the_score(tables: Tables, results: Results) -> None:
    vetoed = [result for result in results.values() if result.veto]
    assert [result.member for result in vetoed] == ["M0233"]
    assert vetoed[0].band == "improve"
    assert (vetoed[0].score or 0) >= 75_00
    (decision,) = [row for row in tables.facts if row["kind"] == "decision.safety"]
    assert decision["document"] == "北油安〔2025〕7号"
    assert vetoed[0].reasons == (Reason(Why.VETO, decision["ref"]),)


def test_only_one_member_is_incomplete_for_too_few_employee_ballots(results: Results) -> None:
    incomplete = [result for result in results.values() if result.status is Status.INCOMPLETE]
    assert [result.member for result in incomplete] == ["M0263"]
    assert incomplete[0].reasons == (Reason(Why.TOO_FEW_BALLOTS, "employee", 3_00, 5_00),)
    assert incomplete[0].score is None


def test_moved_member_is_assessed_in_the_last_branch(tables: Tables, results: Results) -> None:
    rows = [row for row in tables.members if row["id"] == "M0291"]
    assert [(row["branch"], row["start"], row["end"]) for row in rows] == [
        ("采油一站", None, date(2025, 6, 30)),
        ("热注一站", date(2025, 7, 1), None),
    ]
    assert results["M0291"].status is Status.COMPLETE
    assert results["M0291"].branch == "热注一站"


def test_member_who_came_in_july_is_not_assessed(tables: Tables, results: Results) -> None:
    (row,) = [row for row in tables.members if row["id"] == "M0324"]
    assert row["start"] == date(2025, 7, 12)
    assert results["M0324"].reasons == (Reason(Why.AWAY, "", 5_00, 12_00),)


def test_secretary_with_56_hours_loses_nothing(tables: Tables, results: Results) -> None:
    (row,) = [row for row in tables.members if row["id"] == "M0347"]
    assert row["offices"] == ("secretary",)
    assert _hours(results["M0347"]) == ("56.00", "56.00", 0)


def test_two_months_of_leave_lower_the_target_of_hours(tables: Tables, results: Results) -> None:
    leave = [row["on"] for row in tables.facts if row["member"] == "M0380" and row["kind"] == "leave.month"]
    assert leave == [date(2025, 10, 1), date(2025, 11, 1)]
    # 32 hours x 10 months of 12 = 26.67
    assert _hours(results["M0380"])[1:] == ("26.67", 0)


def test_resolution_gives_two_components_the_whole_weight(tables: Tables, results: Results) -> None:
    assert [row["document"] for row in tables.resolutions] == ["北油党〔2025〕21号"] * 2
    assert _weights(results["M0667"]) == {"inner": "62.50", "pioneer": "37.50"}
    assert results["M0667"].status is Status.COMPLETE
    assert results["M0667"].variant == "retired"


def test_those_who_left_early_are_not_assessed(tables: Tables, results: Results) -> None:
    left = {row["id"] for row in tables.members if row["end"] is not None} - {
        row["id"] for row in tables.members if row["end"] is None
    }
    away = {result.member for result in results.values() if result.status is Status.NOT_ASSESSED}
    assert away == left | {"M0324"}


def test_bands_spread_plausibly(results: Results) -> None:
    bands = Counter(result.band for result in results.values())
    shares = {band: number / 710 for band, number in bands.items()}
    # Excellent stays below about a third of the members.
    assert 0.15 <= shares["excellent"] <= 0.33
    assert 0.45 <= shares["good"] <= 0.65
    assert 0.12 <= shares["qualified"] <= 0.27
    assert 0.005 <= shares["improve"] <= 0.05


def test_a_day_too_early_in_the_year_is_refused() -> None:
    with pytest.raises(InvalidInput) as error:
        generate(1, date(2025, 4, 29))
    assert "2025-04-29" in error.value.problems[0].get("zh")
