"""A scheme over a period of an organisation (2, 11)."""

from __future__ import annotations

from datetime import date

from tests.second.members import settle_member
from tests.second.people import Person, person
from tests.second.reading import Data, listed
from tests.second.stretches import Stretch, first, last, parse


def settle(scheme: Data, period_code: str, inputs: Data, as_of: str | None = None) -> Data:
    """Return the settlement of a period up to `as_of`, in the shape of (11); the year is not in it.

    Inputs are lists of plain rows under the names of (2): `members`, each with `id`, `name` and `rows`,
    `facts`, `ballots`, `adjustments`, `resolutions`. Amounts in them are hundredths, days are texts.
    """
    period = parse(period_code)
    until = min(date.fromisoformat(as_of), last(period)) if as_of else last(period)
    kinds, facts = scheme["kinds"], inputs["facts"]
    people = [person(member, facts, kinds, period.year, until) for member in inputs["members"]]
    settled = [(who, *settle_member(scheme, who, period, inputs)) for who in people]
    assessed = [(who, matched) for who, result, matched in settled if result["status"] != "not_assessed"]
    uncounted = [each for who, matched in assessed for each in without_effect(scheme, who, period, matched)]
    return {
        "scheme": scheme["scheme"], "version": scheme["version"], "period": period_code,
        "as_of": until.isoformat(), "results": [result for _, result, _ in settled], "year": [],
        "uncounted_facts": [ref for _, ref in sorted(uncounted)],
    }  # fmt: skip


def without_effect(scheme: Data, who: Person, period: Stretch, matched: set[str]) -> list[tuple[date, str]]:
    """Return day and ref of the period's facts that no rule matches, that veto and excuse nothing."""
    kinds = listed((scheme.get("veto") or {}).get("kinds"))
    idle = [f for f in who.facts if f["ref"] not in matched and not f["excuses_month"]]
    return [
        (fact["on"], fact["ref"])
        for fact in idle
        if fact["on"] >= first(period) and not (fact["kind"] in kinds and fact["document"])
    ]
