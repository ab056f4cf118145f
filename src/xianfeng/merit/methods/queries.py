"""Which method a unit goes by on a day, and in which version."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

from xianfeng.engine.calendar import Period
from xianfeng.engine.loading import Checked, check_scheme
from xianfeng.engine.problems import InvalidInput
from xianfeng.engine.scheme import Kind, Scheme
from xianfeng.engine.text import Text
from xianfeng.facts.catalogue import kinds_for, packaged
from xianfeng.merit.methods.models import SchemeVersion
from xianfeng.merit.methods.outline import outline_of
from xianfeng.people.organizations.models import Adoption, Unit
from xianfeng.people.organizations.roles import Role
from xianfeng.people.organizations.scope import Scope, subtree
from xianfeng.schemes import library

State = SchemeVersion.State


@dataclass(frozen=True, slots=True)
class Rules:
    """A scheme as it stands for a unit; `written` is the version of a unit, None for a packaged scheme."""

    scheme: Scheme
    written: SchemeVersion | None

    @property
    def text(self) -> str:
        """Return how it is written."""
        return self.written.text if self.written else library.read(self.scheme.code)[0]


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
    """Return the method of a unit on a day, None where no unit of its line has adopted one. Three queries."""
    adoption = Adoption.objects.in_force(unit, on).select_related("unit").first()
    rules = rules_of(unit, adoption.scheme, on) if adoption else None
    return Method(rules.scheme, adoption, rules.written) if adoption and rules else None


def rules_of(unit: Unit, code: str, on: date) -> Rules | None:
    """Return a method by its code as it stands for a unit on a day, None where there is none yet. Two queries.

    A version counts from the first period that begins on or after its day; of several the nearest unit's latest.
    """
    kinds = kinds_for(unit)
    for written in _candidates(unit, code, on):
        scheme = loaded(written, kinds)
        if written.version <= Period.containing(scheme.period, on).start:
            return Rules(knowing(scheme, kinds), written)
    return Rules(knowing(library.load(code), kinds), None) if code in library.NAMES else None


def _candidates(unit: Unit, code: str, on: date) -> list[SchemeVersion]:
    versions = SchemeVersion.objects.in_line(unit).filter(code=code, version__lte=on)
    return list(versions.order_by("-owner__path", "-version").select_related("owner"))


def loaded(written: SchemeVersion, kinds: Mapping[str, Kind]) -> Scheme:
    """Return a version as a scheme. Raises InvalidInput when its text does not hold (any more)."""
    checked = read_text(written.text, written.code, kinds)
    if checked.scheme is None:
        raise InvalidInput(checked.problems)
    return checked.scheme


def read_text(text: str, code: str, kinds: Mapping[str, Kind]) -> Checked:
    """Return the scheme of a text with the kinds of a unit, or everything that is wrong with it."""
    own = sorted(known for known in kinds if known not in packaged())
    return _read(text, f"{code}.yaml", tuple(_frozen(kinds[known]) for known in own))


def _frozen(kind: Kind) -> tuple[Any, ...]:
    """Return a kind as values that a cache can tell apart."""
    outcomes = tuple(kind.outcomes.items())
    return (kind.code, kind.title, kind.unit, outcomes, kind.excused, kind.excuses_month, kind.document)


@lru_cache(128)
def _read(text: str, file: str, own: tuple[tuple[Any, ...], ...]) -> Checked:
    kinds = {
        code: Kind(code, title, unit, dict(outcomes), *rest) for code, title, unit, outcomes, *rest in own
    }
    return check_scheme(text, file, {**library.catalogue(), **kinds})


def knowing(scheme: Scheme, kinds: Mapping[str, Kind]) -> Scheme:
    """Return the scheme so that it knows further kinds: their facts may be there, though no rule counts them."""
    return replace(scheme, kinds={**kinds, **scheme.kinds})


# ---- what pages list


def codes_for(unit: Unit) -> list[str]:
    """Return the codes of the methods that a unit may adopt: packaged ones, and own ones of its line. One query."""
    own = SchemeVersion.objects.in_line(unit).exclude(code__in=library.NAMES).order_by("code")
    return [*library.NAMES, *own.values_list("code", flat=True).distinct()]


def titles_of(codes: Iterable[str]) -> dict[str, Text]:
    """Return what methods are called, by code. One query if some are units' own, else none."""
    wanted = set(codes)
    own = SchemeVersion.objects.unscoped().filter(code__in=wanted - {*library.NAMES}, state=State.PUBLISHED)
    texts = (
        dict(own.order_by("version", "id").values_list("code", "text")) if wanted - {*library.NAMES} else {}
    )
    return {code: _title(code, texts.get(code, "")) for code in wanted}


def _title(code: str, text: str) -> Text:
    if code in library.NAMES:
        return library.load(code).title
    return outline_of(text, {}).title(()) if text else Text.same(code)


def list_adoptions_below(unit: Unit, today: date) -> list[Adoption]:
    """Return which units below a unit have adopted a method of their own: what holds, and what will. One query."""
    below = Adoption.objects.unscoped().filter(subtree("unit__path", (unit.path,)), unit__dissolved_on=None)
    found = below.exclude(unit=unit).order_by("unit__path", "-from_on").select_related("unit")
    holding: set[int] = set()
    shown = []
    for adoption in found:
        if adoption.from_on > today or adoption.unit_id not in holding:
            shown.append(adoption)
            holding |= {adoption.unit_id} if adoption.from_on <= today else set()
    return shown


def list_coming(unit: Unit, today: date) -> list[Adoption]:
    """Return a unit's own adoptions whose day has not come, the first first. One query."""
    coming = Adoption.objects.unscoped().filter(unit=unit, from_on__gt=today)
    return list(coming.order_by("from_on").select_related("unit"))


def list_versions(unit: Unit) -> list[SchemeVersion]:
    """Return what a unit and those above it published, the latest first. One query."""
    versions = SchemeVersion.objects.in_line(unit).order_by("-version", "-owner__path", "-id")
    return list(versions.defer("text").select_related("owner"))


def list_drafts(scope: Scope, unit: Unit, *roles: Role) -> list[SchemeVersion]:
    """Return the drafts of a unit and of those below it that somebody may read. One query."""
    drafts = SchemeVersion.objects.within(scope, *roles).filter(state=State.DRAFT)
    drafts = drafts.filter(subtree("owner__path", (unit.path,))).order_by("owner__path", "code", "id")
    return list(drafts.defer("text").select_related("owner"))


def text_before(version: SchemeVersion) -> str:
    """Return the text that a version follows: that of its line, else the packaged one, '' for a new method. One query."""
    line = SchemeVersion.objects.in_line(version.owner).filter(
        code=version.code, version__lte=version.version
    )
    before = line.exclude(pk=version.pk).order_by("-owner__path", "-version").first()
    if before is not None:
        return str(before.text)
    return library.read(version.code)[0] if version.code in library.NAMES else ""
