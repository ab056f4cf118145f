"""The result workbook: results, how each comes about down to the single fact, and what it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from xianfeng.engine.results import Settlement
from xianfeng.engine.scheme import Scheme
from xianfeng.engine.text import Language, Text
from xianfeng.workbooks.writing.about import write_about
from xianfeng.workbooks.writing.book import Book
from xianfeng.workbooks.writing.people import write_results_sheet, write_year_sheet
from xianfeng.workbooks.writing.sums import write_sums


def write_results(
    settlements: Sequence[Settlement],
    scheme: Scheme,
    path: str | Path,
    language: Language,
    notes: Sequence[Text] = (),
) -> None:
    """Write the settlements of one or more periods, in order, as one workbook.

    People stand in the order in which they came in. Notes say what was read and what was not.
    """
    title = f"{scheme.title.get(language)} {_stretch(settlements)}"
    footer = _footer(settlements, language)
    with Book(Path(path), language, title, footer, settlements[-1].as_of) as book:
        write_results_sheet(book, scheme, settlements)
        write_year_sheet(book, scheme, settlements)
        write_sums(book, scheme, settlements)
        write_about(book, scheme, settlements, notes)


def _stretch(settlements: Sequence[Settlement]) -> str:
    codes = [settlement.period for settlement in settlements]
    return codes[0] if len(codes) == 1 else f"{codes[0]} – {codes[-1]}"


def _footer(settlements: Sequence[Settlement], language: Language) -> str:
    """Return the beginning of each digest; the whole of it stands on the last sheet."""
    length = 16 if len(settlements) == 1 else 8
    digests = " ".join(settlement.results_digest[:length] for settlement in settlements)
    return f"{Text('结果摘要', 'digest of the results').get(language)} {digests}"
