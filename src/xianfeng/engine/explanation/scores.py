"""Explanations from items up to the result."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from xianfeng.engine.amounts import half_up, show, show_exact
from xianfeng.engine.calendar import Period
from xianfeng.engine.components import EXACT
from xianfeng.engine.explanation.nodes import Node, Step
from xianfeng.engine.explanation.rules import Explained, explain_each, explain_window
from xianfeng.engine.facts import Resolution
from xianfeng.engine.measures import Diary, windows
from xianfeng.engine.results import ComponentResult, ItemResult, MemberResult, TallyResult, Why
from xianfeng.engine.scheme import BandOn, Component, Item, Measure, Scheme, Section, Sheet, Sort, Status
from xianfeng.engine.sheets import bounds_of, section_value
from xianfeng.engine.text import Text, joined
from xianfeng.engine.words import NOTHING, reason_words


def explain_result(
    scheme: Scheme, result: MemberResult, diary: Diary, resolution: Resolution | None = None
) -> Node:
    """Return the tree of one result; the diary holds the member's facts as they were settled."""
    components = tuple(_component(scheme, result, each, diary) for each in result.components)
    title = Text("得分", "score")
    if result.score is None:
        return Node(Step.UNFINISHED, title, None, _unfinished(scheme, result), {}, components)
    return _finish(scheme, result, title, _weighted(result, components, resolution))


def _unfinished(scheme: Scheme, result: MemberResult) -> Text:
    away = Text("本期不考核", "not assessed in this period")
    missing = Text("还不完整，没有得分", "not complete, so there is no score")
    state = away if result.status is Status.NOT_ASSESSED else missing
    reasons = joined([reason_words(reason, scheme) for reason in result.reasons], "；", "; ")
    return joined([state, reasons], "。", ". ")


def _weighted(result: MemberResult, components: tuple[Node, ...], resolution: Resolution | None) -> Node:
    parts = " + ".join(node.share["part"] for node in components)
    words = Text.same(parts)
    if resolution:
        document = resolution.document
        words = Text(f"{parts}（占比按决议{document}）", f"{parts} (weights by resolution {document})")
    title = Text("各组成折合相加", "the parts added")
    return Node(Step.WEIGHTED, title, show(result.weighted or 0), words, {"parts": parts}, components)


def _finish(scheme: Scheme, result: MemberResult, title: Text, weighted: Node) -> Node:
    given: dict[str, str] = {"at_least": show(0)}
    zh, en = "不低于{at_least}", "not below {at_least}"
    if scheme.at_most is not None:
        given["at_most"] = show(scheme.at_most)
        zh, en = zh + "、不超过{at_most}", en + ", not above {at_most}"
    if result.adjustment is not None:
        given["adjustment"] = show(result.adjustment)
        zh, en = "调整{adjustment}，" + zh, "adjusted by {adjustment}, " + en
    step = Step.FINISH_WHOLE if scheme.band_on is BandOn.WHOLE else Step.FINISH
    if step is Step.FINISH_WHOLE:
        zh, en = zh + "，四舍五入到整分", en + ", rounded to whole points"
    words = Text(zh, en).fill(**given) + _graded(scheme, result)
    return Node(step, title, show(result.score or 0), words, given, (weighted,))


def _graded(scheme: Scheme, result: MemberResult) -> Text:
    """Return the band in words, and the decisions that force it."""
    band = scheme.band(result.band)
    if band is None:
        return NOTHING
    vetoes = [reason.subject for reason in result.reasons if reason.why is Why.VETO]
    if vetoes:
        refs = ", ".join(vetoes)
        return Text(
            f"；有否决决定[{refs}]，等次列为{band.title.zh}", f"; vetoed by [{refs}]: {band.title.en}"
        )
    return Text(f"；等次：{band.title.zh}", f"; band: {band.title.en}")


# ---- components


def _component(scheme: Scheme, result: MemberResult, part: ComponentResult, diary: Diary) -> Node:
    component = scheme.components[part.code]
    node = _scored(scheme, result, part, component, diary)
    share = {"weight": show(part.weight), "out_of": show(component.out_of)}
    if part.part is not None:
        share["part"] = show_exact(part.part, EXACT)
    return replace(node, title=component.title, share=share)


def _scored(
    scheme: Scheme, result: MemberResult, part: ComponentResult, component: Component, diary: Diary
) -> Node:
    sheet = scheme.sheet_of(component)
    if component.raters and not component.prefilled:
        return _poll(component, sheet, part)
    assert sheet is not None, "checked when the scheme is loaded"
    poll = _poll(component, sheet, part) if component.raters else None
    nodes = tuple(_tally(scheme, result, component, sheet, tally, diary, poll) for tally in part.tallies)
    if component.tally is None:
        return nodes[0] if nodes else poll or Node(Step.UNFINISHED, component.title, None, NOTHING)
    kept = [tally.score for tally in part.tallies if tally.counts and tally.score is not None]
    sums = f"({' + '.join(map(show, kept))}) ÷ {len(kept)}" if kept else ""
    value = None if part.score is None else show(part.score)
    return Node(Step.TALLIES, component.title, value, Text.same(sums), {"mean": sums}, nodes)


def _poll(component: Component, sheet: Sheet | None, part: ComponentResult) -> Node:
    ballots, kept, total = part.ballots or 0, part.kept or 0, part.total or 0
    items = sheet.items if sheet else {}
    children = tuple(
        Node(
            Step.POLLED, items[each.item].title, show(each.mean),
            Text(f"{show(each.sum)} ÷ {ballots}，供参考", f"{show(each.sum)} ÷ {ballots}, for information"),
            {"sum": show(each.sum), "number": str(ballots)},
        )
        for each in part.polled
    )  # fmt: skip
    if ballots < component.at_least:
        given = {"ballots": str(ballots), "at_least": str(component.at_least)}
        few = Text(
            "只有{ballots}张票，至少要{at_least}张", "{ballots} ballots, at least {at_least} are needed"
        )
        return Node(Step.UNFINISHED, component.title, None, few.fill(**given), given, children)
    given = {"sum": show(total), "kept": str(kept), "ballots": str(ballots)}
    words = Text("{ballots}张票，总分合计{sum} ÷ {kept}", "{ballots} ballots, totals {sum} ÷ {kept}").fill(
        **given
    )
    if kept < ballots and component.trim:
        given["drop"] = str(component.trim.drop)
        trimmed = Text("，去掉最高最低各{drop}张", ", the {drop} highest and lowest left out").fill(
            drop=given["drop"]
        )
        words += trimmed
    return Node(Step.POLL, component.title, show(half_up(total, kept)), words, given, children)


def _tally(
    scheme: Scheme, result: MemberResult, component: Component, sheet: Sheet, tally: TallyResult,
    diary: Diary, poll: Node | None,
) -> Node:  # fmt: skip
    items = [item for item in result.items if (item.component, item.tally) == (component.code, tally.tally)]
    context = _Context(scheme, result, component.code, Period.parse(tally.tally), diary)
    by_section = {
        code: [
            _item(context, section.items[item.item], section, item) for item in items if item.section == code
        ]
        for code, section in sheet.sections.items()
    }
    base = _base(sheet, tally, by_section, poll)
    extras = [
        _extra(section, by_section[code])
        for code, section in sheet.sections.items()
        if section.sort is not Sort.OF
    ]
    given = {"at_least": show(sheet.at_least)}
    zh, en = "下面各项相加，不低于{at_least}", "what follows added, not below {at_least}"
    if tally.start:
        given["start"] = show(tally.start)
        zh, en = "起始{start}，加上" + zh, "{start} to start with, plus " + en
    if sheet.at_most is not None:
        given["at_most"] = show(sheet.at_most)
        zh, en = zh + "、不超过{at_most}", en + ", not above {at_most}"
    if not tally.counts:
        zh, en = (
            zh + "（在岗不足一半，不计入平均）",
            en + " (there for less than half of it: left out of the mean)",
        )
    title = Text(f"{sheet.title.zh} {tally.tally}", f"{sheet.title.en} {tally.tally}")
    value = None if tally.score is None else show(tally.score)
    children = ((base,) if base else ()) + tuple(extras)
    return Node(Step.SHEET, title, value, Text(zh, en).fill(**given), given, children)


def _base(
    sheet: Sheet, tally: TallyResult, sections: dict[str, list[Node]], poll: Node | None
) -> Node | None:
    if tally.of == 0:
        return None
    children = [
        item for code, nodes in sections.items() if sheet.sections[code].sort is Sort.OF for item in nodes
    ]
    given = {"earned": show(tally.earned), "due": show(tally.due), "of": show(tally.of)}
    title = Text("应得项目", "what was required")
    if poll:
        children.append(replace(poll, title=Text("测评的项目", "items rated by ballot")))
    if tally.base is None:
        return Node(
            Step.NOT_DUE,
            title,
            None,
            Text("没有应做的，不计", "nothing is due; left out"),
            {},
            tuple(children),
        )
    if tally.due == tally.of:
        words = Text("应得{due}，得{earned}，满分{of}", "{earned} of {due} due, out of {of}")
    else:
        words = Text(
            "{earned} × {of} ÷ {due}（得分按应得折算成满分{of}）",
            "{earned} × {of} ÷ {due} (scaled from {due} due to {of})",
        )
    return Node(Step.BASE, title, show(tally.base), words.fill(**given), given, tuple(children))


def _extra(section: Section, items: list[Node]) -> Node:
    from_items = sum(_hundredths(node.value) for node in items)
    value = section_value(section, from_items)
    if section.limit is None:
        return Node(
            Step.SECTION, section.title, show(value), Text("各项相加", "items added"), {}, tuple(items)
        )
    given = {"limit": show(section.limit if section.sort is Sort.PLUS else -section.limit)}
    words = Text("各项相加，最多{limit}", "items added, {limit} at most").fill(**given)
    return Node(Step.SECTION, section.title, show(value), words, given, tuple(items))


def _hundredths(value: str | None) -> int:
    return 0 if value is None else int(value.replace(".", ""))


# ---- items


class _Context:
    """Where an item stands: whose, in which component and tally."""

    def __init__(
        self, scheme: Scheme, result: MemberResult, component: str, tally: Period, diary: Diary
    ) -> None:
        self.scheme, self.diary, self.tally = scheme, diary, tally
        self.end = min(tally.end, diary.presence.as_of)
        self.variant = diary.presence.member.row_on(self.end).variant
        place = (component, tally.code)
        self.lines = [line for line in result.lines if (line.component, line.tally) == place]


def _item(context: _Context, item: Item, section: Section, result: ItemResult) -> Node:
    children = tuple(_rules(context, item))
    if not result.due or result.value is None:
        words = Text("没有应做的，不计", "nothing is due; left out")
        return Node(Step.NOT_DUE, item.title, None, words, {}, children)
    words, given = item_words(section, item)
    return Node(Step.ITEM, item.title, show(result.value), words, given, children)


def item_words(section: Section, item: Item) -> tuple[Text, dict[str, str]]:
    """Return how an item's value comes from its rules, in words, and the numbers in them."""
    given: dict[str, str] = {}
    zh, en = "", ""
    if item.deduct:
        given["start"] = show(item.points or 0)
        zh, en = "从{start}扣起，", "starting from {start}, "
    least, most = bounds_of(section, item)
    if least is not None:
        given["least"] = show(least)
        zh, en = zh + "不低于{least}", en + "not below {least}"
    if most is not None:
        given["most"] = show(most)
        zh, en = (
            zh + ("、" if least is not None else "") + "不超过{most}",
            en + (", " if least is not None else "") + "not above {most}",
        )
    if section.sort is Sort.OF:
        given["points"] = show(item.points or 0)
        zh, en = zh + "；应得{points}", en + "; {points} due"
    return Text(zh, en).fill(**given), given


def _rules(context: _Context, item: Item) -> Iterator[Node]:
    for number, rule in enumerate(item.rules, 1):
        if not rule.scope.includes(context.variant):
            continue
        for window in windows(rule, context.tally, context.end):
            lines = [
                line for line in context.lines
                if (line.item, line.rule, line.window) == (item.code, number, window.whole.code)
            ]  # fmt: skip
            one = Explained(context.scheme, rule, window, lines, context.diary)
            yield explain_each(one) if rule.measure is Measure.EACH else explain_window(one)
