"""Why facts count for nothing in a period. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from xianfeng.engine.facts import Fact
from xianfeng.engine.scheme import Item, Measure, Rule, Scheme


class Why(StrEnum):
    """The reason, of which there is always exactly one."""

    NO_RULE = "no_rule"
    EXCUSED = "excused"
    OUTCOME = "outcome"
    NOT_FOR_HER = "not_for_her"


@dataclass(frozen=True, slots=True)
class Uncounted:
    """Facts of one kind with one outcome that no rule looked at."""

    kind: str
    outcome: str
    why: Why
    facts: tuple[Fact, ...]


def uncounted_of(scheme: Scheme, facts: Iterable[Fact], refs: Iterable[str]) -> tuple[Uncounted, ...]:
    """Return the facts with these refs by kind and outcome, in order of their first day."""
    wanted = set(refs)
    groups: dict[tuple[str, str], list[Fact]] = {}
    for fact in facts:
        if fact.ref in wanted:
            groups.setdefault((fact.kind, fact.outcome), []).append(fact)
    return tuple(
        Uncounted(kind, outcome, _why(scheme, kind, outcome), tuple(found))
        for (kind, outcome), found in groups.items()
    )


def _why(scheme: Scheme, kind: str, outcome: str) -> Why:
    rules = list(_rules_on(scheme, kind))
    if any(_counts(rule, scheme, kind, outcome) for rule in rules):
        return Why.NOT_FOR_HER
    if not rules:
        return Why.NO_RULE
    return Why.EXCUSED if outcome in scheme.kinds[kind].excused else Why.OUTCOME


def _rules_on(scheme: Scheme, kind: str) -> Iterator[Rule]:
    """Yield the rules about a kind in the sheets that are settled from facts."""
    from_facts = [c for c in scheme.components.values() if c.raters is None or c.prefilled]
    for code in {component.sheet: None for component in from_facts if component.sheet}:
        for item in scheme.sheets[code].items.values():
            yield from _of_item(item, kind)


def _of_item(item: Item, kind: str) -> Iterator[Rule]:
    return (rule for rule in item.rules if kind in rule.kinds)


def _counts(rule: Rule, scheme: Scheme, kind: str, outcome: str) -> bool:
    """Return whether the rule counts the outcome, for whomever it holds (section 6)."""
    if rule.outcomes is not None:
        return outcome in rule.outcomes
    if rule.measure is Measure.EACH and rule.by_outcome is not None:
        return outcome in rule.by_outcome
    return outcome not in scheme.kinds[kind].excused
