"""Rounds of ballots: who may rate whom, sealed envelopes, receipts, and what came out of the envelopes.

While a round is collecting, an envelope belongs to a seat, so that it can be revised; what is in it only the key of
the round can read, which lies outside the database. With the opening the envelopes are gone: what remains has no
rater, no time, no address, and an order drawn by lot.
"""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xianfeng.people.members.models import Member
from xianfeng.people.organizations.models import Team, Unit
from xianfeng.people.organizations.roles import Role
from xianfeng.people.organizations.scope import READERS, Scope, ScopedQuerySet, subtree

MINIMUM, LOWEST_MINIMUM = 5, 3
"""The smallest group that rates (a default), and the smallest it may be set to."""


class RaterKind(models.TextChoices):
    """Who rates. Mutual and mass ballots are sealed; self and organisation ballots are signed."""

    SELF = "self", _("self-review")
    MUTUAL = "mutual", _("mutual review")
    MASS = "mass", _("review by the masses")
    ORGANISATION = "organisation", _("organisational review")


SEALED = (RaterKind.MUTUAL, RaterKind.MASS)


class OfUnitQuerySet(ScopedQuerySet):
    """Rows of a branch, through the scope of its unit: its committee, those above, and (any role) its members."""

    unit_field = "unit"

    def within(self, scope: Scope, *roles: Role) -> Self:
        """Return the rows of the branches where one of the roles is held (READERS without any), and of one's own."""
        reached = subtree(f"{self.unit_field}__path", scope.paths(*(roles or READERS)))
        own = [] if roles else [scope.branch_id] if scope.branch_id else []
        return self._scoped(self.filter(reached | models.Q(**{f"{self.unit_field}__in": own})))


class Round(models.Model):
    """One collection of ballots of a branch for a period; a repeated one has the next number.

    `rules` are frozen when it begins, by rater kind:
    {"mutual": {"component", "title": {"zh", "en"}, "at_least", "whole", "items": [{"code", "title": {"zh", "en"},
    "note": {…}, "points", "variants": [codes]}], "grades": [{"code", "title", "worth"}]}}; amounts are hundredths.
    `counts` are envelopes by rater kind at the close, `quality` what was found at the opening, in counts only.
    """

    class State(models.TextChoices):
        DRAWN_UP = "drawn_up", _("drawn up")
        COLLECTING = "collecting", _("collecting ballots")
        CLOSED = "closed", _("closed")
        OPENED = "opened", _("opened")
        REPEATED = "repeated", _("repeated")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="rounds", verbose_name=_("party branch"))
    period = models.CharField(_("period"), max_length=8)
    number = models.PositiveSmallIntegerField(_("number"), default=1)
    scheme = models.CharField(_("method"), max_length=40)
    version = models.DateField(_("version"))
    rules = models.JSONField(default=dict)
    minimum = models.PositiveSmallIntegerField(_("smallest group that rates"), default=MINIMUM)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAWN_UP)
    closes_on = models.DateField(_("last day"))
    public_key = models.BinaryField(max_length=32, null=True)
    key_name = models.CharField(max_length=32, blank=True)
    began_at = models.DateTimeField(_("began at"), null=True)
    began_by = models.BigIntegerField(_("begun by"), null=True)
    closed_at = models.DateTimeField(_("closed at"), null=True)
    counts = models.JSONField(default=dict)
    receipts_digest = models.CharField(max_length=64, blank=True)
    asked_by = models.BigIntegerField(_("first of the two who open"), null=True)
    asked_at = models.DateTimeField(_("asked at"), null=True)
    opened_by = models.BigIntegerField(_("second of the two who open"), null=True)
    opened_at = models.DateTimeField(_("opened at"), null=True)
    quality = models.JSONField(default=dict)
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    objects = OfUnitQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-period", "-number", "unit__path"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "period", "number"], name="round_numbers"),
            models.CheckConstraint(condition=models.Q(minimum__gte=LOWEST_MINIMUM), name="round_minimum"),
            models.CheckConstraint(
                condition=models.Q(opened_by=None) | ~models.Q(opened_by=models.F("asked_by")),
                name="two_persons_open_a_round",
            ),
        ]
        verbose_name = _("round of ballots")
        verbose_name_plural = _("rounds of ballots")

    @property
    def has_default_minimum(self) -> bool:
        return self.minimum == MINIMUM


class OfRoundQuerySet(OfUnitQuerySet):
    """Rows of a round, through its branch."""

    unit_field = "round__unit"


class Ratee(models.Model):
    """A member rated in a round: as what, in which team, and by how many of each kind at most.

    `eligible` is {rater kind: number of raters}; a kind below the minimum of the round is not collected.
    """

    round = models.ForeignKey(
        Round, models.CASCADE, related_name="ratees", verbose_name=_("round of ballots")
    )
    member = models.ForeignKey(Member, models.PROTECT, related_name="+", verbose_name=_("member"))
    variant = models.CharField(max_length=40)
    team = models.ForeignKey(Team, models.PROTECT, null=True, related_name="+", verbose_name=_("team"))
    eligible = models.JSONField(default=dict)

    objects = OfRoundQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["member__sort_key", "member_id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "member"], name="rated_once_a_round")
        ]
        verbose_name = _("rated member")
        verbose_name_plural = _("rated members")

    def is_collected(self, kind: str) -> bool:
        """Return whether ballots of a kind are collected about this member (signed kinds need no group)."""
        return kind not in SEALED or self.eligible.get(kind, 0) >= self.round.minimum


class Draw(models.Model):
    """A recorded draw of employees from a team by their numbers on the team's own list; names are not known here.

    `drawn` follows from `seed`, `employees` and `wanted` (see `drawing`), so that anybody can draw it again.
    """

    round = models.ForeignKey(Round, models.CASCADE, related_name="draws", verbose_name=_("round of ballots"))
    team = models.ForeignKey(Team, models.PROTECT, related_name="+", verbose_name=_("team"))
    employees = models.PositiveIntegerField(_("employees who are not members"))
    wanted = models.PositiveSmallIntegerField(_("to be drawn"))
    seed = models.CharField(_("seed"), max_length=64)
    drawn = models.JSONField(default=list)
    drawn_by = models.BigIntegerField(_("drawn by"), null=True)
    drawn_at = models.DateTimeField(_("drawn at"), default=timezone.now)

    objects = OfRoundQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["team__name", "id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["round", "team"], name="drawn_once_a_team")]
        verbose_name = _("draw of raters")
        verbose_name_plural = _("draws of raters")


class Seat(models.Model):
    """The right to rate in a round: of a member (mutual), or of whoever holds a slip (mass).

    Of a slip only a keyed hash of its code is kept. `is_paper`: this rater takes a printed ballot instead. A voided
    seat has no envelopes any more; a slip that takes its place is a seat of its own.
    """

    round = models.ForeignKey(Round, models.CASCADE, related_name="seats", verbose_name=_("round of ballots"))
    rater_kind = models.CharField(_("kind of rater"), max_length=12, choices=RaterKind.choices)
    member = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+", verbose_name=_("member"))
    team = models.ForeignKey(Team, models.PROTECT, null=True, related_name="+", verbose_name=_("team"))
    code_hash = models.CharField(max_length=64, unique=True, null=True)
    is_paper = models.BooleanField(_("on paper"), default=False)
    voided_at = models.DateTimeField(_("void since"), null=True)

    objects = OfRoundQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "rater_kind", "member"], name="one_seat_a_rater")
        ]
        verbose_name = _("right to rate")
        verbose_name_plural = _("rights to rate")


class Envelope(models.Model):
    """A sealed ballot about one member; nobody can read it before the round is opened. Without any time."""

    seat = models.ForeignKey(Seat, models.CASCADE, related_name="envelopes")
    ratee = models.ForeignKey(Ratee, models.CASCADE, related_name="+")
    sealed = models.BinaryField()
    receipt = models.CharField(max_length=64, unique=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["seat", "ratee"], name="one_envelope_a_rater_and_ratee")
        ]
        verbose_name = _("sealed ballot")
        verbose_name_plural = _("sealed ballots")


class Receipt(models.Model):
    """The receipt of a ballot that was in at the close: proves that it was counted, never what it said."""

    round = models.ForeignKey(
        Round, models.CASCADE, related_name="receipts", verbose_name=_("round of ballots")
    )
    receipt = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["receipt"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["round", "receipt"], name="receipt_once")]
        verbose_name = _("receipt")
        verbose_name_plural = _("receipts")


class OpenedBallot(models.Model):
    """What was in an envelope: about whom, by which kind of rater, and the answers. By whom, nobody knows.

    `answers` map items ('' is the whole) to hundredths or to a grade; `total` is in hundredths. Triggers keep it.
    """

    ratee = models.ForeignKey(Ratee, models.PROTECT, related_name="ballots")
    rater_kind = models.CharField(_("kind of rater"), max_length=12, choices=RaterKind.choices)
    answers = models.JSONField()
    total = models.PositiveIntegerField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["ratee", "rater_kind"], name="ballots_of_a_ratee")]
        verbose_name = _("opened ballot")
        verbose_name_plural = _("opened ballots")


class OfRateeQuerySet(OfUnitQuerySet):
    """Rows about a rated member, through the branch of the round; a member reaches her own."""

    unit_field = "ratee__round__unit"

    def within(self, scope: Scope, *roles: Role) -> Self:
        reached = subtree("ratee__round__unit__path", scope.paths(*(roles or READERS)))
        return self._scoped(self.filter(reached | models.Q(ratee__member=scope.member_id or 0)))


class SignedBallot(models.Model):
    """A ballot with a name under it: one's own review of oneself, or the committee's of a member.

    In the committee's, `answers` hold what it scored; a prefilled item appears only where it was changed, and then
    `reasons` says why, by item. `text` is what a member says of herself in words, where the method asks for it.
    Once the round is opened a settlement may have read it: what is signed then takes its place, and it stays.
    """

    ratee = models.ForeignKey(Ratee, models.PROTECT, related_name="signed")
    rater_kind = models.CharField(_("kind of rater"), max_length=12, choices=RaterKind.choices)
    answers = models.JSONField(default=dict)
    reasons = models.JSONField(default=dict)
    text = models.TextField(_("in words"), blank=True)
    by = models.BigIntegerField(_("signed by"), null=True)
    at = models.DateTimeField(_("signed at"), default=timezone.now)
    replaced_at = models.DateTimeField(_("replaced at"), null=True)

    objects = OfRateeQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["ratee", "rater_kind"],
                condition=models.Q(replaced_at=None),
                name="one_signed_ballot_a_kind",
            )
        ]
        verbose_name = _("signed ballot")
        verbose_name_plural = _("signed ballots")


class PaperBallot(models.Model):
    """A printed ballot without a name, entered by two tellers who must agree; only then it becomes envelopes.

    `first` and `second` are what each teller entered, sealed with the key of the round: {ratee: answers}. Of a mass
    ballot `team` says whose members it rates.
    """

    class State(models.TextChoices):
        HANDED_OUT = "handed_out", _("handed out")
        ENTERED_ONCE = "entered_once", _("entered once")
        DIFFERS = "differs", _("the two entries differ")
        AGREED = "agreed", _("counted")
        SPOILED = "spoiled", _("not valid")

    round = models.ForeignKey(
        Round, models.CASCADE, related_name="papers", verbose_name=_("round of ballots")
    )
    rater_kind = models.CharField(_("kind of rater"), max_length=12, choices=RaterKind.choices)
    team = models.ForeignKey(Team, models.PROTECT, null=True, related_name="+", verbose_name=_("team"))
    serial = models.PositiveSmallIntegerField(_("number"))
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.HANDED_OUT)
    first = models.BinaryField(null=True)
    first_by = models.BigIntegerField(_("first teller"), null=True)
    second = models.BinaryField(null=True)
    second_by = models.BigIntegerField(_("second teller"), null=True)
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    objects = OfRoundQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["serial"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "serial"], name="paper_serials"),
            models.CheckConstraint(
                condition=models.Q(second_by=None) | ~models.Q(second_by=models.F("first_by")),
                name="two_tellers_a_paper",
            ),
        ]
        verbose_name = _("printed ballot")
        verbose_name_plural = _("printed ballots")


def text_of(pair: dict[str, Any]) -> tuple[str, str]:
    """Return a frozen text in Chinese and in English."""
    return str(pair.get("zh", "")), str(pair.get("en", ""))
