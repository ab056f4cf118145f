"""Whether the rules of a scheme make sense: kinds, outcomes, keys, signs, windows."""

from __future__ import annotations

from collections.abc import Iterable

from xianfeng.engine.language.draft import Draft
from xianfeng.engine.language.keys import NEEDS, TAKES
from xianfeng.engine.language.reader import Path, nearest
from xianfeng.engine.scheme import OTHERWISE, Item, Measure, Rule, Section, Sheet, Sort
from xianfeng.engine.text import Text

_ALL_KEYS = {key for keys in TAKES.values() for key in keys}
_SHORTER_ALLOWED = (Measure.EACH, Measure.SHORTFALL, Measure.ABSENCE)


def check_rules(draft: Draft) -> None:
    """Report what is wrong with each rule by itself."""
    for path, sheet, section, item, rule in draft.rules():
        _keys(draft, path, rule)
        _kinds(draft, path, rule)
        _scope_words(draft, path, rule)
        if draft.reader.intact(path):
            _outcomes(draft, path, rule)
            _amounts(draft, path, rule)
            _signs(draft, path, section, item, rule)
            _windows(draft, path, sheet, rule)


def _given(draft: Draft, path: Path) -> list[str]:
    return [key for key in sorted(_ALL_KEYS) if (*path, key) in draft.reader.lines]


def _keys(draft: Draft, path: Path, rule: Rule) -> None:
    given, takes = _given(draft, path), TAKES[rule.measure]
    for key in given:
        if key not in takes:
            what = Text(f"{rule.measure}不用“{key}”", f'{rule.measure} does not take "{key}"')
            draft.reader.report((*path, key), what, nearest(key, takes))
    needed = [key for key in NEEDS[rule.measure] if key not in given]
    if rule.measure is Measure.EACH and ("points" in given) == ("judged" in given):
        needed.append("points/judged")
    for key in needed:
        what = Text(f"{rule.measure}要有且只有一个“{key}”", f'{rule.measure} needs exactly one "{key}"')
        draft.reader.report(path, what, Text("补上或去掉一个", "add it, or drop one"))


def _kinds(draft: Draft, path: Path, rule: Rule) -> None:
    for number, kind in enumerate(rule.kinds, 1):
        place = (*path, rule.measure, str(number))
        check_kind(draft, place, kind)
        if kind in rule.kinds[: number - 1]:
            what = Text(f"“{kind}”写了两次", f'"{kind}" is written twice')
            draft.reader.report(place, what, Text("只留一个", "keep one"))


def check_kind(draft: Draft, path: Path, kind: str) -> None:
    """Report a kind of fact that neither the catalogue nor the scheme has."""
    if kind not in draft.kinds:
        what = Text(f"没有这种事项“{kind}”", f'unknown fact kind "{kind}"')
        draft.reader.report(path, what, nearest(kind, draft.kinds))


def _scope_words(draft: Draft, path: Path, rule: Rule) -> None:
    check_scope(draft, path, rule)
    known = {*draft.variants, *draft.offices, OTHERWISE}
    for key in rule.target:
        if key not in known:
            what = Text(f"没有这一类别或职务“{key}”", f'unknown variant or office "{key}"')
            draft.reader.report((*path, "target", key), what, nearest(key, known))


def check_scope(draft: Draft, path: Path, scoped: Rule | Item) -> None:
    """Report unknown variants in `only` and `except`, and both being given."""
    only, exempt = scoped.scope.only, scoped.scope.exempt
    if only is not None and exempt:
        what = Text("only和except不能同时写", "only and except cannot both be given")
        draft.reader.report(path, what, Text("只留一个", "keep one"))
    for key, codes in (("only", only or ()), ("except", exempt)):
        for code in sorted(codes):
            if code not in draft.variants:
                what = Text(f"没有这一类别“{code}”", f'unknown variant "{code}"')
                draft.reader.report((*path, key), what, nearest(code, draft.variants))


def _outcomes(draft: Draft, path: Path, rule: Rule) -> None:
    known = {code for kind in rule.kinds for code in draft.kinds[kind].outcomes}
    named = {"outcome": rule.outcomes or (), "met": rule.met, "points": rule.by_outcome or ()}
    for key, codes in named.items():
        _known(draft, (*path, key), codes, known)
    if not any(named.values()) and known:
        what = Text("这种事项有多种结果，要写明算哪些", "these facts have outcomes; say which ones count")
        draft.reader.report(path, what, nearest("", known))
    for kind in rule.kinds:
        if any(named.values()) and not draft.kinds[kind].outcomes:
            what = Text(
                f"“{kind}”没有结果可选，永远不会计入", f'"{kind}" has no outcomes, so it would never count'
            )
            draft.reader.report(path, what, Text("另写一条规则", "write a rule of its own for it"))
    if draft.reader.intact(path):
        _averaged(draft, path, rule)


def _known(draft: Draft, path: Path, codes: Iterable[str], known: set[str]) -> None:
    for code in sorted(codes):
        if code not in known:
            what = Text(f"没有这种结果“{code}”", f'unknown outcome "{code}"')
            draft.reader.report(path, what, nearest(code, known))


def _averaged(draft: Draft, path: Path, rule: Rule) -> None:
    """Report outcomes that latest or average would meet without knowing what they are worth."""
    kinds = [draft.kinds[kind] for kind in rule.kinds]
    met = {outcome for kind in kinds for outcome in kind.outcomes if outcome not in kind.excused}
    lacking = sorted(met - set(rule.by_outcome or ()))
    if rule.measure in (Measure.LATEST, Measure.AVERAGE) and lacking:
        names = ", ".join(lacking)
        what = Text(f"没有写明这些结果得多少分：{names}", f"no points given for: {names}")
        draft.reader.report((*path, "points"), what, Text("每种结果都写上", "give every outcome"))


def _amounts(draft: Draft, path: Path, rule: Rule) -> None:
    plain = rule.points is not None
    if rule.measure in (Measure.LATEST, Measure.AVERAGE) and plain:
        _say_points(draft, path, Text("按结果写分值", "points by outcome"))
    if rule.measure in (Measure.RATIO, Measure.REACH, Measure.SHORTFALL, Measure.ABSENCE) and not plain:
        _say_points(draft, path, Text("写一个分值", "one amount of points"))
    if rule.measure is Measure.EACH and rule.per is not None and not plain:
        _say_points(draft, path, Text("有per时写一个分值", "one amount of points, as per is given"))
    if rule.measure is Measure.EACH and rule.per is not None and rule.times is not None:
        what = Text("per和times不能同时写", "per and times cannot both be given")
        draft.reader.report((*path, "times"), what, Text("只留一个", "keep one"))
    if rule.by_outcome and rule.outcomes is not None:
        what = Text("points已按结果写，outcome多余", "points already name the outcomes")
        draft.reader.report((*path, "outcome"), what, Text("去掉outcome", "remove outcome"))


def _say_points(draft: Draft, path: Path, wanted: Text) -> None:
    what = Text("points的写法不对", "points are written the wrong way")
    draft.reader.report((*path, "points"), what, wanted)


def _signs(draft: Draft, path: Path, section: Section, item: Item, rule: Rule) -> None:
    amounts = [rule.points or 0, *(rule.by_outcome or {}).values(), *(rule.judged or ())]
    adds, takes = any(a > 0 for a in amounts), any(a < 0 for a in amounts)
    if adds and takes:
        _wrong_sign(draft, path, Text("一条规则里不能既加又减", "one rule cannot both add and take away"))
    elif adds and (section.sort is Sort.MINUS or item.deduct):
        _wrong_sign(
            draft,
            path,
            Text("这里只能减分，写负数", "points can only be taken away here: write a negative number"),
        )
    elif takes and section.sort is Sort.PLUS:
        _wrong_sign(
            draft,
            path,
            Text("这里只能加分，写正数", "points can only be added here: write a positive number"),
        )
    elif adds and rule.measure in (Measure.SHORTFALL, Measure.ABSENCE):
        _wrong_sign(
            draft,
            path,
            Text(f"{rule.measure}是减分，写负数", f"{rule.measure} takes away: write a negative number"),
        )


def _wrong_sign(draft: Draft, path: Path, fix: Text) -> None:
    draft.reader.report(path, Text("分值的正负不对", "the points have the wrong sign"), fix)


def _windows(draft: Draft, path: Path, sheet: Sheet, rule: Rule) -> None:
    if rule.every is None or rule.measure in _SHORTER_ALLOWED:
        return
    for tally in draft.tallies(sheet):
        if rule.every.months < tally.months:
            what = Text(f"every比计分期（{tally}）短", f"every is shorter than the tally ({tally})")
            draft.reader.report((*path, "every"), what, Text("用同样长或更长的", "use one as long or longer"))
