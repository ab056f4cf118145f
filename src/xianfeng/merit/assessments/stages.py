"""Where a period stands between its ballots and its end."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import pgettext

from xianfeng.engine.calendar import Period
from xianfeng.merit.assessments.models import AssessmentPeriod, Settlement
from xianfeng.merit.assessments.states import FINAL, State
from xianfeng.merit.reviews.models import Round
from xianfeng.people.organizations.scope import Scope
from xianfeng.site.rights import why_not


@dataclass(frozen=True, slots=True)
class Seen:
    """A period as somebody sees it on a day."""

    scope: Scope
    period: AssessmentPeriod
    has_ballots: bool
    today: date
    incomplete: int = 0

    @property
    def last(self) -> date:
        return Period.parse(self.period.code).end

    @property
    def is_over(self) -> bool:
        return self.last < self.today

    @property
    def round(self) -> Round:
        """Return the round of a period that is past its beginning."""
        assert self.period.round is not None, "there is a round from the opening on"
        return self.period.round

    @property
    def settlement(self) -> Settlement:
        """Return the version that holds of a period that is past its close."""
        assert self.period.settlement is not None, "there is a version once it is computed"
        return self.period.settlement

    def url(self, name: str) -> str:
        return reverse(f"assessments:{name}", args=[self.period.pk])

    def why_not(self, check: Callable[..., None]) -> str:
        return why_not(check, self.scope, self.period)


# ---- the steps


def steps_of(has_ballots: bool) -> list[str]:
    """Return the steps of a period by their names; without ballots there is no review."""
    steps = [
        pgettext("step of a period", "Review"), pgettext("step of a period", "Close"),
        pgettext("step of a period", "Compute"), pgettext("step of a period", "Confirm"),
        pgettext("step of a period", "Notice"), pgettext("step of a period", "Objections"),
        pgettext("step of a period", "Final"),
    ]  # fmt: skip
    return steps if has_ballots else steps[1:]


REACHED: Mapping[str, int] = {
    State.CONFIGURED: 1, State.OPEN: 1, State.CLOSED: 3, State.COMPUTED: 4, State.CONFIRMED: 5, State.PUBLICISED: 6,
}  # fmt: skip
OVER = 8


def step_of(period: AssessmentPeriod, has_ballots: bool) -> int:
    """Return the number of the step at which a period stands, one beyond the last when it is final."""
    step = OVER if period.state in FINAL else REACHED[period.state]
    if period.state == State.CLOSED and is_sealed(period):
        step = 2
    return step if has_ballots else max(1, step - 1)


def is_sealed(period: AssessmentPeriod) -> bool:
    """Return whether a period has a round that has not been opened."""
    return period.round is not None and period.round.state != Round.State.OPENED
