"""Words of results, in both languages: why one is not complete, weights, from what to what a grade reaches."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from xianfeng.engine.amounts import show
from xianfeng.engine.results import Reason, Why
from xianfeng.engine.scheme import Scheme
from xianfeng.engine.text import Text, joined
from xianfeng.engine.words import plain
from xianfeng.engine.words import reason_words as clause
from xianfeng.merit.assessments.grades import Grade

WAIVED = Text("免计", "waived")
END = Text("。", ".")


def reason_words(reason: Mapping[str, Any], scheme: Scheme) -> Text:
    """Return why a result is as it is, from what was kept, as a sentence."""
    kept = Reason(Why(reason["why"]), reason["subject"], reason["have"], reason["need"])
    return clause(kept, scheme) + END


def weights_words(weights: Mapping[str, int], scheme: Scheme) -> Text:
    """Return the weights that a resolution sets, by component; one that is left out is waived."""
    return joined([_weight(each.title, weights.get(code)) for code, each in scheme.components.items()])


def _weight(title: Text, weight: int | None) -> Text:
    given = Text.same(f"{plain(weight)}%") if weight else WAIVED
    return title + Text("", " ") + given


def span_words(grade: Grade, above: Grade | None) -> Text:
    """Return from what to what a band reaches."""
    low = show(grade.at_least)
    if above is None:
        return Text(f"{low}分以上", f"{low} and more")
    high = show(above.at_least)
    if not grade.at_least:
        return Text(f"不到{high}分", f"below {high}")
    return Text(f"{low}分以上、不到{high}分", f"{low} to below {high}")


def signed(points: int) -> str:
    """Return an amount with its sign."""
    return f"+{show(points)}" if points > 0 else show(points).replace("-", "−")
