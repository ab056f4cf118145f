"""Accounts, appointments to roles, and the slips by which a member without e-mail gets in."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from xianfeng.people.members.models import Member
from xianfeng.people.members.reach import belonging
from xianfeng.people.organizations.models import Unit, is_everything
from xianfeng.people.organizations.roles import Role
from xianfeng.people.organizations.scope import Scope, ScopedQuerySet, subtree


class UserQuerySet(models.QuerySet["User"]):
    """Accounts. Signing in looks for one before there is a scope, so a query without one is not refused."""

    def within(self, scope: Scope, *roles: Role) -> Self:
        """Return the accounts of members, kept by units or appointed for units where one of the roles is held.

        Who left the register is looked after where he belonged last.
        """
        paths = scope.paths(*roles)
        if is_everything(paths):
            return self.all()
        members = Member.objects.filter(belonging("unit", paths) | belonging("left_from", paths))
        appointed = Appointment.objects.filter(subtree("unit__path", paths))
        return self.filter(
            models.Q(member__in=members.values("pk"))
            | models.Q(pk__in=appointed.values("user"))
            | subtree("unit__path", paths)
        )


class UserManager(BaseUserManager["User"]):
    """Accounts by the name they sign in with."""

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(username=username)


class User(AbstractBaseUser):
    """An account: of a member (`username` is the staff number), or of a person who is none.

    `unit` is the unit that keeps the account of a person who is no member; a member's is that of the register.
    """

    username = models.CharField(_("staff number"), max_length=30, unique=True)
    name = models.CharField(_("name"), max_length=40)
    phone = models.CharField(_("phone"), max_length=20, unique=True, null=True, blank=True)
    email = models.EmailField(_("e-mail"), unique=True, null=True, blank=True)
    member = models.OneToOneField(
        Member, models.PROTECT, null=True, blank=True, related_name="account", verbose_name=_("member")
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="accounts", verbose_name=_("kept by")
    )
    is_active = models.BooleanField(_("may sign in"), default=True)
    date_joined = models.DateTimeField(_("made at"), auto_now_add=True)

    objects = UserManager.from_queryset(UserQuerySet)()
    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        ordering: ClassVar = ["username"]
        constraints: ClassVar = [
            models.UniqueConstraint(Lower("username"), name="username_once_in_any_case"),
            models.UniqueConstraint(Lower("email"), name="email_once_in_any_case"),
            models.CheckConstraint(
                condition=models.Q(member=None) | models.Q(unit=None), name="kept_by_register_or_unit"
            ),
        ]
        verbose_name = _("account")
        verbose_name_plural = _("accounts")

    def __str__(self) -> str:
        return self.name

    @property
    def home(self) -> Unit | None:
        """Return where the account is looked after: the member's unit of today, or the unit that keeps it."""
        return self.member.unit if self.member else self.unit

    @property
    def is_activated(self) -> bool:
        return self.has_usable_password()


class AppointmentQuerySet(ScopedQuerySet):
    """Appointments through the unit for which they are made."""

    def within(self, scope: Scope, *roles: Role) -> Self:
        return self._scoped(self.filter(subtree("unit__path", scope.paths(*roles))))

    def held(self, on: Any) -> Self:
        """Return those held on a day."""
        return self.filter(models.Q(to_on=None) | models.Q(to_on__gte=on), from_on__lte=on)


class Appointment(models.Model):
    """A role in a unit's subtree given to an account: officer, inspector, administrator, auditor, owner."""

    user = models.ForeignKey(User, models.PROTECT, related_name="appointments", verbose_name=_("account"))
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="appointments", verbose_name=_("party organisation")
    )
    from_on = models.DateField(_("from"))
    to_on = models.DateField(_("until"), null=True, blank=True)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-from_on", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user", "role", "unit"], condition=models.Q(to_on=None), name="one_open_appointment"
            ),
            models.CheckConstraint(
                condition=models.Q(to_on=None) | models.Q(to_on__gte=models.F("from_on")),
                name="appointment_days",
            ),
        ]
        verbose_name = _("appointment")
        verbose_name_plural = _("appointments")


class Slip(models.Model):
    """An activation code printed for a person: used once, void when a newer one is made.

    Only a keyed hash of the code is kept. `told_at` is when the person was told at sign-in that it was issued.
    """

    class Reason(models.TextChoices):
        FIRST = "first", _("first sign-in")
        LOST = "lost", _("password lost")

    user = models.ForeignKey(User, models.CASCADE, related_name="slips", verbose_name=_("account"))
    reason = models.CharField(_("reason"), max_length=10, choices=Reason.choices)
    code_hash = models.CharField(max_length=64, unique=True)
    issued_by = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="+", verbose_name=_("issued by")
    )
    issued_at = models.DateTimeField(_("issued at"), auto_now_add=True)
    expires_at = models.DateTimeField(_("valid until"))
    used_at = models.DateTimeField(_("used at"), null=True)
    voided_at = models.DateTimeField(_("void since"), null=True)
    told_at = models.DateTimeField(_("member told at"), null=True)

    class Meta:
        ordering: ClassVar = ["-issued_at"]
        verbose_name = _("activation slip")
        verbose_name_plural = _("activation slips")


class DemoAccount(models.Model):
    """An account that a demonstration offers on its sign-in page; without XIANFENG_DEMO it opens nothing."""

    user = models.OneToOneField(User, models.CASCADE, related_name="demo", verbose_name=_("account"))
    title = models.CharField(_("title"), max_length=60)
    about = models.CharField(_("what one sees with it"), max_length=120)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering: ClassVar = ["order", "id"]
        verbose_name = _("demonstration account")
        verbose_name_plural = _("demonstration accounts")
