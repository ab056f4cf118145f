"""Everything together: components, results, and lines as they are written."""

from __future__ import annotations

import numpy as np
import pandas as pd

from benchmarks.peers.options import PERIOD
from benchmarks.peers.pandas_way.each import each_lines
from benchmarks.peers.pandas_way.polls import polled
from benchmarks.peers.pandas_way.sheets import from_facts, items, scored
from benchmarks.peers.pandas_way.study import Study, half_up
from benchmarks.peers.pandas_way.windows import window_lines
from xianfeng.engine.amounts import ONE
from xianfeng.engine.calendar import Period, Unit
from xianfeng.engine.components import EXACT
from xianfeng.engine.scheme import BandOn

LINE = ["member", "slot", "rule", "window", "which", "fact", "have", "need", "raw", "counted", "reason"]


def settle(study: Study) -> dict[str, pd.DataFrame]:
    """Return the results by the names of their tables."""
    lines = pd.concat([each_lines(study), window_lines(study)], ignore_index=True).reindex(columns=LINE)
    each = items(study, lines)
    tallied = scored(study, each)
    voted, means = polled(study)
    components = pd.concat([voted, from_facts(study, tallied)], ignore_index=True)
    components["part"] = components["weight"] * components["score"]
    item_columns = ["member", "component", "tally", "section", "item", "due", "sum", "value"]
    return {
        "results": _results(study, components),
        "components": components,
        "polled": means,
        "tallies": tallied,
        "items": each[item_columns],
        "lines": _written(study, lines),
    }


def _results(study: Study, components: pd.DataFrame) -> pd.DataFrame:
    by_member = components.groupby("member")
    found = pd.DataFrame({"branch": study.presence.at("branch", 12), "variant": study.variants[12]})
    missing = components["score"].isna().groupby(components["member"]).any().reindex(found.index)
    found["status"] = missing.map({True: "incomplete", False: "complete"}).fillna("not_assessed")
    is_complete = found["status"] == "complete"
    weighted = half_up(by_member["part"].sum(), EXACT).reindex(found.index).where(is_complete)
    found["adjustment"] = _adjustments(study).reindex(found.index).where(is_complete)
    score = (weighted + found["adjustment"].fillna(0)).clip(0, study.scheme.at_most)
    is_whole = study.scheme.band_on is BandOn.WHOLE
    found["score"] = half_up(score, ONE) * ONE if is_whole else score
    found["veto"] = _vetoed(study).reindex(found.index, fill_value=False) & (
        found["status"] != "not_assessed"
    )
    return _banded(study, found).rename_axis("member").reset_index()


def _adjustments(study: Study) -> pd.Series:
    adjust = study.scheme.adjust
    assert adjust is not None
    points = study.frames.adjustments.set_index("member")["points"]
    return points.clip(-adjust.within, adjust.within)


def _vetoed(study: Study) -> pd.Series:
    veto, facts = study.scheme.veto, study.frames.facts
    assert veto is not None
    decided = facts[facts["kind"].isin(veto.kinds) & (facts["document"] != "")]
    return decided.groupby("member").size() > 0


def _banded(study: Study, found: pd.DataFrame) -> pd.DataFrame:
    bands = study.scheme.bands
    reached = [found["score"] >= band.at_least for band in bands]
    number = pd.Series(np.select(reached, range(len(bands)), -1), found.index)
    number = number.mask(found["veto"] & (number >= 0), len(bands) - 1).where(number >= 0)
    found["band"] = number.map(dict(enumerate(band.code for band in bands)))
    found["stars"] = number.map(dict(enumerate(band.stars for band in bands)))
    return found


def _written(study: Study, lines: pd.DataFrame) -> pd.DataFrame:
    """Return the lines in words."""
    slot = study.slots[["component", "tally", "item"]].astype("category")
    written = lines.drop(columns=["slot", "which", "fact"]).reset_index(drop=True)
    for column in slot:
        codes = slot[column].cat.codes.to_numpy()[lines["slot"]]
        written[column] = pd.Categorical.from_codes(codes, dtype=slot[column].dtype)
    for column in ("ref", "day"):
        written[column] = study.frames.facts[column].reindex(lines["fact"]).array
    return written.assign(window=_windows(lines))


def _windows(lines: pd.DataFrame) -> pd.Categorical:
    """Return the codes of the windows, by how many months they have and which of the year they are."""
    every = [Period(PERIOD.year, number + 1, unit) for unit in Unit for number in range(12 // unit.months)]
    places = {(period.unit.months, period.number - 1): place for place, period in enumerate(every)}
    table = np.zeros((13, 12), int)
    for key, place in places.items():
        table[key] = place
    return pd.Categorical.from_codes(
        table[lines["window"], lines["which"]], [period.code for period in every]
    )
