"""What is said in the branches that visitors look at, and what becomes of it. Data only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

QUIET_DAYS = 14
"""So many days at the end, the committee has written down nothing but what members said."""
OWN_KIND, OWN_KIND_AGO = "冬季管线巡护", (13, 12, 12)
"""A kind of fact that the branch added, and how many days ago a member each did it."""


class Who(StrEnum):
    """Who says it: the member who did it, the leader of her group, or the secretary about herself."""

    MEMBER = "member"
    LEADER = "leader"
    SECRETARY = "secretary"


class Fate(StrEnum):
    """What became of it; what waits has none."""

    CONFIRMED = "confirmed"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Said:
    """Something said so many days ago. `member` counts those without posts from 0, the one-click account."""

    kind: str
    days_ago: int
    member: int = 0
    who: Who = Who.MEMBER
    note: str = ""
    quantity: int = 100
    fate: Fate | None = None
    answered_after: int = 1
    reason: str = ""
    reversed_because: str = ""
    has_picture: bool = False


SAID: Mapping[str, Sequence[Said]] = {
    "branch": (
        Said("volunteer.service", 13, note="社区清洁", quantity=300, fate=Fate.CONFIRMED),
        Said("safety.teaching", 12, note="班前安全讲话", fate=Fate.CONFIRMED,
             reversed_because="这次安全讲话和上月登记的是同一次，重复了。"),
        Said("improvement.adopted", 9, note="取样口防冻改造", fate=Fate.CONFIRMED),
        Said("article.adopted", 8, note="《油田党建》投稿", fate=Fate.REJECTED,
             reason="稿件还没有采用，采用后请再报一次。"),
        Said("coaching.done", 6, note="带徒考核", fate=Fate.WITHDRAWN, answered_after=0),
        Said("hazard.fixed", 3, note="3号井口法兰渗漏", has_picture=True),
        Said("publicity.done", 2, note="班前微党课"),
        Said("volunteer.service", 5, 1, note="敬老院义务维修", quantity=200),
        Said("hazard.fixed", 4, 2, note="配电箱门锁损坏", quantity=200),
        Said("publicity.done", 4, who=Who.SECRETARY, note="专题党课"),
        Said("emergency.duty", 3, 3, Who.LEADER, note="夜间抢险"),
        Said("coaching.done", 2, 1, note="新员工上岗指导"),
    ),
    "alone": (
        Said("hazard.fixed", 5, who=Who.SECRETARY, note="注水泵护罩松动"),
        Said("publicity.done", 3, note="安全月宣讲"),
    ),
    "village": (
        Said("mediation.done", 6, note="灌溉用水调解"),
        Said("clean.up", 4, 1, note="庄前屋后整治"),
        Said("volunteer.service", 3, 2, note="村道清扫", quantity=200),
    ),
    "retired": (
        Said("essay.written", 7, note="我的入党故事"),
        Said("publicity.done", 3, 1, note="小区宣讲"),
    ),
}  # fmt: skip
"""By the branch of the stage."""
