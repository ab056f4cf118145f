"""Notices read, requests for correction or erasure, and how long things are kept."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from xianfeng.people.accounts.models import User
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.roles import Role
from xianfeng.people.organizations.scope import Scope, ScopedQuerySet, subtree


class NoticeRead(models.Model):
    """That an account was shown a version of the notice, and when. It is information, not consent."""

    user = models.ForeignKey(User, models.CASCADE, related_name="notices", verbose_name=_("account"))
    version = models.CharField(_("version of the notice"), max_length=10)
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["-at", "-id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["user", "version"], name="notice_read_once")]
        verbose_name = _("notice read")
        verbose_name_plural = _("notices read")


class DataRequestQuerySet(ScopedQuerySet):
    """Requests through the unit they were made in; everybody sees his own."""

    def within(self, scope: Scope, *roles: Role) -> Self:
        own = models.Q(user=scope.user_id or 0) if not roles else models.Q(pk__in=[])
        paths = scope.paths(*(roles or ANSWERERS))
        return self._scoped(self.filter(subtree("unit__path", paths) | own))


ANSWERERS = (Role.SECRETARY, Role.OFFICER, Role.OWNER)
"""Who answers requests, within the unit of the role; nobody answers his own."""


class DataRequest(models.Model):
    """Somebody asks to correct or erase what is kept about him, and is answered with a reason."""

    class Kind(models.TextChoices):
        CORRECTION = "correction", _("correction")
        ERASURE = "erasure", _("erasure")

    class State(models.TextChoices):
        RECEIVED = "received", _("waiting for an answer")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")

    user = models.ForeignKey(User, models.PROTECT, related_name="data_requests", verbose_name=_("asked by"))
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="data_requests", verbose_name=_("party organisation")
    )
    kind = models.CharField(_("kind of request"), max_length=20, choices=Kind.choices)
    text = models.TextField(_("what is asked"), max_length=1000)
    state = models.CharField(_("state"), max_length=20, choices=State.choices, default=State.RECEIVED)
    asked_at = models.DateTimeField(_("asked at"), auto_now_add=True)
    due_on = models.DateField(_("answer due on"))
    answer = models.TextField(_("answer"), max_length=1000, blank=True)
    answered_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name=_("answered by")
    )
    answered_at = models.DateTimeField(_("answered at"), null=True)

    objects = DataRequestQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["due_on", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(state="received", answered_at=None)
                | (~models.Q(state="received") & models.Q(answered_at__isnull=False) & ~models.Q(answer="")),
                name="answered_with_reason",
            )
        ]
        verbose_name = _("request about personal data")
        verbose_name_plural = _("requests about personal data")


class RetentionRule(models.Model):
    """How long a subject is kept where the owner has changed the default; in the subject's own unit."""

    subject = models.CharField(_("subject"), max_length=20, unique=True)
    length = models.PositiveIntegerField(_("how long"))

    class Meta:
        verbose_name = _("retention rule")
        verbose_name_plural = _("retention rules")
