"""A round that takes ballots, and a seat in it, read as cheaply as can be: this is done for each ballot.

What was frozen when a round began is kept in memory; the name of its key, drawn by lot, tells it from any other.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import NamedTuple

from django.db import connection

from xianfeng.merit.reviews.models import Round
from xianfeng.merit.reviews.rules import Form, Rules, form_of
from xianfeng.merit.reviews.sealing import length_of

ROUND = (
    "SELECT id, key_name, public_key, minimum FROM reviews_round"
    " WHERE id = %s AND state = 'collecting' AND closes_on >= %s{share}"
)
SEAT = (
    "SELECT id, rater_kind, team_id, member_id, is_paper, voided_at IS NOT NULL FROM reviews_seat"
    " WHERE id = %s AND round_id = %s"
)


class Taking(NamedTuple):
    """A round that takes ballots."""

    pk: int
    key_name: str
    public_key: bytes
    minimum: int

    @property
    def length(self) -> int:
        return _frozen(self.pk, self.key_name)[1]

    def form(self, kind: str, variant: str) -> Form | None:
        """Return what a kind of rater is asked about members of a variant."""
        return _form(self.pk, self.key_name, kind, variant)


class Place(NamedTuple):
    """A seat as it stands now."""

    pk: int
    kind: str
    team: int | None
    member: int | None
    is_paper: bool
    is_void: bool


def hold(round_: int, today: date) -> Taking | None:
    """Return a round if it takes ballots today, and keep it from being closed until the end of the transaction."""
    share = " FOR SHARE" if connection.features.has_select_for_update else ""
    with connection.cursor() as cursor:
        cursor.execute(ROUND.format(share=share), [round_, today.isoformat()])
        row = cursor.fetchone()
    return Taking(row[0], row[1], bytes(row[2]), row[3]) if row else None


def place_of(seat: int, round_: int) -> Place:
    """Return a seat of a round. Raises TypeError where there is none."""
    with connection.cursor() as cursor:
        cursor.execute(SEAT, [seat, round_])
        pk, kind, team, member, is_paper, is_void = cursor.fetchone()
    return Place(pk, kind, team, member, bool(is_paper), bool(is_void))


@lru_cache(256)
def _frozen(pk: int, key_name: str) -> tuple[Rules, int]:
    rules: Rules = Round.objects.unscoped().values_list("rules", flat=True).get(pk=pk, key_name=key_name)
    return rules, length_of(rules)


@lru_cache(2048)
def _form(pk: int, key_name: str, kind: str, variant: str) -> Form | None:
    return form_of(_frozen(pk, key_name)[0], kind, variant)
