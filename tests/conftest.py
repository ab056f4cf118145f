"""What a test needs that a fresh machine may lack; REQUIRE=slow,office makes its absence a failure."""

from __future__ import annotations

import os
import shutil

import pytest

REQUIRED = set(filter(None, os.environ.get("REQUIRE", "").split(",")))


def _is_there(what: str) -> bool:
    if what == "slow":
        return "slow" in REQUIRED
    return {"office": bool(shutil.which("soffice")) and bool(shutil.which("pdftoppm"))}[what]


_WHY = {
    "slow": "slow; runs with REQUIRE=slow",
    "office": "needs LibreOffice and poppler; REQUIRE=office makes this a failure",
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        needed = [what for mark in item.iter_markers("needs") for what in mark.args]
        needed += ["slow"] if item.get_closest_marker("slow") else []
        for what in needed:
            if what not in REQUIRED and not _is_there(what):
                item.add_marker(pytest.mark.skip(reason=_WHY[what]))
