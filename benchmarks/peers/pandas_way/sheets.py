"""From lines to items, tallies and the components settled from facts."""

from __future__ import annotations

import numpy as np
import pandas as pd

from benchmarks.peers.pandas_way.places import sheets, tallies
from benchmarks.peers.pandas_way.study import Study, half_up
from xianfeng.engine.scheme import Component, Measure, Sheet, Sort


def items(study: Study, lines: pd.DataFrame) -> pd.DataFrame:
    """Return every item of every tally of everybody for whom it is."""
    wanted = pd.concat([_wanted(study, number) for number in range(len(study.slots))], ignore_index=True)
    keys = ["member", "slot"]
    lines = lines.assign(due=lines["reason"] != "nothing_due")
    found = lines.groupby(keys).agg(sum=("counted", "sum"), any_due=("due", "any"))
    each = wanted.join(found, on=keys).join(study.slots, on="slot")
    each["due"] = each["always"] | each["any_due"].fillna(False).astype(bool)
    each["sum"] = (each["sum"].fillna(0) + each["start"]).where(each["due"])
    each["value"] = each["sum"].clip(each["least"], each["most"])
    return each


def _wanted(study: Study, number: int) -> pd.DataFrame:
    """Return the members for whom a slot is, and whether one of its rules is always due for them."""
    slot = study.slots.loc[number]
    variant = study.variants[slot["month"]]
    for_them = [code for code in study.scheme.variants if slot["scope"].includes(code)]
    members = study.members[variant.isin(for_them) & (study.weights[slot["component"]] > 0)]
    own = [
        rule for rule in study.rules
        if rule.item.code == slot["item"] and rule.component.code == slot["component"]
        and rule.rule.measure is Measure.EACH
    ]  # fmt: skip
    always = [code for code in for_them if any(rule.includes(code) for rule in own)]
    is_always = variant.loc[members].isin(always).to_numpy()
    return pd.DataFrame({"member": members, "slot": number, "always": is_always})


def scored(study: Study, each: pd.DataFrame) -> pd.DataFrame:
    """Return the sheet of each component in each tally."""
    parts = [
        _scored(study, component, sheet, each[each["component"] == component.code])
        for component, sheet in sheets(study.scheme)
    ]
    return pd.concat(parts, ignore_index=True)


def _scored(study: Study, component: Component, sheet: Sheet, each: pd.DataFrame) -> pd.DataFrame:
    due = each[each["due"]]
    keys = ["member", "tally"]
    required = due[due["sort"] == Sort.OF].groupby(keys)[["value", "points"]].sum()
    members = study.members[study.weights[component.code] > 0]
    index = pd.MultiIndex.from_product([members, [tally.code for tally in tallies(component)]], names=keys)
    found = required.reindex(index, fill_value=0).set_axis(["earned", "due"], axis=1)
    found["of"] = sheet.required
    found["extra"] = _extra(sheet, due).reindex(index, fill_value=0)
    rescaled = half_up(found["earned"] * found["of"], found["due"].clip(lower=1))
    found["base"] = rescaled.where(found["due"] != found["of"], found["earned"])
    found["base"] = found["base"].mask((found["due"] == 0) & (found["of"] > 0))
    total = sheet.start + found["base"] + found["extra"]
    found["score"] = total.clip(sheet.at_least, sheet.at_most)
    found["counts"] = _counts(study, component).reindex(index)
    return found.reset_index().assign(component=component.code, start=sheet.start)


def _extra(sheet: Sheet, due: pd.DataFrame) -> pd.Series:
    sums = due[due["sort"] != Sort.OF].groupby(["member", "tally", "section"])["value"].sum()
    sections = sheet.sections.values()
    least = {s.code: -np.inf if s.limit is None or s.sort is Sort.PLUS else -s.limit for s in sections}
    most = {s.code: np.inf if s.limit is None or s.sort is Sort.MINUS else s.limit for s in sections}
    section = sums.index.get_level_values("section")
    clipped = sums.clip(section.map(least).to_numpy(float), section.map(most).to_numpy(float))
    return clipped.groupby(["member", "tally"]).sum()


def _counts(study: Study, component: Component) -> pd.Series:
    """Return whether a tally passes the half rule, by member and tally."""
    months = {
        tally.code: study.presence.counts[list(range(tally.start.month, tally.end.month + 1))]
        for tally in tallies(component)
    }
    passes = {code: 2 * own.sum(axis=1) >= own.shape[1] for code, own in months.items()}
    return pd.DataFrame(passes).stack()


def from_facts(study: Study, tallied: pd.DataFrame) -> pd.DataFrame:
    """Return the components settled from facts: the mean of the tallies that count and have a score."""
    parts = [
        _from_facts(study, component, tallied[tallied["component"] == component.code])
        for component, _ in sheets(study.scheme)
    ]
    return pd.concat(parts, ignore_index=True)


def _from_facts(study: Study, component: Component, tallied: pd.DataFrame) -> pd.DataFrame:
    keeps = tallied[tallied["counts"] & tallied["score"].notna()].groupby("member")["score"]
    weight = study.weights[component.code]
    found = pd.DataFrame({"weight": weight[weight > 0], "component": component.code})
    found = found.rename_axis("member").reset_index()
    found["score"] = half_up(found["member"].map(keeps.sum()), found["member"].map(keeps.size()))
    counted = found["member"].map(tallied.groupby("member")["counts"].any())
    why = counted.map({True: "nothing_due", False: "nothing_counts"})
    found["reason"] = why.where(found["score"].isna(), None)
    return found
