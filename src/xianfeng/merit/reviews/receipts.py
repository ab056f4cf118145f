"""Receipts: what was in at the close, and whether the envelopes are still the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from xianfeng.merit.reviews.models import Envelope, Receipt, Round
from xianfeng.merit.reviews.sealing import receipt_of


def digest_of(receipts: Iterable[str]) -> str:
    """Return the digest of receipts: SHA-256 of them in order, one a line."""
    return sha256("".join(f"{receipt}\n" for receipt in sorted(receipts)).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Comparison:
    """Envelopes beside the receipts of the close.

    `missing` are receipts without an envelope, `strange` are hashes of envelopes of which no receipt was given;
    an altered envelope is one of each. `is_listed` says whether the list itself is the one that was published.
    """

    missing: frozenset[str]
    strange: frozenset[str]
    is_listed: bool

    @property
    def agrees(self) -> bool:
        return self.is_listed and not self.missing and not self.strange


def compare(round_: Round, sealed: Iterable[bytes]) -> Comparison:
    """Return how the envelopes of a closed round agree with the receipts that were published. One query."""
    published = frozenset(Receipt.objects.filter(round=round_).values_list("receipt", flat=True))
    found = frozenset(map(receipt_of, sealed))
    is_listed = digest_of(published) == round_.receipts_digest
    return Comparison(published - found, found - published, is_listed)


def check_envelopes(round_: Round) -> Comparison:
    """Return the same for the envelopes as they lie in the database. Two queries."""
    sealed = Envelope.objects.filter(seat__round=round_).values_list("sealed", flat=True)
    return compare(round_, map(bytes, sealed))
