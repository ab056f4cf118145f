"""Days of the calendar that are entered by hand."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from xianfeng.merit.notices.models import CalendarDay
from xianfeng.people.audit.operations import Actor, record
from xianfeng.people.organizations.scope import operation

NOTE_LENGTH = 40
YEARS = range(2020, 2100)


@operation
def set_calendar_day(actor: Actor, *, day: date, is_worked: bool, note: str = "") -> CalendarDay:
    """Say that a day is worked or free, whatever the calendar says. Notices that are on keep their last day.

    Raises ValidationError.
    """
    if day.year not in YEARS:
        raise ValidationError(
            {"day": [_("A day between %(first)s and %(last)s.") % {"first": 2020, "last": 2099}]}
        )
    if len(note.strip()) > NOTE_LENGTH:
        raise ValidationError({"note": [_("At most %(most)s characters.") % {"most": NOTE_LENGTH}]})
    values = {"is_worked": is_worked, "note": note.strip(), "changed_by": actor.user_id}
    kept, _new = CalendarDay.objects.update_or_create(day=day, defaults=values)
    record(actor, "notices.set_calendar_day", kept, day=day.isoformat(), is_worked=is_worked)
    return kept


@operation
def remove_calendar_day(actor: Actor, kept: CalendarDay) -> None:
    """Take a day out again; the calendar alone counts for it."""
    record(actor, "notices.remove_calendar_day", kept, day=kept.day.isoformat())
    kept.delete()
