"""Objections from being filed to being looked into, and the receipt of the answer."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.merit.notices.content import members_of
from xianfeng.merit.notices.hearing.concerned import concerned_accounts, handlers_of
from xianfeng.merit.notices.models import ANSWER_WITHIN, Notice, Objection
from xianfeng.merit.notices.operations.common import checked_words, locked, take_over
from xianfeng.merit.notices.states import OBJECTION, OPEN_OBJECTIONS, move
from xianfeng.merit.notices.workdays import calendar
from xianfeng.people.accounts.models import User
from xianfeng.people.audit.operations import Actor, record
from xianfeng.people.members.models import Member
from xianfeng.people.organizations.scope import operation

ITEM_LENGTH = 60


@operation
def file_objection(
    actor: Actor,
    notice: Notice,
    *,
    by: Member,
    about: Member,
    ground: str,
    text: str,
    item: str = "",
    at: datetime | None = None,
) -> Objection:
    """File an objection under one's name while the notice is on; it is answered in writing within ten working days.

    Raises ValidationError.
    """
    found = locked(notice)
    today = timezone.localdate(at)
    _check_window(found, today)
    _check_about(found, by, about, ground)
    item = item.strip()
    objection = Objection.objects.create(
        notice=found, by=by, about=about, ground=ground,
        item=checked_words("item", item, ITEM_LENGTH) if item else "", text=checked_words("text", text),
        filed_at=at or timezone.now(), due_on=calendar().after(today, ANSWER_WITHIN),
    )  # fmt: skip
    record(actor, "notices.file_objection", objection, found.unit_id, ground=ground)
    return objection


def _check_window(notice: Notice, today: object) -> None:
    is_on = notice.state == Notice.State.PUBLISHED and notice.from_on and notice.to_on
    if not is_on or not notice.from_on <= today <= notice.to_on:  # type: ignore[operator]
        raise ValidationError(_("Objections are filed while the notice is on. It is not on today."))


def _check_about(notice: Notice, by: Member, about: Member, ground: str) -> None:
    if ground not in Objection.Ground.values:
        raise ValidationError({"ground": [_("Choose one of those offered.")]})
    if about.pk not in members_of(notice.content) and about.pk != by.pk:
        raise ValidationError({"about": [_("The notice does not name this person.")]})
    waiting = Objection.objects.unscoped().filter(state__in=OPEN_OBJECTIONS, notice=notice)
    if waiting.filter(by=by, about=about, ground=ground).exists():
        raise ValidationError({"ground": [_("You have filed this already; it is being dealt with.")]})


@operation
def accept_objection(actor: Actor, objection: Objection, *, handler: User) -> Objection:
    """Accept an objection and give it to somebody whom it does not concern. Raises ValidationError."""
    found = locked(objection)
    move(found, "accept", OBJECTION)
    check_unconcerned(actor, found)
    if handler.pk not in {user.pk for user in handlers_of(found)}:
        raise ValidationError({"handler": [_("Whoever handles it must not be concerned by it in any way.")]})
    found.handler = handler
    found.save(update_fields=["state", "handler"])
    record(actor, "notices.accept_objection", found, found.notice.unit_id, handler=handler.pk)
    return take_over(objection, found)


@operation
def reject_objection(
    actor: Actor, objection: Objection, *, answer: str, at: datetime | None = None
) -> Objection:
    """Not accept an objection, and say in writing why. Raises ValidationError."""
    found = locked(objection)
    move(found, "reject", OBJECTION)
    check_unconcerned(actor, found)
    write_answer(actor, found, answer, at)
    record(actor, "notices.reject_objection", found, found.notice.unit_id)
    return take_over(objection, found)


@operation
def investigate(actor: Actor, objection: Objection) -> Objection:
    """Begin to look into an accepted objection. Raises ValidationError."""
    found = locked(objection)
    move(found, "investigate", OBJECTION)
    check_unconcerned(actor, found)
    found.save(update_fields=["state"])
    record(actor, "notices.investigate", found, found.notice.unit_id)
    return take_over(objection, found)


@operation
def receive_answer(actor: Actor, objection: Objection) -> Objection:
    """Say, as the one who filed it, that the answer has been read. Raises ValidationError."""
    found = locked(objection)
    move(found, "receive", OBJECTION)
    found.save(update_fields=["state"])
    record(actor, "notices.receive_answer", found, found.notice.unit_id)
    return take_over(objection, found)


def check_unconcerned(actor: Actor, objection: Objection) -> None:
    """Check that somebody is not concerned by an objection. Raises ValidationError."""
    if actor.user_id is not None and actor.user_id in concerned_accounts(objection):
        raise ValidationError(_("This concerns you; somebody else deals with it."))


def write_answer(actor: Actor, objection: Objection, answer: str, at: datetime | None) -> None:
    """Keep the written answer with the state that was reached. Raises ValidationError."""
    objection.answer = checked_words("answer", answer)
    objection.answered_by, objection.answered_at = actor.user_id, at or timezone.now()
    objection.save()
