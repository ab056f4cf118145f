"""The whole demonstration: as large as planned, valid to the last row, and alive by every method."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from statistics import median
from typing import Any

import pytest
from django.db.models import Count, F, Max, Q

from tests.demo.cycles.small import keys_in
from tests.demo.kept import kept
from tests.demo.rows import VALID, digest, models
from xianfeng.demo.filling import Recipe, begin, fill, is_finished
from xianfeng.engine.results import LineReason
from xianfeng.facts.models import Fact, Ledger, Proposal
from xianfeng.facts.verifying import verify
from xianfeng.merit.assessments.models import AssessmentPeriod, Result, YearResult
from xianfeng.merit.assessments.verifying import verify as verify_settlements
from xianfeng.merit.reviews.models import Envelope, OpenedBallot
from xianfeng.merit.reviews.verifying import verify as verify_rounds
from xianfeng.merit.scores.standing import Standing, standing_of_branch
from xianfeng.people.accounts.models import DemoAccount
from xianfeng.people.audit.models import AuditEntry
from xianfeng.people.members.models import Member
from xianfeng.people.organizations.models import Unit
from xianfeng.people.privacy.models import DataRequest

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
ON = date(2025, 11, 21)
WANTED = Recipe("demo", 710, ON)


@pytest.fixture(scope="module", autouse=True)
def steps(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[list[int]]:
    """Make it once for all that is asked here, and take it away at the end."""
    gone: list[int] = []
    with keys_in(tmp_path_factory.mktemp("data")), kept(django_db_blocker):
        fill(begin(WANTED), gone.append)
        yield gone


@pytest.fixture(scope="module")
def standings(steps: list[int]) -> dict[str, list[Standing]]:
    """Where everybody stands, by the method of the branch."""
    found: dict[str, list[Standing]] = {}
    for branch in Unit.objects.filter(kind="branch"):
        standing = standing_of_branch(branch, ON)
        assert standing is not None
        found.setdefault(standing.method.scheme.code, []).append(standing)
    return found


def test_it_is_as_large_as_planned(steps: list[int]) -> None:
    members = Member.objects.order_by().values("branch__path")
    roots = {unit.name: unit for unit in Unit.objects.filter(depth=1)}
    sizes = {name: members.filter(branch__path__startswith=root.path).count() for name, root in roots.items()}
    assert sizes == {"北风油田作业区党委": 710, "清水镇党委": 884, "康宁社区管理中心党委": 400}
    assert sum(steps) == WANTED.steps
    town = Unit.objects.filter(path__startswith=roots["清水镇党委"].path)
    assert (town.filter(kind="branch").count(), town.filter(kind="group").count()) == (18, 57)


def test_it_is_valid_to_the_last_row() -> None:
    assert Unit.objects.find_problems() == ([], [], [], [], [])
    for model in models(VALID):
        for row in model._default_manager.all():
            row.full_clean(exclude=[field.name for field in model._meta.fields if field.null])


def test_everybody_belongs_to_one_place_and_groups_are_of_a_usual_size() -> None:
    ended = Q(affiliations__to_on__isnull=False)
    assert not Member.objects.annotate(places=Count("affiliations", filter=~ended)).exclude(places=1).exists()
    assert not Member.objects.exclude(affiliations__to_on=None, affiliations__unit=F("unit")).exists()
    groups = Unit.objects.filter(kind="group").annotate(size=Count("members_today"))
    assert min(unit.size for unit in groups) >= 7
    assert max(unit.size for unit in groups) <= 19


def test_all_three_organisations_can_be_entered_and_there_is_something_to_do() -> None:
    assert is_finished()
    accounts = DemoAccount.objects.select_related("user__member__branch", "user__unit")
    entered = {(a.user.member.branch if a.user.member else a.user.unit).code[:2] for a in accounts}
    assert (len(accounts), entered) == (19, {"BF", "QS", "KN"})
    assert DataRequest.objects.filter(state="received").count() == 2
    waiting = Proposal.objects.filter(state="proposed").values_list("unit__code")
    assert Counter(code for (code,) in waiting) == {"BF-102": 7, "BF-107": 2, "QS-02": 3, "KN-01": 2}


def test_the_record_of_every_branch_is_whole_and_its_numbers_have_no_gap() -> None:
    assert verify().is_sound
    kept = Fact.objects.values("unit").annotate(facts=Count("pk"), last=Max("number")).order_by()
    assert len(kept) == Ledger.objects.count() == Unit.objects.filter(kind="branch").count()
    assert all(each["facts"] == each["last"] for each in kept)
    assert 50 < Fact.objects.count() / WANTED.members < 120


def test_each_unit_lives_by_its_own_method(standings: dict[str, list[Standing]]) -> None:
    branches = {code: len(several) for code, several in standings.items()}
    assert branches == {
        "ten-ones": 7, "one-four-one": 7, "three-platforms": 7, "three-four-one": 18, "study-do": 10,
    }  # fmt: skip


def test_every_item_that_facts_decide_has_counted_something(standings: dict[str, list[Standing]]) -> None:
    for code, several in standings.items():
        sheets = several[0].method.scheme.sheets.values()
        ruled = {item.code for sheet in sheets for item in sheet.items.values() if item.rules}
        counted = {line.item for each in several for r in each.results for line in r.lines if line.raw}
        assert ruled <= counted, code


@pytest.mark.parametrize("code", ["ten-ones", "one-four-one", "three-four-one"])
def test_scores_are_alive(standings: dict[str, list[Standing]], code: str) -> None:
    scores = [
        tally.score
        for each in standings[code]
        for result in each.results
        for component in result.components
        for tally in component.tallies[-1:]
        if tally.score is not None
    ]
    assert 6800 < median(scores) < 9000
    assert min(scores) < 6500
    assert max(scores) > 8500
    assert len(set(scores)) > 30


def test_caps_are_reached_and_some_are_behind(standings: dict[str, list[Standing]]) -> None:
    lines = [line for each in standings["ten-ones"] for r in each.results for line in r.lines]
    assert any(line.reason == LineReason.AT_MOST for line in lines)
    assert any(line.item == "institutions" and line.rule == 3 and line.counted < 0 for line in lines)


def test_periods_of_each_method_are_finished_running_and_coming() -> None:
    rows = AssessmentPeriod.objects.values_list("unit__code", "code", "state")
    assert {f"{unit} {code}": state for unit, code, state in rows} == {
        "BF-302 2025-Q2": "used", "BF-302 2025-Q3": "publicised", "BF-302 2025-Q4": "open", "BF-302 2026-Q1": "configured",
        "BF-303 2025-Q3": "open",
        "BF-102 2024": "used", "BF-102 2025": "open", "BF-102 2026": "configured",
        "QS-02 2024-H1": "used", "QS-02 2024-H2": "used", "QS-02 2025-H1": "publicised", "QS-02 2025-H2": "configured",
        "BF-202 2025-Q1": "used", "BF-202 2025-Q2": "used", "BF-202 2025-Q3": "closed", "BF-202 2025-Q4": "configured",
        "KN-01 2024": "used", "KN-01 2025": "configured",
    }  # fmt: skip
    assert verify_settlements().is_sound
    assert verify_rounds().is_sound
    assert not Result.objects.filter(status="incomplete").exists()


def test_few_enough_ballots_are_cast_for_a_start_that_is_not_waited_for_long() -> None:
    assert 3_000 < OpenedBallot.objects.count() + Envelope.objects.count() < 6_000


def test_every_grade_is_given_and_one_has_five_stars() -> None:
    quarter = Result.objects.filter(
        settlement__period__code="2025-Q3", settlement__period__unit__code="BF-302"
    )
    assert set(quarter.exclude(band="").values_list("band", flat=True)) == {"red", "yellow", "blue", "grey"}
    assert YearResult.objects.filter(stars=5).exists()


def test_filling_again_changes_nothing() -> None:
    first, entries = digest(), AuditEntry.objects.count()
    fill(Recipe("demo", 711, ON), [].append)
    assert (digest(), AuditEntry.objects.count()) == (first, entries)
