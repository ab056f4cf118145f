"""Whether a scheme holds together: codes, components, weights, bands, consequences, titles."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from xianfeng.engine.amounts import FULL, show
from xianfeng.engine.language.draft import Draft
from xianfeng.engine.language.reader import Path, nearest
from xianfeng.engine.language.rules import check_kind
from xianfeng.engine.language.subjects import forbidden_subject
from xianfeng.engine.language.tree import Branch, Leaf, Node, Row
from xianfeng.engine.scheme import OTHERWISE, At, Band, Component, Consequence, Kind
from xianfeng.engine.text import Text


def check_codes(draft: Draft) -> None:
    """Report codes that mean two things, and the root without a source."""
    root = draft.reader.sources.get(())
    unsaid = root is None or (isinstance(root, dict) and OTHERWISE not in root)
    if unsaid and draft.reader.intact(("source",)):
        fix = Text(
            "写source: default，或{otherwise: default}", "write source: default, or {otherwise: default}"
        )
        draft.reader.report((), Text("缺少source", "source is missing"), fix)
    for code in sorted({*draft.variants} & {*draft.offices}):
        what = Text(f"“{code}”既是类别又是职务", f'"{code}" is both a variant and an office')
        draft.reader.report(("offices", code), what, Text("换一个代码", "use another code"))
    for place in ("variants", "offices"):
        if OTHERWISE in getattr(draft, place):
            what = Text("otherwise是保留的词", "otherwise is a reserved word")
            draft.reader.report((place, OTHERWISE), what, Text("换一个代码", "use another code"))


def check_kinds(draft: Draft, catalogue: dict[str, Kind], own: dict[str, Kind], root: Path) -> None:
    """Report kinds that the catalogue has already, and excused outcomes that do not exist."""
    for code, kind in own.items():
        if code in catalogue:
            what = Text(f"“{code}”在总目录里已有", f'"{code}" is in the catalogue already')
            draft.reader.report(
                (*root, code), what, Text("直接用它，或换一个代码", "use that one, or another code")
            )
        for outcome in sorted(kind.excused - set(kind.outcomes)):
            what = Text(f"没有这种结果“{outcome}”", f'unknown outcome "{outcome}"')
            draft.reader.report((*root, code, "excused"), what, nearest(outcome, kind.outcomes))


def check_components(draft: Draft) -> None:
    """Report components that cannot be settled, and weights that do not add up to 100."""
    raters: set[str] = set()
    for component in draft.components.values():
        path = ("components", component.code)
        if component.raters in raters:
            what = Text(
                f"“{component.raters}”已用于另一个组成", f'"{component.raters}" is used by another component'
            )
            draft.reader.report(
                (*path, "raters"), what, Text("每种测评只用一次", "use each kind of rater once")
            )
        raters |= {component.raters} if component.raters else set()
        found = list(_component(draft, component)) if draft.reader.intact(path) else []
        for what, fix in found:
            draft.reader.report(path, what, fix)
    if draft.reader.intact(("components",)) and draft.reader.intact(("variants",)):
        _weights(draft)


def _component(draft: Draft, c: Component) -> Iterator[tuple[Text, Text]]:
    yield from _sources_of(draft, c)
    if c.tally and (c.raters or draft.period.months < c.tally.months):
        yield (
            Text("tally用得不对", "tally cannot be used so"),
            Text("只用于事实，且不长于period", "for facts only, not longer than period"),
        )
    if not c.raters and (c.trim or c.grades or ("components", c.code, "at_least") in draft.reader.lines):
        yield (
            Text("没有测评，却写了测评的键", "keys for ballots without raters"),
            Text("去掉at_least、trim、grades", "remove at_least, trim, grades"),
        )
    if c.trim and c.trim.when <= 2 * c.trim.drop:
        yield (
            Text("trim的when要大于drop的两倍", "trim: when must be more than twice drop"),
            Text("加大when", "raise when"),
        )
    if c.out_of != FULL and (c.raters or set(c.weights.values()) - {0} != {c.out_of}):
        yield (
            Text(
                "out_of只能是100或等于weight，且只用于事实",
                "out_of is 100, or the weight of a component from facts",
            ),
            Text("改成100", "make it 100"),
        )
    for code in sorted(set(c.weights) - {*draft.variants, OTHERWISE}):
        yield Text(f"没有这一类别“{code}”", f'unknown variant "{code}"'), nearest(code, draft.variants)


def _sources_of(draft: Draft, c: Component) -> Iterator[tuple[Text, Text]]:
    if c.sheet is None and c.raters is None:
        yield (
            Text("既没有sheet也没有raters", "neither sheet nor raters"),
            Text("至少写一个", "write at least one"),
        )
    if c.prefilled and not (c.sheet and c.raters):
        yield (
            Text("prefilled要同时有sheet和raters", "prefilled needs both sheet and raters"),
            Text("补上", "add them"),
        )
    written = ("sheets", c.sheet or "") in draft.reader.lines
    if c.sheet is not None and c.sheet not in draft.sheets and not written:
        yield Text(f"没有这张表“{c.sheet}”", f'unknown sheet "{c.sheet}"'), nearest(c.sheet, draft.sheets)


def _weights(draft: Draft) -> None:
    for variant in draft.variants.values():
        weights = [component.weight_for(variant.code) for component in draft.components.values()]
        if variant.assessed and sum(weights) != FULL:
            listed = " + ".join(show(weight) for weight in weights)
            what = Text(
                f"类别{variant.code}的占比合计{show(sum(weights))}（{listed}）",
                f"the weights of variant {variant.code} add up to {show(sum(weights))} ({listed})",
            )
            draft.reader.report(("components",), what, Text("要合计100.00", "they must add up to 100.00"))


def check_bands(draft: Draft) -> None:
    """Report bands with gaps or overlaps, and bands in an order that is not descending to 0."""
    bands: tuple[Band, ...] = draft.parts.get("bands", ())
    if not bands or not draft.reader.intact(("bands",)):
        return
    for number, (higher, lower) in enumerate(pairwise(bands), 2):
        if lower.at_least >= higher.at_least:
            what = Text(
                f"{show(lower.at_least)}不低于上一档{show(higher.at_least)}",
                f"{show(lower.at_least)} is not below {show(higher.at_least)}",
            )
            draft.reader.report(
                ("bands", str(number), "at_least"), what, Text("从高到低写", "write them from high to low")
            )
    if bands[-1].at_least != 0:
        what = Text(f"{show(bands[-1].at_least)}以下没有等次", f"no band below {show(bands[-1].at_least)}")
        draft.reader.report(
            ("bands", str(len(bands))), what, Text("最后一档写at_least: 0", "the last has at_least: 0")
        )
    codes = [band.code for band in bands]
    for code in sorted({code for code in codes if codes.count(code) > 1}):
        what = Text(f"等次“{code}”重复", f'band "{code}" is written twice')
        draft.reader.report(("bands",), what, Text("换一个代码", "use another code"))


def check_follow_ups(draft: Draft) -> None:
    """Report vetoes, flags and consequences that refer to what is not there."""
    veto = draft.parts.get("veto")
    for code in veto.kinds if veto else ():
        check_kind(draft, ("veto", "kinds"), code)
    year = draft.parts.get("year")
    if year and year.flags and not any(band.stars for band in draft.parts.get("bands", ())):
        what = Text("没有等次给红星，旗无从得来", "no band gives stars, so there are no flags")
        draft.reader.report(("year", "flags"), what, Text("在bands里写stars", "write stars in bands"))
    for number, consequence in enumerate(draft.parts.get("consequences", ()), 1):
        _consequence(draft, ("consequences", str(number)), consequence)


def _consequence(draft: Draft, path: Path, consequence: Consequence) -> None:
    bands = {band.code for band in draft.parts.get("bands", ())}
    for code in sorted((consequence.when.bands or frozenset()) - bands):
        what = Text(f"没有这个等次“{code}”", f'unknown band "{code}"')
        draft.reader.report((*path, "when", "band"), what, nearest(code, bands))
    if consequence.at is At.YEAR and "year" not in draft.parts:
        what = Text("没有写year，却写了at: year", "at: year without year")
        draft.reader.report((*path, "at"), what, Text("写year: {}", "write year: {}"))
    if consequence.when.flags_at_least and consequence.at is not At.YEAR:
        what = Text("红旗按年计", "flags are counted by the year")
        draft.reader.report((*path, "when"), what, Text("写at: year", "write at: year"))


def check_titles(draft: Draft, node: Node, path: Path = ()) -> None:
    """Report every title that names a subject which is never assessed."""
    if isinstance(node, Row):
        for number, item in enumerate(node.items, 1):
            check_titles(draft, item, (*path, str(number)))
    elif isinstance(node, Branch):
        titled = path[-1:] in (("outcomes",), ("offices",))
        for key, entry in node.entries.items():
            if key in ("title", "unit") or titled:
                _title(draft, entry.node, (*path, key))
            elif key not in ("note", "source"):
                check_titles(draft, entry.node, (*path, key))


def _title(draft: Draft, node: Node, path: Path) -> None:
    subject = forbidden_subject("\n".join(_texts(node)))
    if subject:
        what = Text(f"“{subject.title.zh}”不在本平台评价的范围", f"{subject.title.en} is never assessed here")
        fix = Text(
            "去掉这一项，见说明文档“有意不做的事”", "remove it; see “What we deliberately do not build”"
        )
        draft.reader.report(path, what, fix, node.line)


def _texts(node: Node) -> Iterator[str]:
    if isinstance(node, Leaf):
        yield node.text
    elif isinstance(node, Branch):
        yield from (text for entry in node.entries.values() for text in _texts(entry.node))
