"""One rule as one sentence: what is counted, how much, up to where, in which stretch of time."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from xianfeng.engine.amounts import ONE, show
from xianfeng.engine.calendar import Unit
from xianfeng.engine.scheme import OTHERWISE, Counting, IfNone, Kind, Measure, Rule, Scheme
from xianfeng.engine.text import Text, joined
from xianfeng.engine.words import AT_THE_END, EVERY, NOTHING, WITHIN, plain
from xianfeng.rulebook.marks import shared
from xianfeng.rulebook.reading import Reading, points_words, scope_words, sentence

TIMES = Text("次", "times")
EARNS, TAKES = Text("得", "earns"), Text("扣", "takes away")


def rule_sentence(rule: Rule, reading: Reading) -> Text:
    """Return what a rule says, without the table of its targets."""
    body = _BODIES[rule.measure](rule, reading)
    scope = scope_words(rule.scope, reading.scheme)
    if scope != NOTHING:
        scope = Text(f"；{scope.zh}", f"; {scope.en}")
    return sentence([_subject(rule, reading), Text("：", ": "), body, scope])


# ---- what is looked at


def _kinds(rule: Rule, reading: Reading) -> list[Kind]:
    return [reading.scheme.kinds[code] for code in rule.kinds]


def _subject(rule: Rule, reading: Reading) -> Text:
    """Return the rule's title with the kinds it looks at, which are left out where the title names them."""
    titles = [kind.title for kind in _kinds(rule, reading)]
    names = joined(titles)
    if rule.outcomes is not None and rule.measure is not Measure.EACH:
        counted = Text("{names}，只计{met}", "{names}, {met} only")
        names = counted.fill(names=names, met=_outcomes(rule.outcomes, rule, reading))
    elif rule.title is not None and all(title.zh in rule.title.zh for title in titles):
        return rule.title
    if rule.title is None:
        return names
    return Text("{title}（{names}）", "{title} ({names})").fill(title=rule.title, names=names)


def _outcomes(codes: frozenset[str], rule: Rule, reading: Reading) -> Text:
    titles = [Text(f"“{title.zh}”", f"“{title.en}”") for title in _titles(rule, reading, codes).values()]
    return joined(titles, "或", " or ")


def _titles(rule: Rule, reading: Reading, codes: frozenset[str]) -> Mapping[str, Text]:
    every = {code: title for kind in _kinds(rule, reading) for code, title in kind.outcomes.items()}
    return {code: title for code, title in every.items() if code in codes}


def unit_of(rule: Rule, scheme: Scheme) -> Text:
    """Return the unit in which the rule counts: that of the quantity, or times."""
    unit = scheme.kinds[rule.kinds[0]].unit
    return TIMES if unit is None or rule.counting is Counting.FACTS else unit


def _verb(rule: Rule) -> Text:
    return TAKES if rule.deducts else EARNS


def _window(rule: Rule, reading: Reading) -> Unit:
    return rule.every or reading.unit


def _worth(rule: Rule, reading: Reading) -> Text:
    """Return the points of each outcome; one mark at the end where all have the same."""
    values = rule.by_outcome or {}
    titles = _titles(rule, reading, frozenset(values))
    marks = {code: reading.at(f"points.{code}") for code in values}
    common = shared(marks.values())
    each = [
        joined([titles[code], points_words(abs(value), marks[code] if common is None else NOTHING)], "", " ")
        for code, value in values.items()
    ]
    return joined([joined(each), common or NOTHING], "", "")


# ---- each


def _each(rule: Rule, reading: Reading) -> Text:
    return joined([_value(rule, reading), _times(rule, reading), _cap(rule, reading)], "", "")


def _value(rule: Rule, reading: Reading) -> Text:
    verb = _verb(rule)
    if rule.judged:
        least, most = sorted(map(abs, rule.judged))
        words = Text("每次按认定的分数{verb}分，{least}到{most}{mark}",
                     "each {verb} the points awarded, {least} to {most}{mark}")  # fmt: skip
        return words.fill(verb=verb, least=show(least), most=points_words(most), mark=reading.at("judged"))
    if rule.by_outcome is not None:
        words = Text("每次按结果{verb}分：{worth}", "each {verb} points by its outcome: {worth}")
        return words.fill(verb=verb, worth=_worth(rule, reading))
    points = reading.points(rule.points or 0, "points")
    if rule.per is not None:
        return _per(rule, rule.per, points, reading)
    if rule.outcomes is not None:
        outcome = _outcomes(rule.outcomes, rule, reading)
        words = Text("每次{outcome}{verb}{points}", "each {outcome} {verb} {points}")
        return words.fill(outcome=outcome, verb=verb, points=points)
    return Text("每次{verb}{points}", "each {verb} {points}").fill(verb=verb, points=points)


def _per(rule: Rule, step: int, points: Text, reading: Reading) -> Text:
    words = Text(
        "{every}累计，每满{step}{unit}{mark}{verb}{points}",
        "added up over {every}, each full step of {step}{mark} ({unit}) {verb} {points}",
    )
    return words.fill(
        every=EVERY[_window(rule, reading)], step=plain(step), unit=unit_of(rule, reading.scheme),
        mark=reading.at("per"), verb=_verb(rule), points=points,
    )  # fmt: skip


def _times(rule: Rule, reading: Reading) -> Text:
    if rule.times is None:
        return NOTHING
    words = Text("，{window}最多计{n}次{mark}", ", counted at most {n} {times}{mark} {window}")
    times = "time" if rule.times == 1 else "times"
    return words.fill(
        window=EVERY[_window(rule, reading)], n=rule.times, times=times, mark=reading.at("times")
    )


def _cap(rule: Rule, reading: Reading) -> Text:
    if rule.at_most is None:
        return NOTHING
    words = Text("，{window}最多{verb}{most}", ", at most {most} {window}")
    most = reading.points(rule.at_most, "at_most")
    return words.fill(window=EVERY[_window(rule, reading)], verb=_verb(rule), most=most)


# ---- ratio, latest, average


def _ratio(rule: Rule, reading: Reading) -> Text:
    words = Text(
        "最多{verb}{points}，按{met}的次数占应有次数的比例算{none}",
        "{verb} up to {points}, by the share of {met} among what was required{none}",
    )
    met = _outcomes(rule.met, rule, reading)
    points = reading.points(rule.points or 0, "points")
    none = NOTHING if rule.if_none is IfNone.SKIP else _if_none(rule)
    return words.fill(verb=_verb(rule), points=points, met=met, none=none)


def _latest(rule: Rule, reading: Reading) -> Text:
    words = Text(
        "看最后一次的结果{verb}分：{worth}{none}", "the last one {verb} points by its outcome: {worth}{none}"
    )
    return words.fill(verb=_verb(rule), worth=_worth(rule, reading), none=_if_none(rule))


def _average(rule: Rule, reading: Reading) -> Text:
    words = Text(
        "每次按结果给分，取平均数{verb}分：{worth}{none}",
        "the mean of all {verb} points, each by its outcome: {worth}{none}",
    )
    return words.fill(verb=_verb(rule), worth=_worth(rule, reading), none=_if_none(rule))


def _if_none(rule: Rule) -> Text:
    return {
        IfNone.SKIP: Text("；一次也没有的，这一条不计", "; with none at all the rule is left out"),
        IfNone.ZERO: Text("；一次也没有的，得0.00分", "; none at all gives 0.00 points"),
        IfNone.FULL: Text("；一次也没有的，得满分", "; none at all gives full points"),
    }[rule.if_none]


# ---- reach, shortfall, absence


def _reach(rule: Rule, reading: Reading) -> Text:
    words = Text(
        "达到目标{verb}{points}，没有达到的按完成的比例算；{target}",
        "reaching the target {verb} {points}, less in proportion; {target}",
    )
    points = reading.points(rule.points or 0, "points")
    return words.fill(verb=_verb(rule), points=points, target=_target(rule, reading))


def _shortfall(rule: Rule, reading: Reading) -> Text:
    unit = unit_of(rule, reading.scheme)
    words = Text(
        "比目标每少满{step}{verb}{points}；{target}",
        "each full step of {number} ({unit}) below the target {verb} {points}; {target}",
    )
    step = rule.per or ONE
    number = joined([Text.same(plain(step)), reading.at("per")], "", "")
    points = reading.points(rule.points or 0, "points")
    return words.fill(
        step=reading.number(step, "per", unit), number=number, unit=unit,
        verb=_verb(rule), points=points, target=_target(rule, reading),
    )  # fmt: skip


def _target(rule: Rule, reading: Reading) -> Text:
    window = _window(rule, reading)
    pace = NOTHING
    if not rule.paced:
        pace = Text("，到{end}才看", ", judged only at {end}").fill(end=AT_THE_END[window])
    elif window is not reading.unit:
        pace = Text("，按进度", ", to date")
    if len(rule.target) > 1:
        return Text("目标见下表{pace}", "target: see the table below{pace}").fill(pace=pace)
    value = next(iter(rule.target.values()), 0)
    number = reading.number(value, f"target.{OTHERWISE}", unit_of(rule, reading.scheme))
    words = Text("目标{window}{number}{pace}", "target {number} {window}{pace}")
    return words.fill(window=EVERY[window], number=number, pace=pace)


def _absence(rule: Rule, reading: Reading) -> Text:
    words = Text("{within}一次也没有的，{verb}{points}", "none {within} {verb} {points}")
    points = reading.points(rule.points or 0, "points")
    return words.fill(within=WITHIN[_window(rule, reading)], verb=_verb(rule), points=points)


_BODIES: Mapping[Measure, Callable[[Rule, Reading], Text]] = {
    Measure.EACH: _each,
    Measure.RATIO: _ratio,
    Measure.LATEST: _latest,
    Measure.AVERAGE: _average,
    Measure.REACH: _reach,
    Measure.SHORTFALL: _shortfall,
    Measure.ABSENCE: _absence,
}
