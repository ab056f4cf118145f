"""Which kinds of facts a branch may record: the shared ones, those of the packaged methods, and own ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from xianfeng.engine.scheme import Kind as EngineKind
from xianfeng.engine.text import Text
from xianfeng.facts.models import Kind
from xianfeng.people.organizations.models import Unit
from xianfeng.schemes import library


@cache
def packaged() -> Mapping[str, EngineKind]:
    """Return the shared catalogue and the further kinds of the packaged methods, by code."""
    kinds = dict(library.catalogue())
    for name in library.NAMES:
        scheme = library.load(name)
        kinds |= {code: scheme.kinds[code] for code in scheme.own_kinds}
    return kinds


def kinds_for(unit: Unit, with_retired: bool = True) -> dict[str, EngineKind]:
    """Return the kinds that a unit knows, by code: packaged ones and those added there or above. One query."""
    own = Kind.objects.filter(unit__path__in=[unit.path, *unit.paths_above])
    if not with_retired:
        own = own.filter(retired_on=None)
    return {**packaged(), **{kind.code: as_engine(kind) for kind in own}}


def kinds_of(unit_id: int, codes: Iterable[str]) -> Mapping[str, EngineKind]:
    """Return the kinds that may be recorded in a unit, enough of them to look up codes.

    Two queries, none where all are packaged: nobody adds a kind with a packaged code.
    """
    if packaged().keys() >= set(codes):
        return packaged()
    return kinds_for(Unit.objects.unscoped().get(pk=unit_id), with_retired=False)


def kinds_below(paths: tuple[str, ...]) -> dict[str, EngineKind]:
    """Return every kind that facts at, above or below some paths may have, by code. One query."""
    return {**packaged(), **{kind.code: as_engine(kind) for kind in Kind.objects.all()}} if paths else {}


def as_engine(kind: Kind) -> EngineKind:
    """Return a unit's own kind as the engine knows kinds."""
    return EngineKind(
        code=kind.code,
        title=Text.same(kind.title),
        unit=Text.same(kind.measure) if kind.measure else None,
        outcomes={code: Text.same(title) for code, title in kind.outcomes.items()},
        excused=frozenset(kind.excused),
    )


def is_claimable(kind: EngineKind) -> bool:
    """Return whether a member may say so herself: deeds, not attendance, dues, leave or decisions."""
    return not kind.outcomes and not kind.document and not kind.excuses_month
