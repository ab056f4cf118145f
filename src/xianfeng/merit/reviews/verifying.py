"""Whether the ballots of every round are those of its close: the published receipts, the envelopes, what was opened."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db import connection

from xianfeng.engine.text import Text
from xianfeng.merit.reviews.models import OpenedBallot, Round
from xianfeng.merit.reviews.queries import list_receipts
from xianfeng.merit.reviews.receipts import check_envelopes, digest_of
from xianfeng.merit.reviews.triggers import wanting

OTHER_LIST = Text("公布的回执与关闭时的不同", "the published receipts are not those of the close")
OTHER_ENVELOPES = Text(
    "密封的选票与关闭时的不同：少{missing}张，不认识的{strange}张",
    "its envelopes are not those of the close: {missing} are missing, {strange} are not known",
)
TOO_MANY = Text(
    "开封的选票有{opened}张，收到的只有{received}张",
    "{opened} ballots were opened, but {received} were received",
)
State = Round.State


@dataclass(frozen=True, slots=True)
class Difference:
    """The first round that is not what it says."""

    round_id: int
    branch: str
    period: str
    number: int
    what: Text


@dataclass(slots=True)
class Verdict:
    """What was looked at, the first difference, and the triggers that are not in place."""

    rounds: int = 0
    receipts: int = 0
    difference: Difference | None = None
    triggers: list[str] = field(default_factory=list)

    @property
    def is_sound(self) -> bool:
        return self.difference is None and not self.triggers


def verify() -> Verdict:
    """Hold every round that was closed against its receipts, up to the first difference. Three queries a round."""
    verdict = Verdict(triggers=wanting(connection))
    closed = Round.objects.unscoped().filter(closed_at__isnull=False).select_related("unit")
    for round_ in closed.order_by("unit__path", "period", "number").iterator(chunk_size=100):
        wrong = _wrong(round_, verdict)
        if wrong is not None:
            verdict.difference = Difference(round_.pk, round_.unit.name, round_.period, round_.number, wrong)
            break
    return verdict


def _wrong(round_: Round, verdict: Verdict) -> Text | None:
    receipts = list_receipts(round_)
    verdict.rounds += 1
    verdict.receipts += len(receipts)
    if digest_of(receipts) != round_.receipts_digest:
        return OTHER_LIST
    if round_.opened_at is None:
        return _wrong_envelopes(round_)
    opened = OpenedBallot.objects.filter(ratee__round=round_).count()
    return TOO_MANY.fill(opened=opened, received=len(receipts)) if opened > len(receipts) else None


def _wrong_envelopes(round_: Round) -> Text | None:
    if round_.state != State.CLOSED:
        return None
    found = check_envelopes(round_)
    if found.agrees:
        return None
    return OTHER_ENVELOPES.fill(missing=len(found.missing), strange=len(found.strange))
