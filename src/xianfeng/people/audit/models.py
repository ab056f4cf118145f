"""One row for each write and each export. Triggers refuse to change one, or to remove a recent one."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class AuditEntry(models.Model):
    """Who did what to what, when and from where.

    `actor` and `subject` are ids, not names, so that erasing a person leaves the entry standing.
    `unit` is the unit concerned: an auditor reads the entries of her subtree. `details` names what changed (codes, counts, document numbers), never
    personal data or secrets.
    """

    at = models.DateTimeField(_("at"), auto_now_add=True, db_index=True)
    actor = models.BigIntegerField(_("account"), null=True, db_index=True)
    address = models.GenericIPAddressField(_("network address"), null=True)
    action = models.CharField(_("action"), max_length=60, db_index=True)
    subject_type = models.CharField(_("kind of subject"), max_length=40, blank=True)
    subject = models.BigIntegerField(_("subject"), null=True)
    unit = models.BigIntegerField(_("unit"), null=True, db_index=True)
    details = models.JSONField(_("details"), default=dict)

    class Meta:
        ordering: ClassVar = ["-at", "-id"]
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit entries")
