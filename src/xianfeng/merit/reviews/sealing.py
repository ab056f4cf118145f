"""Envelopes: a ballot is padded to the length of all ballots of its round, and sealed for the key of the round.

Libsodium's sealed boxes (X25519, XSalsa20-Poly1305): whoever seals cannot open again. The receipt is the hash of what
was sealed; it proves that a ballot is there, never what it says.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from nacl import bindings
from nacl.exceptions import CryptoError

from xianfeng.merit.reviews.models import SEALED
from xianfeng.merit.reviews.rules import Answers, Rules

STEP = 64
"""Lengths are multiples of so many bytes."""
ID_LENGTH = 20


class Unreadable(ValueError):
    """Raised for an envelope that the key of the round does not open, or that is about somebody else."""


@dataclass(frozen=True, slots=True)
class Key:
    """The pair of a round."""

    public: bytes
    private: bytes


@dataclass(frozen=True, slots=True)
class Said:
    """What is in an envelope: about which ratee, by which kind of rater, and the answers."""

    ratee: int
    kind: str
    answers: dict[str, int | str]


def new_key() -> Key:
    """Return a new pair."""
    return Key(*bindings.crypto_box_keypair())


def key_of(private: bytes) -> Key:
    """Return the pair of a private key."""
    return Key(bindings.crypto_scalarmult_base(private), private)


def seal_ballot(said: Said, length: int, public: bytes) -> bytes:
    """Return the envelope of a ballot; all of a round have the same length (`length_of`)."""
    return seal(_written(said), length, public)


def open_ballot(sealed: bytes, key: Key) -> Said:
    """Return what is in an envelope. Raises Unreadable."""
    ratee, kind, answers = json.loads(unseal(sealed, key))
    return Said(int(ratee), kind, answers)


def seal(content: bytes, length: int, public: bytes) -> bytes:
    """Return content padded to a multiple of a length and sealed."""
    return bindings.crypto_box_seal(bindings.sodium_pad(content, length), public)


def unseal(sealed: bytes, key: Key) -> bytes:
    """Return what was sealed, without the padding. Raises Unreadable."""
    try:
        padded = bindings.crypto_box_seal_open(bytes(sealed), key.public, key.private)
        return bindings.sodium_unpad(padded, len(padded))
    except (CryptoError, TypeError, ValueError) as error:
        raise Unreadable from error


def receipt_of(sealed: bytes) -> str:
    """Return the receipt of an envelope: 64 hexadecimal digits."""
    return sha256(sealed).hexdigest()


def length_of(rules: Rules) -> int:
    """Return to how many bytes the ballots of a round are padded: more than the longest of any kind of rater."""
    longest = max((_longest(kind, rules[kind]) for kind in SEALED if kind in rules), default=0)
    return (longest // STEP + 1) * STEP


def _longest(kind: str, rules: Mapping[str, Any]) -> int:
    grades = sorted((grade["code"] for grade in rules["grades"]), key=len)
    answers: Answers = {item["code"]: grades[-1] if grades else item["points"] for item in rules["items"]}
    return len(_written(Said(0, kind, dict(answers))))


def _written(said: Said) -> bytes:
    parts = [f"{said.ratee:0{ID_LENGTH}}", said.kind, said.answers]
    return json.dumps(parts, separators=(",", ":")).encode()
