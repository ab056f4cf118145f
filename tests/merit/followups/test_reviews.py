"""The yearly democratic review: proposed from results, decided by the meeting, seen by each member for herself."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from tests.merit.followups.making import PROGRAM, TODAY, final
from tests.people.world import World, adopt
from xianfeng.merit.assessments.models import YearResult
from xianfeng.merit.followups.grades import most_excellent, proposed_for
from xianfeng.merit.followups.models import DemocraticReview, Reviewed
from xianfeng.merit.followups.operations import decide_review, propose_review
from xianfeng.people.members.models import Member
from xianfeng.schemes import library

YEAR = timezone.localdate().year
MEETING: dict[str, Any] = {"document": "支〔2026〕12号", "met_on": TODAY, "present": 4, "entitled": 6}


def proposed(world: World, **scores: int | None) -> DemocraticReview:
    adopt(world.first, "ten-ones")
    final(world.first, "ten-ones", str(YEAR), {world.members[who]: score for who, score in scores.items()})
    return propose_review(PROGRAM, world.first, year=YEAR)


def as_proposed(review: DemocraticReview, **other: tuple[str, str]) -> dict[int, tuple[str, str]]:
    """Return every grade as it was proposed, qualified where none was; `other` by name."""
    grades = {row.member_id: (row.proposed or "qualified", "") for row in review.reviewed.all()}
    return grades | {Member.objects.get(name=name).pk: said for name, said in other.items()}


def test_grades_are_proposed_from_the_bands_of_the_year(world: World) -> None:
    review = proposed(world, member=9500, groupmate=8000, leader=6100, committee=5000, secretary=None)
    found = dict(review.reviewed.values_list("member__name", "proposed"))
    assert found == {
        "周文海": "excellent", "王志峰": "qualified", "马晓峰": "qualified", "陈思宁": "basically_qualified",
        "刘志远": "", "李国亮": "",
    }  # fmt: skip


def test_the_mean_of_the_year_counts_before_a_single_period(world: World) -> None:
    adopt(world.first, "three-four-one")
    period = final(world.first, "three-four-one", f"{YEAR}-H2", {world.members["member"]: 9500})
    YearResult.objects.create(settlement=period.settlement, member=world.members["member"], status="complete",
                              score=6500, band="one", stars=4, flags=2, left=0)  # fmt: skip
    review = propose_review(PROGRAM, world.first, year=YEAR)
    assert review.reviewed.get(member=world.members["member"]).proposed == "qualified"


@pytest.mark.parametrize(
    "scheme", ["baseline", "one-four-one", "ten-ones", "three-platforms", "three-four-one"]
)
def test_unqualified_is_never_proposed_from_points(scheme: str) -> None:
    rules = library.load(scheme)
    grades = [proposed_for(rules, band.code) for band in rules.bands]
    assert grades[0] == "excellent"
    assert "unqualified" not in grades
    assert proposed_for(rules, "") == ""


@pytest.mark.parametrize(("members", "most"), [(2, 0), (3, 1), (30, 10), (31, 10), (32, 10), (33, 11)])
def test_excellent_are_at_most_a_third(members: int, most: int) -> None:
    assert most_excellent(members) == most


def test_more_excellent_ones_are_warned_of_and_not_refused(world: World) -> None:
    review = proposed(world, member=9500, groupmate=9500, leader=9500)
    client = world.client("secretary")
    assert client.get(reverse("followups:review", args=[review.pk])).context["excellent"] == 3
    data = {"document": "支〔2026〕12号", "met_on": TODAY.isoformat(), "present": "4", "entitled": "6"}
    for row in review.reviewed.all():
        data |= {f"grade_{row.member_id}": row.proposed or "qualified", f"reason_{row.member_id}": ""}
    answer = client.post(reverse("followups:decide_review", args=[review.pk]), data, follow=True)
    assert [message.level_tag for message in answer.context["messages"]] == ["done", "attention"]
    assert DemocraticReview.objects.get().state == "decided"


def test_the_meeting_decides_otherwise_with_a_reason_only(world: World) -> None:
    review = proposed(world, member=9500)
    with pytest.raises(ValidationError) as refusal:
        decide_review(PROGRAM, review, grades=as_proposed(review, 周文海=("qualified", " ")), **MEETING)
    member = world.members["member"]
    assert set(refusal.value.message_dict) == {f"reason_{member.pk}"}
    reason = "会议认为缺席较多"
    decide_review(PROGRAM, review, grades=as_proposed(review, 周文海=("qualified", reason)), **MEETING)
    row = Reviewed.objects.get(member=member)
    assert (row.proposed, row.decided, row.reason) == ("excellent", "qualified", reason)


def test_unqualified_always_needs_a_reason(world: World) -> None:
    review = proposed(world)
    with pytest.raises(ValidationError):
        decide_review(PROGRAM, review, grades=as_proposed(review, 周文海=("unqualified", "")), **MEETING)


@pytest.mark.parametrize(("change", "field"), [
    ({"present": 3}, "present"), ({"present": 7}, "present"), ({"document": " "}, "document"),
    ({"met_on": TODAY.replace(year=YEAR + 1)}, "met_on"), ({"met_on": TODAY.replace(year=YEAR - 1, day=1)}, "met_on"),
])  # fmt: skip
def test_a_decision_needs_a_meeting_of_more_than_half(
    world: World, change: dict[str, Any], field: str
) -> None:
    review = proposed(world, member=8000)
    with pytest.raises(ValidationError) as refusal:
        decide_review(PROGRAM, review, grades=as_proposed(review), **MEETING | change)
    assert set(refusal.value.message_dict) == {field}


def test_nobody_is_left_without_a_grade(world: World) -> None:
    review = proposed(world, member=8000)
    grades = as_proposed(review)
    del grades[world.members["leader"].pk]
    with pytest.raises(ValidationError) as refusal:
        decide_review(PROGRAM, review, grades=grades, **MEETING)
    assert set(refusal.value.message_dict) == {f"reason_{world.members['leader'].pk}"}


def test_what_is_decided_is_neither_decided_nor_proposed_again_and_changes_no_status(world: World) -> None:
    before = list(Member.objects.unscoped().values("pk", "kind", "status"))
    review = proposed(world, member=5000)
    decide_review(PROGRAM, review, grades=as_proposed(review, 周文海=("unqualified", "会议认定")), **MEETING)
    with pytest.raises(ValidationError):
        decide_review(PROGRAM, review, grades=as_proposed(review), **MEETING)
    with pytest.raises(ValidationError):
        propose_review(PROGRAM, world.first, year=YEAR)
    assert list(Member.objects.unscoped().values("pk", "kind", "status")) == before


def test_a_member_sees_her_own_grade_and_only_once_it_is_decided(world: World) -> None:
    review = proposed(world, member=9500, groupmate=9500)
    url, client = reverse("followups:review", args=[review.pk]), world.client("member")
    assert client.get(url).context["own"] is None
    reason = "会议认为承诺没有兑现"
    decide_review(PROGRAM, review, grades=as_proposed(review, 王志峰=("qualified", reason)), **MEETING)
    page = client.get(url)
    assert (page.context["own"].decided, page.context["rows"]) == ("excellent", [])
    assert reason not in page.content.decode()
    assert "王志峰" not in page.content.decode()
