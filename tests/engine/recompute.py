"""Recomputes every number of a printed explanation from the numbers printed beside it, and from nothing else.

Written from the wording of the steps, with its own arithmetic; it knows no engine.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

Tree = dict[str, Any]
CENT = Decimal("0.01")


def wrong(tree: Tree, path: str = "") -> Iterator[str]:
    """Yield every node whose printed value does not follow from what is printed beside it."""
    here = f"{path}/{tree['title']}"
    if tree["value"] is not None:
        value = RECOMPUTED[tree["step"]](tree)
        if value != Decimal(tree["value"]):
            yield f"{here}: printed {tree['value']}, recomputed {value}: {tree['sum']} {tree['given']}"
    share = tree["share"]
    if "part" in share:
        part = Fraction(share["weight"]) * Fraction(tree["value"]) / Fraction(share["out_of"])
        if part != Fraction(share["part"]):
            yield f"{here}: part {share['part']}, recomputed {part}"
    for key, number in tree["given"].items():
        if number not in tree["sum"]:
            yield f"{here}: {key} = {number} is used but not printed in: {tree['sum']}"
    for child in tree["children"]:
        yield from wrong(child, here)


def rounded(value: Fraction) -> Decimal:
    size = abs(value) * 100
    whole = size.numerator // size.denominator
    whole += 1 if 2 * (size - whole) >= 1 else 0
    return Decimal(whole if value >= 0 else -whole) * CENT


def _number(tree: Tree, key: str) -> Fraction:
    return Fraction(tree["given"][key])


def _values(tree: Tree, *steps: str) -> list[Fraction]:
    children = [child for child in tree["children"] if not steps or child["step"] in steps]
    return [Fraction(child["value"]) for child in children if child["value"] is not None]


def _within(value: Fraction, tree: Tree, least: str, most: str) -> Fraction:
    given = tree["given"]
    value = max(value, Fraction(given[least])) if least in given else value
    return min(value, Fraction(given[most])) if most in given else value


def _finish(tree: Tree) -> Fraction:
    value = _values(tree)[0] + Fraction(tree["given"].get("adjustment", 0))
    return _within(value, tree, "at_least", "at_most")


def _weighted(tree: Tree) -> Decimal:
    parts = [Fraction(child["share"]["part"]) for child in tree["children"]]
    assert tree["given"]["parts"] == " + ".join(child["share"]["part"] for child in tree["children"])
    return rounded(sum(parts, Fraction(0)))


def _tallies(tree: Tree) -> Decimal:
    sums, number = re.fullmatch(r"\((.*)\) ÷ (\d+)", tree["given"]["mean"]).groups()  # type: ignore[union-attr]
    values = [Fraction(text) for text in sums.split(" + ")]
    counted = [child["value"] for child in tree["children"] if child["value"] and "÷" not in _left_out(child)]
    assert [Fraction(value) for value in counted] == values
    assert len(values) == int(number)
    return rounded(sum(values, Fraction(0)) / int(number))


def _mean(text: str) -> Decimal:
    sums, number = re.fullmatch(r"\((.*)\) ÷ (\d+)", text).groups()  # type: ignore[union-attr]
    return rounded(sum(map(Fraction, sums.split(" + ")), Fraction(0)) / int(number))


def _left_out(child: Tree) -> str:
    return "÷" if re.search("left out of the mean|不计入平均", child["sum"]) else ""


def _sheet(tree: Tree) -> Fraction:
    return _within(
        Fraction(tree["given"].get("start", 0)) + sum(_values(tree), Fraction(0)), tree, "at_least", "at_most"
    )


def _base(tree: Tree) -> Decimal:
    earned, due, of = (_number(tree, key) for key in ("earned", "due", "of"))
    assert sum(_values(tree), Fraction(0)) == earned
    points = [Fraction(c["given"]["points"]) for c in tree["children"] if c["step"] == "item"]
    polls = [c for c in tree["children"] if c["step"] == "poll"]
    if polls:
        assert sum(points, Fraction(0)) <= due
    else:
        assert sum(points, Fraction(0)) == due
    return rounded(earned if due == of else earned * of / due)


def _section(tree: Tree) -> Fraction:
    total = sum(_values(tree), Fraction(0))
    if "limit" not in tree["given"]:
        return total
    limit = _number(tree, "limit")
    return min(total, limit) if limit > 0 else max(total, limit)


def _item(tree: Tree) -> Fraction:
    total = Fraction(tree["given"].get("start", 0)) + sum(_values(tree), Fraction(0))
    return _within(total, tree, "least", "most")


def _capped(tree: Tree, raw: Fraction) -> Fraction:
    if "at_most" not in tree["given"]:
        return raw
    cap, used, size = _number(tree, "at_most"), _number(tree, "used"), abs(raw)
    counted = min(cap, used + size) - min(cap, used)
    return counted if raw >= 0 else -counted


def _per(tree: Tree) -> Fraction:
    points, per, running, quantity = (_number(tree, key) for key in ("points", "per", "running", "quantity"))
    raw = points * ((running + quantity) // per - running // per)
    assert raw == _number(tree, "raw")
    return _capped(tree, raw)


def _judged(tree: Tree) -> Fraction:
    least, most = sorted((abs(_number(tree, "least")), abs(_number(tree, "most"))))
    raw = min(max(_number(tree, "quantity"), least), most)
    raw = -raw if _number(tree, "least") < 0 or _number(tree, "most") < 0 else raw
    assert raw == _number(tree, "raw")
    return _capped(tree, raw)


def _ratio(tree: Tree) -> Decimal:
    marks = _values(tree, "fact")
    assert len(marks) == _number(tree, "need")
    assert sum(marks, Fraction(0)) == _number(tree, "have")
    return rounded(_number(tree, "points") * _number(tree, "have") / _number(tree, "need"))


def _average(tree: Tree) -> Decimal:
    facts = _values(tree, "fact")
    assert (sum(facts, Fraction(0)), len(facts)) == (_number(tree, "sum"), _number(tree, "number"))
    return rounded(_number(tree, "sum") / _number(tree, "number"))


def _have_need(tree: Tree) -> tuple[Fraction, Fraction]:
    have, need = _number(tree, "have"), _number(tree, "need")
    assert sum(_values(tree, "fact"), Fraction(0)) == have
    assert _values(tree, "need") == [need]
    return have, need


def _reach(tree: Tree) -> Decimal:
    have, need = _have_need(tree)
    return rounded(_number(tree, "points") * min(have, need) / need)


def _shortfall(tree: Tree) -> Fraction:
    have, need = _have_need(tree)
    return _number(tree, "points") * max(Fraction(0), (need - have) // _number(tree, "per"))


def _need(tree: Tree) -> Decimal:
    products = [text.split(" × ") for text in tree["given"]["months"].split(" + ")]
    total = sum(
        (Fraction(p[0]) * Fraction(p[1]) if len(p) == 2 else Fraction(p[0]) for p in products), Fraction(0)
    )
    value = total / Fraction(tree["given"]["unit"])
    if "whole" in tree["given"]:
        return rounded(value / 100) * 100
    return rounded(value)


def _exact(compute: Callable[[Tree], Fraction]) -> Callable[[Tree], Decimal]:
    def exact(tree: Tree) -> Decimal:
        value = compute(tree)
        assert rounded(value) == Decimal(value.numerator) / Decimal(value.denominator), (
            "nothing to round here"
        )
        return rounded(value)

    return exact


def _as_printed(tree: Tree) -> Decimal:
    return Decimal(tree["value"])


RECOMPUTED: dict[str, Callable[[Tree], Decimal]] = {
    "finish": _exact(_finish),
    "finish_whole": lambda tree: rounded(_finish(tree) / 100) * 100,
    "weighted": _weighted,
    "poll": lambda tree: rounded(_number(tree, "sum") / _number(tree, "kept")),
    "polled": lambda tree: rounded(_number(tree, "sum") / _number(tree, "number")),
    "tallies": _tallies,
    "sheet": _exact(_sheet),
    "base": _base,
    "section": _exact(_section),
    "item": _exact(_item),
    "each": _exact(lambda tree: sum(_values(tree), Fraction(0))),
    "each_points": _exact(lambda tree: _capped(tree, _number(tree, "raw"))),
    "each_per": _exact(_per),
    "each_judged": _exact(_judged),
    "each_beyond": lambda tree: Decimal("0.00"),
    "ratio": _ratio,
    "latest": _exact(lambda tree: _values(tree)[0]),
    "average": _average,
    "reach": _reach,
    "shortfall": _exact(_shortfall),
    "need": _need,
    "no_facts": lambda tree: Decimal(tree["given"]["points"]),
    "fact": _as_printed,
    "year": lambda tree: _mean(tree["given"]["mean"]),
}
