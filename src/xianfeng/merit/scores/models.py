"""Whether a branch's committee may order its board by points. Scores themselves are kept nowhere."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xianfeng.people.organizations.models import Unit

REASON_LENGTH = 200


class OrderedView(models.Model):
    """A branch's choice of the ordered view, for its committee alone. Without a row it is off (the default)."""

    unit = models.OneToOneField(Unit, models.PROTECT, related_name="+", verbose_name=_("party branch"))
    is_on = models.BooleanField(_("switched on"), default=False)
    reason = models.CharField(_("reason"), max_length=REASON_LENGTH)
    changed_by = models.BigIntegerField(_("changed by"), null=True)
    changed_at = models.DateTimeField(_("changed at"), default=timezone.now)

    class Meta:
        ordering: ClassVar = ["unit__path"]
        verbose_name = _("ordered view of a branch")
        verbose_name_plural = _("ordered views of branches")
