"""Random sheets that are settled from facts."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from tests.random_cases.drawing import Data
from tests.random_cases.each_rules import points
from tests.random_cases.rules import any_rule, main_rule
from tests.random_cases.setting import Setting
from tests.second.amounts import hundredths
from tests.second.reading import holds


def fact_sheet(setting: Setting, tally: str) -> Data:
    """Return a sheet with sections of every sort for a tally."""
    sections: Data = {}
    while not sections:
        codes = (f"i{number}" for number in count(1))
        drawn = [_section(setting, sort, tally, codes) for sort in _sorts(setting)]
        sections = {f"s{number}": section for number, section in enumerate(drawn, 1) if section}
    return {**_bounds(setting), "sections": sections}


def _sorts(setting: Setting) -> list[str]:
    draw = setting.draw
    sorts = [sort for sort in ("of", "of", "plus", "minus", "plus", "minus") if draw.chance(0.55)]
    return sorts or [draw.pick("of", "plus", "minus")]


def _bounds(setting: Setting) -> Data:
    """Return start, floor and ceiling; high where the scheme's results may be high."""
    draw, bounds = setting.draw, {}
    if setting.high or draw.chance(0.35):
        start = draw.pick(0, 1000, 4000, 6000, draw.randint(-2000, 9000))
        bounds["start"] = draw.amount(start + 6000 * setting.high)
    if draw.chance(0.3):
        bounds["at_least"] = draw.amount(draw.randint(-2000, 2000))
    if draw.chance(0.9 if setting.high else 0.4):
        some = draw.pick("unlimited", "unlimited", "100", draw.amount(draw.randint(3000, 15000)))
        bounds["at_most"] = "unlimited" if setting.high else some
    return bounds


def _section(setting: Setting, sort: str, tally: str, codes: Iterator[str]) -> Data | None:
    """Return a section; None if its items hold for no variant."""
    draw = setting.draw
    deducts = sort == "of" and draw.chance(0.3)
    items = {next(codes): _item(setting, sort, tally, deducts) for _ in range(draw.randint(1, 3))}
    title = {"title": f"类{sort}"} if draw.chance(0.3) else {}
    if sort != "of":
        limit = draw.amount(draw.pick(500, 1000, 4000, draw.randint(1, 3000)))
        return {**title, "items": items, sort: "unlimited" if draw.chance(0.4) else limit}
    worth = section_worth(setting, items)
    section = {**title, "items": items, "of": draw.amount(worth), **({"deduct": "true"} if deducts else {})}
    return section if worth else None


def section_worth(setting: Setting, items: Data) -> int:
    """Return what the items are worth together for the variant that has most of them."""
    return max(
        sum(hundredths(item["points"]) for item in items.values() if holds(item, variant))
        for variant in setting.variants
    )


def _item(setting: Setting, sort: str, tally: str, section_deducts: bool) -> Data:
    draw, item = setting.draw, {}
    size = points(draw) if draw.chance(0.7) else 100 * draw.randint(1, 40)
    if sort == "of" or draw.chance(0.5):
        item["points"] = draw.amount(size)
    item |= setting.scope(0.3)
    deducts = section_deducts
    if sort == "of" and draw.chance(0.15):
        deducts = not deducts
        item["deduct"] = "true" if deducts else "false"
    if sort == "of" and not deducts:
        return {**item, "rules": of_rules(setting, tally, size)}
    sign = 1 if sort == "plus" else -1
    return {**item, "rules": [any_rule(setting, sign, tally) for _ in range(draw.randint(1, 3))]}


def of_rules(setting: Setting, tally: str, size: int) -> list[Data]:
    """Return rules that reach an item's points for every variant, and a few more."""
    draw = setting.draw
    rules = [main_rule(setting, tally, size)]
    if len(setting.variants) > 1 and draw.chance(0.15):
        others = draw.alone_or_listed(setting.some_variants())
        rules = [{**rules[0], "only": others}, {**main_rule(setting, tally, size), "except": others}]
    more = [any_rule(setting, draw.pick(1, -1, -1), tally) for _ in range(draw.pick(0, 0, 1, 2))]
    return draw.shuffled(rules + more)
