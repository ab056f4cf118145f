"""The sheet 办法差别: every value that the two versions of a scheme write otherwise."""

from __future__ import annotations

from xianfeng.engine.comparison.outcomes import Comparison
from xianfeng.engine.text import Text
from xianfeng.workbooks.writing.book import Book, Field, Form
from xianfeng.workbooks.writing.defaults import key_words, place_of

DIFFERENCES = Text("办法差别", "scheme changes")
_FIELDS = (
    Field(Text("位置", "place"), Form.LONG, 44),
    Field(Text("内容", "what"), Form.LONG, 20),
    Field(Text("A写的", "written in A"), Form.LONG, 24),
    Field(Text("B写的", "written in B"), Form.LONG, 24),
    Field(Text("路径", "path"), Form.LONG, 64),
)


def write_differences(book: Book, comparison: Comparison) -> None:
    """Write one row a difference; no sheet for two different methods."""
    if comparison.differences is None:
        return
    page = book.page(DIFFERENCES, _FIELDS)
    for each in comparison.differences:
        place = place_of(comparison.scheme_of(each), each.path).get(book.language)
        page.add([place, key_words(each.path).get(book.language), each.a, each.b, each.path])
