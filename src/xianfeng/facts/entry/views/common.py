"""What the pages of entry share."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from xianfeng.engine.text import Text
from xianfeng.facts.entry.entering import Entered, enter
from xianfeng.facts.entry.planning import Plan
from xianfeng.facts.permissions import COMMITTEE, check_can_enter
from xianfeng.people.members.importing.words import said
from xianfeng.people.members.models import Member
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.requests import ScopedRequest

INVALID = 422


def branch_or_404(request: ScopedRequest, pk: int) -> Unit:
    """Return a branch in whose record she enters facts; 404 out of reach. Raises Forbidden within it."""
    branch: Unit = get_object_or_404(Unit.objects.within(request.scope), pk=pk)
    check_can_enter(request.scope, branch)
    return branch


def members_of(request: ScopedRequest, branch: Unit) -> list[Member]:
    """Return the members of a branch by surname."""
    reached = Member.objects.reached(request.scope, *COMMITTEE).filter(branch=branch)
    return list(reached.select_related("unit", "branch").order_by("sort_key", "id"))


def was_entered(request: ScopedRequest, plan: Plan) -> bool:
    """Write a plan and say what came of it; nothing when the record has changed meanwhile."""
    try:
        entered = enter(request.actor, plan)
    except ValidationError as refusal:
        say_refused(request, refusal)
        return False
    say(request, entered)
    return True


def say(request: ScopedRequest, entered: Entered) -> None:
    """Say what was entered."""
    words = [_("Recorded: %(count)s.") % {"count": entered.recorded}]
    if entered.proposed:
        waits = ngettext(
            "%(count)s waits for somebody else to confirm it.",
            "%(count)s wait for somebody else to confirm them.",
            entered.proposed,
        )
        words.append(waits % {"count": entered.proposed})
    if entered.already:
        words.append(_("Stood already: %(count)s.") % {"count": entered.already})
    messages.success(request, join_sentences(words))


def say_refused(request: ScopedRequest, refusal: Any) -> None:
    """Say that nothing was written, and what the record says against it."""
    words = _("The record has changed meanwhile; nothing was recorded. Look at it again.")
    messages.warning(request, join_sentences([words, *dict.fromkeys(refusal.messages)]))


def join_sentences(sentences: list[str]) -> str:
    """Return sentences as one text: only some languages put a blank between them."""
    return said(Text("", " ")).join(sentences)
