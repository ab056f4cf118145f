"""What comes of a result: grades, stars and flags of the year, the veto, and what follows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from xianfeng.engine.scheme import (
    At,
    Band,
    BandOn,
    Carry,
    Consequence,
    Lasts,
    Scheme,
    Status,
    When,
)
from xianfeng.engine.text import Text, joined
from xianfeng.engine.words import STATUS, deed_words, plain
from xianfeng.rulebook.blocks import Block, Bullets, Paragraph, Table
from xianfeng.rulebook.marks import Marks
from xianfeng.rulebook.reading import points_words, sentence


def bands(scheme: Scheme, mark: Marks) -> list[Block]:
    """Return the table of grades."""
    starred = any(band.stars is not None for band in scheme.bands)
    head = (Text("等次", "Grade"), Text("得分", "Score"), *([Text("红星", "Stars")] if starred else []))
    rows = []
    for number, band in enumerate(scheme.bands, 1):
        row = (band.title, _range(scheme, number, mark))
        rows.append((*row, _stars(band, number, mark)) if starred else row)
    widths = (40, 60, 30) if starred else (40, 60)
    return [Table(head, tuple(rows), widths)] if rows else []


def _range(scheme: Scheme, number: int, mark: Marks) -> Text:
    own = _bound(scheme, number, mark)
    if number == 1:
        return Text("{own}及以上", "{own} and above").fill(own=own)
    above = _amount(scheme, scheme.bands[number - 2].at_least)
    return Text("{own}及以上，不到{above}", "{own} and above, below {above}").fill(own=own, above=above)


def _bound(scheme: Scheme, number: int, mark: Marks) -> Text:
    amount = _amount(scheme, scheme.bands[number - 1].at_least)
    return joined([amount, mark(f"bands.{number}.at_least")], "", "")


def _amount(scheme: Scheme, value: int) -> Text:
    if scheme.band_on is BandOn.WHOLE:
        return Text(f"{plain(value)}分", f"{plain(value)} points")
    return points_words(value)


def _stars(band: Band, number: int, mark: Marks) -> Text:
    words = Text("{n}颗{mark}", "{n}{mark}")
    return words.fill(n=band.stars or 0, mark=mark(f"bands.{number}.stars"))


# ---- the year


def year(scheme: Scheme, mark: Marks) -> list[Block]:
    """Return how the periods become a year, and stars flags."""
    if scheme.year is None:
        return []
    points = [
        Text("全年得分是各期结果的平均数，四舍五入到0.01；不考核的期不算。任何一期不完整，全年也不完整。",
             "The year's score is the mean of its results, rounded half up to 0.01; periods not assessed are left out. "
             "One incomplete period makes the year incomplete."),
    ]  # fmt: skip
    flags = scheme.year.flags
    if flags:
        words = Text("每{n}颗红星{mark}得一面红旗。", "Every {n} stars{mark} make a red flag.")
        points += [words.fill(n=flags.stars, mark=mark("year.flags.stars")), _CARRY[flags.carry]]
    return [Bullets(tuple(points))]


_CARRY: Mapping[Carry, Text] = {
    Carry.NONE: Text("各期分开算，余下的星不转到别的期。", "Each period counts by itself; stars left over are not carried."),
    Carry.YEAR: Text("星在一年里合计，余下的不转到下一年。",
                     "Stars are added up over the year; those left over are not carried into the next."),
    Carry.ALWAYS: Text("星在一年里合计，余下的转到下一年。",
                       "Stars are added up over the year; those left over are carried into the next."),
}  # fmt: skip


# ---- veto


def veto(scheme: Scheme) -> list[Block]:
    """Return which decisions put a member into the lowest grade."""
    if scheme.veto is None:
        return []
    kinds = [scheme.kinds[code].title for code in scheme.veto.kinds]
    words = Text(
        "有下列正式决定之一、并有文号的，得分不变，等次{lowest}：{kinds}。",
        "After one of these formal decisions, with its document number, the score stays and the grade {lowest}: {kinds}.",
    )
    lowest = Text("不评优", "is not given")
    if scheme.bands:
        last = scheme.bands[-1].title
        lowest = Text("定为“{band}”", "becomes “{band}”").fill(band=last)
    lasts = {
        Lasts.YEAR: Text("从决定之日起，到当年年底有效。", "It holds from its date to the end of the year."),
        Lasts.PERIOD: Text("只在决定所在的这一期有效。", "It holds only for the period in which it falls."),
    }[scheme.veto.lasts]
    first = words.fill(lowest=lowest, kinds=joined(kinds))
    flags = Text("这一年不得红旗。", "There is no red flag for the year.")
    has_flags = scheme.year is not None and scheme.year.flags is not None
    return [Bullets((first, lasts, *([flags] if has_flags else [])))]


# ---- what follows


def follow_ups(scheme: Scheme, mark: Marks) -> list[Block]:
    """Return what is proposed after a result; nothing happens by itself."""
    if not scheme.consequences:
        return []
    points = [
        _consequence(scheme, f"consequences.{number}", consequence, mark)
        for number, consequence in enumerate(scheme.consequences, 1)
    ]
    note = Text(
        "以下都是提议，由人决定；不会自动发生。",
        "These are proposals that people decide on; nothing happens by itself.",
    )
    return [Paragraph(note), Bullets(tuple(points))]


def _consequence(scheme: Scheme, path: str, consequence: Consequence, mark: Marks) -> Text:
    parts = [*_conditions(scheme, path, consequence.when, mark)]
    when = joined(parts, "，并且", " and ") if parts else Text("所有结果", "every result")
    if consequence.at is At.YEAR:
        when = Text(f"全年{when.zh}", f"for the year, {when.en}")
    deed = deed_words(consequence.do, consequence.by)
    titled = Text("（{title}）", " ({title})").fill(title=consequence.title) if consequence.title else ""
    days = Text("", "")
    if consequence.within_days is not None:
        words = Text("，{n}天内{mark}", ", within {n} days{mark}")
        days = words.fill(n=consequence.within_days, mark=mark(f"{path}.within_days"))
    source = mark(f"{path}.do")
    words = Text("{when}：{deed}{titled}{source}{days}", "{when}: {deed}{titled}{source}{days}")
    return sentence([words.fill(when=when, deed=deed, titled=titled, source=source, days=days)])


def _conditions(scheme: Scheme, path: str, when: When, mark: Marks) -> Iterator[Text]:
    if when.bands is not None:
        titles = [Text(f"“{b.title.zh}”", f"“{b.title.en}”") for b in scheme.bands if b.code in when.bands]
        yield Text("等次为{bands}的", "grade {bands}").fill(bands=joined(titles, "或", " or "))
    if when.statuses is not None:
        titles = [STATUS[status] for status in Status if status in when.statuses]
        yield Text("结果{status}的", "a result that is {status}").fill(status=joined(titles, "或", " or "))
    if when.veto is not None:
        yield Text("有否决的", "a veto") if when.veto else Text("没有否决的", "no veto")
    if when.flags_at_least is not None:
        words = Text("得红旗不少于{n}面{mark}的", "at least {n} red flags{mark}")
        yield words.fill(n=when.flags_at_least, mark=mark(f"{path}.when.flags_at_least"))
