"""Units' own kinds of facts."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from xianfeng.engine.language.subjects import forbidden_subject
from xianfeng.facts.catalogue import packaged
from xianfeng.facts.models import Kind
from xianfeng.people.audit.operations import Actor
from xianfeng.people.audit.operations import record as write_audit
from xianfeng.people.members.importing.words import said
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.scope import operation

CODE = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+")
TITLE_LENGTH, MEASURE_LENGTH, MOST_OUTCOMES = 40, 10, 8


@operation
def add_kind(
    actor: Actor,
    unit: Unit,
    *,
    title: str,
    measure: str = "",
    outcomes: Mapping[str, str] | None = None,
    excused: Sequence[str] = (),
    code: str = "",
) -> Kind:
    """Add a kind of fact for a unit and all below it. Without a code it gets one of its own.

    Raises ValidationError, also for a title that names what is never assessed (domain 5).
    """
    title, measure, outcomes = title.strip(), measure.strip(), dict(outcomes or {})
    _check(title, measure, outcomes, excused, code)
    made = Kind.objects.create(
        unit=unit, code=code or _free_code(), title=title, measure=measure, outcomes=outcomes, excused=list(excused)
    )  # fmt: skip
    write_audit(actor, "facts.add_kind", made, unit.pk, code=made.code)
    return made


def _free_code() -> str:
    last = (
        Kind.objects.filter(code__startswith="own.kind_")
        .order_by("-code")
        .values_list("code", flat=True)
        .first()
    )
    return f"own.kind_{int(last[9:]) + 1 if last else 1:05}"


def _check(title: str, measure: str, outcomes: Mapping[str, str], excused: Sequence[str], code: str) -> None:
    problems: dict[str, list[str]] = {}
    if not title or len(title) > TITLE_LENGTH:
        problems["title"] = [_("From 1 to %(most)s characters.") % {"most": TITLE_LENGTH}]
    if len(measure) > MEASURE_LENGTH:
        problems["measure"] = [_("At most %(most)s characters.") % {"most": MEASURE_LENGTH}]
    if len(outcomes) > MOST_OUTCOMES or set(excused) - set(outcomes):
        problems["outcomes"] = [_("At most %(most)s outcomes.") % {"most": MOST_OUTCOMES}]
    for words in (title, measure, *outcomes.values()):
        subject = forbidden_subject(words)
        if subject:
            problems["title"] = [
                _("“%(words)s” touches what is never assessed: %(subject)s.")
                % {"words": words, "subject": said(subject.title)}
            ]
    if code and (not CODE.fullmatch(code) or code in packaged() or Kind.objects.filter(code=code).exists()):
        problems["code"] = [_("This code is taken or not a code: small letters, with a dot.")]
    if problems:
        raise ValidationError(problems)


@operation
def retire_kind(actor: Actor, kind: Kind, *, on: date) -> None:
    """Let a kind be used no longer; facts of it stay. Raises ValidationError."""
    if kind.retired_on:
        raise ValidationError(_("It is no longer used already."))
    kind.retired_on = on
    kind.save(update_fields=["retired_on"])
    write_audit(actor, "facts.retire_kind", kind, kind.unit_id, code=kind.code)
