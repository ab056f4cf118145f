"""Features that components, sheets and items show in effect."""

from __future__ import annotations

from collections.abc import Iterator

from tests.random_cases.cases import Case
from tests.random_cases.drawing import Data
from tests.second.amounts import ceiling, hundredths
from tests.second.reading import is_true
from tests.second.sheets import Place, begins_with, sort_of
from tests.second.stretches import parse


def of_sheets(scheme: Data, case: Case, result: Data) -> Iterator[str]:
    """Yield the names of features of a result's components, their tallies and items."""
    yield from _of_weights(scheme, case, result)
    for row in result["components"]:
        component = scheme["components"][row["code"]]
        sheet = scheme.get("sheets", {}).get(component.get("sheet"), {})
        items = [item for item in result["items"] if item["component"] == row["code"]]
        yield from _of_component(component, row)
        yield from _of_ballots(component, sheet, case, result, row)
        for tally in row["tallies"]:
            own = [item for item in items if item["tally"] == tally["tally"]]
            yield from _of_tally(sheet, case, tally)
            yield from _of_limits(sheet, own)
            yield from _of_items(sheet, own, "raters" not in component)


def _of_weights(scheme: Data, case: Case, result: Data) -> Iterator[str]:
    """Yield features of weights; with a resolution they are not those of the scheme."""
    if any(each["member"] == result["member"] for each in case.inputs["resolutions"]):
        return
    if any(isinstance(each.get("weight"), dict) for each in scheme["components"].values()):
        yield "weight: by variant"
    if len(result["components"]) < len(scheme["components"]):
        yield "weight: component not for a variant"


def _of_component(component: Data, row: Data) -> Iterator[str]:
    if row["reason"]:
        yield f"component: {row['reason']}"
    if row["part"] and len(row["part"].partition(".")[2]) > 2:
        yield "part: beyond hundredths"
    if component.get("out_of", "100") != "100" and row["score"] not in (None, "0.00"):
        yield "part: out of the weight"
    if row["part"] and row["part"].startswith("-"):
        yield "part: below zero"
    if component.get("tally") and len(row["tallies"]) > 1 and row["score"]:
        yield "tallies: mean of several"


def _of_ballots(component: Data, sheet: Data, case: Case, result: Data, row: Data) -> Iterator[str]:
    if row["kept"] is None:
        return
    answers = [
        answer
        for answer in case.inputs["ballots"]
        if answer["ratee"] == result["member"] and answer["rater_kind"] == component["raters"]
    ]
    if row["kept"] < row["ballots"]:
        yield "ballots: trimmed"
    if any(answer["grade"] for answer in answers):
        yield "ballots: grades of items" if sheet else "ballots: grades of the whole"
    if is_true(component, "prefilled") and row["score"]:
        yield from _of_prefilled(sheet, {answer["item"] for answer in answers})


def _of_prefilled(sheet: Data, answered: set[str]) -> Iterator[str]:
    items = {code: item for s in sheet["sections"].values() for code, item in s["items"].items()}
    ruled = {code for code, item in items.items() if "rules" in item}
    if ruled & answered:
        yield "prefilled: answers replace facts"
    if ruled - answered:
        yield "prefilled: facts fill in"


def _of_tally(sheet: Data, case: Case, row: Data) -> Iterator[str]:
    unit = parse(row["tally"]).unit
    if unit != parse(case.period).unit:
        yield f"tally: {unit}"
    if not row["counts"]:
        yield "tally: does not count"
    if row["score"] is None:
        yield "tally: without a score"
    elif hundredths(row["due"]) != hundredths(row["of"]) and row["base"] != "0.00":
        yield "sheet: rescaled"
    if row["score"] is not None:
        yield from _of_bounds(sheet, row)


def _of_bounds(sheet: Data, row: Data) -> Iterator[str]:
    start, base, extra, score = (hundredths(row[key]) for key in ("start", "base", "extra", "score"))
    if start:
        yield "sheet: start"
    if start + base + extra < score:
        yield "sheet: floor"
    if start + base + extra > score:
        yield "sheet: ceiling"
    if sheet.get("at_most") == "unlimited" and score > 10000:
        yield "sheet: unlimited, above 100"
    if extra < 0:
        yield "sheet: extra below zero"


def _of_limits(sheet: Data, items: list[Data]) -> Iterator[str]:
    for code, section in sheet["sections"].items():
        values = sum(hundredths(item["value"] or "0") for item in items if item["section"] == code)
        sort = sort_of(section)
        if sort != "of" and abs(values) > ceiling(section[sort]):
            yield f"section: limit of {sort}"
        if sort != "of" and section[sort] == "unlimited" and values:
            yield f"section: {sort} without a limit"


def _of_items(sheet: Data, items: list[Data], all_are_shown: bool) -> Iterator[str]:
    codes = {code for section in sheet["sections"].values() for code in section["items"]}
    if all_are_shown and codes - {item["item"] for item in items}:
        yield "item: for other variants"
    for row in items:
        yield "item: due" if row["due"] else "item: not due"
        if row["due"]:
            yield from _of_item(sheet, row)


def _of_item(sheet: Data, row: Data) -> Iterator[str]:
    section = sheet["sections"][row["section"]]
    place = Place(row["section"], section, row["item"], section["items"][row["item"]])
    total, value, begin = hundredths(row["sum"]), hundredths(row["value"]), begins_with(place)
    sort = sort_of(section)
    if abs(value) < abs(total) and total * value > 0:
        yield f"item: ceiling in {sort}"
    if sort == "of" and total < 0:
        yield "item: floor in of"
    if begin and value != begin:
        yield f"item: deducts, {'by itself' if 'deduct' in place.item else 'by its section'}"
    if sort != "of" and "points" not in place.item and value:
        yield f"item: without a ceiling in {sort}"
