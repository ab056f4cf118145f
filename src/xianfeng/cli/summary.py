"""The short summary after a settlement."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from xianfeng.cli.common import say
from xianfeng.engine.results import MemberResult, Settlement, YearResult
from xianfeng.engine.scheme import Scheme, Status
from xianfeng.engine.text import Language, Text, joined
from xianfeng.engine.words import STATUS

if TYPE_CHECKING:
    from xianfeng.workbooks.checking import Reading

SHOWN = 5
"""How many of a kind are named before the rest is only counted."""


def print_summary(
    settlements: Sequence[Settlement], scheme: Scheme, reading: Reading, language: Language
) -> None:
    """Print what was settled, how the results are spread, and what a person should look at."""
    members = settlements[0].results
    branches = len({result.branch for result in members})
    top = Text(
        "{title}，{members}名党员，{branches}个支部", "{title}: {members} members, {branches} branches"
    )
    say(top.fill(title=scheme.title, members=len(members), branches=branches), language)
    for settlement in settlements:
        say(_spread(settlement, scheme), language)
    if settlements[-1].year:
        say(_year(settlements[-1], scheme), language)
    for words in _attention(settlements, scheme, reading):
        say(words, language)


def _spread(settlement: Settlement, scheme: Scheme) -> Text:
    counts = Counter(result.status for result in settlement.results)
    parts = _bands(scheme, settlement.results)
    if not scheme.bands:
        complete = counts[Status.COMPLETE]
        parts = [Text(f"有得分{complete}人", f"with a score {complete}")]
    for status in (Status.INCOMPLETE, Status.NOT_ASSESSED):
        if counts[status]:
            parts.append(Text("{what}{n}人", "{what} {n}").fill(what=STATUS[status], n=counts[status]))
    head = Text("{period}（到{as_of}）：", "{period} (to {as_of}): ").fill(
        period=settlement.period, as_of=str(settlement.as_of)
    )
    return head + joined(parts, "，", ", ")


def _bands(scheme: Scheme, results: Sequence[MemberResult] | Sequence[YearResult]) -> list[Text]:
    counts = Counter(result.band for result in results)
    words = Text("{band}{n}人", "{band} {n}")
    return [words.fill(band=band.title, n=counts[band.code]) for band in scheme.bands]


def _year(settlement: Settlement, scheme: Scheme) -> Text:
    flags = sum(result.flags or 0 for result in settlement.year)
    parts = _bands(scheme, settlement.year)
    if scheme.year and scheme.year.flags:
        parts.append(Text(f"红旗{flags}面", f"red flags {flags}"))
    return Text("全年：", "The year: ") + joined(parts, "，", ", ")


def _attention(settlements: Sequence[Settlement], scheme: Scheme, reading: Reading) -> list[Text]:
    told = []
    for settlement in settlements:
        vetoed = [result.member for result in settlement.results if result.veto]
        incomplete = [result.member for result in settlement.results if result.status is Status.INCOMPLETE]
        told += _named(Text("否决", "vetoed"), vetoed) + _named(Text("不完整", "incomplete"), incomplete)
    told += _ignored(settlements, scheme)
    told += not_read(reading)
    if reading.warnings:
        words = Text("{n}条提醒，见结果的“说明”", "{n} warnings; see the result's notes")
        told.append(words.fill(n=len(reading.warnings)))
    return told


def _ignored(settlements: Sequence[Settlement], scheme: Scheme) -> list[Text]:
    ignored = [each for settlement in settlements for each in settlement.uncounted_kinds if not each.known]
    if not ignored:
        return []
    kinds = joined([scheme.kinds[kind].title for kind in sorted({each.kind for each in ignored})][:SHOWN])
    words = Text(
        "{n}条事实所属的事项本办法不计分（{kinds}），见结果的“说明”",
        "{n} facts are of kinds that this scheme does not count ({kinds}); see the result's notes",
    )
    return [words.fill(n=sum(each.number for each in ignored), kinds=kinds)]


def _named(what: Text, members: Sequence[str]) -> list[Text]:
    if not members:
        return []
    shown = joined([Text.same(member) for member in members[:SHOWN]])
    more = len(members) - SHOWN
    zh = f"等{len(members)}人" if more > 0 else ""
    en = f" and {more} more" if more > 0 else ""
    return [Text(f"{what.zh}：{shown.zh}{zh}", f"{what.en.capitalize()}: {shown.en}{en}")]


def not_read(reading: Reading) -> list[Text]:
    """Return what of the input was not read, and why."""
    skipped = reading.skipped
    counted = (
        (
            skipped.facts,
            "{n}条事实不在结算的日期之内，没有读入",
            "{n} facts lie outside the dates settled and were not read",
        ),
        (
            skipped.other_periods,
            "{n}行属于其他期，没有读入",
            "{n} rows belong to other periods and were not read",
        ),
        (skipped.examples, "{n}行是示例，没有读入", "{n} rows are examples and were not read"),
    )
    told = [Text(zh, en).fill(n=n) for n, zh, en in counted if n]
    sheets = [Text.same(sheet) for sheet in skipped.sheets]
    columns = [Text(f"{sheet}的“{column}”", f'"{column}" of {sheet}') for sheet, column in skipped.columns]
    if sheets or columns:
        words = Text(
            "不认识、没有读入的表和列：{names}",
            "Sheets and columns that are not known and were not read: {names}",
        )
        told.append(words.fill(names=joined(sheets + columns)))
    return told
