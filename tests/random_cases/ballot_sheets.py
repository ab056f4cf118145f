"""Random sheets that raters answer."""

from __future__ import annotations

from tests.random_cases.drawing import Data
from tests.random_cases.fact_sheets import section_worth
from tests.random_cases.rules import any_rule, main_rule
from tests.random_cases.setting import Setting


def ballot_sheet(setting: Setting, with_rules: bool) -> Data:
    """Return a sheet of 100.00 in one or two sections; its first item is for all and has no rules."""
    draw = setting.draw
    sizes = draw.split(10000, draw.randint(2, 5), draw.pick(1, 50, 500))
    items = {f"b{number}": {"points": draw.amount(size)} for number, size in enumerate(sizes, 1)}
    for code, size in list(zip(items, sizes, strict=True))[1:]:
        if with_rules and draw.chance(0.65):
            items[code] |= _ruled(setting, size)
    border = draw.randint(1, len(items))
    chunks = [list(items)[:border], list(items)[border:]]
    sections = [_section(setting, {code: items[code] for code in chunk}) for chunk in chunks if chunk]
    return {"sections": {f"t{number}": section for number, section in enumerate(sections, 1)}}


def _ruled(setting: Setting, size: int) -> Data:
    """Return the rules of an item that facts can fill in."""
    if setting.draw.chance(0.15):
        return {"deduct": "true", "rules": [any_rule(setting, -1, setting.period)]}
    more = [any_rule(setting, -1, setting.period)] if setting.draw.chance(0.3) else []
    return {"rules": [main_rule(setting, setting.period, size), *more]}


def _section(setting: Setting, items: Data) -> Data:
    """Return a section that one variant has in full, while others may lack items."""
    draw = setting.draw
    worth = section_worth(setting, items)
    others = draw.shuffled(setting.variants)[1:]
    if others and draw.chance(0.4):
        items = {code: {**item, **_except(setting, code, others)} for code, item in items.items()}
    return {"of": draw.amount(worth), "items": items}


def _except(setting: Setting, code: str, others: list[str]) -> Data:
    if code == "b1" or setting.draw.chance(0.5):
        return {}
    return {"except": setting.draw.alone_or_listed(setting.draw.some(others))}
