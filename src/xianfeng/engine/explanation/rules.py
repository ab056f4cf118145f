"""Explanations of rules: which facts, what each was worth, what counted and why not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from xianfeng.engine.amounts import ONE, half_up, show
from xianfeng.engine.explanation.nodes import Node, Step
from xianfeng.engine.facts import Fact
from xianfeng.engine.measures import Diary, Window, as_shortfall, target_for
from xianfeng.engine.results import Line, LineReason
from xianfeng.engine.scheme import Counting, Measure, Rule, Scheme
from xianfeng.engine.text import Text, joined
from xianfeng.engine.words import NOTHING


@dataclass(frozen=True, slots=True)
class Explained:
    """One rule in one window: its lines, and the member's facts to list beside them."""

    scheme: Scheme
    rule: Rule
    window: Window
    lines: Sequence[Line]
    diary: Diary

    @property
    def facts(self) -> list[Fact]:
        return self.diary.matching(self.rule, self.window)


def rule_title(scheme: Scheme, rule: Rule) -> Text:
    """Return the rule's own title, or the titles of the facts it counts."""
    return rule.title or joined([scheme.kinds[kind].title for kind in rule.kinds])


def fact_title(scheme: Scheme, kind: str, outcome: str, on: date, ref: str) -> Text:
    """Return a fact in words: when, what, with what outcome, and its reference."""
    told = scheme.kinds[kind].outcomes.get(outcome)
    what = scheme.kinds[kind].title
    with_outcome = Text(f"{what.zh}，{told.zh}", f"{what.en}, {told.en}") if told else what
    return Text(f"{on} {with_outcome.zh} [{ref}]", f"{on} {with_outcome.en} [{ref}]")


def explain_each(one: Explained) -> Node:
    """Return an `each` rule: one child for every fact of the tally, their sum."""
    children = tuple(_each_line(one, line) for line in one.lines)
    total = show(sum(line.counted for line in one.lines))
    added = Text("{n}条相加", "{n} added").fill(n=len(children)) if children else _NO_FACT
    return Node(Step.EACH, rule_title(one.scheme, one.rule), total, added, {}, children)


_NO_FACT = Text("没有这样的事实", "no such fact")


def _each_line(one: Explained, line: Line) -> Node:
    fact = next(fact for fact in one.facts if fact.ref == line.ref)
    title = fact_title(one.scheme, fact.kind, fact.outcome, fact.on, fact.ref)
    if line.reason is LineReason.TIMES:
        given = {"times": str(one.rule.times), "full_on": str(line.full_on)}
        beyond = Text(
            "只计前{times}条，{full_on}已满，不计",
            "only the first {times} count, full on {full_on}: not counted",
        )
        return Node(Step.EACH_BEYOND, title, show(line.counted), beyond.fill(**given), given)
    step, words, given = _value(one.rule, fact, line)
    words, given = _cap(one.rule, line, words, given)
    return Node(step, title, show(line.counted), words, given)


def _value(rule: Rule, fact: Fact, line: Line) -> tuple[Step, Text, dict[str, str]]:
    given = {"raw": show(line.raw)}
    if rule.judged:
        least, most = (show(amount) for amount in rule.judged)
        given |= {"quantity": show(fact.quantity), "least": least, "most": most}
        words = Text(
            "认定{quantity}，限{least}到{most}，计{raw}",
            "judged {quantity}, within {least} to {most}, gives {raw}",
        )
        return Step.EACH_JUDGED, words.fill(**given), given
    if rule.per is not None:
        given |= {
            "points": show(rule.points or 0), "per": show(rule.per),
            "quantity": show(fact.quantity), "running": show(line.running),
        }  # fmt: skip
        words = Text(
            "此前累计{running}，加{quantity}；累计每满{per}计{points}，本条{raw}",
            "{running} before, plus {quantity}; {points} for every full {per} in all; this one gives {raw}",
        )
        return Step.EACH_PER, words.fill(**given), given
    return Step.EACH_POINTS, Text("每条{raw}", "{raw} each").fill(**given), given


def _cap(rule: Rule, line: Line, words: Text, given: dict[str, str]) -> tuple[Text, dict[str, str]]:
    if rule.at_most is None:
        return words, given
    given = given | {"at_most": show(rule.at_most), "used": show(line.used)}
    told = Text("；此前已有{used}，封顶{at_most}", "; {used} before, capped at {at_most}")
    if line.reason is LineReason.AT_MOST:
        given["full_on"] = str(line.full_on)
        told = Text(
            "；此前已有{used}，封顶{at_most}，{full_on}已满，超出的不计",
            "; {used} before, cap of {at_most} reached on {full_on}: the rest does not count",
        )
    return words + told.fill(**given), given


def explain_window(one: Explained) -> Node:
    """Return a rule that looks at a whole window: ratio, latest, average, reach, shortfall, absence."""
    line = one.lines[0]
    title = _with_window(rule_title(one.scheme, one.rule), line)
    if line.reason is LineReason.NOTHING_DUE:
        return Node(Step.NOT_DUE, title, None, Text("没有应做的，不计", "nothing is due; left out"))
    if line.reason is LineReason.NO_FACTS:
        given = {"points": show(line.counted)}
        words = Text("没有这样的事实，按规定计{points}", "no such fact; the rule gives {points}")
        return Node(Step.NO_FACTS, title, show(line.counted), words.fill(**given), given)
    explain = {
        Measure.RATIO: _ratio,
        Measure.LATEST: _latest,
        Measure.AVERAGE: _average,
        Measure.REACH: _reach,
    }
    return explain.get(one.rule.measure, _shortfall)(one, line, title)


def _with_window(title: Text, line: Line) -> Text:
    if line.window == line.tally:
        return title
    return Text(f"{title.zh} {line.window}", f"{title.en} {line.window}")


def _ratio(one: Explained, line: Line, title: Text) -> Node:
    facts = one.facts
    given = {
        "points": show(one.rule.points or 0),
        "have": str((line.have or 0) // ONE),
        "need": str((line.need or 0) // ONE),
    }
    words = Text(
        "{points} × {have} ÷ {need}（做到的次数 ÷ 应做的次数）", "{points} × {have} ÷ {need} (met ÷ required)"
    )
    children = tuple(_fact(one.scheme, fact, str(int(fact.outcome in one.rule.met))) for fact in facts)
    return Node(Step.RATIO, title, show(line.counted), words.fill(**given), given, children)


def _latest(one: Explained, line: Line, title: Text) -> Node:
    child = _fact(one.scheme, one.facts[-1], show(line.counted))
    return Node(Step.LATEST, title, show(line.counted), Text("按最近一次", "by the latest"), {}, (child,))


def _average(one: Explained, line: Line, title: Text) -> Node:
    points = one.rule.by_outcome or {}
    given = {"sum": show(line.have or 0), "number": str((line.need or 0) // ONE)}
    children = tuple(_fact(one.scheme, fact, show(points[fact.outcome])) for fact in one.facts)
    words = Text("合计{sum} ÷ {number}次", "{sum} in all ÷ {number}").fill(**given)
    return Node(Step.AVERAGE, title, show(line.counted), words, given, children)


def _reach(one: Explained, line: Line, title: Text) -> Node:
    given = {"points": show(one.rule.points or 0), "have": show(line.have or 0), "need": show(line.need or 0)}
    words = Text("{points} × {have} ÷ {need}，最多{points}", "{points} × {have} ÷ {need}, {points} at most")
    return Node(
        Step.REACH, title, show(line.counted), words.fill(**given), given, _have_and_need(one, line, one.rule)
    )


def _shortfall(one: Explained, line: Line, title: Text) -> Node:
    rule = as_shortfall(one.rule) if one.rule.measure is Measure.ABSENCE else one.rule
    given = {
        "points": show(rule.points or 0), "have": show(line.have or 0),
        "need": show(line.need or 0), "per": show(rule.per or ONE),
    }  # fmt: skip
    words = Text(
        "应有{need}，已有{have}；每缺满{per}计{points}",
        "{need} expected, {have} there; {points} for every full {per} missing",
    )
    return Node(
        Step.SHORTFALL, title, show(line.counted), words.fill(**given), given, _have_and_need(one, line, rule)
    )


def _have_and_need(one: Explained, line: Line, rule: Rule) -> tuple[Node, ...]:
    return (_need(one, line, rule), *(_had(one.scheme, fact, rule) for fact in one.facts))


def _had(scheme: Scheme, fact: Fact, rule: Rule) -> Node:
    """Return a fact with what it adds to what is there: its quantity, or one."""
    if rule.counting is Counting.FACTS:
        return _fact(scheme, fact, show(ONE), Text("次", "time"))
    return _fact(scheme, fact, show(fact.quantity), scheme.kinds[fact.kind].unit or NOTHING)


def _need(one: Explained, line: Line, rule: Rule) -> Node:
    """Return how the target to date was worked out: months at each target, divided by the unit's months."""
    presence, unit = one.diary.presence, one.window.whole.unit.months
    months = [m for m in presence.ended_months(one.window.whole, one.window.end) if presence.counts(m)]
    by_target = Counter(target_for(rule.target, presence.member.row_on(month.end)) for month in months)
    total = sum(target * number for target, number in by_target.items())
    parts = " + ".join(f"{show(target)} × {number}" for target, number in by_target.items()) or "0"
    given = {"months": parts, "unit": str(unit)}
    words = Text("（{months}）÷ {unit}个月", "({months}) ÷ {unit} months")
    if rule.counting is Counting.FACTS:
        given["whole"] = "1"
        words = Text(
            "（{months}）÷ {unit}个月，取整{whole}次", "({months}) ÷ {unit} months, to the nearest {whole}"
        )
    assert line.need == _rounded(total, unit, rule), "the explanation must agree with the settlement"
    return Node(
        Step.NEED, Text("到期应有", "expected to date"), show(line.need or 0), words.fill(**given), given
    )


def _rounded(total: int, unit: int, rule: Rule) -> int:
    if rule.counting is Counting.FACTS:
        return half_up(total, ONE * unit) * ONE
    return half_up(total, unit)


def _fact(scheme: Scheme, fact: Fact, value: str, unit: Text = NOTHING) -> Node:
    title = fact_title(scheme, fact.kind, fact.outcome, fact.on, fact.ref)
    return Node(Step.FACT, title, value, NOTHING, unit=unit)
