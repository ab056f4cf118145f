"""Public notices of results, objections to them, and what people say about published things."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from xianfeng.facts.models import Fact
from xianfeng.merit.assessments.models import Settlement
from xianfeng.merit.notices.reach import NoticeQuerySet
from xianfeng.merit.reviews.models import OfUnitQuerySet
from xianfeng.people.accounts.models import User
from xianfeng.people.members.models import Member
from xianfeng.people.organizations.models import Team, Unit
from xianfeng.people.organizations.roles import Role
from xianfeng.people.organizations.scope import READERS, Scope, ScopedQuerySet, subtree

TEXT_LENGTH, REASON_LENGTH = 1000, 200
WINDOW, ANSWER_WITHIN = 5, 10
"""Working days of a notice and of an answer to an objection: defaults."""


class Notice(models.Model):
    """A public notice of a settlement; a version that replaces another points to it. States by `states`.

    `content` is what readers see, frozen when it is approved and emptied when the window is over: {"rows": [{"member",
    "name", "band", …}], …} with the fields of `fields`, an allow-list (`notices.content.FIELDS`). `digest` covers it.
    Until then it holds what was written for the draft. Without `names_all` the upper bands are named and the others
    counted.
    """

    class Subject(models.TextChoices):
        RESULT = "result", _("results of an assessment")
        AWARD = "award", _("awards")

    class Audience(models.TextChoices):
        GROUP = "group", _("party groups")
        TEAM = "team", _("the branch and its teams")
        BRANCH = "branch", _("members of the branch")
        UNIT = "unit", _("the unit above and all below it")
        SIGNED_IN = "signed_in", _("everybody signed in")

    class State(models.TextChoices):
        DRAFTED = "drafted", _("drafted")
        CHECKED = "checked", _("checked")
        APPROVED = "approved", _("approved")
        PUBLISHED = "published", _("published")
        CLOSED = "closed", _("over")
        FILED = "filed", _("filed")
        WITHDRAWN = "withdrawn", _("withdrawn")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="notices", verbose_name=_("party branch"))
    subject = models.CharField(_("about"), max_length=10, choices=Subject.choices, default=Subject.RESULT)
    settlement = models.ForeignKey(
        Settlement, models.PROTECT, null=True, related_name="notices", verbose_name=_("settlement")
    )
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="replaced_by", verbose_name=_("replaces")
    )
    title = models.CharField(_("title"), max_length=120)
    audience = models.CharField(_("for whom"), max_length=10, choices=Audience.choices, default=Audience.TEAM)
    fields = models.JSONField(_("what is shown"), default=list)
    names_all = models.BooleanField(_("names everybody"), default=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFTED)
    workdays = models.PositiveSmallIntegerField(_("working days"), default=WINDOW)
    from_on = models.DateField(_("from"), null=True)
    to_on = models.DateField(_("until"), null=True)
    content = models.JSONField(default=dict)
    digest = models.CharField(max_length=64, blank=True)
    drafted_by = models.BigIntegerField(_("drafted by"), null=True)
    drafted_at = models.DateTimeField(_("drafted at"), default=timezone.now)
    checked_by = models.BigIntegerField(_("checked by"), null=True)
    checked_at = models.DateTimeField(_("checked at"), null=True)
    approved_by = models.BigIntegerField(_("approved by"), null=True)
    approved_at = models.DateTimeField(_("approved at"), null=True)
    published_at = models.DateTimeField(_("published at"), null=True)
    ended_at = models.DateTimeField(_("ended at"), null=True)
    reason = models.CharField(_("reason"), max_length=REASON_LENGTH, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-drafted_at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(checked_by=None) | ~models.Q(checked_by=models.F("drafted_by")),
                name="another_person_checks_a_notice",
            ),
        ]
        verbose_name = _("public notice")
        verbose_name_plural = _("public notices")

    def __str__(self) -> str:
        return self.title


class OfNoticeQuerySet(OfUnitQuerySet):
    """Rows of a notice, through its branch."""

    unit_field = "notice__unit"


class AudienceLink(models.Model):
    """A link by which a team reads a notice without an account; it ends with the notice, or when taken back.

    Only a keyed hash of it is kept.
    """

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="links", verbose_name=_("public notice"))
    team = models.ForeignKey(Team, models.PROTECT, null=True, related_name="+", verbose_name=_("team"))
    token_hash = models.CharField(max_length=64, unique=True)
    made_by = models.BigIntegerField(_("made by"), null=True)
    made_at = models.DateTimeField(_("made at"), default=timezone.now)
    revoked_at = models.DateTimeField(_("taken back at"), null=True)

    objects = OfNoticeQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-made_at", "-id"]
        verbose_name = _("link to a notice")
        verbose_name_plural = _("links to notices")


class ObjectionQuerySet(ScopedQuerySet):
    """Objections: one's own, those of branches in reach, and those one was asked to handle."""

    def within(self, scope: Scope, *roles: Role) -> Self:
        reached = subtree("notice__unit__path", scope.paths(*(roles or READERS)))
        own = models.Q(by=scope.member_id or 0) | models.Q(handler=scope.user_id or 0)
        return self._scoped(self.filter(reached | own))


class Objection(models.Model):
    """A named member says within the window that a published result is not right. States by `states`.

    `due_on` is the last day for the written answer. `outcome` says what an upheld one led to; `fact` is the fact
    that was reversed then. The handler is concerned by none of it.
    """

    class State(models.TextChoices):
        FILED = "filed", pgettext_lazy("objection", "filed")
        ACCEPTED = "accepted", pgettext_lazy("objection", "accepted")
        REJECTED = "rejected", _("not accepted")
        INVESTIGATING = "investigating", _("being looked into")
        UPHELD = "upheld", _("upheld")
        NOT_UPHELD = "not_upheld", _("not upheld")
        REPLIED = "replied", _("answered")

    class Ground(models.TextChoices):
        FACT = "fact", _("a fact is wrong or missing")
        ADJUSTMENT = "adjustment", _("an adjustment or a score of the committee")
        ROSTER = "roster", _("who was assessed, or as what")
        PROCEDURE = "procedure", _("how the ballots were held")

    notice = models.ForeignKey(
        Notice, models.PROTECT, related_name="objections", verbose_name=_("public notice")
    )
    by = models.ForeignKey(Member, models.PROTECT, related_name="+", verbose_name=_("filed by"))
    about = models.ForeignKey(Member, models.PROTECT, related_name="+", verbose_name=_("about"))
    ground = models.CharField(_("what is wrong"), max_length=10, choices=Ground.choices)
    item = models.CharField(_("item"), max_length=60, blank=True)
    text = models.TextField(_("why"), max_length=TEXT_LENGTH)
    state = models.CharField(_("state"), max_length=14, choices=State.choices, default=State.FILED)
    filed_at = models.DateTimeField(_("filed at"), default=timezone.now)
    due_on = models.DateField(_("answer by"))
    handler = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name=_("handled by")
    )
    outcome = models.CharField(_("what it led to"), max_length=10, choices=Ground.choices, blank=True)
    fact = models.ForeignKey(Fact, models.PROTECT, null=True, related_name="+", verbose_name=_("fact"))
    answer = models.TextField(_("answer"), max_length=TEXT_LENGTH, blank=True)
    answered_by = models.BigIntegerField(_("answered by"), null=True)
    answered_at = models.DateTimeField(_("answered at"), null=True)

    objects = ObjectionQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["due_on", "id"]
        verbose_name = _("objection")
        verbose_name_plural = _("objections")


class FeedbackQuerySet(ScopedQuerySet):
    """Feedback: one's own, and what concerns the notices of branches in reach."""

    def within(self, scope: Scope, *roles: Role) -> Self:
        reached = subtree("notice__unit__path", scope.paths(*(roles or READERS)))
        return self._scoped(self.filter(reached | models.Q(author=scope.user_id or 0)))


class Feedback(models.Model):
    """What somebody says about a published thing; answered, and the author says whether the answer helped.

    Of a reader by a link there is no author; the answer is read by the link with `code_hash`'s code.
    """

    class State(models.TextChoices):
        RECEIVED = "received", _("received")
        ASSIGNED = "assigned", _("given to somebody")
        ANSWERED = "answered", _("answered")
        CLOSED = "closed", pgettext_lazy("feedback", "closed")
        OUT_OF_SCOPE = "out_of_scope", _("not about the published thing")

    notice = models.ForeignKey(
        Notice, models.PROTECT, related_name="feedback", verbose_name=_("public notice")
    )
    author = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("author"))
    code_hash = models.CharField(max_length=64, blank=True)
    text = models.TextField(_("what is said"), max_length=TEXT_LENGTH)
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.RECEIVED)
    received_at = models.DateTimeField(_("received at"), default=timezone.now)
    assigned_to = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name=_("given to")
    )
    answer = models.TextField(_("answer"), max_length=TEXT_LENGTH, blank=True)
    answered_by = models.BigIntegerField(_("answered by"), null=True)
    answered_at = models.DateTimeField(_("answered at"), null=True)
    is_satisfied = models.BooleanField(_("satisfied"), null=True)

    objects = FeedbackQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["received_at", "id"]
        verbose_name = _("feedback")
        verbose_name_plural = _("feedback")


class CalendarDay(models.Model):
    """A day that is worked or free against the calendar: for years whose holidays are not known yet, and corrections.

    One table for the whole installation.
    """

    day = models.DateField(_("day"), unique=True)
    is_worked = models.BooleanField(_("worked"))
    note = models.CharField(_("note"), max_length=40, blank=True)
    changed_by = models.BigIntegerField(_("changed by"), null=True)

    class Meta:
        ordering: ClassVar = ["day"]
        verbose_name = _("day of the calendar")
        verbose_name_plural = _("days of the calendar")


class NoticeRule(models.Model):
    """What a unit chose for the notices of itself and all below: whether they may show scores. Not, without a row."""

    unit = models.OneToOneField(
        Unit, models.PROTECT, related_name="notice_rule", verbose_name=_("party organisation")
    )
    shows_score = models.BooleanField(_("notices may show scores"), default=False)
    changed_by = models.BigIntegerField(_("changed by"), null=True)
    changed_at = models.DateTimeField(_("changed at"), default=timezone.now)

    objects = OfUnitQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["unit__path"]
        verbose_name = _("rule for notices")
        verbose_name_plural = _("rules for notices")


class WordTemplate(models.Model):
    """A unit's own Word template for notices; checked, and rendered in a sandbox only."""

    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="word_templates", verbose_name=_("party organisation")
    )
    subject = models.CharField(_("for"), max_length=10, choices=Notice.Subject.choices)
    file = models.FileField(_("file"), upload_to="templates")
    digest = models.CharField(max_length=64)
    added_by = models.BigIntegerField(_("added by"), null=True)
    added_at = models.DateTimeField(_("added at"), default=timezone.now)

    objects = OfUnitQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["unit__path", "subject"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "subject"], name="one_template_a_subject")
        ]
        verbose_name = _("Word template")
        verbose_name_plural = _("Word templates")
