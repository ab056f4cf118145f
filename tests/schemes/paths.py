"""Finds things in the packaged schemes by the paths of their files, such as bands.1.at_least."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import yaml

from xianfeng.engine.scheme import Scheme
from xianfeng.schemes import library


@cache
def written(scheme: str) -> dict[str, Any]:
    """Return the scheme as its file writes it; scalars are texts."""
    tree = yaml.load(library.read(scheme)[0], Loader=yaml.CBaseLoader)
    assert isinstance(tree, dict)
    return tree


def at(tree: Any, path: str) -> Any:
    """Return what stands at a path, None if nothing does. Rows of a list count from 1."""
    for key in path.split("."):
        if isinstance(tree, list):
            tree = tree[int(key) - 1] if 0 < int(key) <= len(tree) else None
        else:
            tree = tree.get(key) if isinstance(tree, dict) else None
    return tree


def source_of(scheme: str, path: str) -> str:
    """Return the source of a value; one inside a mapping may have its own beside that of the mapping."""
    sources = library.load(scheme).sources
    whole = sources.of(path)
    if whole is not None:
        return whole
    mapping, _, key = path.rpartition(".")
    beside = at(written(scheme), f"{mapping.rpartition('.')[0]}.source")
    own = beside.get(key) if isinstance(beside, dict) else None
    return own or sources.of(mapping) or ""


def sources_around(scheme: str, path: str) -> set[str]:
    """Return the sources written at, above (but not at the root) and below a path."""
    keys = path.split(".")
    above = [at(written(scheme), ".".join(keys[:depth])) for depth in range(1, len(keys))]
    own = [text for node in above if isinstance(node, dict) for text in _texts(node.get("source"))]
    return {*own, *_below(at(written(scheme), path))}


def _below(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        yield from _texts(node.get("source"))
    for child in node.values() if isinstance(node, dict) else node if isinstance(node, list) else []:
        yield from _below(child)


def _texts(source: Any) -> list[str]:
    return list(source.values()) if isinstance(source, dict) else [source] if source else []


def parts(scheme: Scheme, path: str) -> int:
    """Return how many parts the loaded scheme has at a path; "*" adds up all there are at that place."""
    found: list[Any] = [scheme]
    for key in path.split("."):
        found = [part for thing in found for part in _inside(thing, key)]
    return sum(len(thing) for thing in found)


def _inside(thing: Any, key: str) -> list[Any]:
    if isinstance(thing, Mapping):
        return list(thing.values()) if key == "*" else [thing[key]]
    return [thing[int(key) - 1] if isinstance(thing, tuple) else getattr(thing, key)]
