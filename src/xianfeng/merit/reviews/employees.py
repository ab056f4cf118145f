"""Employees and paper: who was drawn, and what was handed out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from xianfeng.merit.reviews.drawing import drawn
from xianfeng.merit.reviews.forms import PaperForm
from xianfeng.merit.reviews.models import Draw, PaperBallot, RaterKind, Round
from xianfeng.merit.reviews.permissions import check_can_issue_slips
from xianfeng.people.organizations.models import Team
from xianfeng.people.organizations.scope import Scope
from xianfeng.site.rights import can

State = Round.State


@dataclass(frozen=True, slots=True)
class Drawn:
    """A draw, drawn again to be checked, with what was handed out for its team; no `slips_url` once all is."""

    row: Draw
    numbers: str
    agrees: bool
    slips: int
    paper: int
    slips_url: str


def draws_of(round_: Round, scope: Scope) -> list[Drawn]:
    """Return the draws of a round, each drawn again. Four queries."""
    can_print = can(check_can_issue_slips, scope, round_)
    open_ = round_.state in (State.DRAWN_UP, State.COLLECTING) and can_print
    slips, papers, wanted = _slips_of(round_), _papers_of(round_), _wanted_of(round_)
    found = []
    for draw in round_.draws.select_related("team"):
        agrees = drawn(draw.seed, draw.employees, draw.wanted) == draw.drawn
        made = slips[draw.team_id] + papers[draw.team_id]
        is_left = made < wanted.get(draw.team_id, len(draw.drawn))
        url = reverse("reviews:slips", args=[draw.pk]) if open_ and is_left else ""
        numbers = _(", ").join(map(str, draw.drawn))
        found.append(Drawn(draw, numbers, agrees, slips[draw.team_id], papers[draw.team_id], url))
    return found


def _slips_of(round_: Round) -> Counter[int | None]:
    valid = round_.seats.filter(rater_kind=RaterKind.MASS, voided_at=None, is_paper=False)
    return Counter(valid.values_list("team_id", flat=True))


def _papers_of(round_: Round) -> Counter[int | None]:
    valid = round_.papers.exclude(team=None).exclude(state=PaperBallot.State.SPOILED)
    return Counter(valid.values_list("team_id", flat=True))


def _wanted_of(round_: Round) -> dict[int | None, int]:
    """Return by team how many employees may rate, once that is fixed by the beginning of the round."""
    if round_.state == State.DRAWN_UP:
        return {}
    fixed = round_.ratees.exclude(team=None).values_list("team_id", "eligible")
    return {team: eligible.get(RaterKind.MASS, 0) for team, eligible in fixed}


def teams_to_draw(round_: Round) -> Any:
    """Return the teams of those rated from which nobody was drawn yet."""
    of_ratees = round_.ratees.exclude(team=None).values("team")
    return Team.objects.unscoped().filter(pk__in=of_ratees).exclude(pk__in=round_.draws.values("team"))


def drawn_teams(round_: Round) -> Any:
    """Return the teams from which employees were drawn."""
    return Team.objects.unscoped().filter(pk__in=round_.draws.values("team"))


def paper_form(round_: Round, data: Any = None) -> PaperForm:
    """Return the form for handing out printed ballots."""
    named = {RaterKind.MUTUAL: _("members"), RaterKind.MASS: _("employees of a team")}
    kinds = [(str(kind), said) for kind, said in named.items() if kind in round_.rules]
    return PaperForm(kinds, drawn_teams(round_), data)
