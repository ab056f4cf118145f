"""The defaults that a settlement used, by the titles of the places where they stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from xianfeng.engine.scheme import Measure, Scheme
from xianfeng.engine.text import Text, joined

_LOOKED_AT = Text("记什么", "what is counted")
KEYS: Mapping[str, Text] = {
    "scheme": Text("代码", "code"),
    "version": Text("版本", "version"),
    "code": Text("代码", "code"),
    "title": Text("名称", "title"),
    "unit": Text("单位", "unit"),
    "outcomes": Text("结果的名称", "titles of outcomes"),
    "offices": Text("职务", "offices"),
    "period": Text("结算周期", "period"),
    "at_most": Text("上限", "ceiling"),
    "at_least": Text("下限", "minimum"),
    "start": Text("起评分", "start"),
    "of": Text("总分", "total"),
    "plus": Text("加分上限", "limit"),
    "minus": Text("扣分上限", "limit"),
    "points": Text("分值", "points"),
    "deduct": Text("只扣分", "deducting"),
    "only": Text("适用范围", "for whom"),
    "except": Text("适用范围", "for whom"),
    "outcome": Text("哪些结果", "outcomes"),
    "met": Text("哪些结果", "outcomes"),
    "judged": Text("认定范围", "range"),
    "per": Text("每多少", "step"),
    "times": Text("次数", "times"),
    "every": Text("时段", "stretch of time"),
    "target": Text("目标", "target"),
    "counting": Text("怎样计数", "counting"),
    "paced": Text("按不按进度", "pace"),
    "if_none": Text("没有记录时", "if there is none"),
    "weight": Text("占比", "weight"),
    "out_of": Text("满分", "out of"),
    "raters": Text("由谁评价", "raters"),
    "trim": Text("去掉的票", "trimming"),
    "drop": Text("去掉几张", "ballots dropped"),
    "grades": Text("等次", "grades"),
    "worth": Text("等次折合", "worth of a grade"),
    "prefilled": Text("由事实预填", "filled from facts"),
    "tally": Text("计分时段", "tally"),
    "by": Text("由谁", "by whom"),
    "within": Text("调整范围", "range"),
    "band_on": Text("取整", "rounding to whole points"),
    "stars": Text("红星", "stars"),
    "carry": Text("余星", "stars left over"),
    "kinds": Text("哪些决定", "decisions"),
    "lasts": Text("多久", "how long"),
    "assessed": Text("是否考核", "whether assessed"),
    "excused": Text("不算的结果", "excused outcomes"),
    "excuses_month": Text("整月离岗", "month away"),
    "document": Text("文号", "document"),
    "do": Text("做什么", "what is done"),
    "at": Text("何时", "when"),
    "within_days": Text("几天内", "days"),
    "band": Text("哪些等次", "grades"),
    "status": Text("哪些状态", "status"),
    "veto": Text("否决", "veto"),
    "flags_at_least": Text("几面红旗", "flags"),
} | {str(measure): _LOOKED_AT for measure in Measure}
"""What the keys of a scheme file are, in words."""

_KEYS_AT: Mapping[tuple[str, str], Text] = {
    ("components", "at_least"): Text("最少票数", "fewest ballots"),
    ("bands", "at_least"): Text("最低分", "lowest score"),
}
"""Keys that mean something of their own in one part of a scheme file."""

_PLACES: Mapping[str, Text] = {
    "adjust": Text("调整", "adjustment"),
    "veto": Text("否决", "veto"),
    "year": Text("全年", "the year"),
}
WHOLE = Text("整个办法", "the whole scheme")


def defaults_by_place(scheme: Scheme, paths: Sequence[str]) -> Mapping[Text, Text]:
    """Return, for each place of the scheme, which of its values are defaults."""
    places: dict[Text, dict[Text, None]] = {}
    for path in paths:
        places.setdefault(place_of(scheme, path), {})[key_words(path)] = None
    return {place: joined(list(keys)) for place, keys in places.items()}


def key_words(path: str) -> Text:
    """Return which value it is; a value in a mapping, such as one target of several, goes by its key."""
    steps = path.split(".")
    key = next((step for step in reversed(steps) if step in KEYS), steps[-1])
    words = _KEYS_AT.get((steps[0], key)) or KEYS.get(key, Text.same(key))
    if "rules" not in steps:
        return words
    return Text("第{n}条{key}", "rule {n} {key}").fill(n=steps[steps.index("rules") + 1], key=words)


def place_of(scheme: Scheme, path: str) -> Text:
    """Return where a value stands, in titles: the sheet, section and item; or the component."""
    steps = path.split(".")
    named = list(_titles(scheme, steps))
    return joined(named, " › ", " › ") if named else WHOLE


def _titles(scheme: Scheme, steps: list[str]) -> Iterator[Text]:
    head = steps[0]
    if head == "sheets":
        yield from _in_sheet(scheme, steps)
    elif head == "components":
        yield scheme.components[steps[1]].title
    elif head == "variants":
        yield scheme.variants[steps[1]].title
    elif head == "kinds":
        yield next(
            kind.title for code, kind in scheme.kinds.items() if ".".join(steps[1:]).startswith(code + ".")
        )
    elif head == "bands":
        yield scheme.bands[int(steps[1]) - 1].title
    elif head == "consequences":
        yield Text("后续第{n}条", "what follows, {n}").fill(n=steps[1])
    elif head in _PLACES and len(steps) > 1:
        yield _PLACES[head]


def _in_sheet(scheme: Scheme, steps: list[str]) -> Iterator[Text]:
    sheet = scheme.sheets[steps[1]]
    yield sheet.title
    if len(steps) > 4 and steps[2] == "sections":
        section = sheet.sections[steps[3]]
        yield section.title
        if len(steps) > 6 and steps[4] == "items":
            yield section.items[steps[5]].title
