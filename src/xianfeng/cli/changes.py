"""The short summary of a comparison."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from xianfeng.cli.common import say
from xianfeng.engine.amounts import show
from xianfeng.engine.comparison.grades import grades_of
from xianfeng.engine.comparison.outcomes import CauseTotal, Comparison, Grade, GroupChange, Move, Side
from xianfeng.engine.comparison.words import grade_words, label, show_change, side_words
from xianfeng.engine.text import Language, Text, joined
from xianfeng.engine.words import NOTHING
from xianfeng.workbooks.writing.defaults import key_words, place_of

SHOWN = 5
"""How many differences, moves, causes and branches are named before the rest is only counted."""


def print_changes(
    comparison: Comparison, notes: tuple[Sequence[Text], Sequence[Text]], language: Language
) -> None:
    """Print what is compared, who stands where, who moves and why, and what was not read."""
    for letter, side in (("A", comparison.a), ("B", comparison.b)):
        say(Text(f"{letter}：", f"{letter}: ") + side_words(side), language)
    for words in (*_files(comparison), *_spread(comparison), *_moves(comparison)):
        say(words, language)
    for words in (*_causes(comparison), *_branches(comparison), *_notes(comparison, notes)):
        say(words, language)


def _more(number: int) -> Iterator[Text]:
    if number > SHOWN:
        yield Text(f"  ……另有{number - SHOWN}", f"  … and {number - SHOWN} more")


# ---- the two files


def _files(comparison: Comparison) -> Iterator[Text]:
    found = comparison.differences
    if found is None:
        return
    if not found:
        yield Text("两份办法写得一样", "The two files say the same")
        return
    yield Text(f"两份办法有{len(found)}处写得不同：", f"The two files differ in {len(found)} places:")
    for each in found[:SHOWN]:
        place, what = place_of(comparison.scheme_of(each), each.path), key_words(each.path)
        one, other = each.a or "—", each.b or "—"
        words = Text("  {place} {what}：{one} → {other}", "  {place}, {what}: {one} → {other}")
        yield words.fill(place=place, what=what, one=one, other=other)
    yield from _more(len(found))
    if comparison.a.scheme.version == comparison.b.scheme.version:
        yield Text("两份写着同一个版本；采用之前请给新的写上新版本",
                   "Both bear the same version; please give the new one a new version before it is adopted")  # fmt: skip


# ---- who stands where, and who moves


def _spread(comparison: Comparison) -> Iterator[Text]:
    whole = comparison.whole
    for letter, side, counts in (
        ("A", comparison.a, whole.grades_a),
        ("B", comparison.b, whole.grades_b),
    ):
        words = Text("{grade}{n}人", "{grade} {n}")
        told = [
            words.fill(grade=grade_words(grade, side.scheme), n=counts[grade])
            for grade in grades_of(side.scheme)
            if counts[grade] or grade.band
        ]
        yield Text(f"按{letter}：", f"By {letter}: ") + joined(told, "，", ", ")


def _moves(comparison: Comparison) -> Iterator[Text]:
    whole = comparison.whole
    words = Text("得分：升{up}人，降{down}人，不变{same}人", "Scores: {up} up, {down} down, {same} unchanged")
    scores = words.fill(up=whole.higher, down=whole.lower, same=whole.same)
    if whole.scored < whole.members:
        n = whole.members - whole.scored
        scores += Text(f"，没有两个得分可比的{n}人", f", {n} without two scores to compare")
    yield scores
    if whole.change is not None:
        yield Text("平均分", "Mean ") + _means(whole)
    moved = whole.members - whole.moves[Move.SAME]
    words = Text("等次变动{n}人：升{up}人，降{down}人", "Grades: {n} move, {up} up, {down} down")
    grades = words.fill(n=moved, up=whole.moves[Move.UP], down=whole.moves[Move.DOWN])
    other = whole.moves[Move.OTHER]
    yield grades + Text(f"，其他{other}人", f", {other} otherwise") if other else grades
    yield from _pairs(comparison)


def _pairs(comparison: Comparison) -> Iterator[Text]:
    moved = {pair: n for pair, n in comparison.matrix.items() if n and pair[0] != pair[1]}
    for (one, other), n in _largest(moved)[:SHOWN]:
        a, b = grade_words(one, comparison.a.scheme), grade_words(other, comparison.b.scheme)
        yield Text("  {a} → {b}：{n}人", "  {a} → {b}: {n}").fill(a=a, b=b, n=n)
    yield from _more(len(moved))


def _largest(moved: Mapping[tuple[Grade, Grade], int]) -> list[tuple[tuple[Grade, Grade], int]]:
    return sorted(moved.items(), key=lambda each: -each[1])


def _means(group: GroupChange) -> Text:
    one, other, change = show(group.mean_a or 0), show(group.mean_b or 0), show_change(group.change or 0)
    return Text(f"{one} → {other}（{change}）", f"{one} → {other} ({change})")


# ---- why, and where


def _causes(comparison: Comparison) -> Iterator[Text]:
    found = comparison.largest_causes
    if found:
        yield Text("主要原因：", "Largest causes:")
    for total in found[:SHOWN]:
        yield _cause(comparison, total)
    yield from _more(len(found))


def _cause(comparison: Comparison, total: CauseTotal) -> Text:
    words = Text(
        "  {what}：{n}人（{how}升{up}，降{down}）", "  {what}: {n} members ({how}{up} up, {down} down)"
    )
    told = words.fill(
        what=label(total.key, comparison.a.scheme, comparison.b.scheme), n=total.members,
        how=Text("等次", "grades ") if total.mean is None else NOTHING, up=total.raised, down=total.lowered,
    )  # fmt: skip
    return (
        told if total.mean is None else told + Text("，平均", ", mean ") + Text.same(show_change(total.mean))
    )


def _branches(comparison: Comparison) -> Iterator[Text]:
    found = comparison.largest_branches
    if found:
        n = len(comparison.branches)
        yield Text(f"{n}个支部中平均分变化最大的：", f"Of {n} branches, means change most in:")
    for branch in found[:SHOWN]:
        words = Text(
            "  {name}：{means}，等次升{up}降{down}", "  {name}: {means}, grades {up} up, {down} down"
        )
        up, down = branch.moves[Move.UP], branch.moves[Move.DOWN]
        yield words.fill(name=branch.branch, means=_means(branch), up=up, down=down)


def _notes(comparison: Comparison, notes: tuple[Sequence[Text], Sequence[Text]]) -> Iterator[Text]:
    """Yield what was not read, and how many warnings there are; once where it is the same by both."""
    sides = zip((comparison.a, comparison.b), notes, strict=True)
    own, others = ([*told, *_warnings(side)] for side, told in sides)
    yield from (note for note in own if note in others)
    for letter, these, those in (("A", own, others), ("B", others, own)):
        for note in these:
            if note not in those:
                yield Text(f"按{letter}：", f"By {letter}: ") + note


def _warnings(side: Side) -> Iterator[Text]:
    if number := len(side.settlements[-1].warnings):
        words = Text("{n}条提醒，见比较的“说明”", "{n} warnings; see the comparison's notes")
        yield words.fill(n=number)
