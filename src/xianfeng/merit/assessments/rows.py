"""Results as rows of the database, and back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from xianfeng.engine.results import ComponentResult, MemberResult, Proposal, YearResult
from xianfeng.engine.scheme import Status
from xianfeng.merit.assessments.models import Result

Json = dict[str, Any]


def of_result(result: MemberResult, digest: str) -> Json:
    """Return the columns of a result, with the digest of the whole of it."""
    return {
        "member_id": int(result.member),
        "variant": result.variant,
        "status": str(result.status),
        "score": result.score,
        "weighted": result.weighted,
        "adjustment": result.adjustment,
        "band": result.band or "",
        "veto": result.veto,
        "stars": result.stars,
        "components": [_component(component) for component in result.components],
        "reasons": [
            {"why": str(reason.why), "subject": reason.subject, "have": reason.have, "need": reason.need}
            for reason in result.reasons
        ],
        "consequences": _consequences(result.consequences),
        "digest": digest,
    }


def _component(component: ComponentResult) -> Json:
    return {
        "code": component.code,
        "weight": component.weight,
        "score": component.score,
        "part": component.part,
        "ballots": component.ballots,
        "kept": component.kept,
        "total": component.total,
        "reason": str(component.reason) if component.reason else None,
    }


def _consequences(proposals: Sequence[Proposal]) -> list[Json]:
    return [{"do": str(each.do), "by": list(each.by), "within_days": each.within_days} for each in proposals]


def of_year(year: YearResult) -> Json:
    """Return the columns of a result of a year."""
    return {
        "member_id": int(year.member),
        "status": str(year.status),
        "score": year.score,
        "band": year.band or "",
        "veto": year.veto,
        "stars": year.stars,
        "flags": year.flags,
        "left": year.left,
        "consequences": _consequences(year.consequences),
    }


def for_year(result: Result) -> MemberResult:
    """Return of a stored result what a year reads."""
    return MemberResult(
        str(result.member_id), "", "", result.variant, Status(result.status), score=result.score,
        band=result.band or None, veto=result.veto, stars=result.stars,
    )  # fmt: skip


def without_result(member: str, status: str) -> MemberResult:
    """Return what stands for an earlier period in which a member has no result."""
    return MemberResult(member, "", "", "", Status(status))


def is_stored(stored: Any, columns: Json) -> bool:
    """Return whether a row says what its columns should."""
    return all(getattr(stored, name) == value for name, value in columns.items())
