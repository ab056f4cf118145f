"""What is due for a person now: each a title, why, by when, and the page where it is done."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from xianfeng.facts.queries import get_waiting, list_rejected
from xianfeng.facts.showing import present
from xianfeng.people.members.importing.models import ImportDraft
from xianfeng.people.organizations.scope import Scope
from xianfeng.people.privacy.models import ANSWERERS, DataRequest
from xianfeng.site.due import Due, register, sources


def requests_to_answer(scope: Scope) -> Iterator[Due]:
    """Yield the requests about personal data that wait for one's answer."""
    waiting = DataRequest.objects.within(scope, *ANSWERERS).filter(state=DataRequest.State.RECEIVED)
    for asked in waiting.exclude(user=scope.user_id).select_related("user", "unit")[:MOST]:
        why = _("%(name)s, %(unit)s") % {"name": asked.user.name, "unit": asked.unit.name}
        yield Due(
            _("Answer a request about personal data: %(kind)s") % {"kind": asked.get_kind_display()},
            why, reverse("privacy:answer", args=[asked.pk]), _("Answer it"), asked.due_on,
        )  # fmt: skip


def imports_to_finish(scope: Scope) -> Iterator[Due]:
    """Yield the files that were read and wait for a decision; they are forgotten after a day."""
    for draft in ImportDraft.objects.within(scope).select_related("unit")[:MOST]:
        yield Due(
            _("Finish importing members"),
            _("%(unit)s; the file that was read is kept for one day") % {"unit": draft.unit.name},
            reverse("members:importing:draft", args=[draft.pk]), _("Go on"),
        )  # fmt: skip


def claims_to_confirm(scope: Scope) -> Iterator[Due]:
    """Yield one thing for all claims that wait for one's decision."""
    waiting = get_waiting(scope)
    if waiting.since is not None:
        title = ngettext("Confirm %(count)s claim", "Confirm %(count)s claims", waiting.count)
        day = date_format(timezone.localdate(waiting.since), "MONTH_DAY_FORMAT")
        yield Due(
            title % {"count": waiting.count}, _("the oldest is of %(day)s") % {"day": day},
            reverse("facts:to_confirm"), _("See them"),
        )  # fmt: skip


def claims_rejected(scope: Scope) -> Iterator[Due]:
    """Yield the claims that were rejected in the last fourteen days, with the reason."""
    if scope.member_id is None:
        return
    for shown in present(list_rejected(scope, timezone.now())[:MOST]):
        yield Due(
            _("Not confirmed: %(what)s") % {"what": shown.what},
            _("%(name)s: %(reason)s") % {"name": shown.decided_by, "reason": shown.row.reason},
            reverse("facts:mine"), _("See it"),
        )  # fmt: skip


register(requests_to_answer, imports_to_finish, claims_to_confirm, claims_rejected)
MOST = 20
"""More things of a kind than this are not listed at once."""


def list_due(scope: Scope) -> list[Due]:
    """Return what is due, the earliest last day first, what has none at the end."""
    found = [due for source in sources() for due in source(scope)]
    return sorted(found, key=lambda due: (due.by is None, due.by or date.max))
