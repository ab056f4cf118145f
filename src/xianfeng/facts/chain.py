"""The chain of a branch's facts: each digest covers a fact and, by the digest before it, all before."""

from __future__ import annotations

from datetime import UTC
from hashlib import sha256

from xianfeng.engine.digest import line_of
from xianfeng.facts.models import Fact

FORMAT = "fact-1"


def digest_of(before: str, fact: Fact, reverses: int | None = None) -> str:
    """Return the digest of a fact after the one `before` ('' for the first of its branch).

    People are in it by their ids, which say nothing once a person is erased; the note is not in it. `reverses` is
    the number of the fact that it reverses.
    """
    at = fact.recorded_at.astimezone(UTC).isoformat(timespec="microseconds")
    line = line_of(
        FORMAT, before, fact.unit_id, fact.number, fact.member_id, fact.kind, fact.on, fact.quantity, fact.outcome,
        fact.document, fact.source, fact.recorded_by, fact.confirmed_by, at, reverses, fact.reason, fact.key,
    )  # fmt: skip
    return sha256(line.encode()).hexdigest()
