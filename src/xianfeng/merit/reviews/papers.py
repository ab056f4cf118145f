"""What tellers enter from printed ballots: checked, sealed until both have, and laid side by side where it differs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from xianfeng.merit.reviews import keys, rules
from xianfeng.merit.reviews.models import PaperBallot, Ratee, RaterKind, Round
from xianfeng.merit.reviews.rules import Answers
from xianfeng.merit.reviews.sealing import Key, length_of, seal, unseal

Entries = Mapping[int, Answers]
"""Answers by the id of the ratee."""


@dataclass(frozen=True, slots=True)
class Difference:
    """An item about a ratee on which the two tellers differ; None where one entered nothing."""

    ratee: int
    item: str
    first: int | str | None
    second: int | str | None


def checked_entries(round_: Round, paper: PaperBallot, entries: Entries) -> dict[int, dict[str, int | str]]:
    """Return entries as they are sealed. Raises ValidationError with "ratee-item" for what is wrong."""
    ratees = {ratee.pk: ratee for ratee in ratees_of(round_, paper)}
    if not entries or entries.keys() - ratees.keys():
        raise ValidationError(_("This printed ballot rates other members."))
    problems: dict[str, list[str]] = {}
    found = {}
    for pk in sorted(entries):
        form = rules.form_of(round_.rules, paper.rater_kind, ratees[pk].variant)
        try:
            found[pk] = rules.checked(form, entries[pk]) if form else {}
        except ValidationError as wrong:
            problems |= {f"{pk}-{item}": messages for item, messages in wrong.message_dict.items()}
    if problems:
        raise ValidationError(problems)
    return found


def ratees_of(round_: Round, paper: PaperBallot) -> list[Ratee]:
    """Return whom a printed ballot rates, by surname: all members whose ballots are collected, or those of a team."""
    ratees = Ratee.objects.unscoped().filter(round=round_).select_related("member")
    if paper.rater_kind == RaterKind.MASS:
        ratees = ratees.filter(team=paper.team_id)
    found = list(ratees)
    for ratee in found:
        ratee.round = round_
    return [ratee for ratee in found if ratee.is_collected(paper.rater_kind)]


def sealed_entries(round_: Round, entries: Entries) -> bytes:
    """Return entries sealed for the key of the round."""
    content = json.dumps({f"{ratee}": answers for ratee, answers in entries.items()}).encode()
    return seal(content, length_of(round_.rules), bytes(round_.public_key or b""))


def read_entries(sealed: bytes | memoryview | None, key: Key) -> dict[int, dict[str, int | str]]:
    """Return sealed entries."""
    read = json.loads(unseal(bytes(sealed or b""), key))
    return {int(ratee): answers for ratee, answers in read.items()}


def differences(paper: PaperBallot) -> list[Difference]:
    """Return on what the two tellers of a printed ballot differ, for them to look at the paper again."""
    key = keys.read(paper.round)
    if paper.state != PaperBallot.State.DIFFERS or key is None:
        return []
    first, second = read_entries(paper.first, key), read_entries(paper.second, key)
    places = [(ratee, item) for ratee in sorted({*first, *second})
              for item in {**first.get(ratee, {}), **second.get(ratee, {})}]  # fmt: skip
    told = [Difference(ratee, item, first.get(ratee, {}).get(item), second.get(ratee, {}).get(item))
            for ratee, item in places]  # fmt: skip
    return [each for each in told if each.first != each.second]
