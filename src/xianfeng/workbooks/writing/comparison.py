"""The workbook of a comparison: what changes for whom and why, and in what the two schemes differ."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from xianfeng.engine.comparison.outcomes import Comparison, Side
from xianfeng.engine.text import Language, Text
from xianfeng.workbooks.writing.about import ABOUT, FIELDS, about_rows
from xianfeng.workbooks.writing.book import Book
from xianfeng.workbooks.writing.compared import write_branches, write_members, write_reasons
from xianfeng.workbooks.writing.differing import write_differences
from xianfeng.workbooks.writing.overview import write_overview

HOW_TO_CHECK = Text(
    "“原因”表里，变化＝（B值－A值）×乘数÷100；除以几的，先各除以几。一个人各行的变化相加，就是得分的变化。",
    "On the sheet of reasons, change = (B − A) × times ÷ 100; where it says ÷ n, each value is divided first. "
    "The changes of one person add up to the change of the score.",
)


def write_comparison(
    comparison: Comparison,
    path: str | Path,
    language: Language,
    notes: tuple[Sequence[Text], Sequence[Text]] = ((), ()),
) -> None:
    """Write a comparison as one workbook. Notes say what was read and what was not, by A and by B."""
    a, b = comparison.a, comparison.b
    title = f"A {_named(a, language)} – B {_named(b, language)}"
    with Book(Path(path), language, title, _footer(comparison, language), b.settlements[-1].as_of) as book:
        write_overview(book, comparison)
        write_branches(book, comparison)
        write_members(book, comparison)
        write_reasons(book, comparison)
        write_differences(book, comparison)
        _write_about(book, comparison, notes)


def _named(side: Side, language: Language) -> str:
    return f"{side.scheme.title.get(language)} {side.scheme.version}"


def _footer(comparison: Comparison, language: Language) -> str:
    """Return the beginning of each side's last digest; the whole of all stands on the last sheet."""
    first, second = (side.settlements[-1].results_digest[:8] for side in (comparison.a, comparison.b))
    return f"{Text('结果摘要', 'digest of the results').get(language)} A {first} B {second}"


def _write_about(book: Book, comparison: Comparison, notes: tuple[Sequence[Text], Sequence[Text]]) -> None:
    page = book.page(ABOUT, FIELDS, filtered=False)
    page.add([Text("怎样验算", "how to check").get(book.language), HOW_TO_CHECK.get(book.language)])
    for letter, side, told in zip("AB", (comparison.a, comparison.b), notes, strict=True):
        page.add([Text(f"{letter}：文件", f"{letter}: file").get(book.language), side.name])
        for subject, content in about_rows(side.scheme, side.settlements, told, book.language):
            words = Text(f"{letter}：{subject.zh}", f"{letter}: {subject.en}")
            page.add([words.get(book.language), content])
