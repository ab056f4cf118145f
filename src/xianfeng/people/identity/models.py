"""Consents to display, photos, and the signs that stand on posts."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from xianfeng.people.members.models import Member, OfMemberQuerySet


class Consent(models.Model):
    """A member's own consent to show one field to one audience; the latest open row counts."""

    class Field(models.TextChoices):
        PHOTO = "photo", _("photo")
        NAME = "name", _("name")
        POST = "post", _("post")
        CONTACT = "contact", _("work contact")

    class Audience(models.TextChoices):
        BRANCH = "branch", _("my branch")
        UNIT = "unit", _("everybody signed in within my unit")

    member = models.ForeignKey(Member, models.CASCADE, related_name="consents", verbose_name=_("member"))
    field = models.CharField(_("field"), max_length=10, choices=Field.choices)
    audience = models.CharField(_("audience"), max_length=10, choices=Audience.choices, default=Audience.UNIT)
    given_at = models.DateTimeField(_("given at"), auto_now_add=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True)

    objects = OfMemberQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["member", "field"], condition=models.Q(revoked_at=None), name="one_open_consent"
            )
        ]
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
