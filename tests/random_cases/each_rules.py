"""Random rules that give points for every fact."""

from __future__ import annotations

from tests.random_cases.drawing import Data, Draw, upwards
from tests.random_cases.setting import UNITS, Setting

FAMILIES = {
    "q": ["q.k1", "q.k2", "q.k3", "q.k4"],
    "att": ["att.a", "att.b", "att.c"],
    "due": ["due.a"],
    "mark": ["mark.a", "mark.b"],
    "award": ["award.a"],
    "away": ["away.m"],
    "veto": ["veto.a"],
}


def some_kinds(draw: Draw, *families: str) -> list[str]:
    """Return kinds of one of the families, most often a single one."""
    kinds = FAMILIES[draw.choice(families)]
    return draw.sample(kinds, min(len(kinds), draw.pick(1, 1, 1, 2, 3)))


def points(draw: Draw) -> int:
    return draw.pick(100, 150, 200, 300, 500, 33, 250, 10, draw.randint(25, 1200))


def any_every(draw: Draw) -> Data:
    return {"every": draw.choice(UNITS)} if draw.chance(0.5) else {}


def each_rule(setting: Setting, sign: int, full: int = 0) -> Data:
    """Return an `each`; with `full` hundredths one that reaches them in a single window."""
    draw = setting.draw
    rare = ["away", "veto"] if not full and draw.chance(0.1) else []
    kinds = some_kinds(draw, "q", "q", "q", "att", "due", "mark", "award", *rare)
    has_outcomes = bool(setting.outcomes(kinds))
    shape = draw.pick("points", "points", "judged", "per", "outcome" if has_outcomes else "per")
    worth, top = _worth(setting, kinds, shape, sign)
    rule = {"each": draw.alone_or_listed(kinds), **worth}
    if has_outcomes and shape != "outcome":
        rule["outcome"] = setting.some_outcomes(kinds, with_excused=draw.chance(0.3))
    return {**rule, **_limits(draw, shape, full, top), **any_every(draw)}


def _worth(setting: Setting, kinds: list[str], shape: str, sign: int) -> tuple[Data, int]:
    """Return the keys that say what a fact is worth, and the most one fact is worth."""
    draw = setting.draw
    if shape == "judged":
        return _judged(draw, sign)
    if shape == "outcome":
        return _by_outcome(setting, kinds, sign)
    size = points(draw)
    written = {"points": draw.amount(sign * size)}
    if shape == "per":
        written["per"] = draw.amount(draw.pick(50, 100, 100, 200, 300, 250, 33, 1000, 800))
    return written, size


def _judged(draw: Draw, sign: int) -> tuple[Data, int]:
    least = draw.pick(0, 100, 200, draw.randint(0, 500))
    ends = sorted([least, draw.randint(100, 900)])
    written = ends if draw.chance(0.7) else ends[::-1]
    return {"judged": [draw.amount(sign * end) for end in written]}, ends[1]


def _by_outcome(setting: Setting, kinds: list[str], sign: int) -> tuple[Data, int]:
    draw = setting.draw
    names = draw.some(setting.outcomes(kinds), 1)
    sizes = [points(draw), *(0 if draw.chance(0.1) else points(draw) for _ in names[1:])]
    worth = dict(zip(names, sizes, strict=True))
    return {"points": {name: draw.amount(sign * size) for name, size in worth.items()}}, max(sizes)


def _limits(draw: Draw, shape: str, full: int, top: int) -> Data:
    """Return `times` and `at_most` that still let a window reach the full points."""
    limits = {}
    if shape != "per" and draw.chance(0.35):
        limits["times"] = str(max(draw.randint(1, 4), upwards(full, top)))
    if draw.chance(0.4):
        cap = draw.pick(50, 100, 300, 600, 1000, draw.randint(1, 2000))
        limits["at_most"] = draw.amount(max(cap, full))
    return limits
