"""A second implementation of the scheme language, used only to compare the engine with.

It was written from docs/reference/scheme-language.md alone, whose sections the numbers in brackets
name. It imports nothing from the product, works on the plain texts of the YAML file, and is naive on
purpose: every step as it is written, nothing remembered from one step to the next. A scheme must be
sound, nothing is checked here; digests, defaults and warnings are left out.
"""

from tests.second.reading import read
from tests.second.settling import settle
from tests.second.years import roll_up

__all__ = ["read", "roll_up", "settle"]
