"""The sheet 总览: who stands where by A and by B, what moves whom, the largest causes and branches."""

from __future__ import annotations

from collections.abc import Iterator

from xianfeng.engine.comparison.grades import grades_of
from xianfeng.engine.comparison.outcomes import (
    Comparison,
    GroupChange,
    Move,
)
from xianfeng.engine.comparison.words import grade_words, label, side_words
from xianfeng.engine.text import Language, Text
from xianfeng.workbooks.writing.book import Book, Cell, Field, Form
from xianfeng.workbooks.writing.stack import Stack

OVERVIEW = Text("总览", "overview")
MOST_CAUSES = 15
MOST_BRANCHES = 10
MEMBERS = Field(Text("人数", "members"), Form.COUNT)
UP, DOWN = Text("升", "up"), Text("降", "down")
MEANS = (
    Field(Text("A平均分", "A mean"), Form.AMOUNT),
    Field(Text("B平均分", "B mean"), Form.AMOUNT),
    Field(Text("变化", "change"), Form.CHANGE),
)
GRADE_UP = Field(Text("等次升", "grade up"), Form.COUNT)
GRADE_DOWN = Field(Text("等次降", "grade down"), Form.COUNT)


def write_overview(book: Book, comparison: Comparison) -> None:
    """Write the first sheet."""
    stack = Stack(book, OVERVIEW)
    for letter, side in (("A", comparison.a), ("B", comparison.b)):
        words = Text(f"{letter}：", f"{letter}: ") + side_words(side)
        stack.text(words.get(book.language))
    stack.text(_size(comparison).get(book.language))
    _write_matrix(stack, comparison, book.language)
    _write_moves(stack, comparison.whole, book.language)
    _write_causes(stack, comparison, book.language)
    _write_branches(stack, comparison)
    stack.finish()


def _size(comparison: Comparison) -> Text:
    people, branches = len(comparison.members), len(comparison.branches)
    return Text(f"{people}名党员，{branches}个支部", f"{people} members, {branches} branches")


# ---- who stands where


def _write_matrix(stack: Stack, comparison: Comparison, language: Language) -> None:
    a, b = comparison.a.scheme, comparison.b.scheme
    columns = grades_of(b)
    heads = [Field(Text.same("B ") + grade_words(grade, b), Form.COUNT) for grade in columns]
    total = Field(Text("A合计", "A in all"), Form.COUNT)
    caption = Text(
        "按A是什么等次，按B又是什么等次（人数）", "Where members stand by A, and where by B (members)"
    )
    stack.table(caption, [Field(Text("A等次", "grade by A"), widest=48), *heads, total])
    for grade in grades_of(a):
        row = [comparison.matrix[grade, each] for each in columns]
        words = Text.same("A ") + grade_words(grade, a)
        stack.add([words.get(language), *(number or None for number in row), sum(row)])
    sums = [sum(comparison.matrix[grade, each] for grade in grades_of(a)) for each in columns]
    stack.add([Text("B合计", "B in all").get(language), *sums, sum(sums)])


def _write_moves(stack: Stack, whole: GroupChange, language: Language) -> None:
    fields = [
        Field(Text("人数", "members")),
        Field(UP, Form.COUNT),
        Field(DOWN, Form.COUNT),
        Field(Text("不变", "same"), Form.COUNT),
        Field(Text("其他", "other"), Form.COUNT),
        *MEANS,
    ]
    stack.table(Text("升降", "Up and down"), fields)
    incomparable = whole.members - whole.scored
    scores = [whole.higher, whole.lower, whole.same, incomparable, whole.mean_a, whole.mean_b, whole.change]
    stack.add([Text("得分", "score").get(language), *scores])
    moves = [whole.moves[move] for move in (Move.UP, Move.DOWN, Move.SAME, Move.OTHER)]
    stack.add([Text("等次", "grade").get(language), *moves, None, None, None])


# ---- the largest causes and branches


def _write_causes(stack: Stack, comparison: Comparison, language: Language) -> None:
    found = comparison.largest_causes[:MOST_CAUSES]
    fields = [
        Field(Text("原因", "cause"), widest=48),
        MEMBERS,
        Field(UP, Form.COUNT),
        Field(DOWN, Form.COUNT),
        Field(Text("平均变化", "mean change"), Form.CHANGE),
    ]
    if found:
        stack.table(Text("主要原因", "Largest causes"), fields)
    for total in found:
        words = label(total.key, comparison.a.scheme, comparison.b.scheme)
        stack.add([words.get(language), total.members, total.raised, total.lowered, total.mean])


def _write_branches(stack: Stack, comparison: Comparison) -> None:
    found = comparison.largest_branches[:MOST_BRANCHES]
    fields = [Field(Text("支部", "branch"), widest=48), MEMBERS, *MEANS, GRADE_UP, GRADE_DOWN]
    if found:
        stack.table(Text("平均分变化最大的支部", "Branches whose means change most"), fields)
    for branch in found:
        stack.add([branch.branch, branch.members, *branch_means(branch), *branch_moves(branch)])


def branch_means(branch: GroupChange) -> tuple[Cell, ...]:
    """Return the cells of the two means and their difference."""
    return branch.mean_a, branch.mean_b, branch.change


def branch_moves(branch: GroupChange) -> Iterator[Cell]:
    """Yield how many move up and down between grades."""
    yield from (branch.moves[Move.UP], branch.moves[Move.DOWN])
