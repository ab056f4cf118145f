"""The register of members, and what changed in it on which day and by which document."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from xianfeng.people.members.importing.models import ImportDraft  # noqa: F401 -- a model of this app
from xianfeng.people.members.pinyin import SEARCH_LENGTH, SORT_LENGTH
from xianfeng.people.members.reach import belonging
from xianfeng.people.organizations.models import Team, Unit
from xianfeng.people.organizations.roles import Post, Role
from xianfeng.people.organizations.scope import READERS, Scope, ScopedQuerySet, subtree

DOCUMENT_LENGTH = 60
ONE_A_UNIT = (Post.SECRETARY, Post.GROUP_LEADER)
"""Posts that one person at a time holds in a unit."""


class MemberQuerySet(ScopedQuerySet):
    """Members through a scope."""

    def within(self, scope: Scope, *roles: Role) -> Self:
        """Return the members of the units where one of the roles is held (READERS without any), and oneself."""
        reached = belonging("unit", scope.paths(*(roles or READERS)))
        return self._scoped(self.filter(reached | models.Q(pk=scope.member_id or 0)))

    def reached(self, scope: Scope, *roles: Role) -> Self:
        """Return the same without oneself where one's own unit is not among them: for lists."""
        return self._scoped(self.filter(belonging("unit", scope.paths(*(roles or READERS)))))

    def left(self, scope: Scope, *roles: Role) -> Self:
        """Return those who left the register from one of these units."""
        paths = scope.paths(*(roles or READERS))
        return self._scoped(self.filter(belonging("left_from", paths), unit=None))

    def ever_within(self, scope: Scope, *roles: Role) -> Self:
        """Return those within and those who left: whose records are read."""
        paths = scope.paths(*(roles or READERS))
        reached = belonging("unit", paths) | belonging("left_from", paths)
        return self._scoped(self.filter(reached | models.Q(pk=scope.member_id or 0)))

    def registered(self) -> Self:
        """Return those who belong to a unit today."""
        return self.exclude(unit=None)


class Member(models.Model):
    """A party member. Nothing else about a person is kept here; domain 5 says what never may be.

    `unit` is where the member belongs today, a group or a branch (one that has groups: until assigned to one),
    and `branch` the branch at or above it. Both follow the open `Affiliation`. They are empty for those who
    left, of whom `left_from` says where they belonged last.
    """

    class Kind(models.TextChoices):
        FULL = "full", _("full member")
        PROBATIONARY = "probationary", _("probationary member")

    class Status(models.TextChoices):
        ACTIVE = "active", _("in the branch")
        FLOATING = "floating", _("floating member")
        UNREGISTERED = "unregistered", _("letter not handed in")
        TRANSFERRING = "transferring", _("being transferred")
        LOST_CONTACT = "lost_contact", _("out of contact")
        SUSPENDED = "suspended", _("membership suspended")
        LEFT = "left", _("left the register")

    class Category(models.TextChoices):
        IN_SERVICE = "in_service", _("in service")
        RETIRED = "retired", _("retired")
        RURAL = "rural", _("rural")
        STUDENT = "student", _("student")
        FLEXIBLE = "flexible", _("flexible employment")

    class Duties(models.TextChoices):
        STANDARD = "standard", _("all duties")
        REDUCED = "reduced", _("reduced duties")

    name = models.CharField(pgettext_lazy("of a person", "name"), max_length=40)
    staff_no = models.CharField(_("staff number"), max_length=30, unique=True)
    kind = models.CharField(_("kind of membership"), max_length=20, choices=Kind.choices, default=Kind.FULL)
    status = models.CharField(_("status"), max_length=20, choices=Status.choices, default=Status.ACTIVE)
    category = models.CharField(
        _("category"), max_length=20, choices=Category.choices, default=Category.IN_SERVICE
    )
    duties = models.CharField(_("duties"), max_length=20, choices=Duties.choices, default=Duties.STANDARD)
    joined_on = models.DateField(_("joined the party on"))
    full_on = models.DateField(_("full member since"), null=True, blank=True)
    work_post = models.CharField(_("work post"), max_length=60, blank=True)
    work_phone = models.CharField(_("work phone"), max_length=30, blank=True)
    work_email = models.EmailField(_("work e-mail"), blank=True)
    team = models.ForeignKey(
        Team, models.SET_NULL, null=True, blank=True, related_name="members", verbose_name=_("team")
    )
    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="members_today",
        verbose_name=_("belongs to"),
    )
    branch = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="branch_members",
        verbose_name=_("party branch"),
    )
    left_from = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="left_members",
        verbose_name=_("belonged last to"),
    )
    # Made from the name by `pinyin.keys_of`: |周文海|zhouwenhai|zhwh|zwh (and other readings).
    sort_key = models.CharField(max_length=SORT_LENGTH, editable=False)
    search_keys = models.CharField(max_length=SEARCH_LENGTH, editable=False)

    offices_today: list[Office]  # set by `queries.list_members`

    objects = MemberQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["sort_key", "id"]
        indexes: ClassVar = [
            models.Index(fields=["branch", "sort_key", "id"], name="members_of_a_branch"),
            # A search reads nothing but this: names in order with what may be typed for them.
            models.Index(
                fields=["sort_key", "id", "unit", "staff_no", "search_keys"], name="members_by_name"
            ),
            # What a committee counts over everybody is counted in these.
            models.Index(fields=["branch", "kind"], name="members_by_kind"),
            models.Index(fields=["status", "branch", "unit"], name="members_by_status"),
        ]
        verbose_name = _("member")
        verbose_name_plural = _("members")

    def __str__(self) -> str:
        return self.name


class OfMemberQuerySet(ScopedQuerySet):
    """Rows about members, through the scope of their member."""

    def within(self, scope: Scope, *roles: Role) -> Self:
        reached = subtree("member__unit__path", scope.paths(*(roles or READERS)))
        return self._scoped(self.filter(reached | models.Q(member=scope.member_id or 0)))


class Affiliation(models.Model):
    """Where a member belonged from one day to another, both included; the open row is today's.

    Triggers refuse two that overlap.
    """

    member = models.ForeignKey(Member, models.PROTECT, related_name="affiliations", verbose_name=_("member"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="affiliations", verbose_name=_("belongs to"))
    from_on = models.DateField(_("from"))
    to_on = models.DateField(_("until"), null=True, blank=True)
    document = models.CharField(_("document number"), max_length=DOCUMENT_LENGTH, blank=True)

    objects = OfMemberQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-from_on", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["member"], condition=models.Q(to_on=None), name="one_open_affiliation"
            ),
            models.CheckConstraint(
                condition=models.Q(to_on=None) | models.Q(to_on__gte=models.F("from_on")),
                name="affiliation_days",
            ),
        ]
        verbose_name = _("affiliation")
        verbose_name_plural = _("affiliations")


class StatusChange(models.Model):
    """A change of kind, status or duties: on a day, by a document. No reason of health is kept."""

    class Field(models.TextChoices):
        STATUS = "status", _("status")
        KIND = "kind", _("kind of membership")
        DUTIES = "duties", _("duties")

    class Exit(models.TextChoices):
        TRANSFERRED = "transferred", _("transferred out")
        DECEASED = "deceased", _("died")
        WITHDRAWN = "withdrawn", _("withdrew")
        REMOVED = "removed", _("removed")

    member = models.ForeignKey(Member, models.PROTECT, related_name="changes", verbose_name=_("member"))
    field = models.CharField(_("what changed"), max_length=10, choices=Field.choices)
    old = models.CharField(_("before"), max_length=20)
    new = models.CharField(_("after"), max_length=20)
    exit = models.CharField(_("how the member left"), max_length=20, choices=Exit.choices, blank=True)
    on = models.DateField(_("on"))
    document = models.CharField(_("document number"), max_length=DOCUMENT_LENGTH)

    objects = OfMemberQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-on", "-id"]
        verbose_name = _("change of status")
        verbose_name_plural = _("changes of status")

    @property
    def words(self) -> str:
        """Return what changed into what."""
        names = {**dict(Member.Kind.choices), **dict(Member.Status.choices), **dict(Member.Duties.choices)}
        return f"{names[self.old]} → {names[self.new]}"


class OfficeQuerySet(ScopedQuerySet):
    """Offices through the units in which they are held: a member sees those of her branch."""

    def within(self, scope: Scope, *roles: Role) -> Self:
        own = models.Q(unit__in=[pk for pk in (scope.branch_id, scope.group_id) if pk and not roles])
        return self._scoped(self.filter(subtree("unit__path", scope.paths(*roles)) | own))

    def held(self, on: Any) -> Self:
        """Return those held on a day."""
        return self.filter(models.Q(to_on=None) | models.Q(to_on__gte=on), from_on__lte=on)


class Office(models.Model):
    """A post that a member holds in a unit from one day to another; it opens what the role may do."""

    member = models.ForeignKey(Member, models.PROTECT, related_name="offices", verbose_name=_("member"))
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="offices", verbose_name=_("party organisation")
    )
    post = models.CharField(_("post"), max_length=30, choices=Post.choices)
    from_on = models.DateField(_("from"))
    to_on = models.DateField(_("until"), null=True, blank=True)

    objects = OfficeQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["unit__path", "post", "from_on"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["member", "unit", "post"], condition=models.Q(to_on=None), name="one_open_office"
            ),
            models.UniqueConstraint(
                fields=["unit", "post"],
                condition=models.Q(to_on=None, post__in=ONE_A_UNIT),
                name="one_secretary_a_unit",
            ),
            models.CheckConstraint(
                condition=models.Q(to_on=None) | models.Q(to_on__gte=models.F("from_on")), name="office_days"
            ),
        ]
        verbose_name = _("office")
        verbose_name_plural = _("offices")
