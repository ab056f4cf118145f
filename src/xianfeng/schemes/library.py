"""The schemes that come with the product, and how to load one by name or from a file."""

from __future__ import annotations

from functools import cache
from importlib import resources
from pathlib import Path

from xianfeng.engine.loading import Checked, check_scheme, load_catalogue, load_scheme
from xianfeng.engine.problems import InvalidInput, Named, Problem
from xianfeng.engine.scheme import Kind, Scheme
from xianfeng.engine.text import Text

NAMES = ("one-four-one", "three-platforms", "study-do", "ten-ones", "three-four-one", "baseline")
"""The schemes, in the order of the documents they come from; the national baseline last."""


def _packaged(file: str) -> str:
    return resources.files("xianfeng.schemes").joinpath(file).read_text("utf-8")


@cache
def catalogue() -> dict[str, Kind]:
    """Return the shared catalogue of fact kinds by code."""
    return load_catalogue(_packaged("catalogue.yaml"), "catalogue.yaml")


@cache
def load(name: str) -> Scheme:
    """Return the packaged scheme of that name, or the one in a file of that path.

    Raises InvalidInput when there is no such scheme or it has problems.
    """
    text, file = read(name)
    return load_scheme(text, file, catalogue())


def check(name: str) -> Checked:
    """Return the scheme of that name or path with its problems and hints, without raising for them."""
    text, file = read(name)
    return check_scheme(text, file, catalogue())


def read(name: str) -> tuple[str, str]:
    """Return the text and the file name of a scheme. Raises InvalidInput when it cannot be read."""
    if name in NAMES:
        return _packaged(f"{name}.yaml"), f"{name}.yaml"
    try:
        return Path(name).read_text("utf-8"), Path(name).name
    except (OSError, UnicodeDecodeError, ValueError) as error:
        what = Text(
            f"没有“{name}”这个办法，也读不出这个文件",
            f'there is no scheme "{name}" and no readable file of that name',
        )
        fix = Text(
            f"可以用：{'、'.join(NAMES)}，或写一个UTF-8文件的路径",
            f"use one of {', '.join(NAMES)}, or the path of a UTF-8 file",
        )
        raise InvalidInput([Problem(Named.of(name), what, fix)]) from error
