"""A mistake for every check: what is done to the rows of a member, and which rows are then named."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tests.store.example import id_of
from tests.store.tables import Row, Rows

NOBODY = 999
"""A number that no member has."""
H1, H2 = {"period": "2025-H1"}, {"period": "2025-H2"}
LATER_ROW = {"from_day": date(2025, 6, 1)}
SAVING = {"kind": "saving", "day": date(2025, 4, 1)}
GRADED = {**H1, "rater_kind": "mutual", "ballot": "a"}
SCORED = {**H1, "rater_kind": "mutual", "ballot": "b"}


@dataclass(frozen=True)
class Mistake:
    """What is wrong with the rows of a table about one member, `{id}`, and what the check then names.

    All rows `where` this holds are changed; or the first of them is copied, or all are dropped.
    `in_workbooks`: the reader of workbooks must refuse the same.
    """

    check: str
    named: str
    change: Row = field(default_factory=dict)
    where: Row = field(default_factory=dict)
    how: str = "changed"
    table: str = ""
    in_workbooks: bool = True

    def make(self, rows: Rows, number: int) -> None:
        table = self.table or self.check.partition(":")[0]
        own = [row for row in rows[table] if row["member"] == number and self.where.items() <= row.items()]
        assert own, f"there is nothing to spoil: {self}"
        change = {key: _filled(value, number) for key, value in self.change.items()}
        if self.how == "copied":
            rows[table].append({**own[0], **change})
        elif self.how == "dropped":
            rows[table] = [row for row in rows[table] if row not in own]
        else:
            for row in own:
                row.update(change)

    def names(self, number: int) -> str:
        return str(_filled(self.named, number))

    def __str__(self) -> str:
        return f"{self.check} {self.named}"


def _filled(value: Any, number: int) -> Any:
    return value.format(id=id_of(number)) if isinstance(value, str) else value


def _of_store(
    check: str, named: str, change: Row | None = None, where: Row | None = None, how: str = "changed"
) -> Mistake:
    """Return a mistake that a workbook cannot have, or that its reader puts right."""
    return Mistake(check, named, change or {}, where or {}, how, in_workbooks=False)


MISTAKES = (
    # People.
    _of_store("members: id untidy", " {id}", {"id": " {id}"}),
    _of_store("members: name untidy", "{id}", {"name": "甲\n乙"}),
    Mistake("members: without rows", "{id}", how="dropped", table="rows", in_workbooks=False),
    _of_store("carried: member", "#999", {"member": NOBODY}, how="copied"),
    _of_store("carried: twice", "{id}", how="copied"),
    Mistake("carried: stars", "{id} (100000)", {"stars": 100_000}),
    Mistake("carried: stars", "{id} (-1)", {"stars": -1}),
    _of_store("rows: branch untidy", "{id}", {"branch": "一支部 "}, LATER_ROW),
    _of_store("rows: group_name untidy", "{id}", {"group_name": "\u3000"}, LATER_ROW),
    _of_store("rows: member", "#999", {"member": NOBODY}, how="copied"),
    Mistake("rows: variant", "{id} (guest)", {"variant": "guest"}, {"from_day": None}),
    Mistake(
        "rows: offices", "{id} 2025-06-01 (secretary,chief)", {"offices": ["secretary", "chief"]}, LATER_ROW
    ),
    _of_store(
        "rows: offices twice",
        "{id} (secretary,secretary)",
        {"offices": ["secretary"] * 2},
        {"from_day": None},
    ),
    _of_store(
        "rows: offices twice", "{id} 2025-06-01 (secretary)", {"offices": ["secretary", None]}, LATER_ROW
    ),
    Mistake("rows: ends early", "{id} 2025-06-01 (2025-05-31)", {"to_day": date(2025, 5, 31)}, LATER_ROW),
    Mistake("rows: order", "{id} 2025-05-31", {"from_day": date(2025, 5, 31)}, LATER_ROW),
    Mistake("rows: order", "{id} 2025-06-01", {"to_day": None}, {"from_day": None}),
    # Facts.
    _of_store("facts: ref untidy", "{id}\t", {"ref": "{id}\t"}, SAVING),
    _of_store("facts: document untidy", "{id}-decision", {"document": " 文"}, {"kind": "decision"}),
    _of_store("facts: member", "{id}-lecture", {"member": NOBODY}, {"kind": "lecture"}),
    Mistake("facts: quantity", "{id}-lecture (-0.01)", {"quantity": -1}, {"kind": "lecture"}),
    Mistake("facts: quantity", "{id}-later (100000.00)", {"quantity": 10_000_000}, {"day": date(2025, 7, 1)}),
    Mistake("facts: kind", "{id}-lecture (party)", {"kind": "party"}, {"kind": "lecture"}),
    Mistake("facts: outcome missing", "{id}-lecture (lecture)", {"outcome": ""}, {"kind": "lecture"}),
    Mistake("facts: outcome", "{id}-lecture (late)", {"outcome": "late"}, {"kind": "lecture"}),
    Mistake("facts: outcome", "{id}-decision (present)", {"outcome": "present"}, {"kind": "decision"}),
    Mistake("facts: document", "{id}-decision (decision)", {"document": ""}, {"kind": "decision"}),
    Mistake("facts: judged", "{id}-saving (0.99 / 1.00-4.00)", {"quantity": 99}, SAVING),
    Mistake("facts: judged", "{id}-saving (4.01 / 1.00-4.00)", {"quantity": 401}, SAVING),
    # Ballots.
    _of_store("answers: member", "#999 mutual a", {"member": NOBODY}, H2, "copied"),
    Mistake("answers: period", "2025-Q3", {"period": "2025-Q3"}, H2),
    Mistake("answers: period", "2025-H3", {"period": "2025-H3"}, H2),
    Mistake("answers: period", "0000-H1", {"period": "0000-H1"}, H2),
    Mistake("answers: score out of range", "{id} mutual b (-0.01)", {"score": -1}, SCORED),
    Mistake("answers: score out of range", "{id} mutual a (100.01)", {"score": 10_001}, H2),
    Mistake("answers: raters", "{id} self a (self)", {"rater_kind": "self"}, GRADED),
    Mistake("answers: item", '{id} mutual a ("work")', {"item": "work"}, GRADED),
    Mistake("answers: item", '{id} mass a ("safety")', {"item": "safety"}, {"item": "style"}),
    Mistake("answers: item", '{id} mass a ("beauty")', {"item": "beauty"}, {"item": "style"}),
    Mistake("answers: item", '{id} mass a ("")', {"item": ""}, {"item": "style"}),
    Mistake("answers: neither", "{id} mutual b", {"score": None}, SCORED),
    Mistake("answers: neither", "{id} mass a (work)", {"score": None}, {"item": "work"}),
    Mistake("answers: both", "{id} mutual b", {"grade": "good"}, SCORED),
    Mistake("answers: grade", "{id} mutual a (great)", {"grade": "great"}, GRADED),
    Mistake("answers: grade", "{id} mass a (good)", {"score": None, "grade": "good"}, {"item": "style"}),
    Mistake("answers: score", "{id} mass a (work 60.01 / 60.00)", {"score": 6001}, {"item": "work"}),
    _of_store("answers: ballot untidy", "{id} mutual b ", {"ballot": "b "}, SCORED),
    Mistake("answers: twice", "{id} mass a", where={"item": "work"}, how="copied"),
    Mistake("answers: incomplete", "{id} mass a (1 / 2)", where={"item": "style"}, how="dropped"),
    Mistake(
        "answers: incomplete",
        "{id} organisation a (0 / 1)",
        where={"item": "service", "ballot": "a"},
        how="dropped",
    ),
    Mistake(
        "answers: unlike others",
        "{id} organisation a",
        where={"item": "learning", "ballot": "a"},
        how="dropped",
    ),
    # Decisions.
    _of_store("adjustments: reason untidy", "{id} 2025-H1", {"reason": "商\u2028评"}),
    _of_store("adjustments: document untidy", "{id} 2025-H1", {"document": "\xa0文"}),
    _of_store("adjustments: member", "#999 2025-H1", {"member": NOBODY}, how="copied"),
    Mistake("adjustments: period", "2025", {"period": "2025"}),
    Mistake("adjustments: points", "{id} 2025-H1 (10000.00)", {"points": 1_000_000}),
    Mistake("adjustments: points", "{id} 2025-H1 (-10000.00)", {"points": -1_000_000}),
    Mistake("adjustments: twice", "{id} 2025-H1", how="copied"),
    _of_store("resolutions: document untidy", "{id} 2025-H1", {"document": "文\x00"}),
    _of_store("resolutions: member", "#999 2025-H2", {"member": NOBODY, **H2}, how="copied"),
    Mistake("resolutions: period", "9999-H1", {"period": "9999-H1"}),
    Mistake(
        "resolutions: component", "{id} 2025-H1 (inner)", {"component": "inner"}, {"component": "mutual"}
    ),
    Mistake("resolutions: weight", "{id} 2025-H2 (100.01)", {"weight": 10_001, **H2}, how="copied"),
    Mistake("resolutions: weight", "{id} 2025-H2 (-0.01)", {"weight": -1, **H2}, how="copied"),
    Mistake("resolutions: twice", "{id} 2025-H1", how="copied"),
    Mistake("resolutions: documents", "{id} 2025-H1", {"document": "文9号"}, {"component": "mutual"}),
    Mistake("resolutions: sum", "{id} 2025-H1 (99.99)", {"weight": 7999}, {"component": "mutual"}),
)
