"""A round in numbers: who rates whom, how many ballots are there, what was noticed. Never below the smallest group."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from xianfeng.merit.reviews import rules
from xianfeng.merit.reviews.asking import words
from xianfeng.merit.reviews.models import SEALED, Ratee, RaterKind, Round, SignedBallot
from xianfeng.merit.reviews.queries import counts_shown, turnout
from xianfeng.people.organizations.scope import Scope

State = Round.State


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of review in a round, in numbers."""

    title: str
    is_sealed: bool
    raters: str
    rated: int
    too_few: int
    counted: str


@dataclass(frozen=True)
class Numbers:
    """The numbers of a round for one who reads it."""

    round: Round
    scope: Scope

    @cached_property
    def _ratees(self) -> list[Ratee]:
        found = list(self.round.ratees.select_related("team"))
        for ratee in found:
            ratee.round = self.round
        return found

    @property
    def ratees(self) -> int:
        return len(self._ratees)

    @property
    def kinds(self) -> list[Kind]:
        """Return each kind of review in the order of the method."""
        return [self._kind(kind) for kind in self.round.rules]

    def _kind(self, kind: str) -> Kind:
        asked = [one for one in self._ratees if rules.form_of(self.round.rules, kind, one.variant)]
        begun = self.round.state != State.DRAWN_UP and kind in SEALED
        rated = [one for one in asked if not begun or one.is_collected(kind)]
        title = words(self.round.rules[kind]["title"])
        return Kind(
            title,
            kind in SEALED,
            self._raters(kind),
            len(rated),
            len(asked) - len(rated),
            self._counted(kind),
        )

    @cached_property
    def _turnout(self) -> dict[str, tuple[int | None, int]]:
        return turnout(self.round)

    def _raters(self, kind: str) -> str:
        if kind in self._turnout:
            count = self._turnout[kind][1]
            if kind == RaterKind.MUTUAL:
                return ngettext("%(count)s member", "%(count)s members", count) % {"count": count}
            return ngettext("%(count)s employee", "%(count)s employees", count) % {"count": count}
        return _("everybody oneself") if kind == RaterKind.SELF else _("the committee of the branch")

    def _counted(self, kind: str) -> str:
        """Return how many ballots there are; below the smallest group no number is told."""
        if kind not in SEALED:
            return self._signed(kind)
        if self.round.state == State.COLLECTING:
            cast = self._turnout[kind][0]
            return _("fewer than %(least)s so far") % {"least": self.round.minimum} if cast is None else (
                ngettext("of %(count)s rater so far", "of %(count)s raters so far", cast) % {"count": cast}
            )  # fmt: skip
        if self.round.state in (State.CLOSED, State.OPENED):
            count = counts_shown(self.round)[kind]
            return _("fewer than %(least)s") % {"least": self.round.minimum} if count is None else str(count)
        return "—"

    def _signed(self, kind: str) -> str:
        if kind == RaterKind.SELF:
            return "—"
        signed = SignedBallot.objects.within(self.scope).filter(ratee__round=self.round, rater_kind=kind)
        done = signed.filter(replaced_at=None).count()
        return _("%(done)s of %(total)s signed") % {"done": done, "total": self.ratees}


def noticed(round_: Round) -> list[str]:
    """Return what was noticed at the opening, in words."""
    return [line for kind, found in round_.quality.items() for line in _found(round_, kind, found)]


def _found(round_: Round, kind: str, found: dict[str, Any]) -> Iterator[str]:
    title = {"kind": words(round_.rules[kind]["title"])}
    if found.get("flat"):
        yield _("%(kind)s: %(count)s raters gave everybody the same.") % {**title, "count": found["flat"]}
    if found.get("outlying"):
        yield _("%(kind)s: %(count)s ballots lie far from the others.") % {
            **title,
            "count": found["outlying"],
        }
    if found.get("low_agreement"):
        yield _("%(kind)s: raters agree little.") % title
