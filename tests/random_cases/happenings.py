"""Random facts: too many, too few, on one day, of nothing and of the most there is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tests.random_cases.drawing import Data, Draw
from tests.random_cases.rosters import random_day
from tests.random_cases.setting import OUTCOMES, Setting
from tests.second.reading import listed
from tests.second.stretches import Stretch
from tests.second.views import measure

BEGINNINGS = ["r", "R", "r0", "凭", "é", "\U00020000", "\uff5e", "a-", "z"]
"""Beginnings of refs whose order by code point differs from other orders."""
MOST = 99_999_99
EXCUSED = {outcome for _, excused in OUTCOMES.values() for outcome in excused}


def facts(setting: Setting, scheme: Data, people: list[Data], period: Stretch, as_of: date) -> list[Data]:
    """Return facts of all members in any order; kinds that rules name are drawn more often."""
    kinds = 3 * list(used_kinds(scheme)) + list(setting.kinds)
    kinds = [kind for kind in kinds if not kind.startswith(("veto", "away"))]
    found = [
        {"member": each["id"], **fact}
        for each in people
        for fact in _facts_of_one(setting, kinds, "veto" in scheme, period, as_of)
    ]
    numbers = setting.draw.sample(range(1, 99999), len(found))
    refs = [f"{setting.draw.choice(BEGINNINGS)}{number}" for number in numbers]
    return setting.draw.shuffled([{"ref": ref, **fact} for ref, fact in zip(refs, found, strict=True)])


def used_kinds(scheme: Data) -> Iterator[str]:
    """Yield the kinds that the rules of a scheme name, as often as they do."""
    for sheet in scheme.get("sheets", {}).values():
        for section in sheet["sections"].values():
            for item in section["items"].values():
                for rule in item.get("rules", []):
                    yield from listed(rule[measure(rule)])


def _facts_of_one(
    setting: Setting, kinds: list[str], can_veto: bool, period: Stretch, as_of: date
) -> Iterator[Data]:
    draw = setting.draw
    busy_day = random_day(draw, period, as_of)
    for _ in range(draw.randint(0, draw.pick(0, 4, 15, 40, 80))):
        day = busy_day if draw.chance(0.15) else random_day(draw, period, as_of)
        yield fact(setting, draw.choice(kinds), day)
    away = [kind for kind in setting.kinds if kind.startswith("away")]
    months = draw.pick(1, 1, 2, 3, 6) if draw.chance(0.35) else 0
    vetoes = draw.pick(0, 0, 1, 2) if can_veto else draw.pick(0, 0, 0, 1)
    for kind in [*draw.choices(away, k=months), *draw.choices(["veto.a", "veto.b"], k=vetoes)]:
        yield fact(setting, kind, random_day(draw, period, as_of))


def fact(setting: Setting, kind: str, on: date) -> Data:
    draw = setting.draw
    outcomes = setting.outcomes([kind])
    frequent = [outcome for outcome in outcomes for _ in range(2 if outcome in EXCUSED else 3)]
    has_document = setting.kinds[kind].get("document") == "true"
    return {
        "kind": kind,
        "on": on.isoformat(),
        "quantity": quantity(draw),
        "outcome": draw.choice(frequent) if outcomes else "",
        "document": f"文{draw.randint(1, 99)}号" if has_document else draw.pick("", "", "x1"),
    }


def quantity(draw: Draw) -> int:
    if draw.chance(0.02):
        return MOST
    some = [draw.randint(0, 3000), draw.randint(0, 3000)]
    return draw.pick(100, 100, 100, 100, 200, 150, 0, 50, 33, 99, 101, 800, *some)
