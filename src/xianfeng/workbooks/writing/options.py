"""The hidden sheet 选项: the lists from which the cells of the template are chosen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

import xlsxwriter
from xlsxwriter.utility import xl_range_abs

from xianfeng.engine.scheme import Kind, Scheme
from xianfeng.engine.text import Language, Text
from xianfeng.engine.words import RATERS

SHEET = Text("选项", "options")


def kinds_read(scheme: Scheme) -> dict[str, Kind]:
    """Return the kinds of facts that have an effect in the scheme, in the order of the catalogue."""
    used = scheme.kinds_used()
    return {code: kind for code, kind in scheme.kinds.items() if code in used}


@dataclass(frozen=True, slots=True)
class Options:
    """What may be chosen in each column that has a list, by the column's code."""

    language: Language
    lists: Mapping[str, Sequence[str]]

    @classmethod
    def of(cls, scheme: Scheme, language: Language) -> Self:
        """Return the lists of a scheme; those that would be empty are left out."""
        parts = scheme.components.values()
        kinds = kinds_read(scheme)
        polled = [scheme.sheets[part.sheet] for part in parts if part.raters and part.sheet]
        titles: dict[str, list[Mapping[str, Text]]] = {
            "variant": [{code: variant.title for code, variant in scheme.variants.items()}],
            "offices": [scheme.offices],
            "kind": [{code: kind.title for code, kind in kinds.items()}],
            "outcome": [kind.outcomes for kind in kinds.values()],
            "rater_kind": [{part.raters: RATERS[part.raters] for part in parts if part.raters}],
            "item": [
                {i.code: i.title for s in sheet.sections.values() for i in s.items.values()}
                for sheet in polled
            ],
            "grade": [part.grade_titles for part in parts],
            "component": [{part.code: part.title for part in parts}],
        }
        lists = {code: _names(each, language) for code, each in titles.items()}
        return cls(language, {code: names for code, names in lists.items() if names})

    def titles(self, column: str) -> Sequence[str]:
        """Return what may be chosen in a column; nothing where it has no list."""
        return self.lists.get(column, ())

    def name(self, column: str) -> str | None:
        """Return the name of a column's list in the workbook, if it has one."""
        return f"list_{column}" if column in self.lists else None

    def write(self, workbook: xlsxwriter.Workbook) -> None:
        """Write the lists on a hidden sheet, each with a name of its own."""
        sheet_name = SHEET.get(self.language)
        sheet = workbook.add_worksheet(sheet_name)
        for number, (column, names) in enumerate(self.lists.items()):
            sheet.write_column(0, number, names)
            range_ = xl_range_abs(0, number, len(names) - 1, number)
            workbook.define_name(f"list_{column}", f"='{sheet_name}'!{range_}")
        sheet.hide()


def _names(groups: Iterable[Mapping[str, Text]], language: Language) -> list[str]:
    """Return what is chosen from several groups, each name once."""
    return list(dict.fromkeys(name for group in groups for name in chosen(group, language)))


def chosen(titles: Mapping[str, Text], language: Language) -> list[str]:
    """Return what is chosen from: titles, and the code instead of a title that stands for several."""
    names = [title.get(language) for title in titles.values()]
    return [name if names.count(name) == 1 else code for code, name in zip(titles, names, strict=True)]
