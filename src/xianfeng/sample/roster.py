"""The members at the end of the year: branch, group, category, office."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from xianfeng.engine.facts import Member, RosterRow
from xianfeng.sample.branches import (
    BRANCHES,
    GROUP_NAMES,
    MEMBERS,
    RETIRED_BRANCH,
    VARIANTS,
    Branch,
    counts_of_mix,
)
from xianfeng.sample.edges import BY_ID
from xianfeng.sample.names import draw_names
from xianfeng.sample.people import Person


@dataclass(frozen=True, slots=True)
class Place:
    """A member's place in a branch, counted from 0; the first places hold its offices."""

    id: str
    branch: Branch
    number: int

    @property
    def offices(self) -> frozenset[str]:
        if self.number > self.branch.committee:
            return frozenset()
        return frozenset({"secretary" if self.number == 0 else "committee"})

    @property
    def group(self) -> str:
        return GROUP_NAMES[self.number % self.branch.groups]

    @property
    def is_plain(self) -> bool:
        """Whether chance may decide this member's category."""
        return not self.offices and self.id not in BY_ID and self.branch.name != RETIRED_BRANCH


def draw_roster(rng: Random) -> dict[str, Person]:
    """Return all members by id, as they stand at the end of the year."""
    places = list(_places())
    categories = _categories(rng, places)
    names = draw_names(rng, MEMBERS)
    drawn = (_person(rng, p, n, categories[p.id]) for p, n in zip(places, names, strict=True))
    return {person.id: person for person in drawn}


def _places() -> Iterator[Place]:
    inside = ((branch, number) for branch in BRANCHES for number in range(branch.size))
    return (Place(f"M{n:04d}", branch, number) for n, (branch, number) in enumerate(inside, 1))


def _categories(rng: Random, places: Sequence[Place]) -> dict[str, str]:
    """Return everybody's category, so that the mix is exact and the retired branch is all retired."""
    counts = counts_of_mix(len(places))
    chosen = {place.id: "retired" for place in places if place.branch.name == RETIRED_BRANCH}
    counts["retired"] -= len(chosen)
    plain = [place.id for place in places if place.is_plain]
    others = [category for category in counts if category != "in_service" for _ in range(counts[category])]
    chosen.update(zip(rng.sample(plain, len(others)), others, strict=True))
    return {place.id: chosen.get(place.id, "in_service") for place in places}


def _person(rng: Random, place: Place, name: str, category: str) -> Person:
    row = RosterRow(place.branch.name, VARIANTS[category], place.group, place.offices)
    latent = rng.betavariate(2.4, 1.1)
    if place.id in BY_ID:
        latent = BY_ID[place.id].latent
    attendance = min(max(rng.gauss(0.93, 0.04), 0.8), 1.0)
    return Person(Member(place.id, name, (row,)), latent, attendance)
