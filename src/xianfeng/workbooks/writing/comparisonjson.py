"""A comparison as JSON. Amounts are strings, as in section 11 of the scheme language."""

from __future__ import annotations

from typing import Any

from xianfeng.engine.amounts import show, show_exact
from xianfeng.engine.comparison.outcomes import (
    CauseTotal,
    Comparison,
    Grade,
    GroupChange,
    Key,
    MemberChange,
    Outcome,
    Shift,
    Side,
)
from xianfeng.engine.components import EXACT
from xianfeng.workbooks.writing.jsonout import amount, reason


def comparison_as_json(comparison: Comparison) -> dict[str, Any]:
    """Return a comparison as plain data for json.dumps."""
    differences = comparison.differences
    return {
        "a": _side(comparison.a),
        "b": _side(comparison.b),
        "whole": _group(comparison.whole),
        "matrix": [
            {"a": _grade(a), "b": _grade(b), "members": members}
            for (a, b), members in comparison.matrix.items()
        ],
        "causes": [_total(total) for total in comparison.causes],
        "branches": [{"branch": each.branch, **_group(each)} for each in comparison.branches],
        "members": [_member(member) for member in comparison.members],
        "periods": [
            {"period": code, "members": [_member(member) for member in members]}
            for code, members in comparison.periods
        ],
        "differences": None
        if differences is None
        else [{"path": each.path, "a": each.a, "b": each.b} for each in differences],
    }


def _side(side: Side) -> dict[str, Any]:
    settled = [
        {
            "period": settlement.period,
            "as_of": settlement.as_of.isoformat(),
            "inputs_digest": settlement.inputs_digest,
            "results_digest": settlement.results_digest,
        }
        for settlement in side.settlements
    ]
    return {
        "file": side.name,
        "scheme": side.scheme.code,
        "version": side.scheme.version.isoformat(),
        "settled": settled,
    }


def _grade(grade: Grade) -> dict[str, Any]:
    return {"status": str(grade.status), "band": grade.band}


def _group(group: GroupChange) -> dict[str, Any]:
    return {
        "members": group.members,
        "scored": group.scored,
        "mean_a": amount(group.mean_a),
        "mean_b": amount(group.mean_b),
        "change": amount(group.change),
        "scores": {"up": group.higher, "down": group.lower, "same": group.same},
        "grades": {str(move): members for move, members in group.moves.items()},
        "grades_a": [{**_grade(grade), "members": n} for grade, n in group.grades_a.items()],
        "grades_b": [{**_grade(grade), "members": n} for grade, n in group.grades_b.items()],
    }


def _key(key: Key) -> dict[str, Any]:
    return {"cause": str(key.cause), "component": key.component, "subject": key.subject}


def _total(total: CauseTotal) -> dict[str, Any]:
    counts = {"members": total.members, "up": total.raised, "down": total.lowered}
    return {**_key(total.key), **counts, "mean": amount(total.mean)}


def _member(member: MemberChange) -> dict[str, Any]:
    return {
        "member": member.member,
        "name": member.name,
        "branch": member.branch,
        "a": _outcome(member.a),
        "b": _outcome(member.b),
        "change": amount(member.change),
        "reasons": [_shift(shift) for shift in member.shifts],
    }


def _outcome(outcome: Outcome) -> dict[str, Any]:
    return {
        "period": outcome.period,
        "status": str(outcome.status),
        "reasons": [reason(each) for each in outcome.reasons],
        "score": amount(outcome.score),
        "band": outcome.band,
        "veto": outcome.veto,
        "stars": outcome.stars,
        "flags": outcome.flags,
    }


def _shift(shift: Shift) -> dict[str, Any]:
    return {
        **_key(shift.key),
        "a": amount(shift.a),
        "b": amount(shift.b),
        "of_a": shift.of_a,
        "of_b": shift.of_b,
        "times": show(shift.share),
        "ballots_a": shift.ballots_a,
        "ballots_b": shift.ballots_b,
        "change": None if shift.change is None else show_exact(shift.change, EXACT),
    }
