"""The whole rule book of a scheme, chapter by chapter, as blocks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from xianfeng.engine.scheme import DEFAULT, Scheme
from xianfeng.engine.text import Text, joined
from xianfeng.engine.words import EVERY, NOTHING
from xianfeng.rulebook.blocks import Block, Bullets, Heading, Paragraph, Table
from xianfeng.rulebook.chapters import common, who
from xianfeng.rulebook.marks import DOCUMENTS, Marks, cited, document_of, source_marks
from xianfeng.rulebook.outcomes import bands, follow_ups, veto, year
from xianfeng.rulebook.parts import ballots, composition
from xianfeng.rulebook.reading import capital, closed
from xianfeng.rulebook.scoring import sheet_chapter

Chapter = tuple[Text, list[Block]]

_NUMERALS = "一二三四五六七八九十"


def rule_book(scheme: Scheme) -> list[Block]:
    """Return the rule book: what is counted, how much, who rates, what follows, and where each number is from."""
    mark = source_marks(scheme)
    chapters = [chapter for chapter in _chapters(scheme, mark) if chapter[1]]
    return [_capitals(block) for block in (*_opening(scheme), *_numbered(chapters))]


def _capitals(block: Block) -> Block:
    """Return the block with capital letters where English begins: headings, points, cells."""
    match block:
        case Heading(words, level):
            return Heading(capital(words), level)
        case Paragraph(words):
            return Paragraph(capital(words))
        case Bullets(points):
            return Bullets(tuple(map(capital, points)))
        case Table(head, rows):
            capitals = tuple(tuple(map(capital, row)) for row in rows)
            return replace(block, head=tuple(map(capital, head)), rows=capitals)


def _opening(scheme: Scheme) -> Iterator[Block]:
    yield Heading(Text("{title}考核细则", "{title}: rule book").fill(title=scheme.title), 1)
    words = Text("自{day}起施行，{unit}结算一次{year}。", "In force from {day}; settled {unit}{year}.")
    roll = Text("，年末合成全年结果", " and put together at the end of the year") if scheme.year else NOTHING
    yield Paragraph(words.fill(day=day_words(scheme.version), unit=EVERY[scheme.period], year=roll))
    if scheme.note:
        yield Paragraph(closed(scheme.note))
    yield Paragraph(_legend(scheme))


def _legend(scheme: Scheme) -> Text:
    default = Text("数字后面写〔默认〕的，文件里没有规定，是先用的数，本单位可以改。",
                   "A number marked [default] is in no document; the unit may change it.")  # fmt: skip
    citations = [cited(source) for source in _sources(scheme) if document_of(source)]
    if not citations:
        return default
    found = Text("写〔{label}〕这样的是出处：前三位是资料编号，L后面是行号。",
                 "A mark such as [{label}] is a source: the number of a document and a line in it.")  # fmt: skip
    return joined([default, found.fill(label=citations[0])], "", " ")


def day_words(day: date) -> Text:
    """Return a date as it is written in running text."""
    return Text(f"{day.year}年{day.month}月{day.day}日", f"{day.day} {day:%B} {day.year}")


def _chapters(scheme: Scheme, mark: Marks) -> Iterator[Chapter]:
    yield Text("考核谁", "Who is assessed"), who(scheme)
    yield Text("结果由哪些部分组成", "What the result is made of"), composition(scheme, mark)
    yield Text("计分的共同规定", "Rules of counting"), common(scheme)
    for sheet in scheme.sheets.values():
        yield sheet.title, sheet_chapter(scheme, sheet, mark)
    yield Text("评价和票数", "Ratings and ballots"), ballots(scheme, mark)
    yield Text("等次", "Grades"), bands(scheme, mark)
    yield Text("全年", "The year"), year(scheme, mark)
    yield scheme.veto.title if scheme.veto and scheme.veto.title else Text("否决", "Veto"), veto(scheme)
    yield Text("结果怎样使用", "What follows"), follow_ups(scheme, mark)
    yield Text("出处", "Sources"), _references(scheme)


def _numbered(chapters: Sequence[Chapter]) -> Iterator[Block]:
    for number, (title, blocks) in enumerate(chapters, 1):
        yield Heading(Text(f"{numeral(number)}、{title.zh}", f"{number}. {capital(title).en}"), 2)
        yield from blocks


def numeral(number: int) -> str:
    """Return a number from 1 to 99 as it heads a Chinese chapter."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_NUMERALS[tens - 1]}十"
    return head + (_NUMERALS[ones - 1] if ones else "")


# ---- sources


def _sources(scheme: Scheme) -> list[str]:
    sources = scheme.sources.by_path.values()
    return [source for source in dict.fromkeys(sources) if source and source != DEFAULT]


def _references(scheme: Scheme) -> list[Block]:
    """Return the documents that are cited, and the words that stand beside a citation."""
    sources = _sources(scheme)
    documents = sorted({number for source in sources if (number := document_of(source))})
    points = [
        Text(f"{number}：{DOCUMENTS[number].zh}。", f"{number}: {DOCUMENTS[number].en}.")
        for number in documents
        if number in DOCUMENTS
    ]
    worded = [source for source in sources if cited(source) != source]
    points += [closed(Text.same(source)) for source in worded]
    return [Bullets(tuple(points))] if points else []
