"""Which kind of unit stands under which, and for how long its committee is elected (domain 2.1, 4.2)."""

from __future__ import annotations

from collections.abc import Mapping

from xianfeng.people.organizations.models import Unit

Kind, Sector = Unit.Kind, Unit.Sector

BELOW: Mapping[str, tuple[Unit.Kind, ...]] = {
    Kind.COMMITTEE: (Kind.COMMITTEE, Kind.GENERAL_BRANCH, Kind.BRANCH),
    Kind.GENERAL_BRANCH: (Kind.BRANCH,),
    Kind.BRANCH: (Kind.GROUP,),
    Kind.GROUP: (),
}
AT_THE_TOP = (Kind.COMMITTEE, Kind.GENERAL_BRANCH, Kind.BRANCH)
"""A lone branch of thirty members may have nothing above it."""

TERM_YEARS = range(1, 6)


def kinds_below(above: Unit | None) -> tuple[Unit.Kind, ...]:
    """Return the kinds that may stand directly under a unit, or at the top for None."""
    return AT_THE_TOP if above is None else BELOW[above.kind]


def usual_term(sector: str) -> int:
    """Return the term of office in years: five in villages and communities, three elsewhere."""
    return 5 if sector in (Sector.VILLAGE, Sector.COMMUNITY) else 3


def needs_document(kind: str) -> bool:
    """Return whether a change needs a document: a branch decides about its groups by itself."""
    return kind != Kind.GROUP
