"""The sheet 说明: which scheme, which periods, what was counted, which defaults, what to look at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from xianfeng.engine.results import Settlement
from xianfeng.engine.scheme import Component, Scheme, Status
from xianfeng.engine.text import Language, Text, joined
from xianfeng.engine.words import EVERY, STATUS, plain
from xianfeng.rulebook.marks import no_marks
from xianfeng.rulebook.parts import put_together
from xianfeng.workbooks.writing.book import Alert, Book, Cell, Field, Form
from xianfeng.workbooks.writing.defaults import defaults_by_place

ABOUT = Text("说明", "about")
FIELDS = (Field(Text("事项", "subject"), Form.LONG, 40), Field(Text("内容", "content"), Form.LONG, 90))


def write_about(book: Book, scheme: Scheme, settlements: Sequence[Settlement], notes: Sequence[Text]) -> None:
    """Write what a reader of the workbook needs to know about how it came about."""
    page = book.page(ABOUT, FIELDS, filtered=False)
    for subject, content in about_rows(scheme, settlements, notes, book.language):
        page.add([subject.get(book.language), content])


def about_rows(
    scheme: Scheme, settlements: Sequence[Settlement], notes: Sequence[Text], language: Language
) -> Iterator[tuple[Text, Cell]]:
    """Yield what the settlements of one scheme rest on, by subject."""
    yield from _scheme(scheme, language)
    for settlement in settlements:
        yield from _period(scheme, settlement, language)
    for note in notes:
        yield Text("读入", "what was read"), note.get(language)
    for words in _sum(scheme):
        yield Text("结果怎样得来", "how the result comes about"), words.get(language)
    for warning in dict.fromkeys(w.get(language) for s in settlements for w in s.warnings):
        yield Text("提醒", "please look at"), Alert(warning)
    for place, keys in defaults_by_place(scheme, settlements[-1].defaults).items():
        yield joined([Text("默认", "default"), place], "：", ": "), keys.get(language)


def _scheme(scheme: Scheme, language: Language) -> Iterator[tuple[Text, Cell]]:
    yield Text("办法", "scheme"), f"{scheme.title.get(language)} ({scheme.code})"
    yield Text("版本", "version"), scheme.version.isoformat()
    yield Text("结算周期", "settled"), EVERY[scheme.period].get(language)


def _period(scheme: Scheme, settlement: Settlement, language: Language) -> Iterator[tuple[Text, Cell]]:
    code = settlement.period
    until = Text("结算到{day}", "settled up to {day}").fill(day=settlement.as_of.isoformat())
    yield Text.same(code), until.get(language)
    yield Text(f"{code}人数", f"{code} members"), _counts(settlement).get(language)
    if settlement.uncounted_facts:
        yield (
            Text(f"{code}没有计入的事实", f"{code} facts that no rule counts"),
            _uncounted(scheme, settlement).get(language),
        )
    yield Text(f"{code}输入摘要", f"{code} digest of the inputs"), settlement.inputs_digest
    yield Text(f"{code}结果摘要", f"{code} digest of the results"), settlement.results_digest


def _counts(settlement: Settlement) -> Text:
    counts = Counter(result.status for result in settlement.results)
    each = [
        Text("{status}{n}人", "{n} {status}").fill(status=STATUS[status], n=counts[status])
        for status in Status
        if counts[status]
    ]
    lines = sum(len(result.lines) for result in settlement.results)
    words = Text("共{all}人：{each}；明细{lines}行", "{all} in all: {each}; {lines} lines")
    return words.fill(all=len(settlement.results), each=joined(each), lines=lines)


def _uncounted(scheme: Scheme, settlement: Settlement) -> Text:
    """Return the facts of kinds that no rule looks at, and how many others neither earn nor cost anything."""
    unused, others = Counter[str](), 0
    for each in settlement.uncounted_kinds:
        if each.known:
            others += each.number
        else:
            unused[each.kind] += each.number
    parts = [
        Text("{title}{n}条", "{title} {n}").fill(title=scheme.kinds[kind].title, n=n)
        for kind, n in unused.items()
    ]
    if others:
        words = Text(
            "规则看过、不加分也不扣分的{n}条", "{n} that rules look at and that neither earn nor cost"
        )
        parts.append(words.fill(n=others))
    total = Text("共{n}条", "{n} in all").fill(n=len(settlement.uncounted_facts))
    return joined([total, joined(parts)], "：", ": ") if parts else total


def _sum(scheme: Scheme) -> Iterator[Text]:
    yield joined([joined([c.title, _weights(c, scheme)], "", " ") for c in scheme.components.values()])
    yield from put_together(scheme, no_marks)


def _weights(component: Component, scheme: Scheme) -> Text:
    """Return the weight in per cent; several where kinds of members differ."""
    weights = dict.fromkeys(map(component.weight_for, scheme.variants))
    return Text.same("/".join(f"{plain(weight)}%" for weight in weights))
