"""Everything that writes to the record. `record` and `reverse` are the only ways in."""

from __future__ import annotations

from xianfeng.facts.operations.kinds import add_kind, retire_kind
from xianfeng.facts.operations.proposing import confirm, propose, reject, withdraw
from xianfeng.facts.operations.recording import KeyConflict, record, record_many
from xianfeng.facts.operations.reversing import reverse

__all__ = [
    "KeyConflict", "add_kind", "confirm", "propose", "record", "record_many", "reject", "retire_kind", "reverse",
    "withdraw",
]  # fmt: skip
