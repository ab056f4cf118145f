"""What was read from a file and waits for a person to confirm it."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.scope import Scope, ScopedQuerySet


class ImportDraftQuerySet(ScopedQuerySet):
    """Drafts of the account itself: nobody sees another's."""

    def within(self, scope: Scope) -> Self:
        return self._scoped(self.filter(owner=scope.user_id or 0))


class ImportDraft(models.Model):
    """The rows of a file, of the columns that the register has, for a day at most; the file is not kept.

    `owner` is the account. `sheets` are the names of the sheets with a header and their titles, `sheet` is the
    one that was read, `columns` the codes and places of its columns; lists, because databases reorder objects.
    Rows are as `Reading.rows` gives them, findings what is wrong with them by themselves. The rest is what the
    person adds.
    """

    owner = models.BigIntegerField(_("account"), db_index=True)
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+", verbose_name=_("party organisation"))
    made_at = models.DateTimeField(_("made at"), auto_now_add=True, db_index=True)
    sheets = models.JSONField(default=list)
    sheet = models.CharField(_("sheet"), max_length=100)
    is_file = models.BooleanField(default=False)
    columns = models.JSONField(default=list)
    rows = models.JSONField(default=list)
    findings = models.JSONField(default=list)
    digest = models.CharField(_("digest"), max_length=64)
    on = models.DateField(_("from this day"))
    document = models.CharField(_("document number"), max_length=60, blank=True)
    is_complete = models.BooleanField(_("the file names everybody"), default=False)
    closing = models.CharField(_("members who are not in the file"), max_length=40, blank=True)

    objects = ImportDraftQuerySet.as_manager()

    class Meta:
        app_label = "members"
        ordering: ClassVar = ["-made_at", "-id"]
        verbose_name = _("file waiting to be imported")
        verbose_name_plural = _("files waiting to be imported")

    @property
    def titles(self) -> list[str]:
        """Return the titles of the sheet that was read, by place."""
        return next(titles for name, titles in self.sheets if name == self.sheet)

    @property
    def places(self) -> dict[str, int]:
        """Return the places of the columns that are read, by code."""
        return dict(self.columns)

    @property
    def is_ready(self) -> bool:
        """Return whether the columns without which nobody can be found are there."""
        return {"name", "staff_no"} <= self.places.keys()
