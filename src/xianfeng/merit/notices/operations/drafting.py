"""Drafting a notice: of a settlement, or of awards. A new draft takes the place of one that nobody has seen yet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.merit.assessments.models import Settlement
from xianfeng.merit.assessments.states import State as PeriodState
from xianfeng.merit.notices.content import (
    ALWAYS,
    FIELDS,
    allowed_fields,
    build,
    chinese_day,
    signed_by,
    usual_fields,
)
from xianfeng.merit.notices.models import WINDOW, Notice
from xianfeng.merit.notices.operations.common import checked_words
from xianfeng.merit.notices.states import COMING, NOTICE, move
from xianfeng.people.audit.operations import Actor, record
from xianfeng.people.members.models import Member
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.scope import operation

MOST_WORKDAYS, ASPECTS_LENGTH, TITLE_LENGTH, AWARD_LENGTH = 30, 60, 120, 40
DRAFTABLE = (PeriodState.COMPUTED, PeriodState.CONFIRMED, PeriodState.PUBLICISED)


@operation
def draft_notice(
    actor: Actor,
    settlement: Settlement,
    *,
    audience: str = Notice.Audience.TEAM,
    workdays: int = WINDOW,
    fields: Iterable[str] | None = None,
    names_all: bool = True,
    aspects: Mapping[int, str] | None = None,
    at: datetime | None = None,
) -> Notice:
    """Draft the notice of a settlement; once published, it replaces those of the same period.

    `aspects` are a few words on a member by id. Raises ValidationError, also for a field that may not be shown.
    """
    _check_period(settlement)
    chosen = _fields(settlement, usual_fields(settlement) if fields is None else list(fields))
    before = _before(settlement)
    notice = Notice(
        unit=settlement.period.unit, settlement=settlement, replaces=before, audience=_audience(audience),
        version=_version(settlement), fields=chosen, names_all=names_all, workdays=_workdays(workdays),
        content={"aspects": _aspects(aspects or {})}, drafted_by=actor.user_id, drafted_at=at or timezone.now(),
    )  # fmt: skip
    notice.title = build(notice)["title"]
    _drop_drafts(actor, settlement, at)
    notice.save()
    record(
        actor, "notices.draft", notice, notice.unit_id, version=notice.version, settlement=settlement.version
    )
    return notice


def _check_period(settlement: Settlement) -> None:
    period = settlement.period
    period.refresh_from_db()
    if period.settlement_id != settlement.pk:
        raise ValidationError(
            _("The results were settled again; the notice is drafted from the version that holds.")
        )
    if period.state not in DRAFTABLE:
        raise ValidationError(
            _("There is nothing to publish yet: %(state)s.") % {"state": period.get_state_display()}
        )


def _fields(settlement: Settlement, chosen: Sequence[str]) -> list[str]:
    allowed = allowed_fields(settlement)
    unknown = [field for field in chosen if field not in allowed]
    if unknown:
        titles = "、".join(str(FIELDS.get(field, field)) for field in unknown)
        raise ValidationError({"fields": [_("This may not be shown: %(titles)s.") % {"titles": titles}]})
    return [field for field in allowed if field in chosen or field in ALWAYS]


def _audience(audience: str) -> str:
    if audience not in Notice.Audience.values:
        raise ValidationError({"audience": [_("Choose one of those offered.")]})
    return audience


def _workdays(workdays: int) -> int:
    if not 1 <= workdays <= MOST_WORKDAYS:
        raise ValidationError({"workdays": [_("From 1 to %(most)s working days.") % {"most": MOST_WORKDAYS}]})
    return workdays


def _aspects(aspects: Mapping[int, str]) -> dict[str, str]:
    written = {str(member): words for member, words in aspects.items() if words.strip()}
    return {member: checked_words("aspects", words, ASPECTS_LENGTH) for member, words in written.items()}


def _of_period(settlement: Settlement) -> Any:
    return Notice.objects.unscoped().filter(settlement__period=settlement.period_id)


def _before(settlement: Settlement) -> Notice | None:
    """Return the last one drafted for the period: every version points to the one before it."""
    last: Notice | None = _of_period(settlement).filter(replaced_by=None).order_by("-id").first()
    return last


def _version(settlement: Settlement) -> int:
    """Return the number that readers see: those that were never published do not count."""
    return int(_of_period(settlement).exclude(published_at=None).count()) + 1


def _drop_drafts(actor: Actor, settlement: Settlement, at: datetime | None) -> None:
    """Withdraw what was on its way; another draft takes its place."""
    for draft in _of_period(settlement).filter(state__in=COMING):
        move(draft, "withdraw", NOTICE)
        draft.reason, draft.ended_at, draft.content = _("drafted again"), at or timezone.now(), {}
        draft.save(update_fields=["state", "reason", "ended_at", "content"])
        record(actor, "notices.withdraw", draft, draft.unit_id, version=draft.version, redrafted=True)


@operation
def draft_award_notice(
    actor: Actor,
    unit: Unit,
    *,
    title: str,
    awards: Sequence[tuple[Member, str]],
    audience: str = Notice.Audience.BRANCH,
    workdays: int = WINDOW,
    at: datetime | None = None,
) -> Notice:
    """Draft a notice of who is to get which award, by surname. Raises ValidationError."""
    if not awards:
        raise ValidationError({"awards": [_("Nobody is to get an award.")]})
    title = checked_words("title", title, TITLE_LENGTH)
    notice = Notice.objects.create(
        unit=unit, subject=Notice.Subject.AWARD, title=title, audience=_audience(audience),
        workdays=_workdays(workdays), fields=["name", "award"], content=_awards(unit, title, awards, at),
        drafted_by=actor.user_id, drafted_at=at or timezone.now(),
    )  # fmt: skip
    record(actor, "notices.draft", notice, unit.pk, awards=len(awards))
    return notice


def _awards(
    unit: Unit, title: str, awards: Sequence[tuple[Member, str]], at: datetime | None
) -> dict[str, Any]:
    day = chinese_day(timezone.localdate(at))
    by_name = sorted(awards, key=lambda award: (award[0].sort_key, award[0].pk))
    return {
        "title": title,
        "intro": f"经支部研究（{day}），拟对下列同志予以表彰，现公示如下，名单按姓氏拼音排列，不分先后。",
        "signed": signed_by(unit),
        "bands": [],
        "rows": [
            {"member": member.pk, "name": member.name, "award": checked_words("awards", award, AWARD_LENGTH)}
            for member, award in by_name
        ],
        "others": [],
        "waiting": 0,
        "not_assessed": 0,
    }
