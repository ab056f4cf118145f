"""What a draft of a method would do: the last closed period, settled from its facts by today's rules and by the draft.

Ballots are not counted here. Only where no part of the result waits for ballots are whole results compared; else
each part that comes from facts is compared for itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from xianfeng.engine.amounts import FULL
from xianfeng.engine.calendar import Period
from xianfeng.engine.compare import compare
from xianfeng.engine.comparison.outcomes import Comparison, Side
from xianfeng.engine.facts import Record
from xianfeng.engine.results import MemberResult, Settlement
from xianfeng.engine.scheme import BandOn, Component, Scheme
from xianfeng.engine.settle import settle_member
from xianfeng.engine.text import Text
from xianfeng.merit.methods.models import SchemeVersion
from xianfeng.merit.methods.queries import list_adoptions_below
from xianfeng.merit.scores.records import read_lives
from xianfeng.people.members.models import Member, MemberQuerySet
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.scope import Scope, subtree

MOST = 800
"""The most members that are settled twice while somebody waits."""
TODAYS, DRAFTS = "a", "b"


@dataclass(frozen=True, slots=True)
class Part:
    """A component that both settle from facts, compared; or the whole result."""

    title: Text
    comparison: Comparison


@dataclass(frozen=True, slots=True)
class Preview:
    """What differs for some members in a period; which components only one has, and which wait for ballots."""

    period: Period
    members: int
    parts: tuple[Part, ...]
    is_whole: bool
    gone: tuple[Text, ...]
    new: tuple[Text, ...]
    waiting: tuple[Text, ...]


def last_closed(scheme: Scheme, today: date) -> Period:
    """Return the period of a scheme before the one of today."""
    return Period.containing(scheme.period, Period.containing(scheme.period, today).start - timedelta(days=1))


def affected(scope: Scope, draft: SchemeVersion, unit: Unit, today: date) -> MemberQuerySet:
    """Return the members of a unit for whom a draft would hold, by surname: without those who go by their own rules."""
    adopted = [each.unit.path for each in list_adoptions_below(unit, today) if each.from_on <= today]
    nearer = SchemeVersion.objects.unscoped().filter(
        subtree("owner__path", (unit.path,)),
        code=draft.code,
        state=SchemeVersion.State.PUBLISHED,
        version__lte=today,
    )
    written = nearer.exclude(owner=unit).values_list("owner__path", flat=True)
    members = Member.objects.reached(scope).filter(subtree("branch__path", (unit.path,)))
    found: MemberQuerySet = members.exclude(subtree("branch__path", (*adopted, *written)))
    return found.order_by("sort_key", "id")


def preview_of(members: Sequence[Member], a: Scheme, b: Scheme, period: Period) -> Preview:
    """Return what differs between two schemes of the same period for some members. Five queries."""
    lives = read_lives(members, date(period.year, 1, 1), period.end)
    records = (lives.records(a), lives.records(b))
    is_whole = not any(_waits(component) for scheme in (a, b) for component in scheme.components.values())
    shared = [code for code in b.components if code in a.components and _from_facts(a, b, code)]
    if is_whole:
        parts = [Part(b.title, _compared(a, b, records, period))]
    else:
        parts = [
            Part(b.components[code].title, _compared(alone(a, code), alone(b, code), records, period))
            for code in shared
        ]
    return Preview(
        period, len(members), tuple(parts), is_whole, _only(a, b), _only(b, a),
        tuple(component.title for component in b.components.values() if _waits(component)),
    )  # fmt: skip


def alone(scheme: Scheme, code: str) -> Scheme:
    """Return a scheme whose result is the score of one component; for whom it has no weight, there is none."""
    component = scheme.components[code]
    weights = {key: FULL if weight else 0 for key, weight in component.weights.items()}
    return replace(
        scheme, components={code: replace(component, weights=weights, out_of=FULL)}, at_most=None, adjust=None,
        band_on=BandOn.HUNDREDTHS, bands=(), veto=None, year=None, consequences=(),
    )  # fmt: skip


def _waits(component: Component) -> bool:
    return component.raters is not None


def _from_facts(a: Scheme, b: Scheme, code: str) -> bool:
    return not _waits(a.components[code]) and not _waits(b.components[code])


def _only(one: Scheme, other: Scheme) -> tuple[Text, ...]:
    return tuple(c.title for c in one.components.values() if c.code not in other.components and not _waits(c))


def _compared(
    a: Scheme, b: Scheme, records: tuple[Sequence[Record], Sequence[Record]], period: Period
) -> Comparison:
    """Return the comparison for those who are assessed, and in this component, by both."""
    results = [
        (settle_member(a, period, one), settle_member(b, period, other))
        for one, other in zip(*records, strict=True)
    ]
    both = [pair for pair in results if all(result.components for result in pair)]
    ours, theirs = [one for one, _ in both], [other for _, other in both]
    return compare(_side(TODAYS, a, ours, period), _side(DRAFTS, b, theirs, period))


def _side(name: str, scheme: Scheme, results: Sequence[MemberResult], period: Period) -> Side:
    settlement = Settlement(scheme.code, scheme.version, period.code, period.end, "", "", tuple(results))
    return Side(name, scheme, (settlement,))
