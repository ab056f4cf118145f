"""Versions of methods: drafted, changed, published; withdrawn while their day has not come."""

from __future__ import annotations

import re
from datetime import date
from hashlib import sha256

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from xianfeng.engine.language.tree import MAX_SIZE
from xianfeng.engine.text import Text
from xianfeng.facts.catalogue import kinds_for
from xianfeng.merit.methods.checking import check_text, circumstances_of
from xianfeng.merit.methods.models import SchemeVersion
from xianfeng.merit.methods.written import replaced, values_in
from xianfeng.people.audit.operations import Actor, record
from xianfeng.people.members.importing.words import sentence
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.scope import operation
from xianfeng.schemes import library

State = SchemeVersion.State
CODE = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", re.ASCII)
CODE_LENGTH = 40
_COLON = Text("：", ": ")


def digest_of(text: str) -> str:
    """Return the SHA-256 of a text."""
    return sha256(text.encode()).hexdigest()


@operation
def draft_version(actor: Actor, owner: Unit, *, text: str, from_on: date, code: str = "") -> SchemeVersion:
    """Begin a version of a method for a unit and all below, from a text and a day on.

    With a code it is a method of its own, else a version of that of the text. Raises ValidationError.
    """
    owner = Unit.objects.unscoped().select_for_update().get(pk=owner.pk)
    values = values_in(text)
    if not {("scheme",), ("version",)} <= set(values):
        raise ValidationError(_("This text is not that of a method."))
    code = code or values["scheme",].text
    _check_begins(owner, code, code != values["scheme",].text)
    text = replaced(text, {("scheme",): code, ("version",): from_on.isoformat()})
    made = SchemeVersion.objects.create(
        owner=owner, code=code, version=from_on, text=text, digest=digest_of(text), made_by=actor.user_id
    )
    record(actor, "methods.draft_version", made, owner.pk, scheme=code)
    return made


def _check_begins(owner: Unit, code: str, is_new: bool) -> None:
    versions = SchemeVersion.objects.unscoped().filter(code=code)
    if not CODE.fullmatch(code) or len(code) > CODE_LENGTH:
        raise ValidationError({"code": _("Small letters and figures, with hyphens between, at most 40.")})
    if is_new and (code in library.NAMES or versions.exists()):
        raise ValidationError({"code": _("There is a method of this code already.")})
    if versions.filter(owner=owner, state=State.DRAFT).exists():
        raise ValidationError(_("There is a draft of this method already. Go on with that one."))


@operation
def change_draft(actor: Actor, draft: SchemeVersion, *, text: str, digest: str) -> SchemeVersion:
    """Keep another text for a draft, sound or not; `digest` is that of the text from which it was changed.

    Raises ValidationError when somebody else saved in between, and for a text that is too long.
    """
    draft = _locked(draft)
    _check_is_draft(draft)
    if digest != draft.digest:
        raise ValidationError(
            _("Somebody else saved this draft in the meantime. Look at it, then save again.")
        )
    if len(text) > MAX_SIZE or "\0" in text:
        raise ValidationError({"text": _("The text is too long or cannot be read.")})
    if digest_of(text) == draft.digest:
        return draft
    draft.text, draft.digest = text, digest_of(text)
    draft.version = _day_of(draft)
    draft.save(update_fields=["text", "digest", "version"])
    record(actor, "methods.change_draft", draft, draft.owner_id, scheme=draft.code)
    return draft


def _day_of(draft: SchemeVersion) -> date:
    """Return the day that the text writes; while it writes none, the one before."""
    written = values_in(draft.text).get(("version",))
    try:
        return date.fromisoformat(written.text) if written else draft.version
    except ValueError:
        return draft.version


@operation
def publish_version(actor: Actor, draft: SchemeVersion) -> SchemeVersion:
    """Publish a draft: from its day on it holds for its unit and all below, and changes no more.

    Raises ValidationError with every problem of its text.
    """
    draft = _locked(draft)
    _check_is_draft(draft)
    around = circumstances_of(draft, kinds_for(draft.owner), timezone.localdate())
    problems = check_text(draft.text, around).problems
    if problems:
        count = len(problems)
        words = ngettext(
            "%(count)s thing has to be mended first.", "%(count)s things have to be mended first.", count
        )
        told = [sentence(each.place.words + _COLON + each.what, each.fix) for each in problems]
        raise ValidationError([words % {"count": count}, *told])
    draft.state = State.PUBLISHED
    draft.published_by, draft.published_at = actor.user_id, timezone.now()
    draft.save(update_fields=["state", "published_by", "published_at"])
    details = {"scheme": draft.code, "from_on": draft.version.isoformat()}
    record(actor, "methods.publish_version", draft, draft.owner_id, **details)
    return draft


@operation
def withdraw_version(actor: Actor, version: SchemeVersion) -> SchemeVersion:
    """Withdraw a published version before its day; it stays to be read. Raises ValidationError."""
    version = _locked(version)
    if version.state != State.PUBLISHED or version.version <= timezone.localdate():
        raise ValidationError(_("Only what was published and does not hold yet can be withdrawn."))
    version.state = State.WITHDRAWN
    version.save(update_fields=["state"])
    details = {"scheme": version.code, "from_on": version.version.isoformat()}
    record(actor, "methods.withdraw_version", version, version.owner_id, **details)
    return version


@operation
def discard_draft(actor: Actor, draft: SchemeVersion) -> None:
    """Throw a draft away. Raises ValidationError for what was published."""
    draft = _locked(draft)
    _check_is_draft(draft)
    record(actor, "methods.discard_draft", draft, draft.owner_id, scheme=draft.code)
    draft.delete()


def _locked(version: SchemeVersion) -> SchemeVersion:
    versions = SchemeVersion.objects.unscoped().select_for_update(of=("self",)).select_related("owner")
    locked: SchemeVersion = versions.get(pk=version.pk)
    return locked


def _check_is_draft(version: SchemeVersion) -> None:
    if version.state != State.DRAFT:
        raise ValidationError(_("What was published stays as it is. Draft a further version instead."))
