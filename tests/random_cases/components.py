"""Random components, their sheets and weights."""

from __future__ import annotations

from tests.random_cases.ballot_sheets import ballot_sheet
from tests.random_cases.drawing import Data
from tests.random_cases.fact_sheets import fact_sheet
from tests.random_cases.setting import UNITS, Setting
from tests.second.amounts import hundredths
from tests.second.stretches import MONTHS

RATERS = ["self", "mutual", "mass", "organisation", "consult"]
GRADES = {"优秀": "100", "合格": "85", "基本合格": {"title": "基本合格", "worth": "70.25"}, "no": "33.33"}


def components_and_sheets(setting: Setting) -> tuple[Data, Data]:
    """Return up to four components, and the sheets that they need."""
    draw = setting.draw
    shapes = draw.choices(["facts", "ballots", "prefilled"], [6, 2, 2], k=draw.randint(1, 4))
    sheets: Data = {}
    drawn: list[Data] = []
    for shape, raters in zip(shapes, draw.shuffled(RATERS), strict=False):
        drawn.append(_component(setting, shape, raters, drawn, sheets))
    weighted = zip(drawn, weights(setting, len(drawn)), strict=True)
    drawn = [{**component, **weight} for component, weight in weighted]
    return {f"c{n}": _out_of(setting, each, drawn, sheets) for n, each in enumerate(drawn, 1)}, sheets


def _component(setting: Setting, shape: str, raters: str, older: list[Data], sheets: Data) -> Data:
    title = {"title": f"组成{len(older) + 1}"} if setting.draw.chance(0.3) else {}
    if shape == "facts":
        return {**title, **_from_facts(setting, older, sheets)}
    return {**title, **_from_ballots(setting, shape, raters, older, sheets)}


# ---- from facts


def _from_facts(setting: Setting, components: list[Data], sheets: Data) -> Data:
    """Return a component with a sheet of its own, or with that of another component."""
    draw = setting.draw
    tally = _tally(setting, setting.period) if draw.chance(0.5) else {}
    older = [each for each in components if "raters" not in each]
    if older and draw.chance(0.2):
        return _sharing(setting, draw.choice(older), sheets)
    code = f"sheet{len(sheets) + 1}"
    sheets[code] = fact_sheet(setting, tally.get("tally", setting.period))
    return {"sheet": code, **tally}


def _tally(setting: Setting, longest: str) -> Data:
    units = [unit for unit in UNITS if MONTHS[unit] <= MONTHS[longest]]
    return {"tally": setting.draw.choice(units)}


def _sharing(setting: Setting, older: Data, sheets: Data) -> Data:
    """Return a component with the sheet of an older one, and a shorter tally where the sheet allows it."""
    made_for = older.get("tally", setting.period)
    if _has_shorter_windows(sheets[older["sheet"]], made_for):
        return {"sheet": older["sheet"], "tally": made_for}
    return {"sheet": older["sheet"], **_tally(setting, made_for)}


def _has_shorter_windows(sheet: Data, tally: str) -> bool:
    items = [item for section in sheet["sections"].values() for item in section["items"].values()]
    units = [rule.get("every", tally) for item in items for rule in item["rules"]]
    return any(MONTHS[unit] < MONTHS[tally] for unit in units)


# ---- from ballots


def _from_ballots(setting: Setting, shape: str, raters: str, components: list[Data], sheets: Data) -> Data:
    """Return a component of raters who give one score, answer a sheet, or answer what facts do not fill."""
    draw = setting.draw
    component: Data = {"raters": raters}
    if shape == "prefilled" or draw.chance(0.5):
        older = [each["sheet"] for each in components if "raters" in each and "sheet" in each]
        component["sheet"] = draw.choice(older) if older and draw.chance(0.3) else f"sheet{len(sheets) + 1}"
        if component["sheet"] not in sheets:
            sheets[component["sheet"]] = ballot_sheet(setting, shape == "prefilled" or draw.chance(0.3))
    if shape == "prefilled":
        component["prefilled"] = "true"
    return {**component, **_counting(setting)}


def _counting(setting: Setting) -> Data:
    """Return how ballots are counted: how many are needed, trimmed, and what a grade is worth."""
    draw = setting.draw
    keys: Data = {}
    if draw.chance(0.6):
        keys["at_least"] = str(draw.randint(1, 4))
    if draw.chance(0.45):
        drop = draw.randint(1, 2)
        keys["trim"] = {"drop": str(drop), "when": str(2 * drop + draw.randint(1, 3))}
    return {**keys, "grades": GRADES} if draw.chance(0.4) else keys


# ---- weights


def weights(setting: Setting, number: int) -> list[Data]:
    """Return a weight for each component, for all or by variant; they add up to 100.00."""
    draw = setting.draw
    if number == 1:
        return [{}] if draw.chance(0.6) else [{"weight": "100"}]
    plain = _thirds_or_any(setting, number)
    if len(setting.variants) == 1 or draw.chance(0.65):
        return [{"weight": draw.amount(weight)} for weight in plain]
    tables = {variant: _with_zeroes(setting, number) for variant in setting.some_variants()}
    if draw.chance(0.3):
        tables = {variant: _with_zeroes(setting, number) for variant in setting.variants}
    return [{"weight": _table(setting, tables, plain, n)} for n in range(number)]


def _table(setting: Setting, tables: dict[str, list[int]], plain: list[int], n: int) -> Data:
    """Return one component's weights by variant; `otherwise` stands anywhere, or is not needed."""
    table = {variant: setting.draw.amount(each[n]) for variant, each in tables.items()}
    if len(tables) < len(setting.variants):
        table["otherwise"] = setting.draw.amount(plain[n])
    elif setting.draw.chance(0.5):
        table = {variant: weight for variant, weight in table.items() if hundredths(weight)} or table
    return dict(setting.draw.shuffled(list(table.items())))


def _thirds_or_any(setting: Setting, number: int) -> list[int]:
    if number == 3 and setting.draw.chance(0.2):
        return [3333, 3333, 3334]
    return setting.draw.split(10000, number, setting.draw.pick(500, 1000, 1, 1))


def _with_zeroes(setting: Setting, number: int) -> list[int]:
    """Return weights of which some may be 0."""
    draw = setting.draw
    kept = sorted(draw.some(range(number)))
    shares = dict(zip(kept, draw.split(10000, len(kept), draw.pick(1, 500)), strict=True))
    return [shares.get(n, 0) for n in range(number)]


def _out_of(setting: Setting, component: Data, components: list[Data], sheets: Data) -> Data:
    """Return a component from facts sometimes with a score that is out of its weight."""
    weight, sheet = component.get("weight"), component.get("sheet", "")
    alone = sum(each.get("sheet") == sheet for each in components) == 1
    if "raters" in component or not isinstance(weight, str) or not alone:
        return component
    if setting.draw.chance(0.3):
        sheets[sheet] = {"at_most": weight, "sections": sheets[sheet]["sections"]}
        return {**component, "out_of": weight}
    return {**component, "out_of": "100"} if setting.draw.chance(0.1) else component
