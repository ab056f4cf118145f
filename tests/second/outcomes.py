"""Bands, vetoes, proposals (8)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tests.second.amounts import hundredths
from tests.second.people import Person
from tests.second.reading import Data, listed
from tests.second.stretches import Stretch, first


def band_of(scheme: Data, score: int, vetoed: bool) -> Data:
    """Return the band of a score, or the last one after a veto; empty where there are no bands."""
    bands: Sequence[Data] = scheme.get("bands", [])
    reached = bands[-1:] if vetoed else [band for band in bands if score >= hundredths(band["at_least"])]
    return reached[0] if reached else {}


def stars_of(band: Data) -> int | None:
    return int(band["stars"]) if "stars" in band else None


def vetoing(scheme: Data, who: Person, period: Stretch) -> list[Data]:
    """Return the facts with a document that put a member into the last band."""
    veto = scheme.get("veto") or {"kinds": []}
    begin = date(period.year, 1, 1) if veto.get("lasts", "year") == "year" else first(period)
    kinds = listed(veto["kinds"])
    return [f for f in who.facts if f["kind"] in kinds and f["document"] and f["on"] >= begin]


def proposals(scheme: Data, at: str, result: Data) -> list[Data]:
    """Return what is proposed after a result, of a period or of a year, in the order written."""
    return [_proposal(each) for each in scheme.get("consequences", []) if follows(each, at, result)]


def follows(consequence: Data, at: str, result: Data) -> bool:
    when = consequence["when"] or {}
    return (
        consequence.get("at", "period") == at
        and ("band" not in when or result["band"] in listed(when["band"]))
        and ("status" not in when or result["status"] in listed(when["status"]))
        and ("veto" not in when or result["veto"] == (when["veto"] == "true"))
        and ("flags_at_least" not in when or (result["flags"] or 0) >= int(when["flags_at_least"]))
    )


def _proposal(consequence: Data) -> Data:
    days = consequence.get("within_days")
    return {
        "do": consequence["do"],
        "by": listed(consequence.get("by")),
        "within_days": None if days is None else int(days),
    }
