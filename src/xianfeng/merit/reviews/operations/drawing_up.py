"""Drawing up a round, and the next one where it has to be repeated."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.engine.calendar import Period
from xianfeng.engine.scheme import Scheme
from xianfeng.merit.methods.queries import method_of
from xianfeng.merit.reviews import keys, rules
from xianfeng.merit.reviews.models import (
    LOWEST_MINIMUM,
    MINIMUM,
    Envelope,
    PaperBallot,
    Ratee,
    RaterKind,
    Round,
    Seat,
    SignedBallot,
)
from xianfeng.merit.reviews.operations.locks import locked
from xianfeng.merit.reviews.states import next_state
from xianfeng.merit.scores.records import variant_of
from xianfeng.people.audit.operations import Actor, record
from xianfeng.people.members.models import Member, Office, StatusChange
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.scope import operation

RATED = (Member.Status.ACTIVE, Member.Status.FLOATING, Member.Status.TRANSFERRING)
"""Who is rated, and assessed afterwards: the old branch answers for somebody on the way until she is received."""
REASON_LENGTH = 200


@operation
def draw_up(
    actor: Actor,
    unit: Unit,
    *,
    period: str,
    closes_on: date,
    minimum: int = MINIMUM,
    at: datetime | None = None,
) -> Round:
    """Draw up the round of a branch for a period: the rules of its method, whom it rates, and the seats of members.

    Employees are drawn, and slips and printed ballots made, before it begins. Raises ValidationError.
    """
    unit = Unit.objects.unscoped().select_for_update().get(pk=unit.pk)
    at = at or timezone.now()
    scheme = _scheme_of(unit, period)
    _check(unit, scheme, closes_on, minimum, timezone.localdate(at))
    before = Round.objects.unscoped().filter(unit=unit, period=period)
    if before.exclude(state=Round.State.REPEATED).exists():
        raise ValidationError({"period": _("There is a round for this period already.")})
    made = _make(unit, scheme, period, closes_on, minimum, at)
    record(
        actor, "reviews.draw_up", made, unit.pk, period=period, number=made.number, ratees=made.ratees.count()
    )
    return made


@operation
def repeat(actor: Actor, round: Round, *, reason: str, closes_on: date, at: datetime | None = None) -> Round:
    """Give a round up and draw up the next one, for a reason: its key is lost, or an objection was upheld.

    What is in envelopes goes unread, with the key. What was signed is taken along and may be changed. Employees are
    drawn anew; then `begin` begins it. Raises ValidationError.
    """
    old = locked(round.pk)
    old.state, old.reason = next_state(old, "repeat"), reason.strip()
    if not 0 < len(old.reason) <= REASON_LENGTH:
        raise ValidationError(
            {"reason": _("Say why in up to %(most)s characters.") % {"most": REASON_LENGTH}}
        )
    old.save(update_fields=["state", "reason"])
    _throw_away(old)
    made = draw_up(actor, old.unit, period=old.period, closes_on=closes_on, minimum=old.minimum, at=at)
    _take_along(old, made)
    record(actor, "reviews.repeat", old, old.unit_id, period=old.period, number=old.number)
    return made


def _scheme_of(unit: Unit, period: str) -> Scheme:
    try:
        of = Period.parse(period)
    except ValueError as error:
        raise ValidationError({"period": _("This is not a period.")}) from error
    method = method_of(unit, of.start)
    if method is None:
        raise ValidationError({"period": _("The branch went by no method then.")})
    if method.scheme.period is not of.unit:
        raise ValidationError({"period": _("The method of the branch has other periods.")})
    return method.scheme


def _check(unit: Unit, scheme: Scheme, closes_on: date, minimum: int, today: date) -> None:
    problems: dict[str, str] = {}
    if not unit.is_branch or unit.dissolved_on is not None:
        problems["__all__"] = _("Ballots are collected in a branch that stands.")
    elif not rules.frozen(scheme):
        problems["__all__"] = _("The method of the branch asks for no ballots.")
    if closes_on < today:
        problems["closes_on"] = _("The last day is past.")
    if minimum < LOWEST_MINIMUM:
        words = _("The smallest group that rates is never below %(least)s.")
        problems["minimum"] = words % {"least": LOWEST_MINIMUM}
    if problems:
        raise ValidationError(problems)


def _make(unit: Unit, scheme: Scheme, period: str, closes_on: date, minimum: int, at: datetime) -> Round:
    last = Round.objects.unscoped().filter(unit=unit, period=period).aggregate(last=Max("number"))["last"]
    made = Round.objects.create(
        unit=unit, period=period, number=(last or 0) + 1, scheme=scheme.code, version=scheme.version,
        rules=rules.frozen(scheme), minimum=minimum, closes_on=closes_on,
    )  # fmt: skip
    ratees = list(_ratees(made, scheme, timezone.localdate(at)))
    Ratee.objects.bulk_create(ratees)
    if RaterKind.MUTUAL in made.rules:
        seats = [Seat(round=made, rater_kind=RaterKind.MUTUAL, member=ratee.member) for ratee in ratees]
        Seat.objects.bulk_create(seats)
    return made


def _ratees(made: Round, scheme: Scheme, day: date) -> Iterator[Ratee]:
    """Yield who is rated, by surname: the members of the branch today, as what they count on the day."""
    members = Member.objects.unscoped().filter(branch=made.unit, status__in=RATED)
    rated = list(members.order_by("sort_key", "id"))
    changes = _by_member(StatusChange.objects.unscoped().filter(member__in=rated).order_by("on", "id"))
    offices = Office.objects.unscoped().filter(member__in=rated).held(day).select_related("unit")
    held = _by_member(offices.order_by("from_on", "id"))
    for member in rated:
        variant = variant_of(member, day, changes[member.pk], held[member.pk], scheme)
        if scheme.variants[variant].assessed:
            yield Ratee(round=made, member=member, variant=variant, team_id=member.team_id)


def _by_member(rows: Iterable[Any]) -> defaultdict[int, list[Any]]:
    found: defaultdict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.member_id].append(row)
    return found


def _throw_away(old: Round) -> None:
    """Let unread envelopes and half entered papers go, and the key once that is certain."""
    Envelope.objects.filter(seat__round=old).delete()
    PaperBallot.objects.unscoped().filter(round=old).update(first=None, second=None)
    if old.key_name:
        transaction.on_commit(lambda: keys.remove(old.key_name))


def _take_along(old: Round, new: Round) -> None:
    """Copy what was signed about those who are rated again by the same rules."""
    again = {ratee.member_id: ratee for ratee in Ratee.objects.unscoped().filter(round=new)}
    signed = SignedBallot.objects.unscoped().filter(ratee__round=old, replaced_at=None)
    taken = []
    for ballot in signed.select_related("ratee").order_by("id"):
        ratee = again.get(ballot.ratee.member_id)
        if ratee and ratee.variant == ballot.ratee.variant and old.rules == new.rules:
            ballot.pk, ballot.ratee = None, ratee
            taken.append(ballot)
    SignedBallot.objects.bulk_create(taken)
