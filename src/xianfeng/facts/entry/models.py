"""What was read from a file of facts and waits for a person to confirm it."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.scope import Scope, ScopedQuerySet


class EntryDraftQuerySet(ScopedQuerySet):
    """Drafts of the account itself: nobody sees another's."""

    def within(self, scope: Scope) -> Self:
        return self._scoped(self.filter(owner=scope.user_id or 0))


class EntryDraft(models.Model):
    """The rows of a file of facts, of the columns that are read, for a day at most; the file is not kept.

    `owner` is the account, `titles` what the columns are called in the file, by code; a row is its number and its
    cells by code. `findings` are what is wrong with cells by themselves.
    """

    owner = models.BigIntegerField(_("account"), db_index=True)
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+", verbose_name=_("party organisation"))
    made_at = models.DateTimeField(_("made at"), auto_now_add=True, db_index=True)
    sheet = models.CharField(_("sheet"), max_length=100)
    is_file = models.BooleanField(default=False)
    titles = models.JSONField(default=dict)
    left_out = models.JSONField(default=list)
    rows = models.JSONField(default=list)
    findings = models.JSONField(default=list)
    digest = models.CharField(_("digest"), max_length=64)

    objects = EntryDraftQuerySet.as_manager()

    class Meta:
        app_label = "facts"
        ordering: ClassVar = ["-made_at", "-id"]
        verbose_name = _("file of facts waiting to be recorded")
        verbose_name_plural = _("files of facts waiting to be recorded")
