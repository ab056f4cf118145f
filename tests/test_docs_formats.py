"""The documentation of formats says what goes in and what comes out, and how to compute a digest."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from xianfeng.engine.amounts import MAX_FACTS
from xianfeng.engine.calendar import Period
from xianfeng.engine.facts import Fact, Inputs, Member, RosterRow
from xianfeng.engine.organisation import periods_of, settle
from xianfeng.engine.results import Settlement
from xianfeng.schemes import library
from xianfeng.workbooks.files import cells, packages, worksheets
from xianfeng.workbooks.tables import TABLES
from xianfeng.workbooks.writing.jsonout import as_json
from xianfeng.workbooks.writing.output import write_results

REFERENCE = Path(__file__).parent.parent / "docs" / "reference"
FORMATS = (REFERENCE / "formats.md").read_text("utf-8")
LANGUAGE = (REFERENCE / "scheme-language.md").read_text("utf-8")


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.code)
def test_every_column_is_documented_in_its_place(table: Any) -> None:
    start = FORMATS.index(f"### {table.title.zh} · {table.title.en}")
    section = FORMATS[start:].partition("\n###")[0]
    rows = re.findall(r"^\| (.+?) \| (.+?) \| `(\w+)` \|", section, re.MULTILINE)
    star = {True: "*", False: ""}
    assert rows == [
        (c.title.zh + star[c.required], c.title.en + star[c.required], c.code) for c in table.columns
    ]


def test_the_limits_are_those_of_the_code() -> None:
    limits = (
        cells.LONGEST, MAX_FACTS, packages.MOST_PARTS, worksheets.WIDEST, worksheets.LARGEST, worksheets.LAST_ROW,
    )  # fmt: skip
    assert not [limit for limit in limits if f"{limit:,}".replace(",", " ") not in FORMATS]


@cache
def _settled(name: str) -> tuple[Settlement, ...]:
    """Return a year of one member with a fact a month, and of one who was never there."""
    scheme = library.load(name)
    variant = next(iter(scheme.variants))
    here, gone = RosterRow("支部", variant), RosterRow("支部", variant, end=date(2020, 1, 1))
    members = (Member("m\t1", "甲", (here,)), Member("m2", "乙", (gone,)))
    facts = tuple(
        Fact(f"r{n}", "m\t1", "study.collective", date(2025, n, 9), 150, "present") for n in range(1, 13)
    )
    return tuple(settle(scheme, Inputs(members, facts), periods_of(scheme, Period.parse("2025"))))


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", library.NAMES)
def test_every_column_of_a_result_is_documented(name: str, language: Any, tmp_path: Path) -> None:
    write_results(_settled(name), library.load(name), tmp_path / "r.xlsx", language)
    page = FORMATS[FORMATS.index("## The result workbook") : FORMATS.index("## JSON")]
    lost = []
    for sheet in openpyxl.load_workbook(tmp_path / "r.xlsx"):
        titles = [str(cell.value).rpartition("\n")[2] for cell in sheet[1]]
        named = [title for title in (sheet.title, *titles) if not title.startswith("2025")]
        lost += [title for title in named if not re.search(rf"(?<!\w){re.escape(title)}(?!\w)", page)]
    assert not lost


def _shape(data: Any) -> Any:
    """Return the names of fields, without values."""
    if isinstance(data, dict):
        return {key: _shape(value) for key, value in data.items()}
    return _shape(data[0]) if isinstance(data, list) and data else None


def test_the_documented_json_has_the_fields_that_come_out() -> None:
    found = re.search(r"```json\n(.*?)```", LANGUAGE, re.DOTALL)
    assert found
    documented, real = json.loads(found[1]), as_json(_settled("ten-ones")[0])
    assert list(documented) == list(real)
    assert list(documented["results"][0]) == list(real["results"][0])
    assert list(documented["year"][0]) == list(as_json(_settled("three-four-one")[-1])["year"][0])
    parts = {part["code"]: part for part in real["results"][0]["components"]}
    assert _shape(documented["results"][0]["components"][0]) == _shape(parts["pioneer"])
    for rows in ("items", "lines"):
        assert list(documented["results"][0][rows][0]) == list(real["results"][0][rows][0])


def _checked(tmp_path: Path, shaped: Any) -> str:
    script = re.search(r"```python\n(.*?)```", FORMATS, re.DOTALL)
    assert script
    (tmp_path / "digest.py").write_text(script[1], "utf-8")
    (tmp_path / "result.json").write_text(json.dumps(shaped), "utf-8")
    command = [sys.executable, tmp_path / "digest.py", tmp_path / "result.json"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


@pytest.mark.parametrize("name", library.NAMES)
def test_the_documented_script_recomputes_the_digest(name: str, tmp_path: Path) -> None:
    shaped = [as_json(settlement) for settlement in _settled(name)]
    assert _checked(tmp_path, shaped) == "".join(f"{each['period']} True\n" for each in shaped)


def test_the_documented_script_notices_a_changed_amount(tmp_path: Path) -> None:
    shaped = as_json(_settled("ten-ones")[0])
    shaped["results"][0]["lines"][0]["have"] = "99.00"
    assert _checked(tmp_path, shaped) == "2025 False\n"
