"""Consents to display, photos, and the signs that stand on posts."""

from __future__ import annotations

import secrets
from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from xianfeng.people.members.models import Member, OfMemberQuerySet
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.roles import Role
from xianfeng.people.organizations.scope import READERS, Scope, ScopedQuerySet, subtree

PHOTOS = "photos"


class Field(models.TextChoices):
    """The four things that document 000 makes public, each by its own consent."""

    PHOTO = "photo", _("photo")
    NAME = "name", _("full name")
    POST = "post", _("posts and work")
    CONTACT = "contact", _("work contact")


class Audience(models.TextChoices):
    """Who may see a field."""

    BRANCH = "branch", _("my branch")
    UNIT = "unit", _("everybody signed in within my committee")


class ConsentQuerySet(OfMemberQuerySet):
    """Consents: through the scope of their member, or through the audience that they name."""

    def standing(self) -> Self:
        """Return those that have not been revoked."""
        return self.filter(revoked_at=None)

    def shown_to(self, audiences: frozenset[str]) -> Self:
        """Return those whose audience the viewer belongs to: a scope given by the members themselves."""
        return self._scoped(self.standing().filter(audience__in=audiences))


class Consent(models.Model):
    """A member's own consent to show one field to one audience; the one open row of a field counts."""

    member = models.ForeignKey(Member, models.CASCADE, related_name="consents", verbose_name=_("member"))
    field = models.CharField(_("field"), max_length=10, choices=Field.choices)
    audience = models.CharField(_("audience"), max_length=10, choices=Audience.choices)
    given_at = models.DateTimeField(_("given at"), auto_now_add=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-given_at", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["member", "field"], condition=models.Q(revoked_at=None), name="one_open_consent"
            )
        ]
        verbose_name = _("consent")
        verbose_name_plural = _("consents")


def photo_path(photo: Photo, name: str) -> str:
    """Return a name for the file that says nothing about the person."""
    return f"{PHOTOS}/{secrets.token_hex(16)}.jpg"


class Photo(models.Model):
    """A member's photo. It is kept exactly as long as the consent to show it stands."""

    member = models.OneToOneField(Member, models.CASCADE, related_name="photo", verbose_name=_("member"))
    file = models.FileField(_("file"), upload_to=photo_path)
    uploaded_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)

    objects = OfMemberQuerySet.as_manager()

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")


class PostSignQuerySet(ScopedQuerySet):
    """Signs through the branch that gave them; a member sees his own."""

    def within(self, scope: Scope, *roles: Role) -> Self:
        own = models.Q(member=scope.member_id or 0) if not roles else models.Q(pk__in=[])
        return self._scoped(self.filter(subtree("unit__path", scope.paths(*(roles or READERS))) | own))

    def standing(self, on: date) -> Self:
        """Return those that stand on a day; a sign ends when its member leaves the branch."""
        held = self.filter(models.Q(to_on=None) | models.Q(to_on__gte=on), from_on__lte=on)
        return held.filter(member__branch=models.F("unit"))


class PostSign(models.Model):
    """A sign on a post, given to a member by the committee of the branch, from one day to another."""

    class Kind(models.TextChoices):
        PIONEER_POST = "pioneer_post", _("pioneer post")
        MODEL_POST = "model_post", _("model post")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="post_signs", verbose_name=_("party branch"))
    member = models.ForeignKey(Member, models.PROTECT, related_name="post_signs", verbose_name=_("member"))
    kind = models.CharField(_("kind of sign"), max_length=20, choices=Kind.choices)
    place = models.CharField(_("place or post"), max_length=60)
    from_on = models.DateField(_("from"))
    to_on = models.DateField(_("until"), null=True, blank=True)

    objects = PostSignQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-from_on", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unit", "member", "kind", "place"],
                condition=models.Q(to_on=None),
                name="one_open_sign",
            ),
            models.CheckConstraint(
                condition=models.Q(to_on=None) | models.Q(to_on__gte=models.F("from_on")), name="sign_days"
            ),
        ]
        verbose_name = _("post sign")
        verbose_name_plural = _("post signs")
