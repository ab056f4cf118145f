"""Random ballots, adjustments and resolutions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tests.random_cases.drawing import Data, Draw
from tests.random_cases.setting import Setting
from tests.second.amounts import FULL, hundredths
from tests.second.people import person, row_at
from tests.second.reading import holds

Question = tuple[str, int]
"""What a ballot answers, and the points of a full answer."""


def ballots(setting: Setting, scheme: Data, people: list[Data], as_of: date) -> list[Data]:
    """Return the answers of all ballots in any order."""
    polled = [component for component in scheme["components"].values() if "raters" in component]
    answers = [
        {"ratee": member["id"], "rater_kind": component["raters"], **answer}
        for member in people
        for component in polled
        for answer in _answers(
            setting.draw, component, questions(setting.draw, scheme, component, member, as_of)
        )
    ]
    return setting.draw.shuffled(answers)


def questions(draw: Draw, scheme: Data, component: Data, member: Data, as_of: date) -> list[Question]:
    """Return what raters answer about a member; what facts can fill in is most often left to them."""
    if "sheet" not in component:
        return [("", FULL)]
    variant = row_at(person(member, [], {}, as_of.year, as_of), as_of)["variant"]
    sections = scheme["sheets"][component["sheet"]]["sections"].values()
    items = [(code, item) for section in sections for code, item in section["items"].items()]
    return [
        (code, hundredths(item["points"]))
        for code, item in items
        if holds(item, variant) and not ("prefilled" in component and "rules" in item and draw.chance(0.75))
    ]


def _answers(draw: Draw, component: Data, asked: list[Question]) -> Iterator[Data]:
    """Yield the answers of about as many ballots as are needed, or of many more."""
    needed = int(component.get("at_least", "1"))
    for number in range(draw.pick(needed - 1, needed, needed, needed, needed + 1, needed + 3, 5, 6, 8, 9)):
        for item, points in asked:
            yield {"ballot": f"t{number}", "item": item, **_answer(draw, component, points)}


def _answer(draw: Draw, component: Data, points: int) -> Data:
    if "grades" in component and draw.chance(0.7):
        return {"score": None, "grade": draw.choice(list(component["grades"]))}
    good = draw.randint(points * 4 // 5, points)
    return {"score": draw.pick(0, points, points, draw.randint(0, points), good, good), "grade": None}


def adjustments(draw: Draw, scheme: Data, people: list[Data]) -> list[Data]:
    """Return decisions that move a result, some by more than the scheme allows."""
    if "adjust" not in scheme:
        return []
    within = hundredths(scheme["adjust"]["within"])
    return [
        {
            "member": member["id"],
            "points": draw.pick(within, -within, 0, 1, -1, draw.randint(-2 * within, 2 * within)),
            "reason": "商评",
            "document": "文1号",
        }
        for member in people
        if draw.chance(0.5)
    ]


def resolutions(draw: Draw, scheme: Data, people: list[Data]) -> list[Data]:
    """Return decisions that give a few members other weights."""
    drawn = [
        (member["id"], other_weights(draw, scheme["components"])) for member in people if draw.chance(0.2)
    ]
    return [{"member": id, "document": "文2号", "weights": weights} for id, weights in drawn if weights]


def other_weights(draw: Draw, components: Data) -> dict[str, int]:
    """Return weights that add up to 100.00; empty if none were found.

    A component whose score is out of its weight keeps it, or is left out.
    """
    out_of = {code: hundredths(each.get("out_of", "100")) for code, each in components.items()}
    kept = {code: weight for code, weight in out_of.items() if weight != FULL and draw.chance(0.5)}
    free = [code for code, weight in out_of.items() if weight == FULL]
    left = FULL - sum(kept.values())
    if left == 0 or not free:
        return kept if left == 0 else {}
    chosen = draw.some(free)
    step = draw.pick(1, 125)
    shares = draw.split(left, len(chosen), step) if left > step * len(chosen) else []
    return {**kept, **dict(zip(chosen, shares, strict=True))} if shares else {}
