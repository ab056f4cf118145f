"""Many further seeds of random cases by Hypothesis: always the same ones."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

any_seed = given(seed=st.integers(0, 2**32 - 1))


def many(seeds: int) -> settings:
    """Return the settings that try so many seeds; a smaller seed gives no simpler case, so none is sought."""
    phases = [Phase.explicit, Phase.reuse, Phase.generate]
    return settings(max_examples=seeds, deadline=None, derandomize=True, phases=phases)


def first(everyday: int, cases: Sequence[int]) -> list[Any]:
    """Return parameters of which the first so many run with every change, the others where slow ones run."""
    slow = [pytest.param(case, marks=pytest.mark.slow) for case in cases[everyday:]]
    return [*cases[:everyday], *slow]
