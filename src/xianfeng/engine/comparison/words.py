"""Words for what differs and why."""

from __future__ import annotations

from collections.abc import Mapping

from xianfeng.engine.amounts import show, show_exact
from xianfeng.engine.comparison.outcomes import (
    COMPOSING,
    Cause,
    Grade,
    Key,
    MemberChange,
    Outcome,
    Shift,
    Side,
)
from xianfeng.engine.components import EXACT
from xianfeng.engine.results import Why
from xianfeng.engine.scheme import Scheme, Sheet, Status
from xianfeng.engine.text import Text, joined
from xianfeng.engine.words import NO, STATUS, YES, plain, reason_words

SCORED = Text("有得分", "with a score")
_NOTHING = Text("无", "none")
_NOT_COUNTED = Text("不计", "not counted")

LABELS: Mapping[Cause, Text] = {
    Cause.STATUS: Text("状态", "status"),
    Cause.VETO: Text("否决", "veto"),
    Cause.LIMIT: Text("“{subject}”的分数线", "where “{subject}” begins"),
    Cause.ONLY_A: Text("“{component}”只有A计入", "“{component}”, which only A counts"),
    Cause.ONLY_B: Text("“{component}”只有B计入", "“{component}”, which only B counts"),
    Cause.WEIGHT: Text("“{component}”的占比", "weight of “{component}”"),
    Cause.BALLOTS: Text("“{component}”的票", "ballots of “{component}”"),
    Cause.TRIM: Text("“{component}”去掉的票", "ballots of “{component}” left out"),
    Cause.ITEM: Text("“{subject}”", "“{subject}”"),
    Cause.POLLED: Text("“{component}”由票评的项目", "items of “{component}” rated by ballot"),
    Cause.START: Text("“{component}”的起评分", "start of “{component}”"),
    Cause.SCALING: Text("“{component}”按应计项折算", "scaling of “{component}” to what was due"),
    Cause.SECTION: Text("“{subject}”的合计上限", "limit of “{subject}”"),
    Cause.BOUNDS: Text("“{component}”的上下限", "bounds of “{component}”"),
    Cause.PERIOD: Text("{subject}的得分", "score of {subject}"),
    Cause.ADJUSTMENT: Text("调整", "adjustment"),
    Cause.CEILING: Text("结果的上下限", "bounds of the result"),
    Cause.WHOLE: Text("取整到整分", "rounding to whole points"),
    Cause.ROUNDING: Text("四舍五入", "rounding"),
    Cause.STARS: Text("红星", "stars"),
    Cause.FLAGS: Text("红旗", "red flags"),
    Cause.COMPOSITION: Text("组成和占比", "components and weights"),
}
"""What each cause is called; the component, and the item, section, band or period, are filled in."""


def side_words(side: Side) -> Text:
    """Return a scheme's title, version and file, and the stretch that it settled."""
    codes = [settlement.period for settlement in side.settlements]
    stretch = codes[0] if len(codes) == 1 else f"{codes[0]} – {codes[-1]}"
    words = Text("{title}，{day}版（{name}），结算{stretch}", "{title}, version {day} ({name}), {stretch}")
    return words.fill(title=side.scheme.title, day=str(side.scheme.version), name=side.name, stretch=stretch)


def label(key: Key, a: Scheme, b: Scheme) -> Text:
    """Return what a cause is about, by the titles of B, or of A where B has none."""
    component = component_title(key.component, a, b)
    return LABELS[key.cause].fill(component=component, subject=_subject(key, a, b))


def component_title(code: str, a: Scheme, b: Scheme) -> Text:
    """Return a component's title, by B if B has it."""
    found = b.components.get(code) or a.components.get(code)
    return found.title if found else Text.same(code)


def _subject(key: Key, a: Scheme, b: Scheme) -> Text:
    found = _titled(key, b) or _titled(key, a)
    return found or Text.same(key.subject)


def _titled(key: Key, scheme: Scheme) -> Text | None:
    if key.cause is Cause.LIMIT:
        band = scheme.band(key.subject)
        return band.title if band else None
    sheet = _sheet(key.component, scheme)
    if sheet is None:
        return None
    things = sheet.items if key.cause is Cause.ITEM else sheet.sections
    found = things.get(key.subject)
    return found.title if found else None


def _sheet(component: str, scheme: Scheme) -> Sheet | None:
    found = scheme.components.get(component)
    return scheme.sheet_of(found) if found else None


# ---- values and changes


def value_words(shift: Shift, a_side: bool) -> Text:
    """Return a cause's value by one side: points, a percentage, a number, yes or no."""
    value, of = (shift.a, shift.of_a) if a_side else (shift.b, shift.of_b)
    ballots = shift.ballots_a if a_side else shift.ballots_b
    if value is None:
        return _NOT_COUNTED if shift.key.cause is Cause.ITEM else _NOTHING
    match shift.key.cause:
        case Cause.VETO:
            return YES if value else NO
        case Cause.WEIGHT:
            return Text.same(f"{plain(value)}%")
        case Cause.STARS | Cause.FLAGS:
            return Text.same(plain(value))
    if ballots is not None:
        return Text(f"{show(value)}（{ballots}张票）", f"{show(value)} ({ballots} ballots)")
    return Text.same(show(value) if of == 1 else f"{show(value)}÷{of}")


def signed(millionths: int) -> str:
    """Return a change of a score exactly, with its sign: -8.667, +0.50."""
    shown = show_exact(millionths, EXACT)
    return f"+{shown}" if millionths > 0 else shown


def show_change(hundredths: int) -> str:
    """Return a change in hundredths with its sign."""
    return f"+{show(hundredths)}" if hundredths > 0 else show(hundredths)


def grade_words(grade: Grade, scheme: Scheme) -> Text:
    """Return where a result stands: the band's title, or the status of one that has none."""
    band = scheme.band(grade.band)
    if band:
        return band.title
    return SCORED if grade.status is Status.COMPLETE else STATUS[grade.status]


# ---- causes as clauses


def because(member: MemberChange, a: Scheme, b: Scheme) -> list[Text]:
    """Return every cause as a clause, the largest first; weights that differ are one clause together."""
    composing = [shift for shift in member.shifts if shift.key.cause in COMPOSING]
    if not any(shift.key.cause is Cause.WEIGHT for shift in composing):
        composing = []
    alone = [shift for shift in member.shifts if shift not in composing]
    total = sum(shift.change or 0 for shift in composing)
    before = [shift for shift in alone if shift.change is None or abs(shift.change) > abs(total)]
    together = [_together(member, composing, total, a, b)] if composing else []
    after = [clause(member, shift, a, b) for shift in alone[len(before) :]]
    return [clause(member, shift, a, b) for shift in before] + together + after


def _together(member: MemberChange, shifts: list[Shift], total: int, a: Scheme, b: Scheme) -> Text:
    if len(shifts) == 1:
        return clause(member, shifts[0], a, b)
    parts = []
    for shift in shifts:
        title = component_title(shift.key.component, a, b)
        name = Text("“{title}”", "“{title}”").fill(title=title) + _values(shift)
        parts.append(name + Text.same(f" {signed(shift.change or 0)}"))
    words = Text("{what}合计{total}（{parts}）", "{what} together {total} ({parts})")
    return words.fill(
        what=LABELS[Cause.COMPOSITION], total=signed(total), parts=joined(parts, "，", ", ")
    )  # fmt: skip


def clause(member: MemberChange, shift: Shift, a: Scheme, b: Scheme) -> Text:
    """Return a cause with its two values and the change that it makes."""
    if shift.key.cause is Cause.STATUS:
        words = Text("按A{one}，按B{other}", "by A {one}, by B {other}")
        return words.fill(one=_state(member.a, a), other=_state(member.b, b))
    words = label(shift.key, a, b)
    if shift.key.cause is not Cause.ROUNDING:
        words += _values(shift)
    if shift.change is None:
        return words
    change = signed(shift.change)
    return words + Text(f"（{change}）", f" ({change})")


def _values(shift: Shift) -> Text:
    if shift.key.cause in (Cause.ONLY_A, Cause.ONLY_B):
        value = shift.a if shift.key.cause is Cause.ONLY_A else shift.b
        words = f"{show(value or 0)}×{plain(shift.share)}%"
        return Text(words, f" {words}")
    one, other = value_words(shift, True), value_words(shift, False)
    return Text(f"{one.zh}→{other.zh}", f" {one.en} → {other.en}")


def _state(outcome: Outcome, scheme: Scheme) -> Text:
    told = [reason_words(reason, scheme) for reason in outcome.reasons if reason.why is not Why.VETO]
    status = STATUS[outcome.status]
    if outcome.score is not None or not told:
        return status
    return Text("{status}（{why}）", "{status} ({why})").fill(status=status, why=joined(told, "；", "; "))
