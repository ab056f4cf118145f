"""Units' own Word templates, and what a unit lets its notices show."""

from __future__ import annotations

import hashlib
import secrets
from functools import partial

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.merit.notices.models import Notice, NoticeRule, WordTemplate
from xianfeng.merit.notices.word import TemplateRefused, check_template
from xianfeng.people.audit.operations import Actor, record
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.scope import operation


@operation
def add_template(actor: Actor, unit: Unit, *, subject: str, content: bytes) -> WordTemplate:
    """Keep a Word template for the notices of a unit and all below, in the place of an earlier one.

    It is checked and rendered once with made-up words. Raises ValidationError with everything that is wrong with it.
    """
    if subject not in Notice.Subject.values:
        raise ValidationError({"subject": [_("Choose one of those offered.")]})
    try:
        check_template(content)
    except TemplateRefused as refusal:
        raise ValidationError({"file": refusal.problems}) from None
    for earlier in WordTemplate.objects.unscoped().filter(unit=unit, subject=subject):
        _delete(earlier)
    file = ContentFile(content, f"{secrets.token_hex(16)}.docx")
    digest = hashlib.sha256(content).hexdigest()
    added = WordTemplate.objects.create(
        unit=unit, subject=subject, file=file, digest=digest, added_by=actor.user_id
    )
    record(actor, "notices.add_template", added, unit.pk, about=subject, digest=digest)
    return added


@operation
def remove_template(actor: Actor, template: WordTemplate) -> None:
    """Take a template away; notices have the usual layout again."""
    record(actor, "notices.remove_template", template, template.unit_id, about=template.subject)
    _delete(template)


def _delete(template: WordTemplate) -> None:
    """Delete the row now, and the file once that is certain."""
    name = str(template.file.name)
    template.delete()
    transaction.on_commit(partial(default_storage.delete, name))


@operation
def set_rule(actor: Actor, unit: Unit, *, shows_score: bool) -> NoticeRule:
    """Say whether the notices of a unit and all below may show scores; drafts already made keep what they have."""
    values = {"shows_score": shows_score, "changed_by": actor.user_id, "changed_at": timezone.now()}
    rule: NoticeRule
    rule, _new = NoticeRule.objects.unscoped().update_or_create(unit=unit, defaults=values)
    record(actor, "notices.set_rule", rule, unit.pk, shows_score=shows_score)
    return rule
