"""The rows of every app, and what must be in the world for their addresses to be about something."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.people.world import World
from tests.rights import assessments, boards, followups, notices, reviews, table
from tests.rights.assessments_world import add_assessments
from tests.rights.boards_world import add_boards
from tests.rights.followups_world import add_followups
from tests.rights.merit import MERIT
from tests.rights.merit_world import add_merit
from tests.rights.notices_world import add_notices
from tests.rights.reviews_world import add_reviews
from tests.rights.table import Row


@dataclass(frozen=True)
class Family:
    """Rows that share a world."""

    rows: tuple[Row, ...]
    add: Callable[[World], Any]


FAMILIES = (
    Family(table.ROWS, lambda world: None),
    Family(MERIT, add_merit),
    Family(reviews.REVIEWS, add_reviews),
    Family(assessments.ASSESSMENTS, add_assessments),
    Family(notices.NOTICES, add_notices),
    Family(boards.BOARDS, add_boards),
    Family(followups.FOLLOWUPS, add_followups),
)
ALL = tuple(row for family in FAMILIES for row in family.rows)
OPEN = table.OPEN | reviews.OPEN | boards.OPEN | notices.NOTICES_OPEN
"""Addresses that need no signing in."""


def family_of(row: Row) -> Family:
    return next(family for family in FAMILIES if row in family.rows)
