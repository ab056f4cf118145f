"""What happened (facts), what is claimed to have happened (proposals), and units' own kinds of facts."""

from __future__ import annotations

import secrets
from typing import ClassVar, Self

from django.db import models
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from xianfeng.facts.entry.models import EntryDraft  # noqa: F401 -- a model of this app
from xianfeng.people.members.models import Member, OfMemberQuerySet
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.roles import Role
from xianfeng.people.organizations.scope import READERS, Scope, subtree

NOTE_LENGTH, REASON_LENGTH, KEY_LENGTH = 120, 200, 64
MOST_QUANTITY = 9_999_999
"""The largest quantity a fact may have, in hundredths (scheme language, section 1)."""


class Kind(models.Model):
    """A kind of fact that a unit added to the shared catalogue; its subtree may use it."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="fact_kinds", verbose_name=_("added by"))
    code = models.CharField(_("code"), max_length=60, unique=True)
    title = models.CharField(_("title"), max_length=40)
    measure = models.CharField(_("unit of quantity"), max_length=10, blank=True)
    outcomes = models.JSONField(_("outcomes"), default=dict, blank=True)
    excused = models.JSONField(_("outcomes that excuse"), default=list, blank=True)
    retired_on = models.DateField(_("no longer used since"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["code"]
        verbose_name = _("kind of fact")
        verbose_name_plural = _("kinds of facts")

    def __str__(self) -> str:
        return self.title


class Ledger(models.Model):
    """Where a branch's record stands: the number and the digest of its last fact. Locked by whoever writes."""

    unit = models.OneToOneField(Unit, models.PROTECT, related_name="ledger", verbose_name=_("party branch"))
    last_number = models.PositiveIntegerField(_("last number"), default=0)
    last_digest = models.CharField(_("last digest"), max_length=64, blank=True)

    class Meta:
        verbose_name = _("ledger")
        verbose_name_plural = _("ledgers")


def _reached(scope: Scope, roles: tuple[Role, ...]) -> models.Q:
    """Return the condition that a row is about a member in reach, or stands in the record of a branch in reach."""
    paths = scope.paths(*(roles or READERS))
    own = models.Q(member=scope.member_id or 0)
    return subtree("member__unit__path", paths) | subtree("unit__path", paths) | own


class FactQuerySet(OfMemberQuerySet):
    """Facts through the scope of their member, who may have moved or left, and of the branch of their record."""

    def within(self, scope: Scope, *roles: Role) -> Self:
        return self._scoped(self.filter(_reached(scope, roles)))

    def in_force(self) -> Self:
        """Return those that count: neither reversed nor reversals.

        Told by an expression, since SQLite takes an index on `reverses` for one that finds a single row, and then
        reads the facts of everybody.
        """
        return self.alias(undoes=Coalesce("reverses_id", 0)).filter(undoes=0, reversal=None)


class Fact(models.Model):
    """Something that happened to a member on a day. Written once; triggers refuse every change.

    `number` counts without a gap in the branch (`unit`) that recorded it, and `digest` covers this fact and,
    by the digest before it, all before. `quantity` is in hundredths. A mistake is undone by a fact that
    `reverses` it; both then count for nothing. `recorded_by` and `confirmed_by` are accounts, None the program.
    """

    class Source(models.TextChoices):
        RECORDED = "recorded", _("entered by the branch")
        CLAIMED = "claimed", _("proposed and confirmed")
        IMPORTED = "imported", _("read from a file")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="facts", verbose_name=_("recorded in"))
    number = models.PositiveIntegerField(_("number"))
    member = models.ForeignKey(Member, models.PROTECT, related_name="facts", verbose_name=_("member"))
    kind = models.CharField(_("kind of fact"), max_length=60)
    on = models.DateField(_("on"))
    quantity = models.PositiveIntegerField(_("quantity"), default=100)
    outcome = models.CharField(_("outcome"), max_length=30, blank=True)
    document = models.CharField(_("document number"), max_length=60, blank=True)
    source = models.CharField(_("source"), max_length=10, choices=Source.choices)
    recorded_by = models.BigIntegerField(_("recorded by"), null=True)
    confirmed_by = models.BigIntegerField(_("confirmed by"), null=True)
    recorded_at = models.DateTimeField(_("recorded at"))
    reverses = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="reversal", verbose_name=_("reverses")
    )
    reason = models.CharField(_("reason"), max_length=REASON_LENGTH, blank=True)
    key = models.CharField(max_length=KEY_LENGTH, unique=True)
    digest = models.CharField(max_length=64)

    objects = FactQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-on", "-id"]
        indexes: ClassVar = [
            models.Index(fields=["member", "on"], name="facts_of_a_member"),
            models.Index(fields=["unit", "on"], name="facts_of_a_branch"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "number"], name="fact_numbers"),
            models.CheckConstraint(condition=models.Q(quantity__lte=MOST_QUANTITY), name="fact_quantity"),
        ]
        verbose_name = _("fact")
        verbose_name_plural = _("facts")

    def __str__(self) -> str:
        return self.ref

    @property
    def ref(self) -> str:
        """Return what the engine calls it: the branch and the number, the same on every database."""
        return f"{self.unit_id:06}-{self.number:08}"


class Note(models.Model):
    """What a fact was, in a few words. Beside the fact and not in its digest, so that it can be erased."""

    fact = models.OneToOneField(Fact, models.CASCADE, related_name="note", verbose_name=_("fact"))
    text = models.CharField(pgettext_lazy("of a fact", "note"), max_length=NOTE_LENGTH)

    class Meta:
        verbose_name = pgettext_lazy("of a fact", "note")
        verbose_name_plural = pgettext_lazy("of a fact", "notes")


class ProposalQuerySet(OfMemberQuerySet):
    """Proposals through the scope of their member and of their branch; whoever made one sees it too."""

    def within(self, scope: Scope, *roles: Role) -> Self:
        own_words = models.Q(proposed_by=scope.user_id or 0)
        return self._scoped(self.filter(_reached(scope, roles) | own_words))


class Proposal(models.Model):
    """What a member or a group leader says happened; with its confirmation it becomes a fact."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("waiting to be confirmed")
        CONFIRMED = "confirmed", _("confirmed")
        REJECTED = "rejected", _("rejected")
        WITHDRAWN = "withdrawn", _("withdrawn")

    member = models.ForeignKey(Member, models.PROTECT, related_name="proposals", verbose_name=_("member"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="proposals", verbose_name=_("party branch"))
    kind = models.CharField(_("kind of fact"), max_length=60)
    on = models.DateField(_("on"))
    quantity = models.PositiveIntegerField(_("quantity"), default=100)
    outcome = models.CharField(_("outcome"), max_length=30, blank=True)
    document = models.CharField(_("document number"), max_length=60, blank=True)
    note = models.CharField(pgettext_lazy("of a fact", "note"), max_length=NOTE_LENGTH, blank=True)
    proposed_by = models.BigIntegerField(_("proposed by"), null=True)
    proposed_at = models.DateTimeField(_("proposed at"), default=timezone.now)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.PROPOSED)
    decided_by = models.BigIntegerField(_("decided by"), null=True)
    decided_at = models.DateTimeField(_("decided at"), null=True)
    reason = models.CharField(_("reason"), max_length=REASON_LENGTH, blank=True)
    fact = models.OneToOneField(
        Fact, models.PROTECT, null=True, related_name="proposal", verbose_name=_("fact")
    )
    key = models.CharField(max_length=KEY_LENGTH, unique=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["proposed_at", "id"]
        indexes: ClassVar = [models.Index(fields=["state", "unit"], name="proposals_waiting")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(fact=None) | models.Q(state="confirmed"), name="only_confirmed_is_a_fact"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="confirmed", decided_by=models.F("proposed_by")),
                name="nobody_confirms_own_proposal",
            ),
        ]
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")


EVIDENCE = "evidence"


def evidence_path(evidence: Evidence, name: str) -> str:
    """Return a name for the file that says nothing about the person."""
    return f"{EVIDENCE}/{secrets.token_hex(16)}{evidence.suffix}"


class Evidence(models.Model):
    """A file that a proposer chose to add; never asked for. Its kind and size were checked, not its word."""

    proposal = models.ForeignKey(
        Proposal, models.CASCADE, related_name="evidence", verbose_name=_("proposal")
    )
    file = models.FileField(_("file"), upload_to=evidence_path)
    suffix = models.CharField(max_length=5)
    size = models.PositiveIntegerField(_("size in bytes"))
    digest = models.CharField(max_length=64)
    added_at = models.DateTimeField(_("added at"), auto_now_add=True)

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
