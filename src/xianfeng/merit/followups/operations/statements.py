"""Making a statement of a result; each making is recorded."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from xianfeng.merit.assessments.models import Result
from xianfeng.merit.followups.queries import FINAL
from xianfeng.merit.followups.statement import Statement, statement_of
from xianfeng.people.audit.operations import Actor, record
from xianfeng.people.organizations.scope import operation

FORMS = ("print", "docx")


@operation
def make_statement(actor: Actor, result: Result, *, form: str) -> Statement:
    """Return the statement of a final result, for paper or as a Word document, and record that it was made.

    Raises ValidationError for a result that is not final, or was replaced by a newer version.
    """
    period = result.settlement.period
    if form not in FORMS:
        raise ValidationError({"form": [_("Choose one of those offered.")]})
    if period.state not in FINAL or period.settlement_id != result.settlement_id:
        raise ValidationError(_("There is a statement of a final result only."))
    made = statement_of(result)
    record(actor, "followups.make_statement", result, period.unit_id, form=form, code=made.code)
    return made
