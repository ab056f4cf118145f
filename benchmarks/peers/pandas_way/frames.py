"""The tables of some buckets as data frames."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.peers.options import PERIOD
from xianfeng.engine.scheme import Scheme

_CODES = ("kind", "outcome", "rater_kind", "ballot", "item", "grade")
"""Columns with few values, which become categories."""


@dataclass(frozen=True, slots=True)
class Frames:
    """What goes in. `members` has the numbers of the members; a fact's `look` is its kind and outcome."""

    members: pd.Index
    rows: pd.DataFrame
    facts: pd.DataFrame
    answers: pd.DataFrame
    adjustments: pd.DataFrame
    resolutions: pd.DataFrame


def read(store: Path, buckets: Sequence[str], scheme: Scheme) -> Frames:
    """Return the buckets, facts in order (member, day, ref)."""
    return Frames(
        pd.Index(_table(store, buckets, "members")["member"]).sort_values(),
        _table(store, buckets, "rows").sort_values(["member", "from_day"], na_position="first"),
        _facts(_table(store, buckets, "facts"), scheme),
        _of_period(_table(store, buckets, "answers")),
        _of_period(_table(store, buckets, "adjustments")),
        _of_period(_table(store, buckets, "resolutions")),
    )


def _table(store: Path, buckets: Sequence[str], name: str) -> pd.DataFrame:
    files = [store / bucket / f"{name}.parquet" for bucket in buckets]
    read = [pq.read_table(file, read_dictionary=_CODES) for file in files]
    return pa.concat_tables(read).to_pandas(date_as_object=False)


def _of_period(frame: pd.DataFrame) -> pd.DataFrame:
    return frame[frame["period"] == PERIOD.code]


def _facts(facts: pd.DataFrame, scheme: Scheme) -> pd.DataFrame:
    facts = facts[facts["day"].dt.year == PERIOD.year]
    facts = facts.sort_values(["member", "day", "ref"], ignore_index=True)
    kind, outcome = facts["kind"].cat.set_categories(scheme.kinds), outcomes(scheme)
    codes = facts["outcome"].cat.set_categories(outcome).cat.codes
    facts["look"] = kind.cat.codes.astype("int32") * len(outcome) + codes
    facts["month"] = facts["day"].dt.month
    return facts


def outcomes(scheme: Scheme) -> list[str]:
    """Return all outcomes that any kind has, none first."""
    return list(dict.fromkeys(["", *(each for kind in scheme.kinds.values() for each in kind.outcomes)]))


def look(scheme: Scheme, kind: str, outcome: str) -> int:
    """Return the number of a kind with an outcome."""
    every = outcomes(scheme)
    return list(scheme.kinds).index(kind) * len(every) + every.index(outcome)
