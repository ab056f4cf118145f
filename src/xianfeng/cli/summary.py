"""The short summary after a settlement."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from xianfeng.cli.common import say
from xianfeng.engine.overview import NAMED, Overview, PeriodOverview, Some, YearOverview
from xianfeng.engine.scheme import Scheme, Status
from xianfeng.engine.text import Language, Text, joined
from xianfeng.engine.words import STATUS

if TYPE_CHECKING:
    from xianfeng.cli.sources import Source
    from xianfeng.workbooks.checking import Reading


def print_summary(overview: Overview, scheme: Scheme, source: Source, language: Language) -> None:
    """Print what was settled, how the results are spread, and what a person should look at."""
    top = Text(
        "{title}，{members}名党员，{branches}个支部", "{title}: {members} members, {branches} branches"
    )
    say(top.fill(title=scheme.title, members=overview.members, branches=overview.branches), language)
    for period in overview.periods:
        say(_spread(period, scheme), language)
    if overview.year:
        say(_year(overview.year, scheme), language)
    for words in _attention(overview, scheme, source):
        say(words, language)


def _spread(period: PeriodOverview, scheme: Scheme) -> Text:
    parts = _bands(scheme, period.bands)
    if not scheme.bands:
        complete = period.statuses.get(Status.COMPLETE, 0)
        parts = [Text(f"有得分{complete}人", f"with a score {complete}")]
    for status in (Status.INCOMPLETE, Status.NOT_ASSESSED):
        if number := period.statuses.get(status):
            parts.append(Text("{what}{n}人", "{what} {n}").fill(what=STATUS[status], n=number))
    head = Text("{period}（到{as_of}）：", "{period} (to {as_of}): ").fill(
        period=period.period, as_of=str(period.as_of)
    )
    return head + joined(parts, "，", ", ")


def _bands(scheme: Scheme, counts: Mapping[str | None, int]) -> list[Text]:
    words = Text("{band}{n}人", "{band} {n}")
    return [words.fill(band=band.title, n=counts.get(band.code, 0)) for band in scheme.bands]


def _year(year: YearOverview, scheme: Scheme) -> Text:
    parts = _bands(scheme, year.bands)
    if scheme.year and scheme.year.flags:
        parts.append(Text(f"红旗{year.flags}面", f"red flags {year.flags}"))
    return Text("全年：", "The year: ") + joined(parts, "，", ", ")


def _attention(overview: Overview, scheme: Scheme, source: Source) -> list[Text]:
    told = []
    for period in overview.periods:
        told += _named(Text("否决", "vetoed"), period.vetoed)
        told += _named(Text("不完整", "incomplete"), period.incomplete)
    told += _ignored(overview, scheme)
    told += notes_of(source)
    if source.reading and source.reading.warnings:
        words = Text("{n}条提醒，见结果的“说明”", "{n} warnings; see the result's notes")
        told.append(words.fill(n=len(source.reading.warnings)))
    return told


def _ignored(overview: Overview, scheme: Scheme) -> list[Text]:
    ignored = [each for period in overview.periods for each in period.uncounted_kinds if not each.known]
    if not ignored:
        return []
    kinds = joined([scheme.kinds[kind].title for kind in sorted({each.kind for each in ignored})][:NAMED])
    words = Text(
        "{n}条事实所属的事项本办法不计分（{kinds}），见结果的“说明”",
        "{n} facts are of kinds that this scheme does not count ({kinds}); see the result's notes",
    )
    return [words.fill(n=sum(each.number for each in ignored), kinds=kinds)]


def _named(what: Text, members: Some) -> list[Text]:
    if not members.number:
        return []
    shown = joined([Text.same(member) for member in members.first])
    more = members.number - len(members.first)
    zh = f"等{members.number}人" if more > 0 else ""
    en = f" and {more} more" if more > 0 else ""
    return [Text(f"{what.zh}：{shown.zh}{zh}", f"{what.en.capitalize()}: {shown.en}{en}")]


def notes_of(source: Source) -> list[Text]:
    """Return what of an input was not read; of a store everything is."""
    return not_read(source.reading) if source.reading else []


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
