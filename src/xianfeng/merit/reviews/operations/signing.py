"""Ballots with a name under them: one's own review of oneself, and the committee's of a member."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.merit.reviews import rules
from xianfeng.merit.reviews.models import SEALED, Ratee, RaterKind, Round, SignedBallot
from xianfeng.merit.reviews.operations.casting import hold_round, not_asked
from xianfeng.merit.reviews.operations.locks import locked
from xianfeng.merit.reviews.rules import Answers, Form
from xianfeng.merit.reviews.states import check_state
from xianfeng.people.audit.operations import Actor, record
from xianfeng.people.organizations.scope import operation

State = Round.State
REASON_LENGTH, TEXT_LENGTH = 200, 2000


@operation
def sign(
    actor: Actor,
    ratee: Ratee,
    *,
    kind: str,
    answers: Answers,
    reasons: Mapping[str, str] | None = None,
    text: str = "",
    at: datetime | None = None,
) -> SignedBallot:
    """Sign a review of oneself while ballots are collected, or the committee's until the result is settled.

    An item that facts fill in appears only where the committee changes it, with a reason. What is signed again takes
    the place of the former; once the round is opened that stays beside it. Raises ValidationError, by item.
    """
    round_ = locked(ratee.round_id)
    at = at or timezone.now()
    _check_time(round_, kind, at)
    values = _values(
        rules.form_of(round_.rules, kind, ratee.variant), kind, answers, reasons or {}, text.strip()
    )
    before = SignedBallot.objects.unscoped().filter(ratee=ratee, rater_kind=kind, replaced_at=None)
    if round_.state == State.OPENED:
        before.update(replaced_at=at)
    made: SignedBallot
    made, _is_new = SignedBallot.objects.unscoped().update_or_create(
        ratee=ratee, rater_kind=kind, replaced_at=None, defaults={**values, "by": actor.user_id, "at": at}
    )
    record(actor, "reviews.sign", made, round_.unit_id, kind=kind, changed=len(values["reasons"]))
    return made


def _check_time(round_: Round, kind: str, at: datetime) -> None:
    if kind in SEALED:
        raise ValidationError(_("These ballots are sealed, not signed."))
    if kind == RaterKind.SELF:
        hold_round(round_.pk, at)
    check_state(round_, State.COLLECTING, State.CLOSED, State.OPENED)


def _values(
    form: Form | None, kind: str, answers: Answers, reasons: Mapping[str, str], text: str
) -> dict[str, Any]:
    """Return the fields of a signed ballot. Where a method gives no points for it, a self-review is words alone."""
    if len(text) > TEXT_LENGTH:
        raise ValidationError({"text": _("At most %(most)s characters.") % {"most": TEXT_LENGTH}})
    if form is None and kind == RaterKind.SELF and text and not answers:
        return {"answers": {}, "reasons": {}, "text": text}
    if form is None:
        raise not_asked()
    found = rules.checked(form, answers)
    return {"answers": found, "reasons": _reasons(form, found, reasons), "text": text}


def _reasons(form: Form, answers: Answers, reasons: Mapping[str, str]) -> dict[str, str]:
    """Return the reasons for what was answered. Raises ValidationError where one is wanting or too long."""
    given = {code: reasons[code].strip() for code in answers if reasons.get(code, "").strip()}
    changed = {item.code for item in form.items if item.prefilled} & answers.keys()
    problems = {code: _("Facts fill this in. Say why it is changed.") for code in changed - given.keys()}
    for code in (code for code, reason in given.items() if len(reason) > REASON_LENGTH):
        problems[code] = _("Say why in up to %(most)s characters.") % {"most": REASON_LENGTH}
    if problems:
        raise ValidationError(problems)
    return given
