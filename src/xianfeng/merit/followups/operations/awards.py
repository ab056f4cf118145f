"""An award on its way: nominated, discussed by the branch, on public notice, approved above, granted, told (2.2 (14)).

Whom a decision bars gets no award of that year: it is asked at every step.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.engine.calendar import Period
from xianfeng.engine.text import Text
from xianfeng.merit.followups import basis, states
from xianfeng.merit.followups.models import REASON_LENGTH, TEXT_LENGTH, Award
from xianfeng.merit.followups.operations.checks import (
    refuse,
    wrong_day,
    wrong_document,
    wrong_majority,
    wrong_reason,
    wrong_words,
)
from xianfeng.merit.followups.queries import periods_of, results_in, scheme_of, vetoed_in
from xianfeng.merit.notices.models import WINDOW, Notice
from xianfeng.merit.notices.operations import draft_award_notice
from xianfeng.merit.notices.states import OPEN_OBJECTIONS
from xianfeng.people.audit.operations import Actor, record
from xianfeng.people.members.models import Member
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.scope import operation

BY_BRANCH = (Award.Kind.EXCELLENT, Award.Kind.MEMBER_STAR)
"""Honours for which a branch may nominate by itself; the rotating flag follows from the red flags alone."""
TITLES: Mapping[str, Text] = {
    Award.Kind.EXCELLENT: Text("优秀共产党员", "excellent party member"),
    Award.Kind.MEMBER_STAR: Text("党员之星", "member star"),
    Award.Kind.ROTATING_FLAG: Text("流动红旗", "rotating red flag"),
}
"""What an honour is called in official words."""
IS_OVER = (Notice.State.CLOSED, Notice.State.FILED)


@operation
def nominate_award(
    actor: Actor, unit: Unit, *, member: Member, kind: str, year: int, reason: str, at: datetime | None = None
) -> Award:
    """Nominate a member of a branch because of her last final result of a year, and of what she did.

    Raises ValidationError: without a final result, after a decision, and for who is nominated already.
    """
    settled = results_in(periods_of(unit, year)).filter(member=member, score__isnull=False)
    result = settled.order_by("-settlement__period__code").first()
    there = Award.objects.unscoped().filter(member=member, kind=kind, year=year).exists()
    refuse({
        "member": _("There is no final result of this year for this member.") if result is None
        else _("This member is nominated already.") if there else _barred(member.pk, year),
        "kind": "" if kind in BY_BRANCH else _("Choose one of those offered."),
        "reason": wrong_words(reason.strip(), REASON_LENGTH) if reason.strip() else _("Say what she is nominated for."),
    })  # fmt: skip
    assert result is not None
    scheme = scheme_of(result.settlement.period)
    code = result.settlement.period.code
    words = basis.of_result(result, scheme, code) if scheme else Text.same(str(Period.parse(code).year))
    words += Text(f"；{reason.strip()}", f"; {reason.strip()}")
    award: Award = Award.objects.create(
        unit=unit, member=member, settlement=result.settlement, kind=kind, year=year,
        basis=basis.kept(words, by=basis.BRANCH, flags=None), changed_by=actor.user_id,
        changed_at=at or timezone.now(),
    )  # fmt: skip
    record(actor, "followups.nominate_award", award, unit.pk, kind=kind, year=year)
    return award


@operation
def discuss_award(
    actor: Actor, award: Award, *, document: str, votes: int, present: int, at: datetime | None = None
) -> Award:
    """Record that the branch's meeting voted for an award. Raises ValidationError without more than half."""
    award, state = _locked(award, "discuss")
    refuse({"document": wrong_document(document.strip()), "votes": wrong_majority(votes, present)})
    award.document, award.votes, award.present = document.strip(), votes, present
    return _moved(actor, award, state, "followups.discuss_award", at)


@operation
def publicise_award(
    actor: Actor, *awards: Award, workdays: int = WINDOW, at: datetime | None = None
) -> Notice:
    """Draft one public notice of awards of a branch, one kind and one year; it is checked and published as any notice.

    Raises ValidationError, also for one whose notice stands.
    """
    found = [_locked(award, "publicise") for award in awards]
    rows = [award for award, _state in found]
    if len({(award.unit_id, award.kind, award.year) for award in rows}) != 1:
        raise ValidationError(_("One notice is about one honour, of one branch and one year."))
    if any(award.notice and award.notice.state != Notice.State.WITHDRAWN for award in rows):
        raise ValidationError(_("The notice of this award is there already."))
    first = rows[0]
    title = f"关于{first.year}年度{TITLES[first.kind].zh}拟表彰对象的公示"
    named = [(award.member, TITLES[award.kind].zh) for award in rows]
    notice: Notice = draft_award_notice(
        actor, first.unit, title=title, awards=named, workdays=workdays, at=at
    )
    for award, state in found:
        award.notice = notice
        _moved(actor, award, state, "followups.publicise_award", at)
    return notice


@operation
def approve_award(actor: Actor, award: Award, *, document: str, at: datetime | None = None) -> Award:
    """Record that the level above approved an award, after its notice was over. Raises ValidationError."""
    award, state = _locked(award, "approve")
    refuse({"document": wrong_document(document.strip()), "__all__": _wrong_notice(award.notice)})
    award.approval = document.strip()
    return _moved(actor, award, state, "followups.approve_award", at)


@operation
def grant_award(actor: Actor, award: Award, *, granted_on: date, at: datetime | None = None) -> Award:
    """Record that an award was handed over. Raises ValidationError."""
    award, state = _locked(award, "grant")
    refuse({"granted_on": wrong_day(granted_on, at)})
    award.granted_on = granted_on
    return _moved(actor, award, state, "followups.grant_award", at)


@operation
def tell_story(actor: Actor, award: Award, *, story: str, at: datetime | None = None) -> Award:
    """Publish to the branch what a granted award was for. Raises ValidationError."""
    award, state = _locked(award, "tell")
    award.story = story.strip()
    refuse(
        {
            "story": wrong_words(award.story, TEXT_LENGTH)
            if award.story
            else _("Write what the others can learn.")
        }
    )
    return _moved(actor, award, state, "followups.tell_story", at)


@operation
def drop_award(actor: Actor, award: Award, *, reason: str, at: datetime | None = None) -> Award:
    """Record that an award is not carried on, and why. Raises ValidationError."""
    award = _found(award)
    state = states.step(states.AWARDS, award.state, "drop")
    award.reason = reason.strip()
    refuse({"reason": wrong_reason(award.reason)})
    return _moved(actor, award, state, "followups.drop_award", at)


def _found(award: Award) -> Award:
    # Without joins: PostgreSQL gives a joined row as it was before the lock was waited for.
    found: Award = Award.objects.unscoped().select_for_update().get(pk=award.pk)
    return found


def _locked(award: Award, deed: str) -> tuple[Award, str]:
    award = _found(award)
    state = states.step(states.AWARDS, award.state, deed)
    if barred := _barred(award.member_id, award.year):
        raise ValidationError(barred)
    return award, state


def _barred(member: int, year: int) -> str:
    if vetoed_in(year, [member]):
        return _("A decision bars this member from awards of this year.")
    return ""


def _wrong_notice(notice: Notice | None) -> str:
    if notice is None or notice.state not in IS_OVER:
        return _("First the public notice has to be over.")
    if notice.objections.filter(state__in=OPEN_OBJECTIONS).exists():
        return _("There is an objection to the notice that has not been answered.")
    return ""


def _moved(actor: Actor, award: Award, state: str, action: str, at: datetime | None) -> Award:
    award.state, award.changed_by, award.changed_at = state, actor.user_id, at or timezone.now()
    award.save()
    record(actor, action, award, award.unit_id, kind=award.kind, year=award.year)
    return award
