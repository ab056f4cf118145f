"""Changed copies of a scheme of any kind, one for each thing that people change."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from xianfeng.engine.amounts import FULL
from xianfeng.engine.scheme import BandOn, Component, Item, Rule, Scheme, Section, Sheet, Sort, Trim, YearRule


def _sheets(scheme: Scheme, change: Callable[[Sheet], Sheet]) -> Scheme:
    return replace(scheme, sheets={code: change(sheet) for code, sheet in scheme.sheets.items()})


def _items(scheme: Scheme, change: Callable[[Section, Item], Item]) -> Scheme:
    def section(old: Section) -> Section:
        return replace(old, items={code: change(old, item) for code, item in old.items.items()})

    return _sheets(
        scheme, lambda s: replace(s, sections={c: section(part) for c, part in s.sections.items()})
    )


def _components(scheme: Scheme, change: Callable[[Component], Component]) -> Scheme:
    return replace(scheme, components={code: change(part) for code, part in scheme.components.items()})


def other_weights(scheme: Scheme) -> Scheme:
    """Return the scheme with the weights of the components in the opposite order."""
    parts = [part for part in scheme.components.values() if part.out_of == FULL]
    weights = {part.code: other.weights for part, other in zip(parts, reversed(parts), strict=True)}
    return _components(scheme, lambda part: replace(part, weights=weights.get(part.code, part.weights)))


def _half(rule: Rule) -> Rule:
    return replace(rule, at_most=None if rule.at_most is None else rule.at_most // 2)


def lower_caps(scheme: Scheme) -> Scheme:
    return _items(scheme, lambda _, item: replace(item, rules=tuple(map(_half, item.rules))))


def lower_extras(scheme: Scheme) -> Scheme:
    def change(section: Section) -> Section:
        lower = section.sort is not Sort.OF
        return replace(section, limit=300) if lower else section

    return _sheets(scheme, lambda s: replace(s, sections={c: change(part) for c, part in s.sections.items()}))


def without_first_items(scheme: Scheme) -> Scheme:
    """Return the scheme without the first item of every section that facts alone fill."""
    polled = {part.sheet for part in scheme.components.values() if part.raters}

    def change(sheet: Sheet) -> Sheet:
        if sheet.code in polled:
            return sheet
        sections = {
            c: replace(part, items=dict(list(part.items.items())[1:])) for c, part in sheet.sections.items()
        }
        return replace(sheet, sections=sections)

    return _sheets(scheme, change)


def other_bounds(scheme: Scheme) -> Scheme:
    return _sheets(scheme, lambda sheet: replace(sheet, start=sheet.start + 500, at_least=0, at_most=3000))


def other_ballots(scheme: Scheme) -> Scheme:
    """Return the scheme with other trimming, other worths of grades, and fewer ballots needed."""

    def change(part: Component) -> Component:
        worths: Mapping[str, int] = {grade: worth // 2 for grade, worth in part.grades.items()}
        trim = None if part.trim else Trim(1, 3)
        return replace(part, trim=trim, grades=worths, at_least=2) if part.raters else part

    return _components(scheme, change)


def other_finish(scheme: Scheme) -> Scheme:
    other = BandOn.WHOLE if scheme.band_on is BandOn.HUNDREDTHS else BandOn.HUNDREDTHS
    adjust = scheme.adjust and replace(scheme.adjust, within=50)
    return replace(scheme, at_most=4000, band_on=other, adjust=adjust)


def other_bands(scheme: Scheme) -> Scheme:
    """Return the scheme with every limit but the last a little higher, and other stars."""
    bands = [replace(band, at_least=band.at_least + 350, stars=1) for band in scheme.bands[:-1]]
    return replace(scheme, bands=(*bands, *scheme.bands[-1:]), veto=None)


def without_last_component(scheme: Scheme) -> Scheme:
    codes = list(scheme.components)[: max(1, len(scheme.components) - 1)]
    return replace(scheme, components={code: scheme.components[code] for code in codes})


def another_method(scheme: Scheme) -> Scheme:
    """Return the scheme with components of other names."""
    parts = {f"x.{code}": replace(part, code=f"x.{code}") for code, part in scheme.components.items()}
    return replace(scheme, components=parts, year=YearRule())


EDITS: tuple[Callable[[Scheme], Scheme], ...] = (
    other_weights, lower_caps, lower_extras, without_first_items, other_bounds, other_ballots, other_finish,
    other_bands, without_last_component, another_method,
)  # fmt: skip
