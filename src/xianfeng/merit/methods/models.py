"""Versions of schemes that units wrote themselves. The packaged schemes need no rows."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.roles import Role
from xianfeng.people.organizations.scope import Scope, ScopedQuerySet, subtree


class SchemeVersionQuerySet(ScopedQuerySet):
    """Versions through the unit that wrote them; what is published holds for, and is read by, all below."""

    def within(self, scope: Scope, *roles: Role) -> Self:
        """Return the versions of the units at or below those where one of the roles is held."""
        return self._scoped(self.filter(subtree("owner__path", scope.paths(*roles))))

    def in_line(self, unit: Unit) -> Self:
        """Return what a unit and those above it published: a scope given by the unit that was reached."""
        line = self.filter(
            owner__path__in=[unit.path, *unit.paths_above], state=SchemeVersion.State.PUBLISHED
        )
        return self._scoped(line)

    def readable(self, unit: Unit, scope: Scope, *roles: Role) -> Self:
        """Return what is published in a unit's line, and what is within the scope of some roles."""
        line = models.Q(owner__path__in=[unit.path, *unit.paths_above], state=SchemeVersion.State.PUBLISHED)
        return self._scoped(self.filter(line | subtree("owner__path", scope.paths(*roles))))


class SchemeVersion(models.Model):
    """A scheme as a unit wrote it, from a day on, for itself and all below. Triggers keep what was published.

    `version` is the first day of a period. A mistake is mended by a further version; a published one may be
    withdrawn while its day has not come.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        PUBLISHED = "published", _("published")
        WITHDRAWN = "withdrawn", _("withdrawn")

    owner = models.ForeignKey(
        Unit, models.PROTECT, related_name="scheme_versions", verbose_name=_("written by")
    )
    code = models.CharField(_("method"), max_length=40)
    version = models.DateField(_("holds from"))
    text = models.TextField(_("text"))
    digest = models.CharField(max_length=64, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT)
    made_by = models.BigIntegerField(_("made by"), null=True)
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)
    published_by = models.BigIntegerField(_("published by"), null=True)
    published_at = models.DateTimeField(_("published at"), null=True)

    objects = SchemeVersionQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["code", "-version", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["owner", "code", "version"],
                condition=models.Q(state="published"),
                name="one_published_version_a_day",
            )
        ]
        verbose_name = _("version of a method")
        verbose_name_plural = _("versions of methods")
