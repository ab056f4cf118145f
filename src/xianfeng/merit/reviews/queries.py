"""What is read of rounds: seats and whom they rate, counts, receipts, and the ballots that a settlement reads."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import chain, groupby
from typing import Any

from django.db.models import Q, QuerySet

from xianfeng.engine.facts import Ballot
from xianfeng.merit.reviews import keys, rules
from xianfeng.merit.reviews.models import (
    SEALED,
    Envelope,
    OpenedBallot,
    PaperBallot,
    Ratee,
    RaterKind,
    Receipt,
    Round,
    Seat,
    SignedBallot,
)
from xianfeng.merit.reviews.slips import hash_of
from xianfeng.people.organizations.scope import Scope

State = Round.State


# ---- seats


def seats_of(scope: Scope) -> QuerySet[Any]:
    """Return the seats of whoever asks, of all rounds."""
    own: QuerySet[Any] = Seat.objects.within(scope).filter(member=scope.member_id or 0)
    return own.select_related("round")


def seat_by_code(code: str) -> Seat | None:
    """Return the seat of a slip, void or not, None for a code that is none. One query."""
    found: Seat | None = (
        Seat.objects.unscoped().filter(code_hash=hash_of(code)).select_related("round", "team").first()
    )
    return found


def ratees_of(seat: Seat) -> list[Ratee]:
    """Return whom a seat rates, by surname. One query (two where the round of the seat is not there yet)."""
    rated = Ratee.objects.unscoped().filter(round=seat.round_id).select_related("member", "member__unit")
    if seat.rater_kind == RaterKind.MASS:
        rated = rated.filter(team=seat.team_id).exclude(team=None)
    found = list(rated.exclude(member=seat.member_id))
    for ratee in found:
        ratee.round = seat.round
    return [ratee for ratee in found if ratee.is_collected(seat.rater_kind)]


# ---- what is known of a round while it goes on


def turnout(round_: Round) -> dict[str, tuple[int | None, int]]:
    """Return by sealed kind of how many raters something is in, None below the smallest group, and how many there are.

    Of those on paper it is the ballots that were counted. Three queries.
    """
    there = Counter(_raters(round_))
    seats = Envelope.objects.filter(seat__round=round_).values_list("seat__rater_kind", "seat_id").distinct()
    cast = Counter(kind for kind, _seat in seats)
    kinds = [str(kind) for kind in SEALED if kind in round_.rules]
    return {kind: (cast[kind] if cast[kind] >= round_.minimum else None, there[kind]) for kind in kinds}


def _raters(round_: Round) -> Iterator[str]:
    """Yield the kind of each rater: members, employees with a slip, employees with a printed ballot."""
    seats = Seat.objects.unscoped().filter(round=round_, voided_at=None).exclude(member=None, code_hash=None)
    papers = PaperBallot.objects.unscoped().filter(round=round_, rater_kind=RaterKind.MASS)
    yield from seats.values_list("rater_kind", flat=True)
    yield from papers.exclude(state=PaperBallot.State.SPOILED).values_list("rater_kind", flat=True)


def counts_shown(round_: Round) -> dict[str, int | None]:
    """Return how many ballots of each sealed kind were in at the close; None below the smallest group."""
    kinds = [str(kind) for kind in SEALED if kind in round_.rules]
    counts = {kind: round_.counts.get(kind, 0) for kind in kinds}
    return {kind: number if number >= round_.minimum else None for kind, number in counts.items()}


def is_key_lost(round_: Round) -> bool:
    """Return whether ballots were sealed for a key that is not there any more, so that nobody can open them."""
    return round_.state in (State.COLLECTING, State.CLOSED) and keys.read(round_) is None


def list_receipts(round_: Round) -> list[str]:
    """Return the receipts of the close in order, as they were published."""
    return list(Receipt.objects.filter(round=round_).order_by("receipt").values_list("receipt", flat=True))


def missing_kinds(ratee: Ratee) -> list[str]:
    """Return the kinds of raters that are asked about a ratee's like, but too few to be collected."""
    round_ = ratee.round
    asked = [kind for kind in SEALED if rules.form_of(round_.rules, kind, ratee.variant) is not None]
    return [str(kind) for kind in asked if not ratee.is_collected(kind)]


# ---- what a settlement reads


def ballots_of(round_: Round, *, at: datetime | None = None) -> dict[int, tuple[Ballot, ...]]:
    """Return the opened and signed ballots of a round, by member. Two queries.

    With a moment, what was signed as it stood then. Ids say nothing: they number equal ballots in an order that
    follows from the answers alone, so that the same ballots give the same digest in any database.
    """
    found: dict[int, list[tuple[str, dict[str, int | str]]]] = defaultdict(list)
    for member, kind, answers in chain(_opened(round_), _signed(round_, at)):
        found[member].append((kind, answers))
    return {member: tuple(_numbered(member, said)) for member, said in sorted(found.items())}


def _opened(round_: Round) -> Iterable[tuple[int, str, dict[str, int | str]]]:
    opened = OpenedBallot.objects.filter(ratee__round=round_)
    return opened.values_list("ratee__member_id", "rater_kind", "answers")


def _signed(round_: Round, at: datetime | None) -> Iterable[tuple[int, str, dict[str, int | str]]]:
    signed = SignedBallot.objects.unscoped().filter(ratee__round=round_)
    if at is None:
        signed = signed.filter(replaced_at=None)
    else:
        signed = signed.filter(Q(replaced_at=None) | Q(replaced_at__gt=at), at__lte=at)
    rows = signed.values_list("ratee__member_id", "rater_kind", "answers")
    return ((member, kind, answers) for member, kind, answers in rows if answers)


def _numbered(member: int, said: list[tuple[str, dict[str, int | str]]]) -> Iterator[Ballot]:
    def order(one: tuple[str, dict[str, int | str]]) -> tuple[str, str]:
        return one[0], repr(sorted(one[1].items()))

    for kind, same in groupby(sorted(said, key=order), key=lambda one: one[0]):
        for number, (_kind, answers) in enumerate(same, 1):
            yield Ballot(str(member), kind, f"{kind}-{number:04}", answers)
