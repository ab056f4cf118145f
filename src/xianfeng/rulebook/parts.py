"""The parts of the result: weights, who rates and how, and how the parts are put together."""

from __future__ import annotations

from collections.abc import Iterator

from xianfeng.engine.amounts import FULL, show
from xianfeng.engine.scheme import OTHERWISE, BandOn, Component, Scheme, Variant
from xianfeng.engine.text import Text, joined
from xianfeng.engine.words import EVERY, NOTHING, RATERS, who
from xianfeng.rulebook.blocks import Block, Bullets, Heading, Paragraph, Table
from xianfeng.rulebook.marks import Marks, shared
from xianfeng.rulebook.reading import closed, points_words
from xianfeng.rulebook.scoring import share_words


def composition(scheme: Scheme, mark: Marks) -> list[Block]:
    """Return the table of the parts, and how they become the result."""
    notes = [
        Paragraph(Text(f"{c.title.zh}：{closed(c.note).zh}", f"{c.title.en}: {closed(c.note).en}"))
        for c in scheme.components.values()
        if c.note
    ]
    return [_table(scheme, mark), *notes, Bullets(tuple(put_together(scheme, mark)))]


def _table(scheme: Scheme, mark: Marks) -> Table:
    groups = _groups(scheme)
    titles = [Text("占比", "Weight")]
    if len(groups) > 1:
        titles = [
            joined([Text("占比：", "Weight: "), joined([v.title for v in group])], "", "") for group in groups
        ]
    head = (Text("部分", "Part"), *titles, Text("怎样得来", "How it comes about"))
    rows = [
        (c.title, *(_weight(c, group[0], mark) for group in groups), _origin(scheme, c))
        for c in scheme.components.values()
    ]
    return Table(head, tuple(rows), (28, *(18 for _ in groups), 54))


def _groups(scheme: Scheme) -> list[list[Variant]]:
    """Return the assessed kinds of members, together where all their weights are the same."""
    groups: dict[tuple[int, ...], list[Variant]] = {}
    for variant in scheme.variants.values():
        if variant.assessed:
            weights = tuple(c.weight_for(variant.code) for c in scheme.components.values())
            groups.setdefault(weights, []).append(variant)
    return list(groups.values())


def _weight(component: Component, variant: Variant, mark: Marks) -> Text:
    key = variant.code if variant.code in component.weights else OTHERWISE
    weight = component.weight_for(variant.code)
    return share_words(weight, mark(f"components.{component.code}.weight.{key}"))


def _origin(scheme: Scheme, component: Component) -> Text:
    sheet = scheme.sheet_of(component)
    title = sheet.title if sheet else NOTHING
    if component.raters is None:
        facts = Text("按“{sheet}”，由记录的事实计分", "from recorded facts, by “{sheet}”").fill(sheet=title)
        mean = Text("，{every}一次，取平均", ", {every}, the mean of them")
        return joined(
            [facts, mean.fill(every=EVERY[component.tally]) if component.tally else NOTHING], "", ""
        )
    words = Text("{raters}", "{raters}")
    if sheet:
        words = Text("{raters}，按“{sheet}”打分", "{raters}, by “{sheet}”")
    if component.prefilled:
        words = Text("{raters}，按“{sheet}”打分，其中有的项目先由事实计分",
                     "{raters}, by “{sheet}”; some items are filled in from facts")  # fmt: skip
    return words.fill(raters=RATERS[component.raters], sheet=title)


# ---- the result


def put_together(scheme: Scheme, mark: Marks) -> Iterator[Text]:
    """Yield the steps from the parts to the result, and what happens when a part is missing."""
    yield _sum(scheme, mark)
    if scheme.adjust:
        words = Text("{who}商议后可以调整，加减最多{points}，要写明理由。",
                     "{who} may move the result by at most {points} either way, with a stated reason.")  # fmt: skip
        panel = who(scheme.adjust.by)
        panel = Text(panel.zh, panel.en[:1].upper() + panel.en[1:])
        yield words.fill(who=panel, points=points_words(scheme.adjust.within, mark("adjust.within")))
    yield _ends(scheme, mark)
    if scheme.band_on is BandOn.WHOLE:
        yield Text(
            "最后四舍五入到整数分，公布的也是整数分。",
            "It is then rounded half up to whole points and shown so.",
        )
    yield Text(
        "任何一部分没有得分，结果就是“不完整”，没有得分、等次和星。缺的不算0分，也不自动改占比；要改占比，须有支部的决议。",
        "When any part has no score the result is “incomplete”: no score, grade or stars. What is missing is never "
        "zero and never spread over the others; other weights need a recorded resolution.",
    )


def _sum(scheme: Scheme, mark: Marks) -> Text:
    own = [c for c in scheme.components.values() if c.out_of != FULL]
    if len(scheme.components) == 1 and not own:
        return Text("这一部分的得分就是结果。", "The score of this part is the result.")
    if own:
        words = Text("{parts}的得分（满分{full}）直接计入；其余的得分×占比计入，相加后四舍五入到0.01，就是结果。",
                     "{parts} (out of {full}) counts as it is; other scores count by their weight; the sum is rounded "
                     "half up to 0.01.")  # fmt: skip
        full = joined([points_words(c.out_of, mark(f"components.{c.code}.out_of")) for c in own])
        return words.fill(parts=joined([c.title for c in own]), full=full)
    return Text("每一部分的得分×占比，相加后四舍五入到0.01，就是结果。",
                "Each score × its weight, added up and rounded half up to 0.01, is the result.")  # fmt: skip


def _ends(scheme: Scheme, mark: Marks) -> Text:
    if scheme.at_most is None:
        return Text("结果最低{zero}分，上不封顶。", "The result is at least {zero} and has no ceiling.").fill(
            zero=show(0)
        )
    words = Text("结果最低{zero}分，最高{most}。", "The result is at least {zero} and at most {most}.")
    return words.fill(zero=show(0), most=points_words(scheme.at_most, mark("at_most")))


# ---- ballots


def ballots(scheme: Scheme, mark: Marks) -> list[Block]:
    """Return how each part that people rate is rated."""
    blocks: list[Block] = []
    for component in scheme.components.values():
        if component.raters:
            title = joined([component.title, RATERS[component.raters]], "：", ": ")
            same = component.title == RATERS[component.raters]
            blocks.append(Heading(component.title if same else title, 3))
            blocks.append(Bullets(tuple(_ballot(scheme, component, mark))))
    return blocks


def _ballot(scheme: Scheme, component: Component, mark: Marks) -> Iterator[Text]:
    path = f"components.{component.code}"
    sheet = scheme.sheet_of(component)
    if sheet is None:
        yield Text("每张票给一个总分，从0到100。", "A ballot gives one score from 0 to 100.")
    else:
        words = Text("每张票对“{sheet}”的各项打分，满分{full}分。",
                     "A ballot scores every item of “{sheet}”, {full} points together.")  # fmt: skip
        yield words.fill(sheet=sheet.title, full=show(sheet.required))
    if component.prefilled:
        yield Text("写明怎样计分的项目先由事实计分，不用打分；确需改动的，以打的分为准。",
                   "Items with rules are filled in from facts and need no rating; where raters score one, their score holds.")  # fmt: skip
    if component.grades:
        yield _grades(component, mark)
    words = Text("至少要{n}张票{mark}，不够的，这一部分没有得分。",
                 "Ballots needed: at least {n}{mark}; with fewer there is no score for this part.")  # fmt: skip
    yield words.fill(n=component.at_least, mark=mark(f"{path}.at_least"))
    if component.trim:
        words = Text("满{when}张票{w}的，去掉总分最高的{drop}张和最低的{drop}张{d}。",
                     "With {when} ballots{w} or more, the {drop} highest and the {drop} lowest totals{d} are left out.")  # fmt: skip
        yield words.fill(
            when=component.trim.when, drop=component.trim.drop,
            w=mark(f"{path}.trim.when"), d=mark(f"{path}.trim.drop"),
        )  # fmt: skip
    yield Text("得分是各张票总分的平均数。", "The score is the mean of the ballots' totals.")


def _grades(component: Component, mark: Marks) -> Text:
    marks = {code: mark(f"components.{component.code}.grades.{code}.worth") for code in component.grades}
    common = shared(marks.values())
    each = [
        joined([_grade(component, code), share_words(worth, NOTHING if common else marks[code])], "", " ")
        for code, worth in component.grades.items()
    ]
    words = Text("可以打等次，折合这一项分数的：{grades}{mark}。",
                 "Grades may be given; they are worth this share of an item: {grades}{mark}.")  # fmt: skip
    return words.fill(grades=joined(each), mark=common or NOTHING)


def _grade(component: Component, code: str) -> Text:
    return component.grade_titles.get(code, Text.same(code))
