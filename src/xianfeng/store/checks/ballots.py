"""Checks of answers and of the ballots they make. What they mean is checked in the periods that are settled."""

from __future__ import annotations

from xianfeng.engine.amounts import FULL, show
from xianfeng.engine.text import Text
from xianfeng.store.checks.check import SOURCES, Check, Source
from xianfeng.store.checks.general import untidy

_PREFILLED = "(SELECT * FROM answers WHERE rater_kind IN (SELECT rater_kind FROM asked WHERE NOT must))"
"""Answers of raters who may leave items to the facts."""


def _settled(answers: str) -> str:
    """Return the query for answers of settled periods, with what is asked about a member of that variant."""
    return f"""
        SELECT answers.*, variant, number, points, must
        FROM {answers} AS answers
        JOIN settled USING (period)
        JOIN variant_on USING (member, last_day)
        JOIN known_variants USING (variant)
        LEFT JOIN asked USING (rater_kind, variant, item)
    """


def _ballots(answers: str) -> str:
    """Return the query for ballots: how many answers to known items, and to which.

    `musts` counts those that every ballot must answer, `extras` are the others. Of a ballot that answers
    unknown items it is not asked whether it is complete.
    """
    return f"""
        SELECT period, member, rater_kind, ballot, variant,
            count(number) AS answers, item_set(number) AS items, item_set(if(must, NULL, number)) AS extras,
            count(*) FILTER (must) AS musts, count(*) = count(number) AS is_known
        FROM ({_settled(answers)}) GROUP BY ALL
    """


_NAMED = SOURCES["answers"].named
_SETTLED = Source("answers", _NAMED, _settled("answers"))
_BALLOTS = Source(
    "answers",
    _NAMED,
    f"""
    FROM ({_ballots("answers")})
    LEFT JOIN (SELECT rater_kind, variant, count(*) FILTER (must) AS needed FROM asked GROUP BY ALL)
    USING (rater_kind, variant)
    """,
)
_COMPARED = Source(
    "answers",
    _NAMED,
    f"""
    SELECT *, bit_or(extras) OVER (PARTITION BY period, member, rater_kind) AS all_extras
    FROM ({_ballots(_PREFILLED)})
    """,
)
_ADD = Text("请补上缺少的项目", "Add the rows that are missing")

CHECKS = (
    Check(
        "answers: score out of range",
        SOURCES["answers"],
        f"score NOT BETWEEN 0 AND {FULL}",
        Text("得分超出范围", "the score is out of range"),
        Text(f"请写0到{show(FULL)}之间的数", f"Write a number from 0 to {show(FULL)}"),
        "amount(score)",
    ),
    Check(
        "answers: raters",
        _SETTLED,
        "rater_kind NOT IN (SELECT rater_kind FROM known_raters)",
        Text("本办法没有这种测评方式", "the scheme has no raters of this kind"),
        Text("请照办法改正方式", "Correct the rater kind by the scheme"),
        "rater_kind",
    ),
    Check(
        "answers: item",
        _SETTLED,
        "points IS NULL AND rater_kind IN (SELECT rater_kind FROM known_raters)",
        Text("这种测评不评这一项，或这一项不用于此人的类别", "these raters are not asked this item about a member of this variant"),
        Text("请照办法改正项目；评总分时请留空", "Correct the item by the scheme; leave it empty for one score for the whole"),
        "concat('\"', item, '\"')",
    ),
    Check(
        "answers: neither",
        _SETTLED,
        "score IS NULL AND grade IS NULL",
        Text("得分和等次都没有写", "neither a score nor a grade is written"),
        Text("请写其中一个", "Write one of them"),
        "nullif(item, '')",
    ),
    Check(
        "answers: both",
        _SETTLED,
        "score IS NOT NULL AND grade IS NOT NULL",
        Text("得分和等次都写了", "both a score and a grade are written"),
        Text("请只写其中一个", "Write only one of them"),
        "nullif(item, '')",
    ),
    Check(
        "answers: grade",
        _SETTLED,
        "grade IS NOT NULL AND (rater_kind, grade) NOT IN (SELECT rater_kind, grade FROM known_grades)"
        " AND rater_kind IN (SELECT rater_kind FROM known_raters)",
        Text("这种测评没有这个等次", "these raters give no such grade"),
        Text("请照办法改正等次；不用等次时请写得分", "Correct the grade by the scheme; write a score where there are no grades"),
        "grade",
    ),
    Check(
        "answers: score",
        _SETTLED,
        "score > points",
        Text("得分高于这一项的满分", "the score is above what the item is worth"),
        Text("请写不高于满分的数", "Write no more than that"),
        "concat_ws(' ', item, concat(amount(score), ' / ', amount(points)))",
    ),
    untidy(_BALLOTS, "ballot"),
    Check(
        "answers: twice",
        _BALLOTS,
        "answers > bit_count(items)",
        Text("同一张票两次评了同一项", "the ballot answers an item twice"),
        Text("请只留一行，或改正票号", "Keep one row, or correct the ballot's number"),
    ),
    Check(
        "answers: incomplete",
        _BALLOTS,
        "is_known AND musts < needed",
        Text("这张票缺少项目", "the ballot lacks items"),
        _ADD,
        "concat(musts, ' / ', needed)",
    ),
    Check(
        "answers: unlike others",
        _COMPARED,
        "is_known AND extras IS DISTINCT FROM all_extras",
        Text("这张票缺少同类的其他票评了的项目", "the ballot lacks items that other ballots of this kind answer"),
        _ADD,
    ),
)  # fmt: skip
