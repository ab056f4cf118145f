"""Units adopt methods, from the first day of a period on."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from xianfeng.merit.methods.checking import first_days
from xianfeng.merit.methods.queries import rules_of
from xianfeng.people.audit.operations import Actor, record
from xianfeng.people.organizations.models import Adoption, Unit
from xianfeng.people.organizations.scope import operation


@operation
def adopt(actor: Actor, unit: Unit, *, scheme: str, from_on: date) -> Adoption:
    """Let a unit, and all below it without a method of their own, go by a method from a day on.

    The day is the first of a period of that method, not before the period of today. Raises ValidationError.
    """
    unit = Unit.objects.unscoped().select_for_update().get(pk=unit.pk)
    _check_keeps_methods(unit)
    _check_day(unit, scheme, from_on)
    _check_is_new(unit, scheme, from_on)
    made = Adoption.objects.create(unit=unit, scheme=scheme, from_on=from_on)
    record(actor, "methods.adopt", made, unit.pk, scheme=scheme, from_on=from_on.isoformat())
    return made


@operation
def take_back(actor: Actor, adoption: Adoption) -> None:
    """Take an adoption back while its day has not come. Raises ValidationError."""
    if adoption.from_on <= timezone.localdate():
        raise ValidationError(_("It holds already. Adopt another method from a later period instead."))
    details = {"scheme": adoption.scheme, "from_on": adoption.from_on.isoformat()}
    record(actor, "methods.take_back", adoption, adoption.unit_id, **details)
    adoption.delete()


def _check_keeps_methods(unit: Unit) -> None:
    if unit.dissolved_on:
        raise ValidationError(_("This organisation has been dissolved."))
    if unit.kind == Unit.Kind.GROUP:
        raise ValidationError(_("A group goes by the method of its branch."))


def _check_day(unit: Unit, scheme: str, from_on: date) -> None:
    rules = rules_of(unit, scheme, from_on)
    if rules is None:
        raise ValidationError({"scheme": _("On this day there is no such method here.")})
    days = first_days(rules.scheme.period, timezone.localdate())
    if from_on not in days:
        words = _("This method is adopted from the first day of a period: %(days)s.")
        raise ValidationError({"from_on": words % {"days": _(", ").join(map(date_format, days))}})


def _check_is_new(unit: Unit, scheme: str, from_on: date) -> None:
    own = Adoption.objects.unscoped().filter(unit=unit).order_by("-from_on")
    if own.filter(from_on=from_on).exists():
        raise ValidationError({"from_on": _("From this day a method was adopted already.")})
    before = own.filter(from_on__lt=from_on).first()
    if before and before.scheme == scheme:
        raise ValidationError({"scheme": _("The unit goes by this method already.")})
