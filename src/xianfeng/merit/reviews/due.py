"""What is due about reviews: rating colleagues, oneself, the members of the branch; entering printed ballots."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from xianfeng.merit.reviews.models import PaperBallot, RaterKind, Round
from xianfeng.merit.reviews.permissions import COMMITTEE
from xianfeng.merit.reviews.seating import said_period
from xianfeng.merit.reviews.tasks import Task, tasks_of
from xianfeng.people.organizations.roles import Role
from xianfeng.people.organizations.scope import Scope
from xianfeng.site.due import Due, register

LEFT = _("%(left)s of %(total)s left; in secret, each is cast on its own")
SIGNED = _("%(left)s of %(total)s left, with your name")


def reviews_to_give(scope: Scope) -> Iterator[Due]:
    """Yield what waits to be rated."""
    for task in tasks_of(scope):
        if task.waits:
            yield Due(task.title, _why(task), task.url, _("Go on") if task.done else _("Begin"), _by(task))


def _why(task: Task) -> str:
    words = LEFT if task.kind == RaterKind.MUTUAL else SIGNED
    return words % {"left": task.total - task.done, "total": task.total}


def _by(task: Task) -> date | None:
    return None if task.kind == RaterKind.ORGANISATION else task.by


def papers_to_enter(scope: Scope) -> Iterator[Due]:
    """Yield one thing for each round with printed ballots that wait for a second teller, or for an agreement."""
    if not scope.holds(*COMMITTEE, Role.GROUP_LEADER):
        return
    of_branch = PaperBallot.objects.within(scope).filter(round__unit=scope.branch_id)
    waiting = of_branch.filter(round__state=Round.State.COLLECTING, state=PaperBallot.State.ENTERED_ONCE)
    found = waiting.exclude(first_by=scope.user_id).values("round", "round__period", "round__closes_on")
    for row in found.annotate(number=Count("pk")).order_by("round"):
        title = ngettext(
            "Enter %(count)s printed ballot a second time",
            "Enter %(count)s printed ballots a second time",
            row["number"],
        )
        url = reverse("reviews:tellers", args=[row["round"]])
        yield Due(
            title % {"count": row["number"]}, said_period(row["round__period"]), url, _("Enter"),
            row["round__closes_on"],
        )  # fmt: skip


register(reviews_to_give, papers_to_enter)
