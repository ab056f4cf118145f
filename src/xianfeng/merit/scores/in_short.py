"""A member's score in a few lines, for the first page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from xianfeng.engine.text import Text
from xianfeng.merit.scores.standing import standing_of
from xianfeng.merit.scores.summary import Behind, Summary, behind_of, summary_of
from xianfeng.merit.scores.words import behind_words, counted_in, not_assessed_words, period_title
from xianfeng.people.members.models import Member


@dataclass(frozen=True, slots=True)
class InShort:
    """The score so far of a period, and each target that is behind its pace, in words."""

    period: Text
    summary: Summary
    not_assessed: Text
    behind: tuple[tuple[Behind, Text], ...]


def get_in_short(member: Member, on: date) -> InShort | None:
    """Return a member's score so far; None where she belongs to no branch or it has no method. Nine queries at most."""
    standing = standing_of(member.branch, [member], on) if member.branch else None
    if standing is None:
        return None
    scheme, result = standing.method.scheme, standing.results[0]
    behind = tuple(
        (each, behind_words(each.need - each.have, counted_in(each.rule, scheme)))
        for each in behind_of(scheme, result)
    )
    return InShort(
        period_title(standing.period), summary_of(scheme, result), not_assessed_words(result), behind
    )
