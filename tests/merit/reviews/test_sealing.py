"""Envelopes: equally long, opened by their key alone, and about whom they say."""

from __future__ import annotations

import pytest

from xianfeng.merit.reviews.rules import form_of, frozen
from xianfeng.merit.reviews.sealing import (
    Said,
    Unreadable,
    key_of,
    length_of,
    new_key,
    open_ballot,
    receipt_of,
    seal,
    seal_ballot,
    unseal,
)
from xianfeng.schemes import library

KEY = new_key()
RULES = frozen(library.load("three-platforms"))


def longest(kind: str, pk: int) -> Said:
    form = form_of(RULES, kind, "standard")
    assert form is not None
    return Said(pk, kind, {item.code: "fairly_good" for item in form.items})


def test_the_longest_and_the_shortest_ballot_are_equally_long() -> None:
    ballots = [
        longest("mutual", 9_223_372_036_854_775_807),
        longest("mass", 1),
        Said(1, "mass", {"post": "good"}),
    ]
    assert {len(seal_ballot(said, length_of(RULES), KEY.public)) for said in ballots} == {
        length_of(RULES) + 48
    }


@pytest.mark.parametrize("scheme", ["ten-ones", "three-platforms", "three-four-one", "baseline"])
def test_the_longest_ballot_fits(scheme: str) -> None:
    rules = frozen(library.load(scheme))
    for kind in {"mutual", "mass"} & rules.keys():
        grades = [grade["code"] for grade in rules[kind]["grades"]]
        said = {
            item["code"]: max(grades, key=len) if grades else item["points"] for item in rules[kind]["items"]
        }
        sealed = seal_ballot(Said(2**63 - 1, kind, said), length_of(rules), KEY.public)
        assert len(sealed) == length_of(rules) + 48


def test_what_was_sealed_is_read_again() -> None:
    said = longest("mutual", 7)
    assert open_ballot(seal_ballot(said, length_of(RULES), KEY.public), key_of(KEY.private)) == said


@pytest.mark.parametrize(
    "content",
    [b"", b"\x80", b"x\x80\x00\x00", b"x" * 64, bytes(200)],
    ids=lambda content: f"{len(content)} bytes {content[:2].hex()}",
)
def test_padding_is_taken_away_exactly(content: bytes) -> None:
    assert unseal(seal(content, 64, KEY.public), KEY) == content


def test_another_key_opens_nothing() -> None:
    with pytest.raises(Unreadable):
        open_ballot(seal_ballot(longest("mass", 1), length_of(RULES), KEY.public), new_key())


@pytest.mark.parametrize("at", [0, 40, -1])
def test_a_changed_envelope_cannot_be_read_and_has_another_receipt(at: int) -> None:
    sealed = bytearray(seal_ballot(longest("mass", 1), length_of(RULES), KEY.public))
    receipt = receipt_of(bytes(sealed))
    sealed[at] ^= 1
    assert receipt_of(bytes(sealed)) != receipt
    with pytest.raises(Unreadable):
        open_ballot(bytes(sealed), KEY)


@pytest.mark.parametrize(
    "broken", [b"", b"short", bytes(48), bytes(300)], ids=lambda broken: f"{len(broken)} bytes"
)
def test_what_is_no_envelope_is_unreadable(broken: bytes) -> None:
    with pytest.raises(Unreadable):
        open_ballot(broken, KEY)
