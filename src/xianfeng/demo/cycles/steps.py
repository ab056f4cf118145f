"""The steps of a period after its ballots: computed, confirmed, on notice, final, in use."""

from __future__ import annotations

from collections.abc import Iterable

from xianfeng.demo.cycles.days import CHECKED, MET, OVER, PUBLISHED, SETTLED, Days
from xianfeng.demo.cycles.scene import Scene
from xianfeng.engine.calendar import Period
from xianfeng.merit.assessments.models import AssessmentPeriod, Settlement
from xianfeng.merit.assessments.operations import close_period, confirm, confirm_above, prepare, settle
from xianfeng.merit.assessments.queries import list_unconfirmed
from xianfeng.merit.followups.operations import draw_up
from xianfeng.merit.notices import operations as notices
from xianfeng.merit.notices.models import Notice
from xianfeng.people.audit.operations import PROGRAM

MINUTES = "会议听取了本期考评情况的说明，逐项核对了计算结果和没有计入的事项，同意本期考评结果。"


def is_there(scene: Scene, period: Period) -> bool:
    """Return whether a period of a branch has been made already."""
    return bool(AssessmentPeriod.objects.unscoped().filter(unit=scene.branch, code=period.code).exists())


def close_without_ballots(scene: Scene, period: Period, days: Days) -> AssessmentPeriod:
    """Prepare and close a period whose method asks for no ballots."""
    row = prepare(scene.first, scene.branch, code=period.code, at=days.at(-1, 8))
    return close_period(scene.first, row, at=days.at(0))


def compute(
    scene: Scene, row: AssessmentPeriod, days: Days, day: int = SETTLED, reason: str = ""
) -> Settlement:
    """Compute the results of a period."""
    return settle(scene.first, row, reason=reason, at=days.at(day, 10))


def confirm_all(scene: Scene, row: AssessmentPeriod, days: Days, day: int = MET) -> None:
    """Let the branch's meeting confirm the results, and the level above that of the secretary."""
    met = days.day(day)
    confirm(
        scene.first, row, document=scene.minutes(met), met_on=met, present=scene.present(),
        entitled=scene.entitled(), minutes=MINUTES, at=days.at(day, 16),
    )  # fmt: skip
    row.refresh_from_db()
    if row.settlement and list_unconfirmed(row.settlement):
        confirm_above(scene.above, row, document=scene.minutes(met, "党发"), met_on=met, at=days.at(day, 17))


def publish(
    scene: Scene, row: AssessmentPeriod, days: Days, day: int = PUBLISHED, fields: Iterable[str] | None = None,
    audience: str = Notice.Audience.TEAM,
) -> Notice:  # fmt: skip
    """Draft, check, approve and publish the notice of a period; another person checks than drafts."""
    row.refresh_from_db()
    assert row.settlement
    draft = notices.draft_notice(
        scene.first, row.settlement, fields=fields, audience=audience, at=days.at(day - 1)
    )
    return bring_out(scene, draft, days, day)


def bring_out(scene: Scene, draft: Notice, days: Days, day: int = PUBLISHED) -> Notice:
    """Check, approve and publish a draft; whoever of the two did not draft it checks it."""
    before = day - PUBLISHED + CHECKED
    checks = scene.first if draft.drafted_by == scene.second.pk else scene.other
    notices.check_notice(checks, draft, at=days.at(before, 14))
    notices.approve_notice(scene.first, draft, at=days.at(before, 16))
    return notices.publish_notice(scene.first, draft, on=days.day(day), at=days.at(day, 8, 30))


def end(scene: Scene, row: AssessmentPeriod, notice: Notice, days: Days, day: int = OVER) -> None:
    """Close a notice whose window is over, make its period final, and draw up what follows, as the hourly jobs do."""
    notices.close_notice(PROGRAM, notice, at=days.at(day, 0, 30))
    notices.finalise_if_over(PROGRAM, notice, at=days.at(day, 0, 31))
    draw_up(PROGRAM, row, at=days.at(day, 0, 32))
    row.refresh_from_db()
