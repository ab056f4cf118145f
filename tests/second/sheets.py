"""Items, sections and the score of a sheet in one tally (5)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tests.second.amounts import OPEN, ceiling, clamp, half_up, hundredths
from tests.second.people import Person, end_of, row_at
from tests.second.reading import Data, holds, is_true, one_of
from tests.second.rules import RuleResult, settle_rule
from tests.second.stretches import Stretch


class Place(NamedTuple):
    """An item in its section, under their codes."""

    section_code: str
    section: Data
    code: str
    item: Data


class ItemResult(NamedTuple):
    """An item in one tally; `sum` and `value` are None if it is not due. Lines carry their rule's number."""

    place: Place
    due: bool
    sum: int | None
    value: int | None
    lines: list[Data]
    matched: set[str]


def sort_of(section: Data) -> str:
    return one_of(section, ("of", "plus", "minus"))


def items_for(sheet: Data, variant: str) -> list[Place]:
    """Return the items that hold for a variant, in the order written."""
    places = [
        Place(section_code, section, code, item)
        for section_code, section in sheet["sections"].items()
        for code, item in section["items"].items()
    ]
    return [place for place in places if holds(place.item, variant)]


def settle_items(who: Person, sheet: Data, tally: Stretch) -> list[ItemResult]:
    variant = variant_in(who, tally)
    return [settle_item(who, place, tally, variant) for place in items_for(sheet, variant)]


def variant_in(who: Person, tally: Stretch) -> str:
    return str(row_at(who, end_of(who, tally))["variant"])


def settle_item(who: Person, place: Place, tally: Stretch, variant: str) -> ItemResult:
    """Return step 1 and 2: the sum of an item's lines, clamped, and whether it is due."""
    rules = [(n, rule) for n, rule in enumerate(place.item.get("rules", []), 1) if holds(rule, variant)]
    settled = [(number, settle_rule(who, rule, tally)) for number, rule in rules]
    lines = [{"rule": number, **line} for number, result in settled for line in result.lines]
    return _item_result(place, [result for _, result in settled], lines)


def _item_result(place: Place, results: Sequence[RuleResult], lines: list[Data]) -> ItemResult:
    matched = {ref for result in results for ref in result.matched}
    if not any(result.due for result in results):
        return ItemResult(place, False, None, None, lines, matched)
    total = begins_with(place) + sum(line["counted"] for line in lines)
    return ItemResult(place, True, total, clamp(total, *bounds(place)), lines, matched)


def begins_with(place: Place) -> int:
    """Return the points of an item that deducts; what the item says goes before what its section says."""
    deducts = is_true(place.item, "deduct", place.section.get("deduct", "false"))
    return hundredths(place.item["points"]) if deducts else 0


def bounds(place: Place) -> tuple[int, int]:
    most = hundredths(place.item["points"]) if "points" in place.item else OPEN
    return (-most, 0) if sort_of(place.section) == "minus" else (0, most)


def score(sheet: Data, items: Sequence[ItemResult], polled: int = 0, polled_points: int = 0) -> Data:
    """Return steps 3 to 5; of E and D, `polled` and `polled_points` come from ballots."""
    required = [each for each in items if each.due and sort_of(each.place.section) == "of"]
    earned = polled + sum(each.value or 0 for each in required)
    due = polled_points + sum(hundredths(each.place.item["points"]) for each in required)
    of = sum(hundredths(s["of"]) for s in sheet["sections"].values() if "of" in s)
    start, base, extra = hundredths(sheet.get("start", "0")), base_of(earned, due, of), extra_of(sheet, items)
    total = None if base is None else bounded(sheet, start + base + extra)
    return {
        "score": total, "start": start, "earned": earned, "due": due, "of": of, "base": base, "extra": extra,
    }  # fmt: skip


def base_of(earned: int, due: int, of: int) -> int | None:
    if of == 0:
        return 0
    if due == 0:
        return None
    return earned if due == of else half_up(earned * of, due)


def extra_of(sheet: Data, items: Sequence[ItemResult]) -> int:
    extra = 0
    for code, section in sheet["sections"].items():
        values = sum(each.value or 0 for each in items if each.place.section_code == code)
        extra += limited(section, values)
    return extra


def limited(section: Data, values: int) -> int:
    """Return what a plus or minus section adds, its values together within its limit."""
    if "plus" in section:
        return min(values, ceiling(section["plus"]))
    return max(values, -ceiling(section["minus"])) if "minus" in section else 0


def bounded(sheet: Data, total: int) -> int:
    return clamp(total, hundredths(sheet.get("at_least", "0")), ceiling(sheet.get("at_most", "100")))
