"""Words of scores, in both languages: periods, what would still count, what has no score yet."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from xianfeng.engine.amounts import ONE, show
from xianfeng.engine.calendar import Period
from xianfeng.engine.calendar import Unit as Span
from xianfeng.engine.explanation.rules import rule_title
from xianfeng.engine.results import MemberResult, Missing
from xianfeng.engine.results import Why as Because
from xianfeng.engine.scheme import Counting, Measure, Rule, Scheme, Status
from xianfeng.engine.text import Text, joined
from xianfeng.engine.words import NOTHING, plain
from xianfeng.merit.scores.chances import Before, Chance, Deed, Grade, Pace, Share
from xianfeng.merit.scores.uncounted import Uncounted, Why

NUMBERS = "一二三四"
WHOLE: Mapping[Span, Text] = {
    Span.MONTH: Text("全月", "the whole month"),
    Span.QUARTER: Text("全季", "the whole quarter"),
    Span.HALF_YEAR: Text("全半年", "the whole half-year"),
    Span.YEAR: Text("全年", "the whole year"),
}
TIMES = Text("次", "times")
WAITING: Mapping[Missing, Text] = {
    Missing.TOO_FEW_BALLOTS: Text("等评议", "waits for ballots"),
    Missing.NOTHING_DUE: Text("还没有应做的项目", "nothing is due yet"),
    Missing.NOTHING_COUNTS: Text("没有可计的时段", "no stretch of time counts"),
}


def period_title(period: Period) -> Text:
    """Return a period as it is spoken of: 2026年第三季度."""
    year, number = period.year, period.number
    if period.unit is Span.YEAR:
        return Text(f"{year}年", f"{year}")
    if period.unit is Span.HALF_YEAR:
        return Text(f"{year}年{'上下'[number - 1]}半年", f"{('first', 'second')[number - 1]} half of {year}")
    if period.unit is Span.QUARTER:
        return Text(f"{year}年第{NUMBERS[number - 1]}季度", f"quarter {number} of {year}")
    return Text(f"{year}年{number}月", f"{period.start:%B} {year}")


def chance_words(chance: Chance, scheme: Scheme) -> Text:
    """Return what would still count, with how much, as one to three sentences."""
    told = _TOLD[type(chance)](chance, scheme)
    return joined([rule_title(scheme, chance.rule), told], "：", ": ")


def _deed(deed: Deed, scheme: Scheme) -> Text:
    rule = deed.rule
    worth = _worth(rule, scheme)
    if deed.times is not None:
        unit = _unit(rule, scheme) if rule.per is not None else TIMES
        return worth + Text("，还能计{n}{unit}。", "; {n} more count.").fill(n=deed.times, unit=unit)
    if deed.left is not None:
        return worth + Text("，还能得{left}。", "; {left} is left.").fill(left=show(deed.left))
    return worth + Text("，不封顶。", "; there is no cap.")


def _worth(rule: Rule, scheme: Scheme) -> Text:
    if rule.judged:
        least, most = (show(amount) for amount in rule.judged)
        return Text("每次由支部认定，得{a}到{b}", "the branch judges each, {a} to {b}").fill(a=least, b=most)
    if rule.by_outcome is not None:
        parts = [Text("{what}得{p}", "{what} {p}").fill(what=_outcome(rule, code, scheme), p=show(p))
                 for code, p in rule.by_outcome.items()]  # fmt: skip
        return joined(parts)
    points = show(rule.points or 0)
    if rule.per is None:
        return Text("每次得{p}", "{p} each time").fill(p=points)
    unit = _unit(rule, scheme)
    words = Text("每{per}{unit}得{p}", "{p} for every {per} {unit}")
    if rule.per != ONE:
        words = Text("每满{per}{unit}得{p}", "{p} for every full {per} {unit}")
    return words.fill(p=points, per=plain(rule.per), unit=unit)


def _share(share: Share, scheme: Scheme) -> Text:
    if not share.need:
        return Text("还没有记录，做到了得{p}。", "nothing is recorded yet; {p} when it is met.").fill(
            p=show(share.after_next)
        )
    words = Text(
        "应有{need}次，做到{have}次。下一次做到，得分从{now}到{then}。满分{most}本期到不了。",
        "{have} of {need} met. One more that is met takes it from {now} to {then}. The full {most} is out of reach.",
    )
    return words.fill(
        need=share.need, have=share.have, now=show(share.value), then=show(share.after_next),
        most=show(share.rule.points or 0),
    )  # fmt: skip


def _grade(grade: Grade, scheme: Scheme) -> Text:
    best = _outcome(grade.rule, grade.best, scheme)
    words = Text("现在得{now}。下一次是“{best}”，得{then}。", "{now} now; {then} after one “{best}”.")
    if not grade.number:
        words = Text("还没有记录。是“{best}”，得{then}。", "nothing is recorded yet; “{best}” gives {then}.")
    elif grade.rule.measure is Measure.AVERAGE:
        words = Text(
            "现在平均{now}。下一次是“{best}”，平均到{then}。", "{now} on average; {then} after one “{best}”."
        )
    return words.fill(now=show(grade.value), then=show(grade.after_best), best=best)


def _pace(pace: Pace, scheme: Scheme) -> Text:
    unit = counted_in(pace.rule, scheme)
    whole = Text("{span}应有{whole}{unit}，已有{have}{unit}，还差{rest}{unit}。",
                 "{whole} {unit} in {span}; {have} are there, {rest} to go.")  # fmt: skip
    total = whole.fill(
        span=WHOLE[pace.window.unit], whole=plain(pace.whole), have=plain(pace.have), unit=unit,
        rest=plain(max(0, pace.whole - pace.have)),
    )  # fmt: skip
    if pace.until is None or not pace.need:
        return total
    expected = Text("{until}应有{need}{unit}（{sum}）。", "{need} {unit} expected by {until} ({sum}).").fill(
        until=month_end(pace.until), need=plain(pace.need), unit=unit, sum=pace_sum(pace)
    )
    parts = [behind_words(pace.behind, unit), expected, total]
    return joined([part for part in parts if part != NOTHING], "", " ")


def behind_words(behind: int, unit: Text) -> Text:
    """Return how far somebody is behind the pace, or that she is not."""
    if not behind:
        return Text("跟上了进度。", "On pace.")
    return Text("比进度少{n}{unit}。", "{n} {unit} behind.").fill(n=plain(behind), unit=unit)


def pace_sum(pace: Pace) -> str:
    """Return how the target to date was worked out: 32 × 9 ÷ 12."""
    parts = [f"{plain(target)} × {number}" for target, number in pace.months] or ["0"]
    months = " + ".join(parts) if len(parts) == 1 else f"({' + '.join(parts)})"
    return f"{months} ÷ {pace.in_window}"


def _before(before: Before, scheme: Scheme) -> Text:
    words = Text(
        "还差{n}{unit}。{day}前补上，就不扣{p}。",
        "{n} {unit} missing. There by {day}, {p} is not taken away.",
    )
    return words.fill(
        n=plain(before.missing), unit=counted_in(before.rule, scheme), day=day_words(before.until),
        p=show(before.costs),
    )  # fmt: skip


_TOLD: Mapping[type, Callable[[Any, Scheme], Text]] = {
    Deed: _deed, Share: _share, Grade: _grade, Pace: _pace, Before: _before,
}  # fmt: skip


def counted_in(rule: Rule, scheme: Scheme) -> Text:
    """Return in what a target is counted: the unit of the facts' quantity, or times."""
    if rule.measure is Measure.ABSENCE or rule.counting is Counting.FACTS:
        return TIMES
    return _unit(rule, scheme)


def _outcome(rule: Rule, code: str, scheme: Scheme) -> Text:
    known = (scheme.kinds[kind].outcomes for kind in rule.kinds)
    return next(outcomes[code] for outcomes in known if code in outcomes)


def _unit(rule: Rule, scheme: Scheme) -> Text:
    return scheme.kinds[rule.kinds[0]].unit or NOTHING


def month_end(day: date) -> Text:
    """Return by when something is expected: the end of a day's month."""
    return Text(f"到{day.month}月底", f"the end of {day:%B}")


def day_words(day: date) -> Text:
    """Return a day without its year."""
    return Text(f"{day.month}月{day.day}日", f"{day.day} {day:%B}")


UNCOUNTED: Mapping[Why, Text] = {
    Why.NO_RULE: Text("办法里没有计这一类事实的规则", "no rule of the method counts facts of this kind"),
    Why.EXCUSED: Text("请假、不要求、免除的，不加分也不扣分", "what was excused neither adds nor takes away"),
    Why.OUTCOME: Text("这样的结果，办法里不加分也不扣分", "this outcome neither adds nor takes away"),
    Why.NOT_FOR_HER: Text("这条规则不对该党员适用", "the rule does not hold for this member"),
}
NOT_ASSESSED: Mapping[Because, Text] = {
    Because.VARIANT: Text(
        "按办法，这一类党员本期不考核。", "By the method, members of this sort are not assessed."
    ),
    Because.AWAY: Text(
        "已经过去的{need}个月中计{have}个月，不到一半，本期不考核。",
        "{have} of the {need} months so far count, fewer than half: not assessed in this period.",
    ),
}


def uncounted_words(uncounted: Uncounted, scheme: Scheme) -> Text:
    """Return why facts count for nothing, after what they are."""
    kind = scheme.kinds[uncounted.kind]
    outcome = kind.outcomes.get(uncounted.outcome)
    what = joined([kind.title, outcome]) if outcome else kind.title
    return joined([what, UNCOUNTED[uncounted.why]], "：", ": ")


def not_assessed_words(result: MemberResult) -> Text:
    """Return why a member is not assessed, nothing for one who is; as what she counts is not said."""
    if result.status is not Status.NOT_ASSESSED:
        return NOTHING
    reason = result.reasons[0]
    return NOT_ASSESSED[reason.why].fill(have=plain(reason.have or 0), need=plain(reason.need or 0))


def shortage_words(number: int, unit: Text) -> Text:
    """Return how much is missing to date, in a few words."""
    return Text("少{n}{unit}", "{n} {unit} short").fill(n=plain(number), unit=unit)
