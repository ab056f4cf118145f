"""Large screens that show a unit's boards by a link of their own."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xianfeng.merit.reviews.models import OfUnitQuerySet
from xianfeng.people.organizations.models import Unit

PLACE_LENGTH = 60


class Screen(models.Model):
    """A device that shows the boards of a unit without signing in, until its link is taken back.

    Only a keyed hash of the link is kept. `names_all`: every band is named, not only the upper ones (the default
    names the upper bands and counts the others).
    """

    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="screens", verbose_name=_("party organisation")
    )
    place = models.CharField(_("place"), max_length=PLACE_LENGTH)
    names_all = models.BooleanField(_("names all bands"), default=False)
    token_hash = models.CharField(max_length=64, unique=True)
    made_by = models.BigIntegerField(_("made by"), null=True)
    made_at = models.DateTimeField(_("made at"), default=timezone.now)
    seen_on = models.DateField(_("last used on"), null=True)
    revoked_at = models.DateTimeField(_("taken back at"), null=True)

    objects = OfUnitQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["unit__path", "place", "id"]
        verbose_name = _("large screen")
        verbose_name_plural = _("large screens")
