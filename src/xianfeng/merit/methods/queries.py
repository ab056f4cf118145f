"""Which method a unit goes by on a day, and in which version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from xianfeng.engine.calendar import Period
from xianfeng.engine.loading import load_scheme
from xianfeng.engine.scheme import Kind, Scheme
from xianfeng.facts.catalogue import kinds_for, packaged
from xianfeng.merit.methods.models import SchemeVersion
from xianfeng.people.organizations.models import Adoption, Unit
from xianfeng.schemes import library


@dataclass(frozen=True, slots=True)
class Method:
    """What a unit goes by: the scheme (it knows every kind that the unit records), since when and through whom.

    `written` is the unit's own version, None for a packaged scheme.
    """

    scheme: Scheme
    adoption: Adoption
    written: SchemeVersion | None

    def period_of(self, day: date) -> Period:
        """Return the period in which a day is settled."""
        return Period.containing(self.scheme.period, day)


def method_of(unit: Unit, on: date) -> Method | None:
    """Return the method of a unit on a day, None where no unit of its line has adopted one. Three queries.

    A version counts from the first period that begins on or after its day; of several the nearest unit's latest.
    """
    adoption = Adoption.objects.in_force(unit, on).select_related("unit").first()
    if adoption is None:
        return None
    kinds = kinds_for(unit)
    for written in _candidates(unit, adoption.scheme, on):
        scheme = loaded(written, kinds)
        if written.version <= Period.containing(scheme.period, on).start:
            return Method(knowing(scheme, kinds), adoption, written)
    if adoption.scheme not in library.NAMES:
        return None
    return Method(knowing(library.load(adoption.scheme), kinds), adoption, None)


def _candidates(unit: Unit, code: str, on: date) -> list[SchemeVersion]:
    versions = SchemeVersion.objects.in_line(unit).filter(code=code, version__lte=on)
    return list(versions.order_by("-owner__path", "-version").select_related("owner"))


def loaded(written: SchemeVersion, kinds: Mapping[str, Kind]) -> Scheme:
    """Return a version as a scheme. Raises InvalidInput when its text does not hold (any more)."""
    own = tuple(sorted(code for code in kinds if code not in packaged()))
    return _loaded(written.text, f"{written.code}.yaml", own, tuple(kinds[code] for code in own))


@lru_cache(128)
def _loaded(text: str, file: str, codes: tuple[str, ...], own: tuple[Kind, ...]) -> Scheme:
    return load_scheme(text, file, {**library.catalogue(), **dict(zip(codes, own, strict=True))})


def knowing(scheme: Scheme, kinds: Mapping[str, Kind]) -> Scheme:
    """Return the scheme so that it knows further kinds: their facts may be there, though no rule counts them."""
    return replace(scheme, kinds={**kinds, **scheme.kinds})
