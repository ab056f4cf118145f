"""The engine is light: quick to import, and it drags in neither the platform nor DuckDB."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

HEAVY = ("django", "duckdb", "python_calamine", "docx", "xlsxwriter", "openpyxl", "click", "pydantic", "yaml")
MODULES = "xianfeng.engine, xianfeng.engine.settle, xianfeng.engine.explain, xianfeng.engine.organisation"


@pytest.fixture(scope="module")
def imported() -> dict[str, object]:
    """Import the engine in fresh processes; keep the quickest time (ms) and the modules it brought in."""
    code = (
        "import sys, time, json; t = time.perf_counter(); "
        f"import {MODULES}; t = (time.perf_counter() - t) * 1000; "
        "print(json.dumps({'ms': t, 'modules': sorted(sys.modules)}))"
    )
    runs = [
        subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
        for _ in range(3)
    ]
    return min((json.loads(run.stdout) for run in runs), key=lambda told: told["ms"])


def test_importing_the_engine_brings_in_nothing_heavy(imported: dict[str, object]) -> None:
    modules = imported["modules"]
    assert isinstance(modules, list)
    assert {name.split(".")[0] for name in modules} & set(HEAVY) == set()


def test_importing_the_engine_takes_under_a_tenth_of_a_second(imported: dict[str, object]) -> None:
    assert float(str(imported["ms"])) < 100
