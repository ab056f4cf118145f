"""The result of one member in one period (3, 7, 11)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tests.second.amounts import FULL, ONE, ceiling, clamp, half_up, hundredths, show, show_part
from tests.second.components import Scored, score_component
from tests.second.outcomes import band_of, proposals, stars_of, vetoing
from tests.second.people import Person, passes, row_at, share
from tests.second.reading import Data, is_true
from tests.second.sheets import ItemResult
from tests.second.stretches import Stretch


class Looked(NamedTuple):
    """A component that is looked at, with its weight and its score."""

    code: str
    component: Data
    weight: int
    scored: Scored


def settle_member(scheme: Data, who: Person, period: Stretch, inputs: Data) -> tuple[Data, set[str]]:
    """Return a member's result as it is printed, and the refs of the facts that rules match."""
    absent = not_assessed(scheme, who, period)
    if absent:
        return printed(scheme, who, {"status": "not_assessed", "reasons": [absent]}), set()
    looked = look_at(scheme, who, period, inputs)
    vetoes = vetoing(scheme, who, period)
    missing = [reason_for(each) for each in looked if each.scored.reason]
    reasons = missing + [reason("veto", fact["ref"]) for fact in vetoes]
    status = "incomplete" if missing else "complete"
    result = {"status": status, "reasons": reasons, "veto": bool(vetoes), **details(looked)}
    if not missing:
        result |= finished(scheme, who, looked, inputs, bool(vetoes))
    return printed(scheme, who, result), {ref for each in looked for ref in each.scored.matched}


def printed(scheme: Data, who: Person, parts: Data) -> Data:
    """Return a result with all its keys, and what is proposed after it."""
    row = row_at(who, who.as_of)
    result = {
        "member": who.id, "name": who.name, "branch": row["branch"], "variant": row["variant"],
        "score": None, "adjustment": None, "band": None, "veto": False, "stars": None,
        "components": [], "items": [], "lines": [], **parts,
    }  # fmt: skip
    return {**result, "consequences": proposals(scheme, "period", result)}


def not_assessed(scheme: Data, who: Person, period: Stretch) -> Data | None:
    """Return why a member is not assessed, if so."""
    variant = row_at(who, who.as_of)["variant"]
    variants = scheme.get("variants") or {"standard": {}}
    if not is_true(variants[variant], "assessed", "true"):
        return reason("variant", variant)
    if not passes(who, period):
        counting, ended = share(who, period)
        return reason("away", "", counting * ONE, ended * ONE)
    return None


def reason(why: str, subject: str, have: int | None = None, need: int | None = None) -> Data:
    return texts({"why": why, "subject": subject, "have": have, "need": need})


def reason_for(looked: Looked) -> Data:
    """Return the reason of a result whose component is missing."""
    scored, why = looked.scored, looked.scored.reason or ""
    if scored.poll and why == "too_few_ballots":
        least = int(looked.component.get("at_least", "1"))
        return reason(why, looked.code, scored.poll.cast * ONE, least * ONE)
    return reason(why, looked.code)


def texts(row: Data) -> Data:
    """Return a row whose whole numbers, hundredths all of them, are written as amounts."""
    return {key: show(value) if type(value) is int else value for key, value in row.items()}


# ---- which components, and their weights


def look_at(scheme: Data, who: Person, period: Stretch, inputs: Data) -> list[Looked]:
    ballots = inputs["ballots"]
    return [
        Looked(code, component, weight, score_component(who, scheme, component, period, ballots))
        for code, component in scheme["components"].items()
        if (weight := weight_of(who, code, component, decided(inputs["resolutions"], who)))
    ]


def decided(decisions: Sequence[Data], who: Person) -> Data | None:
    """Return the one decision about a member, if there is one."""
    return next((each for each in decisions if each["member"] == who.id), None)


def weight_of(who: Person, code: str, component: Data, resolution: Data | None) -> int:
    """Return the weight in force; 0 means that the component is not looked at."""
    if resolution:
        return int(resolution["weights"].get(code, 0))
    weight = component.get("weight", "100")
    if isinstance(weight, dict):
        variant = row_at(who, who.as_of)["variant"]
        weight = weight.get(variant, weight.get("otherwise", "0"))
    return hundredths(str(weight))


def part(looked: Looked) -> int:
    """Return weight × score / 100 in millionths of a point; the score itself if it is out of the weight."""
    out_of = hundredths(looked.component.get("out_of", "100"))
    return (looked.weight if out_of == FULL else FULL) * (looked.scored.score or 0)


# ---- the score


def finished(scheme: Data, who: Person, looked: Sequence[Looked], inputs: Data, vetoed: bool) -> Data:
    """Return the score of a complete result, the adjustment applied, the band and its stars."""
    moved = adjustment(scheme, decided(inputs["adjustments"], who))
    score = rounded(scheme, total(looked) + (moved or 0))
    band = band_of(scheme, score, vetoed)
    stars = {"band": band.get("code"), "stars": stars_of(band)}
    return {**texts({"score": score, "adjustment": moved}), **stars}


def total(looked: Sequence[Looked]) -> int:
    return half_up(sum(part(each) for each in looked), FULL)


def adjustment(scheme: Data, decision: Data | None) -> int | None:
    if decision is None or "adjust" not in scheme:
        return None
    within = hundredths(scheme["adjust"]["within"])
    return clamp(decision["points"], -within, within)


def rounded(scheme: Data, score: int) -> int:
    """Return a score within its bounds; whole if the scheme says so."""
    score = clamp(score, 0, ceiling(scheme.get("at_most", "100")))
    return half_up(score, ONE) * ONE if scheme.get("band_on") == "whole" else score


# ---- what it was made of


def details(looked: Sequence[Looked]) -> Data:
    every = [(each.code, *item) for each in looked for item in each.scored.items]
    items = [_item(code, tally, item) for code, tally, item in every]
    lines = [_line(code, tally, item, line) for code, tally, item in every for line in item.lines]
    return {"components": [_component(each) for each in looked], "items": items, "lines": lines}


def _component(looked: Looked) -> Data:
    scored = looked.scored
    return {
        "code": looked.code, "weight": show(looked.weight),
        "score": None if scored.score is None else show(scored.score),
        "part": None if scored.score is None else show_part(part(looked)),
        "ballots": scored.poll.cast if scored.poll else None,
        "kept": scored.poll.kept if scored.poll else None,
        "reason": scored.reason, "tallies": [texts(tally) for tally in scored.tallies],
    }  # fmt: skip


def _item(component: str, tally: str, item: ItemResult) -> Data:
    return texts({
        "component": component, "tally": tally, "section": item.place.section_code, "item": item.place.code,
        "due": item.due, "sum": item.sum, "value": item.value,
    })  # fmt: skip


def _line(component: str, tally: str, item: ItemResult, line: Data) -> Data:
    where = {"component": component, "tally": tally, "item": item.place.code}
    return {**where, **texts(line), "rule": line["rule"]}
