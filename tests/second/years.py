"""The year of every member from the results of all its periods (9)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tests.second.amounts import half_up, hundredths, show
from tests.second.outcomes import band_of, proposals
from tests.second.reading import Data
from tests.second.stretches import MONTHS


def roll_up(scheme: Data, settled: Sequence[Data], carried: Mapping[str, int]) -> list[Data]:
    """Return the year of every member from the settlements of its periods, in order.

    Empty where the scheme has no year or a period is lacking. `carried` are last year's left stars.
    """
    if "year" not in scheme or len(settled) * MONTHS[scheme["period"]] != 12:
        return []
    by_member = zip(*(each["results"] for each in settled), strict=True)
    return [year_of(scheme, results, carried.get(results[0]["member"], 0)) for results in by_member]


def year_of(scheme: Data, results: Sequence[Data], carried: int) -> Data:
    """Return one member's year, and what is proposed after it."""
    assessed = [result for result in results if result["status"] != "not_assessed"]
    year = {
        "member": results[0]["member"], "status": status_of(assessed), "score": None, "band": None,
        "veto": is_vetoed(assessed), "stars": None, "flags": None, "left": None,
    }  # fmt: skip
    if year["status"] == "complete":
        year |= finished(scheme, assessed, carried)
    return {**year, "consequences": proposals(scheme, "year", year)}


def status_of(assessed: Sequence[Data]) -> str:
    if not assessed:
        return "not_assessed"
    return "incomplete" if any(result["status"] == "incomplete" for result in assessed) else "complete"


def is_vetoed(assessed: Sequence[Data]) -> bool:
    return any(result["veto"] for result in assessed)


def finished(scheme: Data, assessed: Sequence[Data], carried: int) -> Data:
    """Return the mean of the results with its band, the stars, and the flags that they make."""
    score = mean_of(assessed)
    band = band_of(scheme, score, is_vetoed(assessed))
    stars = [result["stars"] for result in assessed if result["stars"] is not None]
    flags, left = flags_of(scheme, stars, carried)
    if flags is not None and is_vetoed(assessed):
        flags = 0
    return {
        "score": show(score), "band": band.get("code"), "stars": sum(stars) if stars else None,
        "flags": flags, "left": left,
    }  # fmt: skip


def mean_of(assessed: Sequence[Data]) -> int:
    return half_up(sum(hundredths(result["score"]) for result in assessed), len(assessed))


def flags_of(scheme: Data, stars: Sequence[int], carried: int) -> tuple[int | None, int | None]:
    """Return the flags that stars make, and the stars left; None where stars make no flags."""
    flags = (scheme["year"] or {}).get("flags")
    if flags is None:
        return None, None
    price, carry = int(flags["stars"]), flags.get("carry", "year")
    if carry == "none":
        return sum(each // price for each in stars), sum(each % price for each in stars)
    return divmod(sum(stars) + (carried if carry == "always" else 0), price)
