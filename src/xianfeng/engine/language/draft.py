"""A scheme that was read but not yet checked as a whole: what the checks look at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

from xianfeng.engine.calendar import Unit
from xianfeng.engine.language.reader import Path, Reader
from xianfeng.engine.scheme import Component, Item, Kind, Rule, Section, Sheet, Variant
from xianfeng.engine.text import Text

STANDARD = {"standard": Variant("standard", Text("党员", "member"))}


@dataclass(frozen=True)
class Draft:
    """The parts of a scheme that could be read. `kinds` are the catalogue's and the scheme's own."""

    parts: Mapping[str, Any]
    kinds: Mapping[str, Kind]
    reader: Reader

    @property
    def variants(self) -> Mapping[str, Variant]:
        return cast("Mapping[str, Variant]", self.parts.get("variants") or STANDARD)

    @property
    def offices(self) -> Mapping[str, Text]:
        return cast("Mapping[str, Text]", self.parts.get("offices", {}))

    @property
    def sheets(self) -> Mapping[str, Sheet]:
        return cast("Mapping[str, Sheet]", self.parts.get("sheets", {}))

    @property
    def components(self) -> Mapping[str, Component]:
        return cast("Mapping[str, Component]", self.parts.get("components", {}))

    @property
    def period(self) -> Unit:
        return cast("Unit", self.parts.get("period", Unit.YEAR))

    def sections(self) -> Iterator[tuple[Path, Sheet, Section]]:
        """Yield every section with its path."""
        for sheet in self.sheets.values():
            for section in sheet.sections.values():
                yield ("sheets", sheet.code, "sections", section.code), sheet, section

    def items(self) -> Iterator[tuple[Path, Sheet, Section, Item]]:
        """Yield every item with its path."""
        for path, sheet, section in self.sections():
            for item in section.items.values():
                yield (*path, "items", item.code), sheet, section, item

    def rules(self) -> Iterator[tuple[Path, Sheet, Section, Item, Rule]]:
        """Yield every rule with its path; rules are numbered from 1."""
        for path, sheet, section, item in self.items():
            if self.reader.intact((*path, "rules")):
                for number, rule in enumerate(item.rules, 1):
                    yield (*path, "rules", str(number)), sheet, section, item, rule

    def worth_known(self, section: Path) -> bool:
        """Return whether what a section's items are worth could be read; their rules do not matter."""
        below = (path[len(section) :] for path in self.reader.broken if path[: len(section)] == section)
        return all("rules" in path for path in below)

    def tallies(self, sheet: Sheet) -> list[Unit]:
        """Return the tallies in which components settle this sheet from facts."""
        using = [c for c in self.components.values() if c.sheet == sheet.code and _from_facts(c)]
        return [component.tally or self.period for component in using]

    def polls(self, sheet: Sheet) -> list[Component]:
        """Return the components whose raters answer this sheet."""
        return [c for c in self.components.values() if c.sheet == sheet.code and c.raters]


def _from_facts(component: Component) -> bool:
    return component.prefilled or component.raters is None
