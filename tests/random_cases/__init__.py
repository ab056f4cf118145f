"""Random sound schemes and hostile inputs to them; one seed always gives the same case.

Everything the language offers occurs, preferably at its edges: days on the borders of months and of the
period, ties, quantities of zero and of the most there is, scores on the limit of a band.
"""

from tests.random_cases.cases import Case, Year, random_case, random_year

__all__ = ["Case", "Year", "random_case", "random_year"]
