"""Points for every fact: all `each` rules in one pass."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from benchmarks.peers.pandas_way.frames import look
from benchmarks.peers.pandas_way.places import Ruled
from benchmarks.peers.pandas_way.study import Study
from xianfeng.engine.scheme import Measure, Rule, Scheme

UNLIMITED = 2**40


def each_lines(study: Study) -> pd.DataFrame:
    """Return a line for every fact that a rule counts."""
    rules = [rule for rule in study.rules if rule.rule.measure is Measure.EACH]
    looks = pd.DataFrame(
        row for number, rule in enumerate(rules) for row in _looks(study.scheme, number, rule)
    )
    facts = study.frames.facts
    found = facts[["member", "look", "month", "quantity"]].reset_index(names="fact")
    found = found.merge(looks, on="look").join(_limits(rules), on="rule")
    found["raw"] = found["counted"] = found["worth"]
    found["reason"] = "counted"
    found = pd.concat([found[~found["limited"]], _limited(found[found["limited"]])], ignore_index=True)
    found = found[_fits(study, rules, found)]
    return pd.DataFrame(
        {
            "member": found["member"],
            "slot": found["slot"] + (found["month"] - 1) // found["tally"] * found["stride"],
            "rule": found["number"],
            "window": found["window"],
            "which": (found["month"] - 1) // found["window"],
            "fact": found["fact"],
            "have": found["quantity"],
            "raw": found["sign"] * found["raw"],
            "counted": found["sign"] * found["counted"],
            "reason": found["reason"],
        }
    )


def _looks(scheme: Scheme, number: int, ruled: Ruled) -> list[dict[str, int]]:
    """Return what a rule looks for: kinds with outcomes, and what a fact is worth."""
    rule = ruled.rule
    return [
        {"look": look(scheme, kind, outcome), "rule": number, "worth": _worth(rule, outcome)}
        for kind in rule.kinds
        for outcome in scheme.kinds[kind].outcomes or ("",)
        if _matches(scheme, rule, kind, outcome)
    ]


def _matches(scheme: Scheme, rule: Rule, kind: str, outcome: str) -> bool:
    if rule.outcomes is not None:
        return outcome in rule.outcomes
    if rule.by_outcome is not None:
        return outcome in rule.by_outcome
    return outcome not in scheme.kinds[kind].excused


def _worth(rule: Rule, outcome: str) -> int:
    return abs(rule.by_outcome[outcome] if rule.by_outcome is not None else rule.points or 0)


def _limits(rules: list[Ruled]) -> pd.DataFrame:
    return pd.DataFrame([_limit(rule) for rule in rules])


def _limit(ruled: Ruled) -> dict[str, Any]:
    rule = ruled.rule
    least, most = sorted(map(abs, rule.judged)) if rule.judged else (-1, -1)
    return {
        "slot": ruled.slot, "stride": ruled.stride, "number": ruled.number, "tally": ruled.tally,
        "window": ruled.window, "sign": -1 if rule.deducts else 1, "least": least, "most": most,
        "per": rule.per or 0, "times": rule.times or UNLIMITED, "at_most": rule.at_most or UNLIMITED,
        "limited": bool(rule.judged or rule.per or rule.times or rule.at_most),
    }  # fmt: skip


def _limited(found: pd.DataFrame) -> pd.DataFrame:
    """Return the facts of rules with caps or quantities: values, then what of them counts."""
    keys = [found["rule"], found["member"], (found["month"] - 1) // found["window"]]
    number = found.groupby(keys).cumcount() + 1
    running = found.groupby(keys)["quantity"].cumsum()
    value = found["worth"].mask(found["most"] >= 0, found["quantity"].clip(found["least"], found["most"]))
    per = found["per"].where(found["per"] > 0, 1)
    steps = running // per - (running - found["quantity"]) // per
    value = value.mask(found["per"] > 0, found["worth"] * steps).mask(number > found["times"], 0)
    used = value.groupby(keys).cumsum()
    counted = np.minimum(used, found["at_most"]) - np.minimum(used - value, found["at_most"])
    reason = np.select([number > found["times"], counted != value], ["times", "at_most"], "counted")
    return found.assign(raw=value, counted=counted, reason=reason)


def _fits(study: Study, rules: list[Ruled], found: pd.DataFrame) -> Any:
    """Return which facts belong to members, at the ends of their tallies, for whom the rule holds."""
    holds = np.zeros((len(rules), len(study.members), 13), bool)
    for number, rule in enumerate(rules):
        fits = study.fits(rule)
        holds[number][:, fits.columns] = fits
    last_month = ((found["month"] - 1) // found["tally"] + 1) * found["tally"]
    return holds[found["rule"], study.members.get_indexer(found["member"]), last_month]
