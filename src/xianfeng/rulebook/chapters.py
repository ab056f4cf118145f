"""Who is assessed, and the rules that hold for every sheet."""

from __future__ import annotations

from collections.abc import Iterator

from xianfeng.engine.scheme import Measure, Rule, Scheme
from xianfeng.engine.text import Text, joined
from xianfeng.engine.words import NOTHING, WITHIN
from xianfeng.rulebook.blocks import Block, Bullets, Paragraph
from xianfeng.rulebook.reading import sentence


def rules_of(scheme: Scheme) -> Iterator[Rule]:
    """Yield every rule of every sheet that some component scores from facts."""
    sheets = {c.sheet for c in scheme.components.values() if c.raters is None or c.prefilled}
    for code, sheet in scheme.sheets.items():
        for section in sheet.sections.values():
            for item in section.items.values():
                yield from item.rules if code in sheets else ()


# ---- who


def who(scheme: Scheme) -> list[Block]:
    """Return who is assessed: kinds of members, offices, how long one must have been there."""
    points = [*_variants(scheme), *_offices(scheme), *_half(scheme)]
    return [Bullets(tuple(points))]


def _variants(scheme: Scheme) -> Iterator[Text]:
    assessed = [variant.title for variant in scheme.variants.values() if variant.assessed]
    spared = [variant.title for variant in scheme.variants.values() if not variant.assessed]
    yield Text("参加考核的：{who}。", "Assessed: {who}.").fill(who=joined(assessed))
    if spared:
        yield Text("不参加考核的：{who}。", "Not assessed: {who}.").fill(who=joined(spared))
    if len(scheme.variants) > 1:
        yield Text("期末是哪一类，就按哪一类的规定。",
                   "What somebody is at the end of the period decides which rules apply.")  # fmt: skip


def _offices(scheme: Scheme) -> Iterator[Text]:
    if scheme.offices:
        words = Text("担任职务的，有的目标不同：{who}。各项里写明。",
                     "Some targets differ for holders of an office: {who}. The items say so.")  # fmt: skip
        yield words.fill(who=joined(list(scheme.offices.values())))


def _half(scheme: Scheme) -> Iterator[Text]:
    words = Text(
        "{within}本人在册的整月不到一半的，这一期不考核{away}。",
        "Who was here for fewer than half of the whole months {within} is not assessed for it{away}.",
    )
    away = [kind.title for kind in scheme.kinds.values() if kind.excuses_month]
    without = Text("；记有“{kinds}”的月份不算在册", "; months with “{kinds}” do not count").fill(
        kinds=joined(away)
    )
    yield words.fill(within=WITHIN[scheme.period], away=without if away else NOTHING)


# ---- what holds everywhere


def common(scheme: Scheme) -> list[Block]:
    """Return the rules of counting that hold for every sheet, each said once."""
    rules = list(rules_of(scheme))
    points = [*_excused(scheme, rules), *_records(rules), *_pace(rules), _rounding()]
    return [Bullets(tuple(points))] if rules else [Paragraph(_rounding())]


def _excused(scheme: Scheme, rules: list[Rule]) -> Iterator[Text]:
    kinds = [scheme.kinds[code] for rule in rules for code in rule.kinds]
    titles = {kind.outcomes[code]: None for kind in kinds for code in kind.outcomes if code in kind.excused}
    if titles:
        words = Text(
            "记为{excused}的，既不算应有，也不算已有，不得分也不扣分；全是这样的，这一条不计。",
            "What is recorded as {excused} counts neither as required nor as done; it earns and costs nothing.",
        )
        quoted = [Text(f"“{title.zh}”", f"“{title.en}”") for title in titles]
        yield words.fill(excused=joined(quoted, "", ", "))
    if any(rule.measure is Measure.RATIO for rule in rules):
        yield Text("按比例计分而没有应有次数的，这一条不计，不算0分。",
                   "Where a share is asked for and nothing was required, the rule is left out; it is not zero.")  # fmt: skip


def _records(rules: list[Rule]) -> Iterator[Text]:
    if any(rule.measure is Measure.EACH and not (rule.per or rule.judged) for rule in rules):
        yield Text("写“每次”的，一条记录算一次，不看数量。",
                   "“Each” means one record, whatever its quantity.")  # fmt: skip


def _pace(rules: list[Rule]) -> Iterator[Text]:
    targets = [rule for rule in rules if rule.measure in (Measure.REACH, Measure.SHORTFALL)]
    if targets:
        yield Text(
            "目标按月平摊，只算到结算那天为止、本人在册的整月：中途来的、走的、换职务的和经批准整月离岗的，目标相应减少；"
            "“按进度”就是同到这时应有的数比。",
            "Targets are spread over the months; only whole months up to the day of settlement in which the member "
            "was here count, so that joining, leaving, a change of office and approved months away lower them. "
            "“To date” means compared with what should have been reached by then.",
        )
    if any(rule.measure is Measure.ABSENCE for rule in rules):
        yield Text("“一次也没有的”只看已经过完、本人在册不少于一半的时段。",
                   "“None” is judged only for stretches that have ended and of which the member was here for at least half.")  # fmt: skip


def _rounding() -> Text:
    return sentence([Text(
        "每算一步，结果四舍五入到0.01，下一步用四舍五入后的数",
        "the result of each step is rounded half up to 0.01, and the next step uses the rounded number",
    )])  # fmt: skip
