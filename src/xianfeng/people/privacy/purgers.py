"""How the data of the apps about people go when their time is over."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import Max, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xianfeng.people.accounts.models import Slip
from xianfeng.people.audit.models import AuditEntry
from xianfeng.people.audit.operations import Actor
from xianfeng.people.audit.triggers import KEPT_DAYS
from xianfeng.people.identity.models import Consent, Photo
from xianfeng.people.identity.operations import end_display, list_stray_files, remove_stray_files
from xianfeng.people.members.importing.models import ImportDraft
from xianfeng.people.members.models import Member
from xianfeng.people.privacy.erasing import erase, list_erasable
from xianfeng.people.privacy.models import DataRequest
from xianfeng.people.privacy.purging import Purger, of_rows


def left_before(before: datetime) -> QuerySet[Any]:
    """Return the members who had left the register by a moment: those whose last day in a unit is past by then."""
    by_day = list_erasable().annotate(last=Max("affiliations__to_on"))
    found: QuerySet[Any] = by_day.filter(last__lt=timezone.localdate(before))
    return found


def _erase_all(actor: Actor, before: datetime) -> int:
    due = list(left_before(before))
    for member in due:
        erase(actor, member)
    return len(due)


def _still_displayed(before: datetime) -> QuerySet[Any]:
    shown = Member.objects.unscoped().filter(pk__in=left_before(before).values("pk"))
    has_consent = Consent.objects.unscoped().standing().values("member")
    return shown.filter(pk__in=has_consent) | shown.filter(pk__in=Photo.objects.unscoped().values("member"))


def _end_displays(actor: Actor, before: datetime) -> int:
    due = list(_still_displayed(before))
    for member in due:
        end_display(actor, member)
    return len(due)


def _entries(before: datetime) -> QuerySet[AuditEntry]:
    # Six short months may be fewer days than the database itself insists on.
    return AuditEntry.objects.filter(at__lt=min(before, timezone.now() - timedelta(days=KEPT_DAYS + 1)))


def _slips(before: datetime) -> QuerySet[Slip]:
    return Slip.objects.filter(expires_at__lt=before)


def _ended_sessions(before: datetime) -> QuerySet[Any]:
    live = Session.objects.filter(expire_date__gt=timezone.now()).values("session_key")
    found: QuerySet[Any] = UserSession.objects.filter(last_seen_at__lt=before).exclude(session_key__in=live)
    return found


PURGERS = (
    Purger(
        "displays", "displays", _("photos and consents of those who left"),
        lambda before: _still_displayed(before).count(), _end_displays,
    ),
    Purger(
        "files", "displays", _("files of photos that belong to nobody"),
        lambda before: len(list_stray_files()), lambda actor, before: remove_stray_files(),
    ),
    Purger(
        "left", "left", _("names, contacts and accounts of those who left"),
        lambda before: left_before(before).count(), _erase_all,
    ),
    of_rows(
        "imports", "imports", _("uploaded workbooks not yet imported"),
        lambda before: ImportDraft.objects.unscoped().filter(made_at__lt=before),
    ),
    of_rows(
        "consents", "consents", _("consents taken back"),
        lambda before: Consent.objects.unscoped().filter(revoked_at__lt=before),
    ),
    of_rows(
        "requests", "requests", _("answered requests about personal data"),
        lambda before: DataRequest.objects.unscoped().filter(answered_at__lt=before),
    ),
    of_rows("slips", "slips", _("activation slips used, void or expired"), _slips),
    of_rows("sign_ins", "sessions", _("sign-ins that have ended"), _ended_sessions),
    of_rows(
        "sessions", "sessions", _("sessions that have expired"),
        lambda before: Session.objects.filter(expire_date__lt=timezone.now()),
    ),
    of_rows("audit", "audit", _("log entries"), _entries),
)  # fmt: skip
"""The log goes last, so that what a purge itself writes is never in its way."""
