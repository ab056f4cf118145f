"""What is to be done next with a period: the one main action of its page, or why it is not there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from xianfeng.merit.assessments.beside import address_of
from xianfeng.merit.assessments.listing import drawn_up
from xianfeng.merit.assessments.models import AssessmentPeriod, Confirmation
from xianfeng.merit.assessments.permissions import (
    check_can_confirm,
    check_can_confirm_above,
    check_can_decide,
    check_can_run,
)
from xianfeng.merit.assessments.queries import is_behind, of_secretaries
from xianfeng.merit.assessments.stages import Seen, is_sealed
from xianfeng.merit.assessments.states import State
from xianfeng.merit.reviews.models import Round
from xianfeng.site.rights import why_not


@dataclass(frozen=True, slots=True)
class Next:
    """What is to be done next: why, and the button for it, or the reason why it is not there."""

    title: str
    why: str = ""
    verb: str = ""
    url: str = ""
    is_post: bool = False
    refusal: str = ""
    beside: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """A page besides the main action."""

    words: str
    url: str


# ---- what is next


def next_of(seen: Seen) -> Next:
    """Return what is to be done next with a period."""
    return _NEXT[seen.period.state](seen)


def _configured(seen: Seen) -> Next:
    if seen.has_ballots:
        return _before_ballots(seen)
    words = _("This method asks for no ballots. It is settled from the facts once the last day is over.")
    if not seen.is_over:
        return Next(_("The period runs until %(day)s") % {"day": _day(seen.last)}, words)
    return _post(
        seen,
        check_can_run,
        _("The last day is over: close the period"),
        words,
        _("Close the period"),
        "close",
    )


def _before_ballots(seen: Seen) -> Next:
    refusal, round_ = seen.why_not(check_can_run), drawn_up(seen.period)
    if round_ is None:
        why = _("It fixes who rates whom by the method, until when, and how small a group may be.")
        url = f"{reverse('reviews:draw_up', args=[seen.period.unit_id])}?period={seen.period.code}"
        return Next(_("Draw up the round of ballots"), why, _("Draw it up"), url, refusal=refusal)
    why = _(
        "From then on the rules stand. Draw employees and hand out slips before, on the page of the round."
    )
    link = Link(_("To the round: raters and slips"), reverse("reviews:round", args=[round_.pk]))
    return Next(
        _("Begin collecting ballots"),
        why,
        _("Begin"),
        seen.url("open"),
        True,
        refusal,
        () if refusal else (link,),
    )


def _open(seen: Seen) -> Next:
    round_ = seen.round
    if round_.state == Round.State.DRAWN_UP:
        why = _("The new round is drawn up; draw employees, hand out slips and begin on its page.")
        return Next(
            _("Collect the ballots again"), why, _("To the round"), reverse("reviews:round", args=[round_.pk])
        )
    link = Link(
        _("To the round: who may rate, printed ballots, receipts"), reverse("reviews:round", args=[round_.pk])
    )
    words = _("Ballots are accepted until the end of %(day)s. Nobody sees what is in them.")
    why = words % {"day": _day(round_.closes_on)}
    title = _("Ballots are being collected")
    if round_.closes_on < seen.today:
        title, why = (
            _("Collecting is over: close it"),
            _("After that nothing can be cast any more; the receipts are published."),
        )
    return Next(
        title, why, _("Close the ballots"), seen.url("close"), True, seen.why_not(check_can_run), (link,)
    )


def _closed(seen: Seen) -> Next:
    if is_sealed(seen.period):
        url = reverse("reviews:round", args=[seen.period.round_id])
        why = _("Two persons open it together. Before that nobody can read a ballot.")
        return Next(_("Open the round"), why, _("To the round"), url)
    if not seen.is_over:
        return Next(
            _("It is computed after %(day)s") % {"day": _day(seen.last)},
            _("The facts of the period are not all there yet."),
        )
    why = _("From the ballots and the facts recorded so far. Each later version keeps the ones before.")
    return _post(seen, check_can_run, _("Compute the results"), why, _("Compute"), "settle")


def _computed(seen: Seen) -> Next:
    if is_behind(seen.period) or _is_reopened(seen.period):
        why = _("Something was decided since they were computed. It counts with the next version.")
        return _post(seen, check_can_run, _("Compute the results again"), why, _("Compute again"), "settle")
    if seen.incomplete:
        title = _("Settle what is not complete")
        why = _(
            "%(number)s results are not complete. A resolution sets other weights, or ballots are collected again."
        )
        return _link(
            seen,
            check_can_decide,
            title,
            why % {"number": seen.incomplete},
            _("Set weights by resolution"),
            "resolve",
        )
    done = {each.level for each in seen.settlement.confirmations.all()}
    if Confirmation.Level.BRANCH not in done:
        why = _("The meeting looks at the results and their reasons; its minutes are entered here.")
        return _link(
            seen, check_can_confirm, _("Confirm the results"), why, _("Enter the meeting"), "confirm"
        )
    why = _("The result of who leads the branch is confirmed by the level above.")
    refusal = why_not(check_can_confirm_above, seen.scope, seen.period, _leading(seen))
    return Next(
        _("It waits for the level above"), why, _("Confirm it"), seen.url("confirm_above"), refusal=refusal
    )


def _leading(seen: Seen) -> set[int]:
    return of_secretaries(seen.settlement, seen.today)


def _is_reopened(period: AssessmentPeriod) -> bool:
    """Return whether it was opened again, so that what was confirmed is to be computed anew."""
    last = period.changes.order_by("-id").first()
    return last is not None and last.done == "reopen"


def _confirmed(seen: Seen) -> Next:
    address = address_of(seen.period)
    why = _("It is drafted, checked by another person, approved, and published for some working days.")
    return Next(_("Put the results on public notice"), why, _("To the notice"), address.url)


def _publicised(seen: Seen) -> Next:
    address = address_of(seen.period)
    why = _(
        "Those concerned may object while the notice is open. It becomes final once it is over and every objection is answered."
    )
    if address.is_settled:
        return _post(
            seen,
            check_can_run,
            _("The notice is over: make the results final"),
            why,
            _("Make final"),
            "finalise",
        )
    title = _("On public notice")
    if address.until is not None:
        title = _("On public notice until %(day)s") % {"day": _day(address.until)}
    return Next(title, why, _("To the notice"), address.url)


def _finalised(seen: Seen) -> Next:
    why = _("Talks, tasks and nominations follow from the grades; people decide about each.")
    return Next(_("The results are final"), why, _("To what follows"), reverse("followups:own"))


def _used(seen: Seen) -> Next:
    why = _(
        "When everything that follows is done, the period goes to the archive; then nothing in it changes any more."
    )
    link = (Link(_("To what follows"), reverse("followups:own")),)
    refusal = seen.why_not(check_can_run)
    return Next(_("The results are in use"), why, _("Archive"), seen.url("archive"), True, refusal, link)


def _archived(seen: Seen) -> Next:
    return Next(_("This period is archived"), _("Nothing in it changes any more."))


_NEXT: Mapping[str, Callable[[Seen], Next]] = {
    State.CONFIGURED: _configured, State.OPEN: _open, State.CLOSED: _closed, State.COMPUTED: _computed,
    State.CONFIRMED: _confirmed, State.PUBLICISED: _publicised, State.FINALISED: _finalised, State.USED: _used,
    State.ARCHIVED: _archived,
}  # fmt: skip


def _post(seen: Seen, check: Any, title: str, why: str, verb: str, name: str) -> Next:
    return Next(title, why, verb, seen.url(name), True, seen.why_not(check))


def _link(seen: Seen, check: Any, title: str, why: str, verb: str, name: str) -> Next:
    return Next(title, why, verb, seen.url(name), refusal=seen.why_not(check))


def _day(day: date) -> str:
    return date_format(day, "MONTH_DAY_FORMAT")
