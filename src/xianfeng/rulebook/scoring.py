"""Each sheet of points: its sections, items and rules, and how its points are put together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from xianfeng.engine.amounts import show
from xianfeng.engine.calendar import Unit
from xianfeng.engine.scheme import OTHERWISE, Component, Item, Rule, Scheme, Section, Sheet, Sort
from xianfeng.engine.text import Text, joined
from xianfeng.engine.words import EVERY, NOTHING, plain
from xianfeng.rulebook.blocks import Block, Heading, Paragraph, Table
from xianfeng.rulebook.marks import Marks
from xianfeng.rulebook.phrases import rule_sentence, unit_of
from xianfeng.rulebook.reading import Reading, closed, points_words, scope_words, sentence

OTHERS = Text("其他党员", "all other members")
NO_LIMIT = Text("不单独封顶", "no ceiling of its own")
BY_RATERS = Text("由评价人打分。", "Scored by the raters.")


def anchor_of(sheet: str, item: str) -> str:
    """Return the name by which the row of an item can be linked to."""
    return f"item-{sheet}-{item}"


def users(scheme: Scheme, sheet: Sheet) -> list[Component]:
    """Return the components that use a sheet."""
    return [component for component in scheme.components.values() if component.sheet == sheet.code]


def from_facts(component: Component) -> bool:
    """Return whether facts score the component's sheet, or fill in some of its items."""
    return component.raters is None or component.prefilled


def unit_for(scheme: Scheme, sheet: Sheet) -> Unit:
    """Return the unit in which facts score the sheet."""
    scored = [component.tally for component in users(scheme, sheet) if from_facts(component)]
    return next((tally for tally in scored if tally), scheme.period)


def sheet_chapter(scheme: Scheme, sheet: Sheet, mark: Marks) -> list[Block]:
    """Return a sheet: what it is for, a table for each section, and how its score comes about."""
    blocks: list[Block] = [Paragraph(_used_by(scheme, sheet))]
    if sheet.note:
        blocks.append(Paragraph(closed(sheet.note)))
    for section in sheet.sections.values():
        blocks += _section(scheme, sheet, section, mark)
    if any(from_facts(component) for component in users(scheme, sheet)):
        blocks.append(Paragraph(joined(list(_total(sheet, mark)), "", " ")))
    return blocks


def _used_by(scheme: Scheme, sheet: Sheet) -> Text:
    using = users(scheme, sheet)
    scored = [component for component in using if from_facts(component)]
    words = [Text("用于{parts}。", "Used for {parts}.").fill(parts=_quoted(using))]
    if scored:
        words.append(Text("{unit}计一次分。", "Scored {unit}.").fill(unit=EVERY[unit_for(scheme, sheet)]))
    if len(scored) not in (0, len(using)):
        mixed = Text("只有{parts}按“怎样计分”由事实计分，别的都由评价人打分。",
                     "Facts count only for {parts}; for the others the raters score every item.")  # fmt: skip
        words.append(mixed.fill(parts=_quoted(scored)))
    return joined(words, "", " ")


def _quoted(components: list[Component]) -> Text:
    return joined([Text(f"“{c.title.zh}”", f"“{c.title.en}”") for c in components], "", ", ")


# ---- a section


def _section(scheme: Scheme, sheet: Sheet, section: Section, mark: Marks) -> Iterator[Block]:
    path = f"sheets.{sheet.code}.sections.{section.code}"
    yield Heading(section.title, 3)
    notes = [closed(section.note)] if section.note else []
    yield Paragraph(joined([_worth(section, mark(f"{path}.{section.sort}")), *notes], "", " "))
    reading = Reading(scheme, unit_for(scheme, sheet), path, mark)
    facts = any(from_facts(component) for component in users(scheme, sheet))
    anchors = tuple(anchor_of(sheet.code, code) for code in section.items)
    yield replace(_items(section, reading, facts), anchors=anchors)
    if facts:
        yield from _targets(section, reading)


def _worth(section: Section, mark: Text) -> Text:
    """Return what a section is worth and in which direction it counts."""
    if section.limit is None:
        return {
            Sort.PLUS: Text("加分，合计不封顶。", "Adds points, without a limit."),
            Sort.MINUS: Text("扣分，合计不封底。", "Takes points away, without a limit."),
        }[section.sort]
    deducts = section.sort is Sort.OF and all(item.deduct for item in section.items.values())
    words = {
        Sort.OF: Text("共{points}。", "Worth {points}."),
        Sort.PLUS: Text("加分，合计最多{points}。", "Adds points, at most {points} together."),
        Sort.MINUS: Text("扣分，合计最多{points}。", "Takes points away, at most {points} together."),
    }[section.sort]
    if deducts:
        words = Text("共{points}，先记满，再按下表扣，每项扣完为止。",
                     "Worth {points}: each item starts full and loses points as below, down to zero.")  # fmt: skip
    return words.fill(points=points_words(section.limit, mark))


def _items(section: Section, reading: Reading, facts: bool) -> Table:
    """Return the table of a section's items, without the columns that would be empty."""
    items = list(section.items.values())
    worth = [_points(item, reading) for item in items]
    told = [joined(list(_lines(section, item, reading, facts)), "\n", "\n") for item in items]
    columns = [(Text("项目", "Item"), [item.title for item in items], 22)]
    if any(item.points is not None for item in items):
        columns.append((Text("分值", "Points"), worth, 18))
    if any(words != NOTHING for words in told):
        columns.append((Text("怎样计分", "How it counts"), told, 60))
    heads, cells, widths = zip(*columns, strict=True)
    return Table(heads, tuple(zip(*cells, strict=True)), widths)


def _points(item: Item, reading: Reading) -> Text:
    if item.points is None:
        return NO_LIMIT
    return points_words(item.points, reading.mark(f"{reading.path}.items.{item.code}.points"))


def _lines(section: Section, item: Item, reading: Reading, facts: bool) -> Iterator[Text]:
    scope = scope_words(item.scope, reading.scheme)
    if scope != NOTHING:
        yield sentence([scope])
    if facts and item.deduct and not _all_deduct(section):
        yield Text("先记满，再扣，扣完为止。", "Starts full and loses points, down to zero.")
    for number, rule in enumerate(item.rules if facts else (), 1):
        path = f"{reading.path}.items.{item.code}.rules.{number}"
        own = Reading(reading.scheme, reading.unit, path, reading.mark)
        notes = [closed(rule.note)] if rule.note else []
        yield joined([rule_sentence(rule, own), *notes], "", " ")
    if facts and not item.rules:
        yield BY_RATERS
    if item.note:
        yield closed(item.note)


def _all_deduct(section: Section) -> bool:
    return all(item.deduct for item in section.items.values())


# ---- targets


def _targets(section: Section, reading: Reading) -> Iterator[Block]:
    """Yield a small table for each rule whose target differs between members."""
    for item in section.items.values():
        for number, rule in enumerate(item.rules, 1):
            if len(rule.target) > 1:
                own = f"{reading.path}.items.{item.code}.rules.{number}"
                yield from _target(item, rule, Reading(reading.scheme, reading.unit, own, reading.mark))


def _target(item: Item, rule: Rule, reading: Reading) -> Iterator[Block]:
    words = Text("“{what}”的目标，从上往下，先合哪一条就用哪一条：",
                 "Target of “{what}”; the first line that fits holds:")  # fmt: skip
    yield Paragraph(words.fill(what=rule.title or item.title))
    unit = unit_of(rule, reading.scheme)
    rows = [
        (_fits(key, reading.scheme), reading.number(value, f"target.{key}", unit))
        for key, value in rule.target.items()
    ]
    head = (
        Text("对象", "For"),
        Text("目标（{every}）", "Target ({every})").fill(every=EVERY[rule.every or reading.unit]),
    )
    yield Table(head, tuple(rows), (60, 40))


def _fits(key: str, scheme: Scheme) -> Text:
    if key == OTHERWISE:
        return OTHERS
    return scheme.variants[key].title if key in scheme.variants else scheme.offices[key]


# ---- the score of the sheet


def _total(sheet: Sheet, mark: Marks) -> Iterator[Text]:
    path = f"sheets.{sheet.code}"
    if sheet.required:
        words = Text(
            "有的项目不适用，或者没有应计的内容，这一项不算0分，而是按其余项目折算：得分×{of}÷其余项目的分值。",
            "An item that does not apply, or in which nothing was due, is not zero: the score of the others is "
            "scaled, score × {of} ÷ the points of the others.",
        )
        yield words.fill(of=show(sheet.required))
    if sheet.start:
        words = Text("起评{points}。", "Starts from {points}.")
        yield words.fill(points=points_words(sheet.start, mark(f"{path}.start")))
    yield Text("各部分相加减就是这张表的得分", "The sections are put together;")
    least = points_words(sheet.at_least, mark(f"{path}.at_least"))
    if sheet.at_most is None:
        yield Text("，最低{least}，上不封顶。", "the score is at least {least}, with no ceiling.").fill(
            least=least
        )
    else:
        most = points_words(sheet.at_most, mark(f"{path}.at_most"))
        words = Text("，最低{least}，最高{most}。", "the score is at least {least} and at most {most}.")
        yield words.fill(least=least, most=most)


def share_words(worth: int, mark: Text) -> Text:
    """Return a share of a hundred as per cent."""
    return joined([Text.same(f"{plain(worth)}%"), mark], "", "")
