"""What the opening does in memory: reading envelopes, counting them, and forgetting who sealed which."""

from __future__ import annotations

import secrets
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from xianfeng.merit.reviews import quality, rules
from xianfeng.merit.reviews.models import OpenedBallot, Ratee, Round
from xianfeng.merit.reviews.rules import Form
from xianfeng.merit.reviews.sealing import Key, Said, Unreadable, open_ballot

_lot = secrets.SystemRandom()


@dataclass(frozen=True, slots=True)
class Sealed:
    """An envelope with what stands on it."""

    seat: int
    ratee: int
    kind: str
    content: bytes


def unsealed(
    round_: Round, envelopes: Iterable[Sealed], key: Key
) -> tuple[list[OpenedBallot], dict[str, dict[str, Any]]]:
    """Return the ballots of a round in an order drawn by lot, and what is noticed about them, in counts.

    A kind of rater with fewer envelopes about somebody than the smallest group is left out, unread. Raises
    ValidationError for an envelope that cannot be read.
    """
    forms = _forms(round_)
    read = [(each, _read(each, key, forms)) for each in _enough(envelopes, round_.minimum)]
    ballots = [
        OpenedBallot(ratee_id=said.ratee, rater_kind=said.kind, answers=said.answers, total=total)
        for _each, (said, total) in read
    ]
    cast: dict[str, list[quality.Cast]] = defaultdict(list)
    for each, (said, total) in read:
        cast[said.kind].append(quality.Cast(each.seat, said.ratee, total))
    _lot.shuffle(ballots)
    return ballots, quality.noticed(cast, round_.minimum)


def _enough(envelopes: Iterable[Sealed], minimum: int) -> Sequence[Sealed]:
    """Return the envelopes of kinds that reach the smallest group about the same ratee."""
    found = list(envelopes)
    counts = Counter((each.ratee, each.kind) for each in found)
    return [each for each in found if counts[each.ratee, each.kind] >= minimum]


def _forms(round_: Round) -> Mapping[tuple[int, str], Form]:
    """Return what is asked about each ratee, by kind of rater."""
    ratees = Ratee.objects.unscoped().filter(round=round_).values_list("pk", "variant")
    of = {
        (variant, kind): rules.form_of(round_.rules, kind, variant)
        for variant in {variant for _pk, variant in ratees}
        for kind in round_.rules
    }
    found = {(pk, kind): of[variant, kind] for pk, variant in ratees for kind in round_.rules}
    return {place: form for place, form in found.items() if form is not None}


def _read(each: Sealed, key: Key, forms: Mapping[tuple[int, str], Form]) -> tuple[Said, int]:
    """Return what is in an envelope and what it is worth; it must be about whom it says on the outside."""
    try:
        said = open_ballot(each.content, key)
    except Unreadable as error:
        raise _unreadable() from error
    if (said.ratee, said.kind) != (each.ratee, each.kind):
        raise _unreadable()
    form = forms[each.ratee, each.kind]
    return said, rules.total_of(form, rules.checked(form, said.answers))


def _unreadable() -> ValidationError:
    words = _("An envelope cannot be read. Nothing was opened; the round has to be repeated.")
    return ValidationError(words, code="altered")
