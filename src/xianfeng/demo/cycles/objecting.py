"""What people say about a notice: an objection that is upheld, so that a second version follows, and feedback."""

from __future__ import annotations

from datetime import timedelta

from xianfeng.demo.cycles.days import PUBLISHED, SETTLED, Days
from xianfeng.demo.cycles.scene import Scene
from xianfeng.demo.cycles.steps import bring_out, confirm_all
from xianfeng.demo.life import come_in
from xianfeng.demo.roles import plain_members
from xianfeng.engine.calendar import Period
from xianfeng.facts.models import Fact
from xianfeng.facts.operations import record
from xianfeng.merit.assessments.models import AssessmentPeriod
from xianfeng.merit.assessments.settling import basis_of, compute
from xianfeng.merit.notices import operations as notices
from xianfeng.merit.notices.models import Notice, Objection
from xianfeng.people.accounts.models import User
from xianfeng.people.audit.operations import Actor
from xianfeng.people.members.models import Member

Ground = Objection.Ground
FILED, HEARD, UPHELD, REPLACED = PUBLISHED + 2, PUBLISHED + 3, PUBLISHED + 5, PUBLISHED + 8
"""Working days of an objection's way, counted as those of its period."""
RED = 9_000
"""Where the highest grade begins, in hundredths."""
BEFORE_THE_END = 11
"""So many days before the end of the period is the day of the fact that was recorded by mistake."""
MISTAKE = ("problem.item", "overdue")
WHY = "这一项问题的整改6月中旬已经完成并报了小组，登记成了逾期。请核对小组的销号记录。"
ANSWER = "经查，这项问题在期限内已经销号，登记时误选了“逾期”。原登记已撤销，结果重新计算，另行公示。"
ASKED = "公示里的等次是按哪个版本的细则评的？"
TOLD = "按2017年版《三个平台》考核细则评定，细则在“办法”页面可以查看。"
SUGGESTED = "建议把考核细则贴在班组看板旁边，方便对照。"


def record_by_mistake(scene: Scene, row: AssessmentPeriod, days: Days) -> Fact:
    """Record a fact that is not so, before the results are computed: of a member whom it takes a grade."""
    member, (kind, outcome) = _just_red(scene, row), MISTAKE
    on = Period.parse(row.code).end - timedelta(days=BEFORE_THE_END)
    return record(
        scene.not_about(member.pk), member=member, kind=kind, on=on, outcome=outcome, at=days.at(SETTLED, 8, 30),
        key=f"demo/{scene.branch.code}/{row.code}/mistake",
    )  # fmt: skip


def _just_red(scene: Scene, row: AssessmentPeriod) -> Member:
    """Return the member without a post whose score lies least above the highest grade, or else the first."""
    members = {member.pk: member for member in plain_members(scene.branch)}
    scores = {result["member_id"]: result["score"] or 0 for result in compute(basis_of(row)).results}
    above = [(score, pk) for pk, score in scores.items() if score >= RED and pk in members]
    return members[min(above)[1]] if above else next(iter(members.values()))


def object_to(scene: Scene, row: AssessmentPeriod, notice: Notice, days: Days, fact: Fact) -> Notice:
    """Let a member object to what a fact did to the result; it is upheld. Return the version that replaces the notice."""
    member = fact.member
    own = Actor(come_in(member, scene.first).pk)
    said = notices.file_objection(
        own, notice, by=member, about=member, ground=Ground.FACT, text=WHY, at=days.at(FILED, 19)
    )
    notices.accept_objection(scene.first, said, handler=scene.second)
    notices.investigate(scene.other, said)
    notices.decide_objection(
        scene.other, said, upheld=True, answer=ANSWER, outcome=Ground.FACT, fact=fact, at=days.at(UPHELD, 10)
    )
    notices.receive_answer(own, said)
    confirm_all(scene, row, days, UPHELD + 1)
    draft = Notice.objects.unscoped().get(settlement=row.settlement)
    return bring_out(scene, draft, days, REPLACED)


def ask_about(scene: Scene, notice: Notice, days: Days, by: User) -> None:
    """Let a member ask about a notice; she finds the answer helpful."""
    asked, _ = notices.give_feedback(Actor(by.pk), notice, text=ASKED, author=by, at=days.at(PUBLISHED, 20))
    notices.assign_feedback(scene.first, asked, to=scene.second)
    notices.answer_feedback(scene.other, asked, answer=TOLD, at=days.at(PUBLISHED + 1, 9))
    notices.rate_answer(Actor(by.pk), asked, satisfied=True)


def suggest(scene: Scene, notice: Notice, days: Days, by: User) -> None:
    """Let a member suggest something, which waits for an answer."""
    notices.give_feedback(Actor(by.pk), notice, text=SUGGESTED, author=by, at=days.at(PUBLISHED, 12, 30))
