"""Giving and taking back consents, photos, and signs on posts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import IO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xianfeng.people.audit.operations import Actor, record
from xianfeng.people.identity.models import PHOTOS, Consent, Field, Photo, PostSign
from xianfeng.people.identity.photos import squared
from xianfeng.people.members.models import Member
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.scope import operation

STRAY_AFTER = timedelta(days=1)


@operation
def choose(actor: Actor, member: Member, *, audiences: Mapping[str, str]) -> None:
    """Show each field named to its audience, or to nobody where that is empty; other fields stay as they are."""
    for field, audience in audiences.items():
        if audience:
            give(actor, member, field=field, audience=audience)
        else:
            revoke(actor, member, field=field)


@operation
def give(actor: Actor, member: Member, *, field: str, audience: str) -> Consent:
    """Show a field to an audience from now on; another audience than before replaces that consent.

    Raises ValidationError for a photo that is not there.
    """
    _lock(member)
    if field == Field.PHOTO and not Photo.objects.unscoped().filter(member=member).exists():
        raise ValidationError({"photo": _("Choose a photo first.")})
    standing = _standing(member, field)
    if standing is not None and standing.audience == audience:
        return standing
    if standing is not None:
        _close(standing)
    given = Consent.objects.create(member=member, field=field, audience=audience)
    record(actor, "identity.give", member, unit=member.branch_id, field=field, audience=audience)
    return given


@operation
def revoke(actor: Actor, member: Member, *, field: str) -> None:
    """Stop showing a field, at once; a photo is deleted with its consent. Without a consent nothing happens."""
    _lock(member)
    standing = _standing(member, field)
    if standing is None:
        return
    _close(standing)
    if field == Field.PHOTO:
        _remove_photo(member)
    record(actor, "identity.revoke", member, unit=member.branch_id, field=field)


@operation
def upload(actor: Actor, member: Member, *, file: IO[bytes], size: int, audience: str) -> Photo:
    """Keep a photo, made anew from the file, and show it to an audience: uploading is consenting.

    Raises ValidationError for a file that is no usable photo.
    """
    picture = ContentFile(squared(file, size), name="photo.jpg")
    _lock(member)
    _remove_photo(member)
    photo = Photo.objects.create(member=member, file=picture)
    record(actor, "identity.upload", member, unit=member.branch_id)
    give(actor, member, field=Field.PHOTO, audience=audience)
    return photo


@operation
def end_display(actor: Actor, member: Member) -> None:
    """Take back everything a member shows, and delete the consents and the photo: of those who left."""
    for field in Field.values:
        revoke(actor, member, field=field)
    _remove_photo(member)
    Consent.objects.unscoped().filter(member=member).delete()


@operation
def give_sign(
    actor: Actor, branch: Unit, *, member: Member, kind: str, place: str, from_on: date
) -> PostSign:
    """Give a member of the branch a sign for a post. Raises ValidationError for members of other branches."""
    if member.branch_id != branch.pk:
        raise ValidationError({"member": _("Choose a member of this branch.")})
    same = PostSign.objects.unscoped().filter(unit=branch, member=member, kind=kind, place=place, to_on=None)
    if same.exists():
        raise ValidationError({"place": _("This member has the same sign for this post already.")})
    sign = PostSign.objects.create(unit=branch, member=member, kind=kind, place=place, from_on=from_on)
    record(actor, "identity.give_sign", sign, unit=branch.pk, kind=kind)
    return sign


@operation
def end_sign(actor: Actor, sign: PostSign, *, on: date) -> PostSign:
    """Take a sign back. Raises ValidationError before its first day, or when it has ended."""
    if sign.to_on is not None:
        raise ValidationError(_("This sign has been taken back already."))
    if on < sign.from_on:
        raise ValidationError({"on": _("Not before the sign was given.")})
    sign.to_on = on
    sign.save()
    record(actor, "identity.end_sign", sign, unit=sign.unit_id)
    return sign


def list_stray_files() -> list[str]:
    """Return the files of photos that no row names: what a crash between commit and deletion leaves."""
    return list(_stray()) if default_storage.exists(PHOTOS) else []


def remove_stray_files() -> int:
    """Delete these files; return how many."""
    stray = list_stray_files()
    for name in stray:
        default_storage.delete(name)
    return len(stray)


def _stray() -> Iterator[str]:
    named = set(Photo.objects.unscoped().values_list("file", flat=True))
    for file in default_storage.listdir(PHOTOS)[1]:
        name = f"{PHOTOS}/{file}"
        if name not in named and default_storage.get_modified_time(name) < timezone.now() - STRAY_AFTER:
            yield name


def _lock(member: Member) -> None:
    """Let one change at a time be made to what a member shows."""
    Member.objects.unscoped().select_for_update().get(pk=member.pk)


def _standing(member: Member, field: str) -> Consent | None:
    found: Consent | None = Consent.objects.unscoped().standing().filter(member=member, field=field).first()
    return found


def _close(consent: Consent) -> None:
    consent.revoked_at = timezone.now()
    consent.save(update_fields=["revoked_at"])


def _remove_photo(member: Member) -> None:
    """Delete the row now, and the file once that is certain."""
    for photo in Photo.objects.unscoped().filter(member=member):
        name = photo.file.name
        photo.delete()
        transaction.on_commit(lambda name=name: default_storage.delete(name))  # type: ignore[misc]
