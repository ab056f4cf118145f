"""A scheme as the plain texts of its file (4, 10)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import yaml

Data = dict[str, Any]


def read(scheme: str, catalogue: str = "") -> Data:
    """Return a scheme from its YAML text, its `kinds` joined with those of the shared catalogue."""
    data = _plain(scheme)
    data["kinds"] = {**_plain(catalogue), **(data.get("kinds") or {})}
    return data


def _plain(text: str) -> Data:
    return yaml.load(text, Loader=yaml.CBaseLoader) or {}


def listed(written: Any) -> list[str]:
    """Return a list as it is, one thing alone as a list of one, and nothing as an empty list."""
    if written is None:
        return []
    return written if isinstance(written, list) else [written]


def is_true(mapping: Data, key: str, if_not_given: str = "false") -> bool:
    return bool(mapping.get(key, if_not_given) == "true")


def one_of(mapping: Data, keys: Sequence[str]) -> str:
    """Return the one key of these that the mapping has."""
    return next(key for key in keys if key in mapping)


def holds(scoped: Data, variant: str) -> bool:
    """Return whether an item or rule is for a variant, by its `only` or `except`."""
    if "only" in scoped:
        return variant in listed(scoped["only"])
    return variant not in listed(scoped.get("except"))
