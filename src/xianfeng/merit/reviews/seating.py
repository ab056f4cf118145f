"""What somebody who rates has before her: whom, which of them are cast, and where each card is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.engine.calendar import Period
from xianfeng.merit.reviews.asking import Row, rows_of, words
from xianfeng.merit.reviews.models import Ratee, RaterKind, Round, Seat
from xianfeng.merit.reviews.queries import ratees_of
from xianfeng.merit.scores.words import period_title
from xianfeng.people.members.importing.words import said


@dataclass(frozen=True, slots=True)
class Place:
    """One to be rated: on which page, and the receipt when her ballot is cast."""

    ratee: Ratee
    url: str
    where: str = ""
    receipt: str = ""

    @property
    def is_cast(self) -> bool:
        return bool(self.receipt)


@dataclass(frozen=True, slots=True)
class Ways:
    """The addresses of one who rates: a member by the round, everybody else by the code of the slip."""

    of: str
    key: Any

    def to(self, page: str) -> str:
        """Return the address of a page of theirs."""
        return reverse(f"reviews:{self.of}{page}", args=[self.key])

    def card(self, ratee: int) -> str:
        """Return the address of the card of one to be rated."""
        return reverse(f"reviews:{self.of}card", args=[self.key, ratee] if self.of else [ratee])


@dataclass(frozen=True)
class Seated:
    """A seat with those it rates, by surname."""

    seat: Seat
    ways: Ways
    places: tuple[Place, ...]

    @classmethod
    def at(cls, seat: Seat, ways: Ways) -> Seated:
        """Return what is before a seat. Two queries."""
        receipts = dict(seat.envelopes.values_list("ratee_id", "receipt"))
        found: Iterable[Ratee] = ratees_of(seat)
        places = (Place(one, ways.card(one.pk), _where(seat, one), receipts.get(one.pk, "")) for one in found)
        return cls(seat, ways, tuple(places))

    @property
    def round(self) -> Round:
        return self.seat.round

    @property
    def rows(self) -> tuple[Place, ...]:
        return self.places

    @property
    def total(self) -> int:
        return len(self.places)

    @cached_property
    def done(self) -> int:
        return sum(place.is_cast for place in self.places)

    @property
    def is_done(self) -> bool:
        return self.done == self.total

    @property
    def can_cast(self) -> bool:
        return collects(self.round) and self.seat.voided_at is None and not self.seat.is_paper

    @property
    def list_url(self) -> str:
        return self.ways.to("people")

    @property
    def receipts_url(self) -> str:
        return self.ways.to("receipts")

    @property
    def save_url(self) -> str:
        return self.ways.to("save")

    @property
    def next_url(self) -> str:
        """Return where to go on: the first who is not cast, the receipts when all are."""
        return self.after(-1)

    def after(self, at: int) -> str:
        """Return the page of the first after a place who is not cast, from the beginning again at the end."""
        order = (*self.places[at + 1 :], *self.places[: at + 1])
        return next((place.url for place in order if not place.is_cast), self.receipts_url)

    def at_place(self, pk: int) -> int | None:
        """Return the place of one to be rated, None when she is not among them."""
        return next((at for at, place in enumerate(self.places) if place.ratee.pk == pk), None)

    @property
    def title(self) -> str:
        return title_of(self.round, self.seat.rater_kind)

    def asked(self, ratee: Ratee) -> list[Row]:
        """Return what is asked about one of them."""
        return list(rows_of(self.round.rules[self.seat.rater_kind], ratee.variant))


@dataclass(frozen=True, slots=True)
class Card:
    """One card of a seat, as it is drawn."""

    seated: Seated
    at: int
    receipt_of: Place | None = None

    @property
    def place(self) -> int:
        return self.at + 1

    @property
    def here(self) -> Place:
        return self.seated.places[self.at]

    @property
    def ratee(self) -> Ratee:
        return self.here.ratee

    @property
    def seat(self) -> int:
        return int(self.seated.seat.pk)

    @property
    def total(self) -> int:
        return self.seated.total

    @property
    def done(self) -> int:
        return self.seated.done

    @property
    def percent(self) -> int:
        return 100 * self.done // max(self.total, 1)

    @property
    def url(self) -> str:
        return self.here.url

    @property
    def where(self) -> str:
        return self.here.where

    @property
    def is_cast(self) -> bool:
        return self.here.is_cast

    @property
    def is_last(self) -> bool:
        """Return whether everybody else is cast."""
        return self.seated.done + (not self.is_cast) == self.total

    @property
    def previous_url(self) -> str:
        return self.seated.places[self.at - 1].url if self.at else ""

    @property
    def next_url(self) -> str:
        return self.seated.places[self.at + 1].url if self.place < self.total else ""

    @property
    def list_url(self) -> str:
        return self.seated.list_url

    @property
    def receipts_url(self) -> str:
        return self.seated.receipts_url

    @property
    def receipt(self) -> str:
        return self.receipt_of.receipt if self.receipt_of else ""

    @property
    def receipt_name(self) -> str:
        return str(self.receipt_of.ratee.member.name) if self.receipt_of else ""


def _where(seat: Seat, ratee: Ratee) -> str:
    """Return the group of a colleague; who has a slip sees names alone."""
    unit = ratee.member.unit
    return "" if seat.rater_kind != RaterKind.MUTUAL or unit is None or unit.is_branch else str(unit.name)


def title_of(round_: Round, kind: str) -> str:
    """Return what a collection is called: the period and the kind of review."""
    named = {"period": said_period(round_.period), "kind": words(round_.rules[kind]["title"])}
    return _("%(kind)s, %(period)s") % named


def said_period(code: str) -> str:
    """Return a period in words."""
    return said(period_title(Period.parse(code)))


def collects(round_: Round) -> bool:
    """Return whether ballots are taken now."""
    return round_.state == Round.State.COLLECTING and timezone.localdate() <= round_.closes_on
