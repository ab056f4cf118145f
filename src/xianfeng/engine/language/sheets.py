"""Whether sheets add up: sections, items, what can be reached."""

from __future__ import annotations

from xianfeng.engine.amounts import FULL, show
from xianfeng.engine.calendar import Unit
from xianfeng.engine.language.draft import Draft
from xianfeng.engine.language.reader import Path
from xianfeng.engine.language.rules import check_scope
from xianfeng.engine.scheme import Item, Measure, Rule, Section, Sheet, Sort
from xianfeng.engine.text import Text


def check_sheets(draft: Draft) -> None:
    """Report what is wrong with items, sections and sheets."""
    for path, sheet, section, item in draft.items():
        check_scope(draft, path, item)
        _item(draft, path, sheet, section, item)
    for path, _, section in draft.sections():
        if draft.worth_known(path):
            _section(draft, path, section)
    for sheet in draft.sheets.values():
        _unique_items(draft, sheet)
        if draft.reader.intact(("sheets", sheet.code)):
            _polled_sheet(draft, sheet)


def _item(draft: Draft, path: Path, sheet: Sheet, section: Section, item: Item) -> None:
    if not draft.reader.intact(path):
        return
    if section.sort is Sort.OF and item.points is None:
        _report(
            draft,
            path,
            Text("缺少points", "points are missing"),
            Text("写明本项几分", "say what it is worth"),
        )
    elif item.deduct and section.sort is not Sort.OF:
        fix = Text("只在of里用deduct", "use deduct in an of section only")
        _report(draft, path, Text("这里不能用deduct", "deduct cannot be used here"), fix)
    elif not item.rules:
        _without_rules(draft, path, sheet)
    elif section.sort is Sort.OF and not item.deduct and draft.tallies(sheet):
        _reachable(draft, path, sheet, item)


def _without_rules(draft: Draft, path: Path, sheet: Sheet) -> None:
    components = [c for c in draft.components.values() if c.sheet == sheet.code]
    if any(component.raters is None for component in components):
        what = Text("由事实计分的表里，这一项没有规则", "an item without rules in a sheet settled from facts")
        _report(draft, path, what, Text("写rules", "write its rules"))


def _reachable(draft: Draft, path: Path, sheet: Sheet, item: Item) -> None:
    tally = min(draft.tallies(sheet), key=lambda unit: unit.months)
    for variant in draft.variants:
        rules = [rule for rule in item.rules if rule.scope.includes(variant)]
        best = [_best(rule, tally) for rule in rules]
        total = sum(value for value in best if value is not None)
        if item.scope.includes(variant) and rules and None not in best and total < (item.points or 0):
            what = Text(
                f"类别{variant}最多只能得{show(total)}，到不了{show(item.points or 0)}",
                f"variant {variant} can reach {show(total)} at most, not {show(item.points or 0)}",
            )
            _report(draft, path, what, Text("调整points或规则", "change the points or the rules"))
            return


def _best(rule: Rule, tally: Unit) -> int | None:
    """Return the most a rule can add in a tally, hundredths; None is no limit."""
    if rule.measure is not Measure.EACH:
        return max(0, rule.points or 0, *(rule.by_outcome or {}).values())
    fact = max([rule.points or 0, *(rule.by_outcome or {}).values(), *(rule.judged or ())])
    if fact <= 0:
        return 0
    window = rule.at_most if rule.times is None else min(fact * rule.times, rule.at_most or fact * rule.times)
    shorter = rule.every.months if rule.every and rule.every.months < tally.months else tally.months
    return None if window is None else window * (tally.months // shorter)


def _section(draft: Draft, path: Path, section: Section) -> None:
    if section.sort is not Sort.OF:
        return
    sums = {variant: _worth(section, variant) for variant in draft.variants}
    wanted = section.limit or 0
    over = [variant for variant, total in sums.items() if total > wanted]
    if over or wanted not in sums.values():
        shown = "，".join(f"{variant} {show(total)}" for variant, total in sums.items())
        what = Text(
            f"各项合计不等于{show(wanted)}（{shown}）",
            f"the items do not add up to {show(wanted)} ({shown.replace('，', ', ')})",
        )
        _report(draft, path, what, Text("调整各项的points或of", "change the items' points or `of`"))


def _worth(section: Section, variant: str) -> int:
    return sum(item.points or 0 for item in section.items.values() if item.scope.includes(variant))


def _unique_items(draft: Draft, sheet: Sheet) -> None:
    seen: set[str] = set()
    for section in sheet.sections.values():
        for code in section.items:
            if code in seen:
                path = ("sheets", sheet.code, "sections", section.code, "items", code)
                what = Text(f"项目代码“{code}”在本表里重复", f'item code "{code}" is used twice in the sheet')
                _report(draft, path, what, Text("换一个代码", "use another code"))
            seen.add(code)


def _polled_sheet(draft: Draft, sheet: Sheet) -> None:
    if not draft.polls(sheet):
        return
    path = ("sheets", sheet.code)
    if any(section.sort is not Sort.OF for section in sheet.sections.values()):
        what = Text("测评表只能有of部分", "a sheet for ballots has of sections only")
        _report(draft, path, what, Text("把加减分放到另一张表", "put plus and minus into another sheet"))
    elif sheet.required != FULL:
        what = Text(
            f"测评表合计{show(sheet.required)}", f"the sheet for ballots adds up to {show(sheet.required)}"
        )
        _report(draft, path, what, Text("要合计100.00", "it must add up to 100.00"))


def _report(draft: Draft, path: Path, what: Text, fix: Text) -> None:
    draft.reader.report(path, what, fix)
