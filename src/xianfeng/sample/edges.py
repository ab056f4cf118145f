"""Members made to show one thing each. Data only."""

from __future__ import annotations

from dataclasses import dataclass

from xianfeng.engine.text import Text


@dataclass(frozen=True, slots=True)
class Edge:
    """A member and what it shows. `latent` is how well others think of it, 0 to 1.

    `score` is the final score the ballots are fitted to, in hundredths; `deeds` are the facts that add
    points, as (kind, how many, quantity in hundredths).
    """

    id: str
    shows: Text
    latent: float = 0.7
    score: int | None = None
    deeds: tuple[tuple[str, int, int], ...] = ()


FEW = (("coaching.done", 1, 100), ("article.adopted", 1, 100))
SOME = (
    ("publicity.done", 2, 100),
    ("hazard.fixed", 4, 100),
    ("improvement.adopted", 1, 100),
    ("coaching.done", 2, 100),
)
MANY = (
    ("publicity.done", 3, 100),
    ("hazard.fixed", 3, 200),
    ("emergency.duty", 2, 100),
    ("improvement.adopted", 2, 100),
    ("saving.certified", 1, 250),
    ("coaching.done", 3, 100),
)

HALF_BELOW_EXCELLENT = Edge(
    "M0007", Text("得分89.50，仍为良好", "a score of 89.50 is still good"), 0.85, 8950, MANY
)
JUST_BELOW_EXCELLENT = Edge(
    "M0053", Text("得分89.99，仍为良好", "a score of 89.99 is still good"), 0.85, 8999, MANY
)
EXCELLENT = Edge(
    "M0091", Text("得分90.00，为优秀候选", "a score of 90.00 is a candidate for excellent"), 0.85, 9000, MANY
)
GOOD = Edge("M0127", Text("得分79.99，为良好", "a score of 79.99 is good"), 0.6, 7999, SOME)
QUALIFIED = Edge(
    "M0167", Text("得分69.50，为合格候选", "a score of 69.50 is a candidate for qualified"), 0.4, 6950, FEW
)
TO_IMPROVE = Edge("M0201", Text("得分59.50，为待提升", "a score of 59.50 is to improve"), 0.2, 5950, FEW)
VETOED = Edge(
    "M0233",
    Text(
        "有安全责任认定文件，分数保留，等次为最低",
        "a finding of safety responsibility: the score stays, the band is the lowest",
    ),
    0.8,
    deeds=SOME,
)
TOO_FEW_BALLOTS = Edge(
    "M0263",
    Text("员工票不足5张，结果不完整", "fewer than 5 employee ballots: the result is incomplete"),
    deeds=SOME,
)
MOVED = Edge(
    "M0291",
    Text("年中转到另一个支部，在后一个支部考核", "moved in mid-year: assessed in the later branch"),
    deeds=SOME,
)
LATE = Edge(
    "M0324",
    Text("转入太晚，不到一半的月份，不考核", "joined too late, less than half the months: not assessed"),
)
SECRETARY = Edge(
    "M0347",
    Text(
        "支部书记，学时正好达到全年56学时的进度",
        "a secretary with exactly the 56 hours a year asks for, to date",
    ),
    0.8,
    deeds=SOME,
)
ON_LEAVE = Edge(
    "M0380",
    Text("有两个月经批准离岗，这两个月不计学时", "two months of approved leave, without a target of hours"),
    deeds=SOME,
)
RESOLVED = Edge(
    "M0667",
    Text(
        "没有员工票，决议把占比改为62.5和37.5",
        "no employee ballots: a resolution gives weights of 62.5 and 37.5",
    ),
    deeds=FEW,
)

EDGES = (
    HALF_BELOW_EXCELLENT, JUST_BELOW_EXCELLENT, EXCELLENT, GOOD, QUALIFIED, TO_IMPROVE, VETOED,
    TOO_FEW_BALLOTS, MOVED, LATE, SECRETARY, ON_LEAVE, RESOLVED,
)  # fmt: skip
BY_ID = {edge.id: edge for edge in EDGES}
