"""Which features of the language a settled case shows in effect: not only written, but seen in the result.

What stands in a scheme and never changes a number proves nothing. So every name here stands for something
that is read off what came out.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from tests.random_cases.cases import Case, Year
from tests.random_cases.drawing import Data
from tests.random_cases.line_features import of_lines
from tests.random_cases.sheet_features import of_sheets
from tests.second import read
from tests.second.amounts import hundredths
from tests.second.reading import is_true
from tests.second.stretches import containing, first, last, parse


def features(case: Case, out: Data) -> set[str]:
    """Return the names of the features that a settled case shows."""
    scheme = read(case.scheme_yaml)
    found = set(_of_whole(scheme, case, out))
    for member, result in zip(case.inputs["members"], out["results"], strict=True):
        found |= {*_of_status(result), *_of_score(scheme, case, result)}
        if result["status"] != "not_assessed":
            found |= {*_of_roster(member["rows"], case), *_of_leave(scheme, case, result, out["as_of"])}
            found |= {*of_sheets(scheme, case, result), *of_lines(scheme, case, result)}
    return found


def _of_whole(scheme: Data, case: Case, out: Data) -> Iterator[str]:
    yield f"period: {scheme['period']}"
    if out["as_of"] < last(parse(case.period)).isoformat():
        yield "as_of: before the end"
    uncounted = [fact for fact in case.inputs["facts"] if fact["ref"] in out["uncounted_facts"]]
    if uncounted:
        yield "uncounted: some"
    if any(fact["outcome"] in scheme["kinds"][fact["kind"]].get("excused", []) for fact in uncounted):
        yield "uncounted: excused"


def _of_status(result: Data) -> Iterator[str]:
    yield f"status: {result['status']}"
    yield from (f"reason: {reason['why']}" for reason in result["reasons"])
    if result["veto"]:
        yield f"veto: {result['status']}"
    if result["consequences"]:
        yield f"proposal: {result['status']}"


# ---- the score and what follows


def _of_score(scheme: Data, case: Case, result: Data) -> Iterator[str]:
    if result["score"] is None:
        return
    score = hundredths(result["score"])
    yield from _of_bounds(scheme, score)
    yield from _of_bands(scheme, result, score)
    yield from _of_adjustment(scheme, case, result)
    if any(each["member"] == result["member"] for each in case.inputs["resolutions"]):
        yield "resolution: used"


def _of_bounds(scheme: Data, score: int) -> Iterator[str]:
    if score > 10000:
        yield "score: above 100"
    if score == hundredths(scheme.get("at_most", "100").replace("unlimited", "100000")):
        yield "score: at the ceiling"
    if score == 0:
        yield "score: zero"
    if scheme.get("band_on") == "whole" and score:
        yield "score: whole"
    if score > hundredths(scheme.get("at_most", "100").replace("unlimited", "100000")):
        yield "score: whole, above the ceiling"


def _of_bands(scheme: Data, result: Data, score: int) -> Iterator[str]:
    limits = [hundredths(band["at_least"]) for band in scheme.get("bands", [])[:-1]]
    if score in limits:
        yield "band: on its limit"
    if score + 1 in limits:
        yield "band: a hundredth below the limit"
    if result["stars"]:
        yield "band: stars"
    if result["band"] and result["stars"] is None and any("stars" in band for band in scheme["bands"]):
        yield "band: one of several without stars"


def _of_adjustment(scheme: Data, case: Case, result: Data) -> Iterator[str]:
    given = [each["points"] for each in case.inputs["adjustments"] if each["member"] == result["member"]]
    if given and result["adjustment"] is not None:
        yield (
            "adjustment: clamped" if given[0] != hundredths(result["adjustment"]) else "adjustment: as given"
        )


# ---- members who came, left, moved


def _of_roster(rows: list[Data], case: Case) -> Iterator[str]:
    period = parse(case.period)
    begin, end = first(period), last(period)
    ordered = sorted(({**row, **_days(row)} for row in rows), key=lambda row: row["from"])
    if begin < ordered[0]["from"] <= end:
        yield "roster: joined"
    if begin <= ordered[-1]["to"] < end:
        yield "roster: left"
    for earlier, later in pairwise(ordered):
        if begin < later["from"] <= end:
            yield from _of_move(earlier, later)


def _days(row: Data) -> Data:
    begin = date.fromisoformat(row["from"]) if row["from"] else date.min
    return {"from": begin, "to": date.fromisoformat(row["to"]) if row["to"] else date.max}


def _of_move(earlier: Data, later: Data) -> Iterator[str]:
    if later["from"] - earlier["to"] > timedelta(days=1):
        yield "roster: gap"
    for key in ("branch", "variant", "offices"):
        if earlier[key] != later[key]:
            yield f"roster: change of {key}"


def _of_leave(scheme: Data, case: Case, result: Data, as_of: str) -> Iterator[str]:
    """Yield whether facts take months that have ended out of an assessed member's year."""
    kinds = [code for code, kind in scheme["kinds"].items() if is_true(kind, "excuses_month")]
    own = [fact for fact in case.inputs["facts"] if fact["member"] == result["member"]]
    months = [containing("month", date.fromisoformat(fact["on"])) for fact in own if fact["kind"] in kinds]
    if any(month.year == int(as_of[:4]) and last(month).isoformat() <= as_of for month in months):
        yield "roster: month of leave"


# ---- the year


def features_of_year(case: Year, year: list[Data]) -> set[str]:
    """Return the names of the features that a rolled up year shows."""
    scheme = read(case.scheme_yaml)
    return {name for row in year for name in _of_year_row(scheme, case, row)}


def _of_year_row(scheme: Data, case: Year, row: Data) -> Iterator[str]:
    flags = (scheme["year"] or {}).get("flags", {})
    carry = flags.get("carry", "year")
    yield f"status: {row['status']}"
    if row["veto"]:
        yield f"veto: {row['status']}"
    if row["consequences"]:
        yield "proposals"
    if row["score"] and scheme.get("band_on") == "whole" and not row["score"].endswith(".00"):
        yield "score: hundredths where periods are whole"
    if row["stars"] is None and row["status"] == "complete" and flags:
        yield "stars: none"
    yield from _of_flags(row, carry, int(flags.get("stars", "1")), case.carried.get(row["member"], 0))


def _of_flags(row: Data, carry: str, price: int, carried: int) -> Iterator[str]:
    if row["flags"]:
        yield f"flags: {carry}"
    if row["left"]:
        yield f"left: {carry}"
    if row["flags"] and carry == "always" and carried:
        yield "flags: with last year's stars"
    if row["veto"] and row["flags"] == 0 and (row["stars"] or 0) >= price:
        yield "flags: lost by a veto"
