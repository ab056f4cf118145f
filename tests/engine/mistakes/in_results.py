"""Mistakes in weights, adjustments, bands, vetoes, proposals and the year."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from tests.engine.mistakes.made import Mistake, instead_of
from tests.second.amounts import FULL, ONE, ceiling, clamp, half_up, hundredths
from tests.second.members import Looked, adjustment, not_assessed, part, rounded, total, weight_of
from tests.second.outcomes import band_of, follows, vetoing
from tests.second.people import Person
from tests.second.reading import Data
from tests.second.settling import without_effect
from tests.second.stretches import Stretch, first
from tests.second.years import flags_of, is_vetoed, mean_of, status_of

MISTAKES: list[Mistake] = []
mistaken = partial(instead_of, mistakes=MISTAKES)


@mistaken(not_assessed)
def everybody_is_assessed(scheme: Data, who: Person, period: Stretch) -> Data | None:
    return None


@mistaken(weight_of)
def resolutions_are_ignored(who: Person, code: str, component: Data, resolution: Data | None) -> int:
    return weight_of(who, code, component, None)


@mistaken(part)
def out_of_is_ignored(looked: Looked) -> int:
    return looked.weight * (looked.scored.score or 0)


@mistaken(total)
def parts_are_rounded_one_by_one(looked: Sequence[Looked]) -> int:
    return sum(half_up(part(each), FULL) for each in looked)


@mistaken(adjustment)
def adjustments_have_no_limit(scheme: Data, decision: Data | None) -> int | None:
    return decision["points"] if decision and "adjust" in scheme else None


@mistaken(rounded)
def rounded_before_the_ceiling(scheme: Data, score: int) -> int:
    if scheme.get("band_on") == "whole":
        score = half_up(score, ONE) * ONE
    return clamp(score, 0, ceiling(scheme.get("at_most", "100")))


@mistaken(rounded)
def never_rounded_to_whole_points(scheme: Data, score: int) -> int:
    return clamp(score, 0, ceiling(scheme.get("at_most", "100")))


@mistaken(band_of)
def limit_of_a_band_is_below_it(scheme: Data, score: int, vetoed: bool) -> Data:
    return band_of(scheme, max(score - 1, 0), vetoed)


@mistaken(band_of)
def veto_changes_no_band(scheme: Data, score: int, vetoed: bool) -> Data:
    return band_of(scheme, score, False)


@mistaken(vetoing)
def vetoes_always_last_a_year(scheme: Data, who: Person, period: Stretch) -> list[Data]:
    veto = {**scheme["veto"], "lasts": "year"} if "veto" in scheme else {"kinds": []}
    return vetoing({"veto": veto}, who, period)


@mistaken(vetoing)
def vetoes_need_no_document(scheme: Data, who: Person, period: Stretch) -> list[Data]:
    return [fact for fact in who.facts if fact["kind"].startswith("veto") and fact["on"] >= first(period)]


@mistaken(follows)
def one_condition_is_enough(consequence: Data, at: str, result: Data) -> bool:
    when = consequence["when"] or {"status": [result["status"]]}
    return any(follows({**consequence, "when": {key: value}}, at, result) for key, value in when.items())


@mistaken(without_effect)
def facts_before_the_period_are_listed(
    scheme: Data, who: Person, period: Stretch, matched: set[str]
) -> list[tuple[object, str]]:
    return list(without_effect(scheme, who, Stretch("year", period.year, 0), matched))


# ---- the year


@mistaken(status_of)
def incomplete_year_is_not_assessed(assessed: Sequence[Data]) -> str:
    return status_of(assessed).replace("incomplete", "not_assessed")


@mistaken(mean_of)
def year_is_rounded_down(assessed: Sequence[Data]) -> int:
    return sum(hundredths(result["score"]) for result in assessed) // len(assessed)


@mistaken(flags_of)
def carry_is_always_the_year(
    scheme: Data, stars: Sequence[int], carried: int
) -> tuple[int | None, int | None]:
    flags = (scheme["year"] or {}).get("flags")
    return flags_of({"year": {"flags": {**flags, "carry": "year"}} if flags else {}}, stars, carried)


@mistaken(flags_of)
def last_years_stars_always_count(
    scheme: Data, stars: Sequence[int], carried: int
) -> tuple[int | None, int | None]:
    return flags_of(scheme, [*stars, carried], 0)


@mistaken(is_vetoed)
def no_year_is_vetoed(assessed: Sequence[Data]) -> bool:
    return False
