"""What follows from final results: talks held, problems put right, honours given, grades of a year decided."""

from __future__ import annotations

from xianfeng.demo.cycles.days import OVER, Days
from xianfeng.demo.cycles.scene import Scene
from xianfeng.demo.cycles.steps import bring_out
from xianfeng.merit.assessments.models import AssessmentPeriod
from xianfeng.merit.followups import operations as followups
from xianfeng.merit.followups.grades import most_excellent
from xianfeng.merit.followups.models import Award, Grade, Reviewed, Talk, Task
from xianfeng.merit.notices import operations as notices
from xianfeng.people.audit.operations import PROGRAM, Actor

TALLIED, A_DAY = OVER + 10, 4
"""The working day on which honours and grades of a year are on their way, and how many talks are held in one."""
SAID = (
    ("肯定了这一季度岗位上的成绩，一起看了失分的几项：报告单返过一次，问题整改晚了几天。", "下季度报告单按期交，整改进度每月向小组说一次。"),
    ("说明了等次是怎么得出的，听取了本人的看法，没有不同意见。", "主题党日安排了值班的，提前一周和小组长换班。"),
    ("指出学习报告单写得简单，联系岗位不够；本人表示认可。", "下一份报告单先请小组长看过再交。"),
)  # fmt: skip
PUT_RIGHT = "已对照差距列出三条措施，逐条落实，小组会上作了报告。"
NO_ROOM = "优秀名额不超过三分之一，会议逐人评议后评定为合格。"
BY_MEETING = "本年没有完整的考评结果，会议根据平时表现评定。"
STORY = "全年两次评星合计五颗，带头参加渠道清淤和庄前整治，调解用水矛盾，邻里都说公道。"


def hold_talks(scene: Scene, row: AssessmentPeriod, days: Days, but: int = 0) -> None:
    """Hold the talks that are due, but for the last so many, some each working day."""
    due = Talk.objects.unscoped().filter(settlement=row.settlement, state=Talk.State.DUE)
    talks = list(due.select_related("settlement__period").order_by("due_on", "member__staff_no", "kind"))
    for number, talk in enumerate(talks[: len(talks) - but]):
        at = days.at(OVER + 1 + number // A_DAY, 16)
        summary, agreed = SAID[number % len(SAID)]
        followups.hold_talk(
            _holder(scene, talk), talk, held_on=at.date(), summary=summary, agreed=agreed, at=at
        )


def _holder(scene: Scene, talk: Talk) -> Actor:
    """Return who holds a talk: a light one the committee, others the secretary, hers the level above."""
    if "committee" in talk.by or talk.member_id == scene.secretary.member_id:
        return scene.not_about(talk.member_id)
    return scene.first


def close_tasks(scene: Scene, row: AssessmentPeriod, days: Days) -> None:
    """Close every other task that is due."""
    due = Task.objects.unscoped().filter(settlement=row.settlement, state=Task.State.DUE)
    for task in list(due.select_related("settlement__period").order_by("member__staff_no"))[::2]:
        at = days.at(OVER + 12, 11)
        followups.close_task(scene.not_about(task.member_id), task, done_on=at.date(), note=PUT_RIGHT, at=at)


# ---- honours


def grant_rotating_flag(scene: Scene, year: int, days: Days) -> None:
    """Let those with the most red flags of a year get the rotating flag: discussed, on notice, approved, granted."""
    awards = _nominated(scene, year, Award.Kind.ROTATING_FLAG)
    if not awards:
        return
    carried = [_discussed(scene, award, days) for award in awards]
    draft = followups.publicise_award(scene.first, *carried, at=days.at(TALLIED))
    notice = bring_out(scene, draft, days, TALLIED + 2)
    notices.close_notice(PROGRAM, notice, at=days.at(TALLIED + 7, 0, 30))
    approval, granted = scene.minutes(days.day(TALLIED + 8), "党发"), days.at(TALLIED + 10, 15)
    for award in carried:
        followups.approve_award(scene.above, award, document=approval, at=days.at(TALLIED + 8, 11))
        followups.grant_award(scene.first, award, granted_on=granted.date(), at=granted)
        followups.tell_story(scene.other, award, story=STORY, at=days.at(TALLIED + 12, 10))


def discuss_best(scene: Scene, year: int, days: Days, number: int = 3) -> None:
    """Let the meeting discuss some of those who are nominated; the others wait."""
    for award in _nominated(scene, year, Award.Kind.EXCELLENT)[:number]:
        _discussed(scene, award, days)


def _nominated(scene: Scene, year: int, kind: str) -> list[Award]:
    found = Award.objects.unscoped().filter(
        unit=scene.branch, year=year, kind=kind, state=Award.State.NOMINATED
    )
    return list(found.order_by("member__staff_no"))


def _discussed(scene: Scene, award: Award, days: Days) -> Award:
    present = scene.present()
    return followups.discuss_award(
        scene.first, award, document=scene.minutes(days.day(TALLIED - 1)), votes=present - 2, present=present,
        at=days.at(TALLIED - 1, 16),
    )  # fmt: skip


# ---- the democratic review


def decide_grades(scene: Scene, year: int, days: Days) -> None:
    """Propose the grades of a year from its results, and let the meeting decide: excellent at most one in three."""
    review = followups.propose_review(scene.first, scene.branch, year=year, at=days.at(TALLIED, 9))
    rows = list(review.reviewed.order_by("member__staff_no"))
    excellent = [row.member_id for row in rows if row.proposed == Grade.EXCELLENT]
    room = excellent[: most_excellent(len(rows))]
    decided = {row.member_id: _grade(row, room) for row in rows}
    met = days.at(TALLIED + 2, 16)
    followups.decide_review(
        scene.first, review, grades=decided, document=scene.minutes(met.date()), met_on=met.date(),
        present=scene.present(), entitled=scene.entitled(), at=met,
    )  # fmt: skip


def _grade(row: Reviewed, room: list[int]) -> tuple[str, str]:
    if row.proposed == Grade.EXCELLENT and row.member_id not in room:
        return Grade.QUALIFIED, NO_ROOM
    return (row.proposed, "") if row.proposed else (Grade.QUALIFIED, BY_MEETING)
