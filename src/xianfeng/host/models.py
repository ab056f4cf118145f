"""Job workers that are alive, and when each repeated job is next due."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Worker(models.Model):
    """A job worker; `seen_at` is its heartbeat. One that stops in order takes its row away."""

    id = models.CharField(_("number"), max_length=64, primary_key=True)
    started_at = models.DateTimeField(_("started at"))
    seen_at = models.DateTimeField(_("last seen at"), db_index=True)

    class Meta:
        verbose_name = _("job worker")
        verbose_name_plural = _("job workers")


class Due(models.Model):
    """When a repeated job is next to be put into the queue."""

    name = models.CharField(_("job"), max_length=60, primary_key=True)
    at = models.DateTimeField(_("due at"))

    class Meta:
        verbose_name = _("repeated job")
        verbose_name_plural = _("repeated jobs")
