"""Weights without what is missing: the others in their proportion, 100.00 together. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from xianfeng.engine.amounts import FULL
from xianfeng.engine.scheme import Scheme
from xianfeng.merit.assessments.models import Result
from xianfeng.merit.assessments.showing import lacking


def common_weights(scheme: Scheme, results: Iterable[Result]) -> dict[str, int]:
    """Return the weights to propose for results that lack components: without any that one of them lacks."""
    asked = list(results)
    lacks = {code for each in asked for code in lacking(each)}
    variant = asked[0].variant
    kept = {code: part.weight_for(variant) for code, part in scheme.components.items() if code not in lacks}
    return dict.fromkeys(scheme.components, 0) | spread(kept)


def spread(weights: Mapping[str, int]) -> dict[str, int]:
    """Return weights in their proportion so that they add up to 100.00; what is left goes to the largest remainders."""
    total = sum(weights.values())
    if not total:
        return dict(weights)
    parts = {code: divmod(weight * FULL, total) for code, weight in weights.items()}
    left = FULL - sum(whole for whole, _rest in parts.values())
    first = sorted(parts, key=lambda code: (-parts[code][1], list(parts).index(code)))[:left]
    return {code: whole + (code in first) for code, (whole, _rest) in parts.items()}
