"""Why somebody is nominated or proposed, in words of both languages, frozen when it happens."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from xianfeng.engine.amounts import show
from xianfeng.engine.calendar import Period
from xianfeng.engine.scheme import Scheme
from xianfeng.engine.text import Text, joined
from xianfeng.merit.assessments.models import Result, YearResult
from xianfeng.merit.scores.words import period_title

NO_RESULT = Text("这一年没有最终结果，由会议评定", "no final result this year; the meeting decides")
METHOD, BRANCH = "method", "branch"


def of_result(result: Result, scheme: Scheme, code: str) -> Text:
    """Return the words for a result of a period: 2026年第三季度：红旗，92.30."""
    parts = [*_band(scheme, result.band), *_score(result.score)]
    return period_title(Period.parse(code)) + Text("：", ": ") + joined(parts, "，")


def of_year(result: YearResult, scheme: Scheme, year: int) -> Text:
    """Return the words for a year: 2026年：红旗2面（红星5颗），年度均分88.25."""
    parts = _flags(result) if result.flags is not None else _band(scheme, result.band)
    if result.score is not None:
        parts.append(Text("年度均分", "mean of the year ") + Text.same(show(result.score)))
    return Text(f"{year}年：", f"{year}: ") + joined(parts, "，")


def _flags(result: YearResult) -> list[Text]:
    words = Text("红旗{flags}面（红星{stars}颗）", "red flags: {flags} (stars: {stars})")
    return [words.fill(flags=result.flags or 0, stars=result.stars or 0)]


def _band(scheme: Scheme, code: str) -> list[Text]:
    band = scheme.band(code)
    return [band.title] if band else []


def _score(score: int | None) -> list[Text]:
    return [] if score is None else [Text.same(show(score))]


def kept(words: Text, **more: Any) -> dict[str, Any]:
    """Return the words as they are stored."""
    return {"zh": words.zh, "en": words.en, **more}


def words_of(basis: Mapping[str, Any]) -> Text:
    """Return stored words."""
    return Text(basis.get("zh", ""), basis.get("en", ""))
