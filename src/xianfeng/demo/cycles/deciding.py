"""What meetings decide about single results: other weights where raters are wanting, and points moved by a panel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xianfeng.demo.cycles.days import DECIDED, SETTLED, Days
from xianfeng.demo.cycles.scene import Scene
from xianfeng.merit.assessments.models import AssessmentPeriod
from xianfeng.merit.assessments.operations import adjust, resolve
from xianfeng.merit.reviews.models import Ratee, RaterKind
from xianfeng.merit.reviews.queries import missing_kinds

NOBODY_SEES = "没有同班组的职工可以评价，群众评价部分不计，其余部分按比例计算。"
REACH = 500
"""By how many hundredths at most a panel moves a result."""
MOVED = (
    "带头参加渠道清淤，积分只记了一次，商评时补足。",
    "积分里有一次固定日学习没有记全，商评时说明。",
    "调解用水纠纷的两次合并记了一次，商评时说明。",
    "环境整治中承担的路段没有按时完成，商评时扣减。",
)


def resolve_without_masses(
    scene: Scene, row: AssessmentPeriod, days: Days, weights: Mapping[str, int]
) -> None:
    """Let the committee resolve by which weights those are assessed whom no employees can rate."""
    rated = Ratee.objects.unscoped().filter(round=row.round).select_related("round", "member")
    without = [
        one.member for one in rated.order_by("member__staff_no") if RaterKind.MASS in missing_kinds(one)
    ]
    if without:
        document = scene.minutes(days.day(SETTLED))
        at = days.at(SETTLED, 9)
        resolve(
            scene.other, row, members=without, weights=weights, reason=NOBODY_SEES, document=document, at=at
        )


def move_results(scene: Scene, row: AssessmentPeriod, days: Days, targets: Sequence[int]) -> None:
    """Let a panel move results to certain scores, of whoever is within its reach; nobody twice."""
    row.refresh_from_db()
    assert row.settlement
    left = list(
        row.settlement.results.exclude(weighted=None).order_by("member__staff_no").select_related("member")
    )
    for target, reason in zip(targets, MOVED, strict=True):
        near = (one for one in left if one.weighted is not None and 0 < abs(target - one.weighted) <= REACH)
        found = next(near, None)
        if found is not None and found.weighted is not None:
            left.remove(found)
            adjust(
                scene.not_about(found.member_id), row, member=found.member, points=target - found.weighted,
                reason=reason, document=scene.minutes(days.day(DECIDED)), at=days.at(DECIDED, 15),
            )  # fmt: skip
