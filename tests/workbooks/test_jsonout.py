"""A settlement as JSON has the shape of section 11 of the scheme language."""

from __future__ import annotations

import json

from tests.workbooks.settled import settlement, whole_year
from xianfeng.workbooks.writing.jsonout import as_json


def test_one_member_to_the_last_key() -> None:
    shaped = as_json(settlement())["results"][0]
    del shaped["lines"][1:]
    assert shaped == {
        "member": "0007", "name": "=1+1", "branch": "一支部", "variant": "standard", "status": "complete",
        "reasons": [], "score": "60.07", "adjustment": None, "band": "good", "veto": False, "stars": 2,
        "consequences": [],
        "components": [
            {"code": "points", "weight": "30.00", "score": "12.00", "part": "3.60", "ballots": None, "kept": None,
             "reason": None,
             "tallies": [{"tally": "2025-H1", "score": "12.00", "counts": True, "start": "0.00", "earned": "0.00",
                          "due": "0.00", "of": "0.00", "base": "0.00", "extra": "12.00"}]},
            {"code": "inner", "weight": "70.00", "score": "80.67", "part": "56.469", "ballots": 3, "kept": 3,
             "reason": None, "tallies": []},
        ],
        "items": [{"component": "points", "tally": "2025-H1", "section": "plus", "item": "work", "due": True,
                   "sum": "12.00", "value": "12.00"}],
        "lines": [{"component": "points", "tally": "2025-H1", "item": "work", "rule": 1, "window": "2025-H1",
                   "ref": "f1", "on": "2025-03-01", "have": "1.00", "need": None, "raw": "5.00", "counted": "5.00",
                   "reason": "counted"}],
    }  # fmt: skip


def test_what_stands_around_the_results() -> None:
    shaped = as_json(settlement())
    del shaped["results"]
    assert shaped == {
        "scheme": "small", "version": "2024-01-01", "period": "2025-H1", "as_of": "2025-06-30",
        "inputs_digest": "a" * 64, "results_digest": "b" * 64, "year": [], "uncounted_facts": ["f8", "f9", "f10", "f11"],
        "defaults": ["components.inner.at_least", "bands.1.at_least"],
        "warnings": [{"zh": "事实 第3行：日期不在册。请核对", "en": "事实 line 3: not on the roster. Please check"}],
    }  # fmt: skip


def test_reasons_and_proposals_are_objects() -> None:
    _, incomplete, vetoed = as_json(settlement())["results"]
    assert incomplete["reasons"] == [
        {"why": "too_few_ballots", "subject": "inner", "have": "2.00", "need": "3.00"}
    ]
    assert incomplete["components"][1]["reason"] == "too_few_ballots"
    assert incomplete["score"] is None
    assert vetoed["consequences"] == [{"do": "talk", "by": ["secretary"], "within_days": 7}]


def test_the_year_says_veto_and_what_follows() -> None:
    rows = as_json(whole_year()[1])["year"]
    assert rows[2] == {
        "member": "0001", "status": "complete", "score": "70.00", "band": "low", "veto": True, "stars": 0,
        "flags": 0, "left": 0, "consequences": [{"do": "talk", "by": ["secretary"], "within_days": 7}],
    }  # fmt: skip
    assert rows[1]["score"] is None


def test_it_survives_json() -> None:
    shaped = as_json(settlement())
    assert json.loads(json.dumps(shaped)) == shaped
