"""The engine is light: quick to import, and it drags in neither the platform nor DuckDB."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

HEAVY = ("django", "duckdb", "python_calamine", "docx", "xlsxwriter", "openpyxl", "click", "pydantic", "yaml")
MODULES = "xianfeng.engine, xianfeng.engine.settle, xianfeng.engine.explain, xianfeng.engine.organisation"


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """Import the engine in fresh processes; keep the least processor time (ms) and the modules brought in."""
    code = (
        "import sys, time, json; t = time.process_time(); "
        f"import {MODULES}; t = (time.process_time() - t) * 1000; "
        "print(json.dumps({'ms': t, 'modules': sorted(sys.modules)}))"
    )
    # Compiled once, as an installed package is; other processes must not count, so no wall clock.
    surroundings = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    surroundings["PYTHONPYCACHEPREFIX"] = str(tmp_path_factory.mktemp("compiled"))
    command = [sys.executable, "-c", code]
    runs = [
        subprocess.run(command, env=surroundings, check=True, capture_output=True, text=True)
        for _ in range(4)
    ]
    return min((json.loads(run.stdout) for run in runs), key=lambda told: told["ms"])


def test_importing_the_engine_brings_in_nothing_heavy(imported: dict[str, object]) -> None:
    modules = imported["modules"]
    assert isinstance(modules, list)
    assert {name.split(".")[0] for name in modules} & set(HEAVY) == set()


def test_importing_the_engine_takes_under_a_tenth_of_a_second(imported: dict[str, object]) -> None:
    assert float(str(imported["ms"])) < 100
