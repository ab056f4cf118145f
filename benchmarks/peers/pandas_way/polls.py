"""Ballots: totals, trimming, means."""

from __future__ import annotations

import pandas as pd

from benchmarks.peers.pandas_way.study import Study, half_up
from xianfeng.engine.amounts import FULL
from xianfeng.engine.amounts import half_up as one_half_up
from xianfeng.engine.polls import item_points
from xianfeng.engine.scheme import Component


def polled(study: Study) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the components settled from ballots, and the means of their items."""
    answers = study.frames.answers.copy()
    answers["worth"] = answers["score"].fillna(_graded(study, answers))
    keys = ["member", "rater_kind", "ballot"]
    totals = answers.groupby(keys, observed=True, sort=False)["worth"].sum().reset_index()
    components = [c for c in study.scheme.components.values() if c.raters]
    return (
        pd.concat([_component(study, component, totals) for component in components], ignore_index=True),
        pd.concat([_items(study, component, answers) for component in components], ignore_index=True),
    )


def _graded(study: Study, answers: pd.DataFrame) -> pd.Series:
    """Return what the grades of all answers are worth."""
    worth = {
        (component.raters, item, grade): one_half_up(points * share, FULL)
        for component in study.scheme.components.values()
        if component.raters
        for item, points in item_points(study.scheme.sheet_of(component)).items()
        for grade, share in component.grades.items()
    }
    worths = pd.Series(worth, name="graded").rename_axis(["rater_kind", "item", "grade"]).reset_index()
    for column in ("rater_kind", "item", "grade"):
        worths[column] = worths[column].astype(answers[column].dtype)
    graded = answers[answers["grade"].notna()]
    found = graded[["rater_kind", "item", "grade"]].merge(worths, how="left")
    return pd.Series(found["graded"].to_numpy(), graded.index)


def _component(study: Study, component: Component, totals: pd.DataFrame) -> pd.DataFrame:
    weight = study.weights[component.code]
    weight = weight[weight > 0]
    own = totals[totals["rater_kind"] == component.raters].sort_values(["member", "worth"])
    number = own.groupby("member").cumcount()
    ballots = own.groupby("member")["worth"].size()
    if component.trim:
        drop, many = component.trim.drop, own["member"].map(ballots)
        own = own[(many < component.trim.when) | ((number >= drop) & (number < many - drop))]
    kept = own.groupby("member")["worth"].agg(["size", "sum"])
    kept = kept[ballots.reindex(kept.index) >= component.at_least]
    found = (
        pd.DataFrame({"weight": weight}).join([ballots.rename("ballots"), kept]).reset_index(names="member")
    )
    found["score"] = half_up(found["sum"], found["size"])
    found["reason"] = found["score"].isna().map({True: "too_few_ballots", False: None})
    found["ballots"] = found["ballots"].fillna(0)
    found["component"] = component.code
    return found.rename(columns={"size": "kept"}).drop(columns="sum")


def _items(study: Study, component: Component, answers: pd.DataFrame) -> pd.DataFrame:
    own = answers[answers["rater_kind"] == component.raters]
    own = own[own["member"].isin(study.members[study.weights[component.code] > 0])]
    means = own.groupby(["member", "item"], observed=True)["worth"].agg(["sum", "size"]).reset_index()
    means["mean"] = half_up(means["sum"], means["size"])
    return means.drop(columns="size").assign(component=component.code)
