"""What is due for a person: talks to hold or that somebody will hold with her, and what final results ask for."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from xianfeng.engine.calendar import Period
from xianfeng.merit.assessments.models import AssessmentPeriod
from xianfeng.merit.assessments.states import State
from xianfeng.merit.followups.models import Talk, Task
from xianfeng.merit.followups.permissions import COMMITTEE, check_can_hold
from xianfeng.merit.followups.queries import list_concerning
from xianfeng.merit.scores.words import period_title
from xianfeng.people.members.importing.words import said
from xianfeng.people.organizations.scope import Scope
from xianfeng.site.due import Due, register
from xianfeng.site.rights import can

MOST = 20


def talks_to_hold(scope: Scope) -> Iterator[Due]:
    """Yield the talks that one may hold."""
    for talk in list_concerning(scope)[:MOST]:
        if can(check_can_hold, scope, talk):
            yield Due(
                _("Hold a talk with %(name)s") % {"name": talk.member.name},
                _("%(kind)s, %(unit)s") % {"kind": talk.get_kind_display(), "unit": talk.unit.name},
                reverse("followups:talk", args=[talk.pk]), _("Hold it"), talk.due_on,
            )  # fmt: skip


def own_talks_and_tasks(scope: Scope) -> Iterator[Due]:
    """Yield what follows from one's own results."""
    if scope.member_id is None:
        return
    own = {"member": scope.member_id, "state": Talk.State.DUE}
    for talk in Talk.objects.within(scope).filter(**own).defer("summary", "agreed")[:MOST]:
        yield Due(
            _("A talk with you: %(kind)s") % {"kind": talk.get_kind_display()},
            _("Somebody of the branch arranges it with you."),
            reverse("followups:talk", args=[talk.pk]), _("Show it"), talk.due_on,
        )  # fmt: skip
    for task in Task.objects.within(scope).filter(**own)[:MOST]:
        yield Due(
            task.get_kind_display(), _("after your result; the committee closes it with you"),
            reverse("followups:own"), _("Show it"), task.due_on,
        )  # fmt: skip


def periods_to_use(scope: Scope) -> Iterator[Due]:
    """Yield the periods of one's branches that are final and from which nothing was drawn up."""
    final = AssessmentPeriod.objects.within(scope, *COMMITTEE).filter(state=State.FINALISED)
    for period in final.select_related("unit")[:MOST]:
        title = said(period_title(Period.parse(period.code)))
        yield Due(
            _("%(period)s is final: draw up what follows") % {"period": title}, period.unit.name,
            reverse("followups:branch", args=[period.unit_id]), _("Show it"),
        )  # fmt: skip


register(talks_to_hold, own_talks_and_tasks, periods_to_use)
