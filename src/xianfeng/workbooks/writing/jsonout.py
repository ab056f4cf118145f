"""A settlement as JSON, in the shape of section 11 of the scheme language. Amounts are strings."""

from __future__ import annotations

from typing import Any

from xianfeng.engine.amounts import show, show_exact
from xianfeng.engine.results import (
    ComponentResult,
    ItemResult,
    Line,
    MemberResult,
    Proposal,
    Reason,
    Settlement,
    TallyResult,
    YearResult,
)

PART = 10_000
"""A part is exact in 1/10 000 of a hundredth."""


def as_json(settlement: Settlement) -> dict[str, Any]:
    """Return a settlement as plain data for json.dumps."""
    return {
        "scheme": settlement.scheme,
        "version": settlement.version.isoformat(),
        "period": settlement.period,
        "as_of": settlement.as_of.isoformat(),
        "inputs_digest": settlement.inputs_digest,
        "results_digest": settlement.results_digest,
        "results": [_member(result) for result in settlement.results],
        "year": [_year(result) for result in settlement.year],
        "uncounted_facts": list(settlement.uncounted_facts),
        "defaults": list(settlement.defaults),
        "warnings": [{"zh": warning.get("zh"), "en": warning.get("en")} for warning in settlement.warnings],
    }


def amount(hundredths: int | None) -> str | None:
    """Return an amount as it is printed."""
    return None if hundredths is None else show(hundredths)


def _member(result: MemberResult) -> dict[str, Any]:
    return {
        "member": result.member,
        "name": result.name,
        "branch": result.branch,
        "variant": result.variant,
        "status": str(result.status),
        "reasons": [reason(each) for each in result.reasons],
        "score": amount(result.score),
        "adjustment": amount(result.adjustment),
        "band": result.band,
        "veto": result.veto,
        "stars": result.stars,
        "consequences": [_proposal(proposal) for proposal in result.consequences],
        "components": [_component(component) for component in result.components],
        "items": [_item(item) for item in result.items],
        "lines": [_line(line) for line in result.lines],
    }


def reason(found: Reason) -> dict[str, Any]:
    """Return a reason of a result as plain data."""
    have, need = amount(found.have), amount(found.need)
    return {"why": str(found.why), "subject": found.subject, "have": have, "need": need}


def _proposal(proposal: Proposal) -> dict[str, Any]:
    return {"do": str(proposal.do), "by": list(proposal.by), "within_days": proposal.within_days}


def _component(result: ComponentResult) -> dict[str, Any]:
    return {
        "code": result.code,
        "weight": show(result.weight),
        "score": amount(result.score),
        "part": None if result.part is None else show_exact(result.part, PART),
        "ballots": result.ballots,
        "kept": result.kept,
        "reason": None if result.reason is None else str(result.reason),
        "tallies": [_tally(tally) for tally in result.tallies],
    }


def _tally(tally: TallyResult) -> dict[str, Any]:
    return {
        "tally": tally.tally,
        "score": amount(tally.score),
        "counts": tally.counts,
        "start": show(tally.start),
        "earned": show(tally.earned),
        "due": show(tally.due),
        "of": show(tally.of),
        "base": amount(tally.base),
        "extra": show(tally.extra),
    }


def _item(item: ItemResult) -> dict[str, Any]:
    return {
        "component": item.component,
        "tally": item.tally,
        "section": item.section,
        "item": item.item,
        "due": item.due,
        "sum": amount(item.sum),
        "value": amount(item.value),
    }


def _line(line: Line) -> dict[str, Any]:
    return {
        "component": line.component,
        "tally": line.tally,
        "item": line.item,
        "rule": line.rule,
        "window": line.window,
        "ref": line.ref,
        "on": None if line.on is None else line.on.isoformat(),
        "have": amount(line.have),
        "need": amount(line.need),
        "raw": show(line.raw),
        "counted": show(line.counted),
        "reason": str(line.reason),
    }


def _year(result: YearResult) -> dict[str, Any]:
    return {
        "member": result.member,
        "status": str(result.status),
        "score": amount(result.score),
        "band": result.band,
        "veto": result.veto,
        "stars": result.stars,
        "flags": result.flags,
        "left": result.left,
        "consequences": [_proposal(proposal) for proposal in result.consequences],
    }
