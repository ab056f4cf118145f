"""Columns out of arrays of numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from benchmarks.generate.sizes import YEAR
from xianfeng.store.tables import schemas

FIRST_DAY = np.datetime64(f"{YEAR}-01-01", "D")


def picked(words: Sequence[str | None] | pa.Array, places: Any) -> pa.Array:
    """Return the words at the places, as plain text."""
    dictionary = words if isinstance(words, pa.Array) else pa.array(words, pa.string())
    return dictionary.take(pa.array(places))


def numbered(prefix: str, numbers: Any, digits: int) -> pa.Array:
    """Return texts such as F000000012: in order of text as in order of number."""
    padded = pc.utf8_lpad(pa.array(numbers).cast(pa.string()), digits, "0")
    return pc.binary_join_element_wise(prefix, padded, "")


def days(of_year: Any, known: Any = None) -> pa.Array:
    """Return days counted from 0 within the year as dates; those not `known` are empty."""
    dates = FIRST_DAY + np.asarray(of_year, "timedelta64[D]")
    return pa.array(dates, pa.date32(), mask=None if known is None else ~known)


def table(of: str, /, **columns: Any) -> pa.Table:
    """Return a table of a store."""
    schema = schemas()[of]
    arrays = [pa.array(columns[field.name]).cast(field.type) for field in schema]
    return pa.table(arrays, schema=schema)


def repeated(word: str, count: int) -> pa.Array:
    return pa.repeat(pa.scalar(word), count)
