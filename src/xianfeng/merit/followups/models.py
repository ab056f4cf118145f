"""What follows from a final result: talks, re-study, awards, and the yearly democratic review."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xianfeng.merit.assessments.models import Settlement
from xianfeng.merit.followups.sealed import SealedText
from xianfeng.merit.notices.models import Notice
from xianfeng.merit.reviews.models import OfUnitQuerySet
from xianfeng.people.accounts.models import User
from xianfeng.people.members.models import Member
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.roles import Role
from xianfeng.people.organizations.scope import READERS, Scope, ScopedQuerySet, subtree

TEXT_LENGTH, DOCUMENT_LENGTH, REASON_LENGTH = 2000, 60, 200
KEEPERS = (Role.SECRETARY, Role.COMMITTEE, Role.OFFICER)
"""Who keeps watch that talks are held, in a branch and above."""


class TalkQuerySet(ScopedQuerySet):
    """Talks: one's own, those one holds, those of branches in reach, and those a group leader may hold.

    Inspectors reach none. What was said is read by far fewer: `permissions.check_can_read_talk`.
    """

    def within(self, scope: Scope, *roles: Role) -> Self:
        reached = subtree("unit__path", scope.paths(*(roles or KEEPERS)))
        if roles:
            return self._scoped(self.filter(reached))
        groups = subtree("member__unit__path", scope.paths(Role.GROUP_LEADER))
        own = models.Q(member=scope.member_id or 0) | models.Q(holder=scope.user_id or 0)
        return self._scoped(self.filter(reached | own | groups & models.Q(kind=Talk.Kind.REMINDER)))


class Talk(models.Model):
    """A talk with a member because of a grade: who holds it, by when, and what was said.

    `by` are the roles the method names ("secretary", "group_leader", "committee"); a talk that a group leader may hold
    is a reminder. `summary` and `agreed` are read by the two parties and the secretary of the branch alone, not by
    administrators or levels above; in the database they are sealed.
    """

    class Kind(models.TextChoices):
        REMINDER = "reminder", _("reminder talk")
        CORRECTIVE = "corrective", _("corrective talk")

    class State(models.TextChoices):
        DUE = "due", _("due")
        HELD = "held", _("held")
        CANCELLED = "cancelled", _("not held")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="talks", verbose_name=_("party branch"))
    member = models.ForeignKey(Member, models.PROTECT, related_name="talks", verbose_name=_("member"))
    settlement = models.ForeignKey(Settlement, models.PROTECT, related_name="+", verbose_name=_("settlement"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    by = models.JSONField(default=list)
    holder = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("held by"))
    due_on = models.DateField(_("due on"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DUE)
    held_on = models.DateField(_("held on"), null=True)
    summary = SealedText(_("what was said"), blank=True)
    agreed = SealedText(_("what was agreed"), blank=True)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    recorded_at = models.DateTimeField(_("written down at"), null=True)

    of_secretary: bool  # these two are set by `queries.list_talks`
    has_secretary: bool

    objects = TalkQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["due_on", "member__sort_key", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["settlement", "member", "kind"], name="one_talk_a_grade")
        ]
        verbose_name = _("talk")
        verbose_name_plural = _("talks")


class TaskQuerySet(ScopedQuerySet):
    """Tasks: one's own, and those of branches in reach."""

    def within(self, scope: Scope, *roles: Role) -> Self:
        reached = subtree("unit__path", scope.paths(*(roles or READERS)))
        own = models.Q(member=0 if roles else scope.member_id or 0)
        return self._scoped(self.filter(reached | own))


class Task(models.Model):
    """Something else that a method asks for after a result: re-study, or a problem to be put right."""

    class Kind(models.TextChoices):
        RESTUDY = "restudy", _("re-study")
        PROBLEM = "problem_item", _("problem to put right")

    class State(models.TextChoices):
        DUE = "due", _("due")
        DONE = "done", _("done")
        CANCELLED = "cancelled", _("not needed")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="tasks", verbose_name=_("party branch"))
    member = models.ForeignKey(Member, models.PROTECT, related_name="tasks", verbose_name=_("member"))
    settlement = models.ForeignKey(Settlement, models.PROTECT, related_name="+", verbose_name=_("settlement"))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    text = models.CharField(_("what is to be done"), max_length=200, blank=True)
    due_on = models.DateField(_("due on"), null=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DUE)
    done_on = models.DateField(_("done on"), null=True)
    note = models.CharField(_("note"), max_length=200, blank=True)
    closed_by = models.BigIntegerField(_("closed by"), null=True)

    objects = TaskQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["due_on", "member__sort_key", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["settlement", "member", "kind"], name="one_task_a_kind")
        ]
        verbose_name = _("task")
        verbose_name_plural = _("tasks")


class AwardQuerySet(ScopedQuerySet):
    """Awards: one's own, those of branches in reach, and what was granted in one's branch."""

    def within(self, scope: Scope, *roles: Role) -> Self:
        reached = subtree("unit__path", scope.paths(*(roles or READERS)))
        if roles:
            return self._scoped(self.filter(reached))
        granted = models.Q(unit=scope.branch_id or 0, state=Award.State.GRANTED)
        return self._scoped(self.filter(reached | granted | models.Q(member=scope.member_id or 0)))


class Award(models.Model):
    """An honour on its way: nominated from results, discussed, on notice, approved, granted (domain 2.2 (14)).

    `basis` is {"zh", "en"}, why in words, "by" ("method" or "branch": who nominated) and, where flags count, "flags".
    `document` is of the branch's meeting, `approval` of the level above.
    """

    class Kind(models.TextChoices):
        EXCELLENT = "excellent_member", _("excellent member")
        MEMBER_STAR = "member_star", _("member star")
        ROTATING_FLAG = "rotating_red_flag", _("rotating red flag")

    class State(models.TextChoices):
        NOMINATED = "nominated", _("nominated")
        DISCUSSED = "branch_discussed", _("discussed by the branch")
        PUBLICISED = "publicised", _("on public notice")
        APPROVED = "approved", _("approved")
        GRANTED = "granted", _("granted")
        DROPPED = "dropped", _("not carried on")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="awards", verbose_name=_("party branch"))
    member = models.ForeignKey(Member, models.PROTECT, related_name="awards", verbose_name=_("member"))
    settlement = models.ForeignKey(
        Settlement, models.PROTECT, null=True, related_name="+", verbose_name=_("settlement")
    )
    kind = models.CharField(_("honour"), max_length=20, choices=Kind.choices)
    year = models.PositiveSmallIntegerField(_("year"))
    basis = models.JSONField(_("because of"), default=dict)
    state = models.CharField(_("state"), max_length=16, choices=State.choices, default=State.NOMINATED)
    document = models.CharField(_("document number"), max_length=DOCUMENT_LENGTH, blank=True)
    approval = models.CharField(_("document of the approval"), max_length=DOCUMENT_LENGTH, blank=True)
    votes = models.PositiveSmallIntegerField(_("votes in favour"), null=True)
    present = models.PositiveSmallIntegerField(_("present"), null=True)
    notice = models.ForeignKey(
        Notice, models.PROTECT, null=True, related_name="awards", verbose_name=_("public notice")
    )
    story = models.TextField(_("story"), max_length=TEXT_LENGTH, blank=True)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    granted_on = models.DateField(_("granted on"), null=True)
    changed_by = models.BigIntegerField(_("last changed by"), null=True)
    changed_at = models.DateTimeField(_("last changed at"), default=timezone.now)

    objects = AwardQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-year", "kind", "member__sort_key", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["member", "kind", "year"], name="one_award_a_year")
        ]
        verbose_name = _("award")
        verbose_name_plural = _("awards")


class Grade(models.TextChoices):
    """The four grades of the democratic review."""

    EXCELLENT = "excellent", _("excellent (grade)")
    QUALIFIED = "qualified", _("qualified")
    BASICALLY_QUALIFIED = "basically_qualified", _("basically qualified")
    UNQUALIFIED = "unqualified", _("unqualified")


class DemocraticReview(models.Model):
    """The yearly democratic review of a branch: grades are proposed from results, and decided by its meeting."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("proposed")
        DECIDED = "decided", _("decided by the meeting")

    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="democratic_reviews", verbose_name=_("party branch")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.PROPOSED)
    document = models.CharField(_("document number"), max_length=DOCUMENT_LENGTH, blank=True)
    met_on = models.DateField(_("met on"), null=True)
    present = models.PositiveSmallIntegerField(_("present"), null=True)
    entitled = models.PositiveSmallIntegerField(_("entitled to be there"), null=True)
    decided_by = models.BigIntegerField(_("entered by"), null=True)
    proposed_at = models.DateTimeField(_("grades proposed at"), default=timezone.now)

    objects = OfUnitQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-year", "unit__path"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["unit", "year"], name="one_review_a_year")]
        verbose_name = _("democratic review")
        verbose_name_plural = _("democratic reviews")


class ReviewedQuerySet(ScopedQuerySet):
    """Grades through the branch of the review; a member reaches her own."""

    def within(self, scope: Scope, *roles: Role) -> Self:
        reached = subtree("review__unit__path", scope.paths(*(roles or READERS)))
        return self._scoped(self.filter(reached | models.Q(member=scope.member_id or 0)))


class Reviewed(models.Model):
    """The grade of one member in a democratic review: proposed because of `basis` {"zh", "en"}, decided by the meeting."""

    review = models.ForeignKey(
        DemocraticReview, models.CASCADE, related_name="reviewed", verbose_name=_("democratic review")
    )
    member = models.ForeignKey(Member, models.PROTECT, related_name="reviewed", verbose_name=_("member"))
    proposed = models.CharField(_("proposed"), max_length=20, choices=Grade.choices, blank=True)
    basis = models.JSONField(_("because of"), default=dict)
    decided = models.CharField(_("decided"), max_length=20, choices=Grade.choices, blank=True)
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    objects = ReviewedQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["member__sort_key", "member_id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["review", "member"], name="reviewed_once_a_year")
        ]
        verbose_name = _("grade of a democratic review")
        verbose_name_plural = _("grades of a democratic review")
