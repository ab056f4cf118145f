"""Random rules of every measure."""

from __future__ import annotations

from tests.random_cases.drawing import Data, Draw, upwards
from tests.random_cases.each_rules import any_every, each_rule, points, some_kinds
from tests.random_cases.setting import UNITS, Setting
from tests.second.amounts import hundredths
from tests.second.stretches import MONTHS


def any_rule(setting: Setting, sign: int, tally: str) -> Data:
    """Return a rule of any measure that fits the sign."""
    names = ["each"] * 5 + ["ratio", "latest", "average", "reach"]
    names += ["shortfall", "shortfall", "absence", "absence"] if sign < 0 else []
    return {**_rule(setting, setting.draw.choice(names), sign, tally), **setting.scope(0.2)}


def main_rule(setting: Setting, tally: str, full: int) -> Data:
    """Return a rule that alone reaches the full points of an item, for every variant."""
    if tally != "month" and setting.draw.chance(0.07):
        return many_windows(setting.draw, tally, full)
    name = setting.draw.pick("each", "ratio", "ratio", "reach", "reach", "latest", "average")
    return _rule(setting, name, 1, tally, full)


def _rule(setting: Setting, name: str, sign: int, tally: str, full: int = 0) -> Data:
    if name == "each":
        return each_rule(setting, sign, full)
    if name == "absence":
        return absence_rule(setting)
    size = sign * (full or points(setting.draw))
    if name in ("reach", "shortfall"):
        return target_rule(setting, name, size, tally, bool(full))
    if name == "ratio":
        return ratio_rule(setting, size, tally)
    return outcome_rule(setting, name, size, tally)


def many_windows(draw: Draw, tally: str, full: int) -> Data:
    """Return a rule that takes all its windows to be full: 2.50 once a quarter for 5.00 in a half-year."""
    unit = draw.choice([unit for unit in UNITS if MONTHS[unit] < MONTHS[tally]])
    share = draw.amount(upwards(full, MONTHS[tally] // MONTHS[unit]))
    limit = {"times": "1"} if draw.chance(0.5) else {"at_most": share}
    return {"each": some_kinds(draw, "q"), "points": share, **limit, "every": unit}


def longer_every(draw: Draw, tally: str) -> Data:
    units = [unit for unit in UNITS if MONTHS[unit] >= MONTHS[tally]]
    return {"every": draw.choice(units)} if draw.chance(0.5) else {}


# ---- shares of what was required


def ratio_rule(setting: Setting, size: int, tally: str) -> Data:
    draw = setting.draw
    kinds = some_kinds(draw, "att", "due", "mark")
    return {
        "ratio": draw.alone_or_listed(kinds),
        "met": setting.some_outcomes(kinds),
        "points": draw.amount(size),
        **_if_none(draw),
        **longer_every(draw, tally),
    }


def outcome_rule(setting: Setting, name: str, size: int, tally: str) -> Data:
    """Return a `latest` or `average`, whose best outcome is worth the whole size."""
    draw = setting.draw
    kinds = some_kinds(draw, "att", "due", "mark", "award")
    named = [each for each in setting.outcomes(kinds) if each not in setting.always_excused(kinds)]
    best = draw.choice([each for each in named if each not in setting.ever_excused(kinds)])
    worth = {each: draw.randint(0, abs(size)) * (1 if size > 0 else -1) for each in draw.shuffled(named)}
    return {
        name: draw.alone_or_listed(kinds),
        "points": {each: draw.amount(size if each == best else less) for each, less in worth.items()},
        **_if_none(draw),
        **longer_every(draw, tally),
    }


def _if_none(draw: Draw) -> Data:
    return {"if_none": draw.pick("skip", "zero", "full")} if draw.chance(0.5) else {}


# ---- targets


def target_rule(setting: Setting, name: str, size: int, tally: str, is_main: bool) -> Data:
    """Return a `reach` or `shortfall`."""
    draw = setting.draw
    kinds = some_kinds(draw, "q", "q", "att", "due")
    rule: Data = {name: draw.alone_or_listed(kinds)}
    if setting.outcomes(kinds):
        rule["outcome"] = setting.some_outcomes(kinds, with_excused=draw.chance(0.2))
    rule |= {"counting": "facts"} if draw.chance(0.4) else draw.pick({}, {"counting": "quantity"})
    rule["target"] = target(setting, rule.get("counting") == "facts", is_main)
    if draw.chance(0.45):
        rule["paced"] = draw.pick("true", "false", "false")
    rule["points"] = draw.amount(size)
    if name == "reach":
        return {**rule, **longer_every(draw, tally)}
    return {**rule, **_step(draw), **any_every(draw)}


def _step(draw: Draw) -> Data:
    return {"per": draw.amount(draw.pick(100, 200, 50, 250, 800, 33))} if draw.chance(0.5) else {}


def target(setting: Setting, in_facts: bool, is_main: bool) -> str | Data:
    """Return one target, or targets by variant and office; rarely nothing is asked of anybody."""
    draw = setting.draw
    if draw.chance(0.4):
        found: str | Data = _one_target(draw, in_facts)
    else:
        keys = draw.some(setting.variants + setting.offices, 0)
        if draw.chance(0.8) or not keys:
            keys.insert(draw.randint(0, len(keys)), "otherwise")
        found = {key: _one_target(draw, in_facts) for key in keys}
    amounts = found.values() if isinstance(found, dict) else [found]
    asks = any(hundredths(amount) for amount in amounts)
    return found if asks or (not is_main and draw.chance(0.2)) else "1"


def _one_target(draw: Draw, in_facts: bool) -> str:
    if in_facts:
        return draw.amount(100 * draw.pick(0, 1, 1, 2, 3, 6, 12))
    return draw.amount(draw.pick(0, 3200, 5600, 100, 1200, 333, draw.randint(1, 6000)))


def absence_rule(setting: Setting) -> Data:
    draw = setting.draw
    kinds = some_kinds(draw, "q", "q", "att")
    rule = {"absence": draw.alone_or_listed(kinds), "points": draw.amount(-points(draw))}
    if setting.outcomes(kinds):
        rule["outcome"] = setting.some_outcomes(kinds)
    return {**rule, "every": draw.choice(UNITS)} if draw.chance(0.8) else rule
