"""What is due about reviews: rating colleagues, oneself, the members of the branch."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext_lazy as _

from xianfeng.merit.reviews.models import RaterKind
from xianfeng.merit.reviews.tasks import Task, tasks_of
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


register(reviews_to_give)
