"""Small deliberate mistakes in the second implementation, each of which the comparison must notice."""

from tests.engine.mistakes import in_results, in_rules, in_scores, in_time
from tests.engine.mistakes.made import Mistake, make

MISTAKES: list[Mistake] = [
    mistake for module in (in_time, in_rules, in_scores, in_results) for mistake in module.MISTAKES
]

__all__ = ["MISTAKES", "Mistake", "make"]
