"""Reviews with a name under them: what members score themselves, and what the committee scores of each."""

from __future__ import annotations

from collections.abc import Container
from datetime import datetime
from random import Random

from xianfeng.demo.cycles.opinions import answers, opinion
from xianfeng.demo.cycles.scene import Scene
from xianfeng.merit.reviews.models import Ratee, RaterKind, Round
from xianfeng.merit.reviews.operations import sign
from xianfeng.merit.reviews.rules import form_of
from xianfeng.people.accounts.models import User
from xianfeng.people.audit.operations import PROGRAM, Actor

FLATTERY, MODEST = 3.0, 96.0
"""By how many points members think better of themselves than others do, and above which they do not."""
CHANGED = ("C2", 400, "出差期间在项目部参加了主题党日，有签到记录，按参加计。")
"""An item that facts fill in and the committee changed for one member: with what, and why."""
WORDS = (
    "半年来按时参加固定日学习，承诺的三件事办成了两件，环境整治参加得不够，下半年补上。",
    "上半年调解邻里用水的事两起，学习笔记记得不全，今后每次学习后当天补记。",
    "在外务工，每月和支部联系一次，线上学习按时完成，回村时参加了清渠。",
)


def review_selves(
    scene: Scene, round_: Round, chance: Random, at: datetime, without: Container[int] = ()
) -> None:
    """Let members score themselves; what those without an account in use wrote on paper the program enters."""
    qualities, own = scene.qualities(), _accounts(scene)
    for ratee in _ratees(round_):
        form = form_of(round_.rules, RaterKind.SELF, ratee.variant)
        if form is not None and ratee.member_id not in without:
            thought = opinion(chance, min(qualities[ratee.member_id] + FLATTERY, MODEST), 0)
            actor = own.get(ratee.member_id, PROGRAM)
            sign(actor, ratee, kind=RaterKind.SELF, answers=answers(chance, form, thought), at=at)


def review_all(scene: Scene, round_: Round, chance: Random, at: datetime) -> None:
    """Let the committee score what facts do not fill in; of one member it changes what they do."""
    qualities = scene.qualities()
    for number, ratee in enumerate(_ratees(round_)):
        form = form_of(round_.rules, RaterKind.ORGANISATION, ratee.variant)
        if form is not None:
            given = answers(chance, form, opinion(chance, qualities[ratee.member_id], 0))
            item, points, reason = CHANGED
            reasons = {item: reason} if number == 0 else {}
            given |= dict.fromkeys(reasons, points)
            actor = scene.not_about(ratee.member_id)
            sign(actor, ratee, kind=RaterKind.ORGANISATION, answers=given, reasons=reasons, at=at)


def say_of_oneself(scene: Scene, round_: Round, at: datetime) -> None:
    """Let some members say in words what they did, where the method gives no points for it."""
    own = _accounts(scene)
    speakers = [ratee for ratee in _ratees(round_) if ratee.member_id in own]
    for ratee, words in zip(speakers, WORDS, strict=False):
        sign(own[ratee.member_id], ratee, kind=RaterKind.SELF, answers={}, text=words, at=at)


def _ratees(round_: Round) -> list[Ratee]:
    return list(round_.ratees.select_related("member").order_by("member__staff_no"))


def _accounts(scene: Scene) -> dict[int, Actor]:
    """Return the accounts in use of the branch's members."""
    users = User.objects.filter(member__branch=scene.branch).order_by("pk")
    return {user.member_id: Actor(user.pk) for user in users if user.is_activated and user.member_id}
