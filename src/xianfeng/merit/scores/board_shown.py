"""What a board says about a branch as a whole, in words: facts by kind, points lost, means, how totals spread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from xianfeng.engine.amounts import show
from xianfeng.merit.scores import boards
from xianfeng.merit.scores.board_queries import Asked, Summary
from xianfeng.merit.scores.distribution import Span, distribution
from xianfeng.merit.scores.losses import Loss
from xianfeng.merit.scores.stretches import words_of
from xianfeng.people.members.importing.words import said


@dataclass(frozen=True, slots=True)
class ShownCount:
    """How many facts of a kind there are; `width` is the length of its bar in per cent of the longest."""

    title: str
    number: int
    width: int


def shown_counts(summary: Summary) -> list[ShownCount]:
    """Return the facts of a stretch by kind, most first."""
    most = max((number for _title, number in summary.recorded), default=1)
    return [ShownCount(said(title), number, 100 * number // most) for title, number in summary.recorded]


@dataclass(frozen=True, slots=True)
class ShownLoss:
    """Points lost in an item or by a rule, and by how many members."""

    title: str
    points: str
    members: int
    rules: tuple[ShownLoss, ...] = ()


def shown_losses(losses: Sequence[Loss]) -> list[ShownLoss]:
    """Return the items in which points were lost, each with its rules."""
    return [
        ShownLoss(
            said(loss.title),
            show(loss.points),
            loss.members,
            tuple(ShownLoss(said(r.title), show(r.points), r.members) for r in loss.rules),
        )
        for loss in losses
    ]


@dataclass(frozen=True, slots=True)
class ShownMean:
    """A branch's mean at the end of a quarter, with the sum it comes from."""

    quarter: str
    mean: str
    total: str
    number: int


def shown_means(asked: Asked) -> list[tuple[str, list[ShownMean]]]:
    """Return for each component how the branch's mean developed, quarter by quarter."""
    return [
        (
            said(component.title),
            [
                ShownMean(words_of(mean.quarter), show(mean.mean), show(mean.total), mean.number)
                for mean in boards.development(asked.parts, component)
            ],
        )
        for component in boards.components_from_facts(asked.scheme)
    ]


@dataclass(frozen=True, slots=True)
class ShownSpan:
    """How many members have between two amounts, and what share of the branch that is, in per cent."""

    words: str
    number: int
    share: int


def shown_spans(asked: Asked) -> list[tuple[str, list[ShownSpan]]]:
    """Return for each component how the branch's totals spread, merged below five."""
    found = []
    for component in boards.components_from_facts(asked.scheme):
        spans = distribution(boards.totals_of(asked.parts, component))
        number = sum(span.number for span in spans)
        shown = [
            ShownSpan(_span_words(at, span), span.number, 100 * span.number // number)
            for at, span in enumerate(spans)
        ]
        found.append((said(component.title), shown))
    return found


def _span_words(at: int, span: Span) -> str:
    limits = {"low": show(span.low), "high": show(span.high)}
    if at == 0:
        return _("%(low)s to %(high)s") % limits
    return _("%(low)s to below %(high)s") % limits
