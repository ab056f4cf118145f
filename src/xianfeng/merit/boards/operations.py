"""Large screens: put up, taken back, seen. The boards themselves are never written: they are what is on notice."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.merit.boards.models import PLACE_LENGTH, Screen
from xianfeng.merit.boards.tokens import hash_of, new_token
from xianfeng.people.audit.operations import Actor, record
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.scope import operation

MOST = 50
"""More screens than this hang in no unit; what comes beyond is a mistake."""


@operation
def add_screen(actor: Actor, unit: Unit, *, place: str, names_all: bool = False) -> tuple[Screen, str]:
    """Put up a screen of a unit; return it with the secret of its link, which is kept nowhere.

    Raises ValidationError for a group or a dissolved unit, without a place, and when there are too many.
    """
    place = place.strip()
    _check(unit, place)
    token = new_token()
    screen = Screen.objects.create(
        unit=unit, place=place, names_all=names_all, token_hash=hash_of(token), made_by=actor.user_id
    )
    record(actor, "boards.add_screen", screen, unit=unit.pk, names_all=names_all)
    return screen, token


def _check(unit: Unit, place: str) -> None:
    if unit.kind == Unit.Kind.GROUP or unit.dissolved_on is not None:
        raise ValidationError(_("Screens are put up by a branch or a unit above branches that still exists."))
    if not place:
        raise ValidationError({"place": _("Say where the screen hangs.")})
    if len(place) > PLACE_LENGTH:
        raise ValidationError({"place": _("At most 60 characters.")})
    if Screen.objects.filter(unit=unit, revoked_at=None).count() >= MOST:
        raise ValidationError(
            _("There are %(most)d screens already. Take back those no longer in use.") % {"most": MOST}
        )


@operation
def revoke_screen(actor: Actor, screen: Screen) -> None:
    """Take back the link of a screen: it shows nothing from now on. Raises ValidationError when it was."""
    if not Screen.objects.filter(pk=screen.pk, revoked_at=None).update(revoked_at=timezone.now()):
        raise ValidationError(_("The link of this screen was taken back already."))
    record(actor, "boards.revoke_screen", screen, unit=screen.unit_id)


@operation
def see_screen(screen: Screen, today: date) -> None:
    """Note the day on which a screen asked last; written once a day."""
    unseen = Q(seen_on=None) | Q(seen_on__lt=today)
    Screen.objects.filter(unseen, pk=screen.pk).update(seen_on=today)
