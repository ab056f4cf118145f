"""Features that the lines of a result show in effect."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from tests.random_cases.cases import Case
from tests.random_cases.drawing import Data
from tests.second.amounts import hundredths
from tests.second.reading import is_true, listed
from tests.second.stretches import MONTHS, parse
from tests.second.views import measure


def of_lines(scheme: Data, case: Case, result: Data) -> Iterator[str]:
    """Yield the names of features of a result's lines."""
    facts = {fact["ref"]: fact for fact in case.inputs["facts"]}
    for line in result["lines"]:
        rule = rule_of(scheme, line)
        yield f"line: {line['reason']}"
        yield from _of_any(rule, line)
        if measure(rule) == "each":
            yield from _of_each(rule, line)
            yield from _of_fact(scheme, facts[line["ref"]])
        else:
            yield from _of_window(rule, line)
    for earlier, later in pairwise(result["lines"]):
        yield from _of_ties(earlier, later)
    yield from _of_targets(scheme, case, result)


def rule_of(scheme: Data, line: Data) -> Data:
    sheet = scheme["sheets"][scheme["components"][line["component"]]["sheet"]]
    items = {code: item for s in sheet["sections"].values() for code, item in s["items"].items()}
    rule: Data = items[line["item"]]["rules"][line["rule"] - 1]
    return rule


def _of_any(rule: Data, line: Data) -> Iterator[str]:
    name = measure(rule)
    if line["counted"] == "0.00":
        return
    yield name
    yield f"{name}: {'takes away' if line['counted'].startswith('-') else 'adds'}"
    window, tally = (MONTHS[parse(line[key]).unit] for key in ("window", "tally"))
    if window != tally:
        yield f"{name}: every {'longer' if window > tally else 'shorter'} than the tally"
    if len(listed(rule[name])) > 1:
        yield f"{name}: several kinds"
    yield from (f"rule: {key}" for key in ("only", "except") if key in rule)


# ---- each


def _of_each(rule: Data, line: Data) -> Iterator[str]:
    window, tally = (parse(line[key]) for key in ("window", "tally"))
    if line["reason"] in ("times", "at_most"):
        longer = MONTHS[window.unit] > MONTHS[tally.unit]
        yield f"{line['reason']}: over a {'longer' if longer else 'tally or shorter'} window"
    if line["reason"] == "at_most":
        yield "at_most: nothing left" if line["counted"] == "0.00" else "at_most: in part"
    elif line["counted"] != "0.00":
        yield from _of_worth(rule, line)


def _of_worth(rule: Data, line: Data) -> Iterator[str]:
    have, raw = hundredths(line["have"]), abs(hundredths(line["raw"]))
    if "judged" in rule:
        yield "judged: as recorded" if have == raw else "judged: clamped"
    elif isinstance(rule["points"], dict):
        yield "points: by outcome"
    elif "per" in rule:
        whole = have // hundredths(rule["per"]) * abs(hundredths(rule["points"]))
        yield "per: whole steps" if raw == whole else "per: steps over several facts"


def _of_fact(scheme: Data, fact: Data) -> Iterator[str]:
    if fact["outcome"] in scheme["kinds"][fact["kind"]].get("excused", []):
        yield "excused: named, so it counts"
    if fact["quantity"] == 0:
        yield "quantity: zero"
    if fact["quantity"] == 9999999:
        yield "quantity: the most"


def _of_ties(earlier: Data, later: Data) -> Iterator[str]:
    """Yield ties of a day whose order decides: a cap or the number of times lies between them."""
    same = all(earlier[key] == later[key] for key in ("component", "tally", "item", "rule", "window", "on"))
    if same and earlier["ref"] and earlier["reason"] != later["reason"]:
        yield "ties: of a day, on a border"


# ---- measures with one line a window


def _of_window(rule: Data, line: Data) -> Iterator[str]:
    if measure(rule) in ("ratio", "latest", "average"):
        yield from _of_share(rule, line)
    else:
        yield from _of_target(rule, line)


def _of_share(rule: Data, line: Data) -> Iterator[str]:
    written = rule.get("if_none", "skip" if measure(rule) == "ratio" else "zero")
    if line["reason"] == "nothing_due":
        yield "if_none: skip" if written == "skip" else "if_none: excused from everything"
    if line["reason"] == "no_facts":
        yield f"if_none: {written}"


def _of_target(rule: Data, line: Data) -> Iterator[str]:
    name = measure(rule)
    waits = name == "absence" or not is_true(rule, "paced", "true")
    if waits and line["reason"] == "nothing_due" and line["need"] != "0.00":
        yield "paced false: not judged here"
    if line["need"] == "0.00":
        yield "target: nothing needed"
    if line["counted"] == "0.00":
        return
    if waits:
        yield f"paced false: judged, {name}"
    if rule.get("counting") == "facts":
        yield f"counting: facts, {name}"
    if name == "shortfall" and rule.get("per", "1") not in ("1", "1.0", "1.00"):
        yield "per: of a shortfall"


def _of_targets(scheme: Data, case: Case, result: Data) -> Iterator[str]:
    """Yield targets by what the member is and does, where they gave points."""
    (member,) = [each for each in case.inputs["members"] if each["id"] == result["member"]]
    offices = {office for row in member["rows"] for office in row["offices"]}
    for line in result["lines"]:
        target = rule_of(scheme, line).get("target")
        if isinstance(target, dict) and line["counted"] != "0.00":
            yield "target: by office" if offices & target.keys() else "target: by variant or otherwise"
