"""Many further seeds of random cases by Hypothesis: always the same ones."""

from __future__ import annotations

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

any_seed = given(seed=st.integers(0, 2**32 - 1))


def many(seeds: int) -> settings:
    """Return the settings that try so many seeds; a smaller seed gives no simpler case, so none is sought."""
    phases = [Phase.explicit, Phase.reuse, Phase.generate]
    return settings(max_examples=seeds, deadline=None, derandomize=True, phases=phases)
