"""What the committee sees of a round: where it stands, what can be done, numbers at or above the smallest group."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from xianfeng.merit.reviews import steps
from xianfeng.merit.reviews.employees import Drawn, draws_of, paper_form, teams_to_draw
from xianfeng.merit.reviews.forms import DrawForm, RepeatForm
from xianfeng.merit.reviews.models import PaperBallot, RaterKind, Round
from xianfeng.merit.reviews.numbers import Numbers, noticed
from xianfeng.merit.reviews.permissions import (
    check_can_ask_opening,
    check_can_enter_paper,
    check_can_hand_out_paper,
    check_can_open,
    check_can_run,
)
from xianfeng.merit.reviews.queries import is_key_lost
from xianfeng.merit.reviews.seating import said_period
from xianfeng.people.accounts.models import User
from xianfeng.people.organizations.scope import Scope
from xianfeng.site.rights import can, why_not

State = Round.State
ORDER = (State.DRAWN_UP, State.COLLECTING, State.CLOSED, State.OPENED)


@dataclass(frozen=True, slots=True)
class Act:
    """A step that can be taken, or the reason why not."""

    words: str
    url: str
    why: str = ""
    confirm: str = ""
    is_main: bool = True


@dataclass(frozen=True)
class Overview:
    """The page of a round for one who reads it; forms that came back with errors are put in place."""

    round: Round
    scope: Scope
    forms: dict[str, Any]

    @property
    def title(self) -> str:
        return _("Ballots of %(period)s") % {"period": said_period(self.round.period)}

    @property
    def steps(self) -> list[str]:
        return [_("Drawn up"), _("Collecting"), _("Closed"), _("Opened")]

    @property
    def step(self) -> int:
        return ORDER.index(self.round.state) + 1 if self.round.state in ORDER else len(ORDER)

    # ---- what can be done

    @property
    def acts(self) -> list[Act]:
        """Return the steps from here, the main one first."""
        acting: dict[str, Callable[[], Iterator[Act]]] = {
            State.DRAWN_UP: self._begin,
            State.COLLECTING: self._close,
            State.CLOSED: self._opening,
        }
        return list(acting[self.round.state]()) if self.round.state in acting else []

    @property
    def run_why(self) -> str:
        return why_not(check_can_run, self.scope, self.round.unit)

    def _begin(self) -> Iterator[Act]:
        yield Act(_("Begin to collect"), reverse("reviews:begin", args=[self.round.pk]), self.run_why)

    def _close(self) -> Iterator[Act]:
        sure = _("No more ballots are taken after this. Go on?")
        yield Act(_("Close now"), reverse("reviews:close", args=[self.round.pk]), self.run_why, sure, False)

    def _opening(self) -> Iterator[Act]:
        if not self.has_key:
            return
        if self.round.asked_by is None:
            why = why_not(check_can_ask_opening, self.scope, self.round)
            yield Act(_("Ask for the opening"), reverse("reviews:ask_opening", args=[self.round.pk]), why)
            return
        why, sure = why_not(check_can_open, self.scope, self.round), _("Open the ballots now?")
        yield Act(_("Open, as the second person"), reverse("reviews:open", args=[self.round.pk]), why, sure)

    @cached_property
    def has_key(self) -> bool:
        return not is_key_lost(self.round)

    @cached_property
    def _link(self) -> tuple[str, str]:
        return steps.link(self.round) or ("", "")

    @property
    def more_url(self) -> str:
        return self._link[0]

    @property
    def more_words(self) -> str:
        return self._link[1]

    @cached_property
    def _names(self) -> dict[int, str]:
        who = [pk for pk in (self.round.asked_by, self.round.opened_by) if pk]
        return dict(User.objects.filter(pk__in=who).values_list("pk", "name"))

    @property
    def asked_by(self) -> str:
        return self._names.get(self.round.asked_by or 0, "")

    @property
    def opened_by(self) -> str:
        return self._names.get(self.round.opened_by or 0, "")

    @property
    def again(self) -> Round | None:
        """Return the round that took the place of this one."""
        later = Round.objects.within(self.scope).filter(unit=self.round.unit_id, period=self.round.period)
        found: Round | None = later.filter(number__gt=self.round.number).order_by("number").first()
        return found

    # ---- who rates

    @cached_property
    def numbers(self) -> Numbers:
        return Numbers(self.round, self.scope)

    @property
    def _is_open(self) -> bool:
        return self.round.state in (State.DRAWN_UP, State.COLLECTING)

    @property
    def shows_draws(self) -> bool:
        return RaterKind.MASS in self.round.rules and (bool(self.draws) or self.round.state == State.DRAWN_UP)

    @property
    def has_organisation(self) -> bool:
        return RaterKind.ORGANISATION in self.round.rules

    @property
    def quality(self) -> list[str]:
        """Return what was noticed at the opening, in words."""
        return noticed(self.round)

    # ---- employees

    @cached_property
    def draws(self) -> list[Drawn]:
        return draws_of(self.round, self.scope)

    @property
    def draw_form(self) -> Any:
        if self.round.state != State.DRAWN_UP:
            return None
        return self.forms.get("draw") or DrawForm(teams_to_draw(self.round))

    @property
    def draw_why(self) -> str:
        if not self.run_why and not teams_to_draw(self.round).exists():
            return _("Every team of those rated has been drawn, or none of them has a team.")
        return self.run_why

    # ---- paper

    @property
    def shows_papers(self) -> bool:
        return bool(self.papers) or (self.enters and self._is_open)

    @cached_property
    def papers(self) -> list[PaperBallot]:
        return list(self.round.papers.select_related("team"))

    @cached_property
    def enters(self) -> bool:
        return can(check_can_enter_paper, self.scope, PaperBallot(round=self.round))

    @property
    def paper_form(self) -> Any:
        if not self._is_open:
            return None
        return self.forms.get("paper") or paper_form(self.round)

    @property
    def paper_why(self) -> str:
        return why_not(check_can_hand_out_paper, self.scope, self.round)

    @property
    def on_paper_url(self) -> str:
        shown = RaterKind.MUTUAL in self.round.rules and not self.paper_why and self._is_open
        return reverse("reviews:on_paper", args=[self.round.pk]) if shown else ""

    # ---- once more

    @property
    def repeat_form(self) -> Any:
        if self.round.state not in (State.COLLECTING, State.CLOSED, State.OPENED):
            return None
        return self.forms.get("repeat") or RepeatForm()

    @property
    def repeat_why(self) -> str:
        return self.run_why
