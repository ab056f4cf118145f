"""Assessment periods of branches, what was decided about them, and each settlement as it came out."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xianfeng.merit.assessments.states import State
from xianfeng.merit.reviews.models import OfUnitQuerySet, Round
from xianfeng.people.members.models import Member
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.roles import Role
from xianfeng.people.organizations.scope import READERS, Scope, ScopedQuerySet, subtree

REASON_LENGTH, DOCUMENT_LENGTH = 200, 60


class AssessmentPeriod(models.Model):
    """A period of a branch by a version of its method: `code` is 2026-Q3, 2026-H1, 2026. Its state moves by operations.

    `round` is the round whose ballots count, None where the method asks for none. `settlement` is the version that
    holds now.
    """

    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="assessment_periods", verbose_name=_("party branch")
    )
    code = models.CharField(_("period"), max_length=8)
    scheme = models.CharField(_("method"), max_length=40)
    version = models.DateField(_("version"))
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.CONFIGURED)
    round = models.ForeignKey(
        Round, models.PROTECT, null=True, related_name="+", verbose_name=_("round of ballots")
    )
    settlement = models.ForeignKey(
        "Settlement", models.PROTECT, null=True, related_name="+", verbose_name=_("version that holds")
    )
    prepared_at = models.DateTimeField(_("prepared at"), default=timezone.now)

    objects = OfUnitQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-code", "unit__path"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "code"], name="one_assessment_a_period")
        ]
        verbose_name = _("assessment period")
        verbose_name_plural = _("assessment periods")


class OfPeriodQuerySet(OfUnitQuerySet):
    """Rows of a period, through its branch."""

    unit_field = "period__unit"


class PeriodChange(models.Model):
    """A step of a period from one state to another: by whom, when, and why where a reason is asked for."""

    period = models.ForeignKey(
        AssessmentPeriod, models.CASCADE, related_name="changes", verbose_name=_("assessment period")
    )
    done = models.CharField(_("what was done"), max_length=20)
    old = models.CharField(_("before"), max_length=12, choices=State.choices)
    new = models.CharField(_("after"), max_length=12, choices=State.choices)
    reason = models.CharField(_("reason"), max_length=REASON_LENGTH, blank=True)
    by = models.BigIntegerField(_("done by"), null=True)
    at = models.DateTimeField(_("done at"), default=timezone.now)

    objects = OfPeriodQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["at", "id"]
        verbose_name = _("step of a period")
        verbose_name_plural = _("steps of periods")


class Decision(models.Model):
    """What a meeting decided about one member's result, with its document. Read by the next settlement."""

    period = models.ForeignKey(
        AssessmentPeriod, models.CASCADE, related_name="%(class)ss", verbose_name=_("assessment period")
    )
    member = models.ForeignKey(Member, models.PROTECT, related_name="+", verbose_name=_("member"))
    reason = models.CharField(_("reason"), max_length=REASON_LENGTH)
    document = models.CharField(_("document number"), max_length=DOCUMENT_LENGTH)
    by = models.BigIntegerField(_("entered by"), null=True)
    at = models.DateTimeField(_("entered at"), default=timezone.now)

    objects = OfPeriodQuerySet.as_manager()

    class Meta:
        abstract = True


class Adjustment(Decision):
    """A panel moves one result by `points` (signed hundredths), within what the scheme allows."""

    points = models.IntegerField(_("points"))

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["period", "member"], name="one_adjustment_a_member")
        ]
        verbose_name = _("adjustment")
        verbose_name_plural = _("adjustments")


class Resolution(Decision):
    """A member's result is put together by other weights: {component: hundredths}, 100.00 together.

    A component left out is waived.
    """

    weights = models.JSONField(_("weights"))

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["period", "member"], name="one_resolution_a_member")
        ]
        verbose_name = _("resolution")
        verbose_name_plural = _("resolutions")


class Settlement(models.Model):
    """One settlement of a period: an immutable version, kept by triggers.

    What went in is here, or is named here, so that the same comes out again whatever happens later: `method` is the
    digest of the scheme's text; `roster` is {member id: [[branch, group, variant, [offices], from, to], …]} up to the
    last day; `read_up_to` is {branch id: number of the last fact read}, of every branch whose record was read;
    `decisions` are the adjustments and resolutions: {"adjustments": {member id: {"points", "reason", "document"}},
    "resolutions": {member id: {"weights", "reason", "document"}}}. With the last period of a year `year_from` is
    {"results": {member id: [ids of the results of the earlier periods, or a status where there is none]},
    "carried": {member id: last year's stars left}}, else {}.
    """

    period = models.ForeignKey(
        AssessmentPeriod, models.PROTECT, related_name="settlements", verbose_name=_("assessment period")
    )
    version = models.PositiveSmallIntegerField(_("version"))
    round = models.ForeignKey(
        Round, models.PROTECT, null=True, related_name="+", verbose_name=_("round of ballots")
    )
    as_of = models.DateField(_("up to"))
    method = models.CharField(max_length=64)
    roster = models.JSONField(default=dict)
    read_up_to = models.JSONField(default=dict)
    decisions = models.JSONField(default=dict)
    year_from = models.JSONField(default=dict)
    inputs_digest = models.CharField(max_length=64)
    results_digest = models.CharField(max_length=64)
    reason = models.CharField(_("reason"), max_length=REASON_LENGTH, blank=True)
    settled_by = models.BigIntegerField(_("settled by"), null=True)
    settled_at = models.DateTimeField(_("settled at"), default=timezone.now)

    objects = OfPeriodQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-version"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["period", "version"], name="settlement_versions")
        ]
        verbose_name = _("settlement")
        verbose_name_plural = _("settlements")


class OfSettlementQuerySet(ScopedQuerySet):
    """Results through the branch that settled them; a member reaches her own."""

    def within(self, scope: Scope, *roles: Role) -> Self:
        reached = subtree("settlement__period__unit__path", scope.paths(*(roles or READERS)))
        return self._scoped(self.filter(reached | models.Q(member=scope.member_id or 0)))


class Result(models.Model):
    """One member's result in a settlement, kept by triggers. Amounts are hundredths; None is "there is none".

    `components` are [{"code", "weight", "score", "part" (exact, in 1/10 000 of a hundredth), "ballots", "kept",
    "total", "reason"}], `reasons` [{"why", "subject", "have", "need"}], `consequences` [{"do", "by": […],
    "within_days"}], as `engine.results` says. Items and lines are not kept: they are computed again and must agree
    by `digest`, which is this member's part of the settlement's.
    """

    settlement = models.ForeignKey(
        Settlement, models.PROTECT, related_name="results", verbose_name=_("settlement")
    )
    member = models.ForeignKey(Member, models.PROTECT, related_name="results", verbose_name=_("member"))
    variant = models.CharField(max_length=40)
    status = models.CharField(_("whether it is complete"), max_length=12)
    score = models.IntegerField(_("score"), null=True)
    weighted = models.IntegerField(null=True)
    adjustment = models.IntegerField(_("adjustment"), null=True)
    band = models.CharField(_("band"), max_length=40, blank=True)
    veto = models.BooleanField(default=False)
    stars = models.PositiveSmallIntegerField(_("stars"), null=True)
    components = models.JSONField(default=list)
    reasons = models.JSONField(default=list)
    consequences = models.JSONField(default=list)
    digest = models.CharField(max_length=64)

    objects = OfSettlementQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["member__sort_key", "member_id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["settlement", "member"], name="one_result_a_settlement")
        ]
        verbose_name = _("result")
        verbose_name_plural = _("results")


class YearResult(models.Model):
    """One member's year, with the settlement of its last period: the mean, the band, stars and flags."""

    settlement = models.ForeignKey(
        Settlement, models.PROTECT, related_name="year_results", verbose_name=_("settlement")
    )
    member = models.ForeignKey(Member, models.PROTECT, related_name="year_results", verbose_name=_("member"))
    status = models.CharField(_("whether it is complete"), max_length=12)
    score = models.IntegerField(_("score"), null=True)
    band = models.CharField(_("band"), max_length=40, blank=True)
    veto = models.BooleanField(default=False)
    stars = models.PositiveSmallIntegerField(_("stars"), null=True)
    flags = models.PositiveSmallIntegerField(_("flags"), null=True)
    left = models.PositiveSmallIntegerField(_("stars left"), null=True)
    consequences = models.JSONField(default=list)

    objects = OfSettlementQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["member__sort_key", "member_id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["settlement", "member"], name="one_year_a_settlement")
        ]
        verbose_name = _("result of a year")
        verbose_name_plural = _("results of a year")


class Confirmation(models.Model):
    """A meeting confirmed a settlement: the branch's own, and (`above`) the level above for those who led it.

    The result of a secretary is confirmed by the level above (domain 2.4); of whom, `members` lists the ids.
    """

    class Level(models.TextChoices):
        BRANCH = "branch", _("the branch")
        ABOVE = "above", _("the level above")

    settlement = models.ForeignKey(
        Settlement, models.PROTECT, related_name="confirmations", verbose_name=_("settlement")
    )
    level = models.CharField(_("level"), max_length=6, choices=Level.choices)
    document = models.CharField(_("document number"), max_length=DOCUMENT_LENGTH)
    met_on = models.DateField(_("met on"))
    present = models.PositiveSmallIntegerField(_("present"), null=True)
    entitled = models.PositiveSmallIntegerField(_("entitled to be there"), null=True)
    minutes = models.TextField(_("minutes"), blank=True)
    members = models.JSONField(default=list)
    by = models.BigIntegerField(_("confirmed by"), null=True)
    at = models.DateTimeField(_("confirmed at"), default=timezone.now)

    objects = OfSettlementQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["settlement", "level"], name="one_confirmation_a_level")
        ]
        verbose_name = _("confirmation")
        verbose_name_plural = _("confirmations")


class Run(models.Model):
    """A settlement of all branches below a unit as a job: staged branch by branch, then stored all or none.

    `left_out` says of which branches nothing was stored, and why: {branch id: a code of `runs.LEFT_OUT`}.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("running")
        STOPPED = "stopped", _("stopped")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")

    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="settlement_runs", verbose_name=_("party organisation")
    )
    code = models.CharField(_("period"), max_length=8)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.WAITING)
    total = models.PositiveIntegerField(_("branches"), default=0)
    done = models.PositiveIntegerField(_("branches done"), default=0)
    left_out = models.JSONField(_("branches left out"), default=dict)
    problem = models.TextField(_("what went wrong"), blank=True)
    started_by = models.BigIntegerField(_("started by"), null=True)
    started_at = models.DateTimeField(_("started at"), default=timezone.now)
    ended_at = models.DateTimeField(_("ended at"), null=True)

    objects = OfUnitQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-started_at", "-id"]
        verbose_name = _("settlement of many branches")
        verbose_name_plural = _("settlements of many branches")


class Staged(models.Model):
    """A branch that a run has settled but not yet stored: nobody sees it, and it may be thrown away."""

    run = models.ForeignKey(Run, models.CASCADE, related_name="staged")
    period = models.ForeignKey(AssessmentPeriod, models.CASCADE, related_name="+")
    content = models.JSONField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["run", "period"], name="staged_once")]
        verbose_name = _("staged settlement")
        verbose_name_plural = _("staged settlements")
