"""From final results to what follows: talks, tasks and nominations, once for each version of a period."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.engine.calendar import Period
from xianfeng.engine.scheme import Action, Scheme
from xianfeng.engine.text import Text
from xianfeng.merit.assessments.models import AssessmentPeriod, Result, YearResult
from xianfeng.merit.assessments.operations import use
from xianfeng.merit.assessments.states import State
from xianfeng.merit.followups import basis
from xianfeng.merit.followups.models import Award, Talk, Task
from xianfeng.merit.followups.queries import final_on, results_in, scheme_of, vetoed_in
from xianfeng.people.audit.operations import Actor, record
from xianfeng.people.organizations.scope import operation

WITHIN_DAYS = 15
"""Days for a talk where a method names none (default)."""
TASKS: Mapping[str, str] = {Action.RESTUDY: Task.Kind.RESTUDY, Action.PROBLEM_ITEM: Task.Kind.PROBLEM}
REPLACED = Text("结果已由新的版本代替", "the result was replaced by a newer version")
Outcome = Result | YearResult


@dataclass(frozen=True, slots=True)
class Drawn:
    """How many of each were drawn up."""

    talks: int = 0
    tasks: int = 0
    awards: int = 0


@dataclass(frozen=True, slots=True)
class _Matter:
    """A final period with what its settlement says."""

    period: AssessmentPeriod
    settlement: int
    scheme: Scheme
    final_on: date
    results: tuple[Result, ...]
    years: tuple[YearResult, ...]

    @property
    def year(self) -> int:
        return Period.parse(self.period.code).year

    def asked(self, *actions: str) -> Iterator[tuple[Outcome, dict[str, Any]]]:
        """Yield each of these consequences with the result it follows from; nothing for who left the register."""
        every: tuple[Outcome, ...] = (*self.results, *self.years)
        for result in every:
            for following in result.consequences if result.member.unit_id is not None else ():
                if following["do"] in actions:
                    yield result, following

    def by_day(self, following: Mapping[str, Any]) -> date | None:
        days = following.get("within_days")
        return None if days is None else self.final_on + timedelta(days=days)


@operation
def draw_up(actor: Actor, period: AssessmentPeriod, *, at: datetime | None = None) -> Drawn:
    """Draw up what follows from a final period, which is in use then. Raises ValidationError before it is final.

    A second time nothing changes. After a period was opened again, what was due by the older version goes.
    """
    period = AssessmentPeriod.objects.unscoped().select_for_update().get(pk=period.pk)
    if period.state == State.USED:
        return Drawn()
    if period.state != State.FINALISED or period.settlement_id is None:
        raise ValidationError(_("The results of this period are not final yet."))
    matter = _matter_of(period, period.settlement_id)
    _replace(period, at)
    drawn = Drawn(_draw_talks(matter), _draw_tasks(matter), _nominate(actor, matter, at))
    counts = {"talks": drawn.talks, "tasks": drawn.tasks, "awards": drawn.awards}
    record(actor, "followups.draw_up", period, period.unit_id, period=period.code, **counts)
    use(actor, period, at=at)
    return drawn


def _matter_of(period: AssessmentPeriod, settlement: int) -> _Matter:
    scheme = scheme_of(period)
    if scheme is None:
        raise ValidationError(_("The method of this period is no longer here."))
    years = YearResult.objects.unscoped().filter(settlement=settlement).select_related("member")
    return _Matter(
        period, settlement, scheme, final_on(period) or timezone.localdate(), tuple(results_in([period])),
        tuple(years.order_by("member__sort_key", "member_id")),
    )  # fmt: skip


def _replace(period: AssessmentPeriod, at: datetime | None) -> None:
    """Take back what is due by older versions of the period; what was held, done or discussed stays."""
    older = {"settlement__period": period}
    now = {"settlement": period.settlement_id}
    Talk.objects.unscoped().filter(**older, state=Talk.State.DUE).exclude(**now).update(
        state=Talk.State.CANCELLED, reason=REPLACED.zh, recorded_at=at or timezone.now()
    )
    Task.objects.unscoped().filter(**older, state=Task.State.DUE).exclude(**now).update(
        state=Task.State.CANCELLED, note=REPLACED.zh
    )
    nominated = Award.objects.unscoped().filter(**older, state=Award.State.NOMINATED, basis__by=basis.METHOD)
    nominated.exclude(**now).delete()


def _draw_talks(matter: _Matter) -> int:
    wanted: dict[tuple[int, str], Talk] = {}
    for result, following in matter.asked(Action.TALK):
        by = list(following.get("by") or ())
        kind = Talk.Kind.REMINDER if "group_leader" in by else Talk.Kind.CORRECTIVE
        due_on = matter.by_day(following) or matter.final_on + timedelta(days=WITHIN_DAYS)
        before = wanted.get((result.member_id, kind))
        if before is None or due_on < before.due_on:
            wanted[result.member_id, kind] = Talk(
                unit_id=matter.period.unit_id, member_id=result.member_id, due_on=due_on,
                settlement_id=matter.settlement, kind=kind, by=by,
            )  # fmt: skip
    return len(Talk.objects.bulk_create(_not_yet(Talk, matter, wanted)))


def _draw_tasks(matter: _Matter) -> int:
    wanted = {
        (result.member_id, TASKS[following["do"]]): Task(
            unit_id=matter.period.unit_id, member_id=result.member_id, kind=TASKS[following["do"]],
            settlement_id=matter.settlement, due_on=matter.by_day(following),
        )
        for result, following in matter.asked(*TASKS)
    }  # fmt: skip
    return len(Task.objects.bulk_create(_not_yet(Task, matter, wanted)))


def _not_yet(model: Any, matter: _Matter, wanted: Mapping[tuple[int, str], Any]) -> list[Any]:
    """Return what was not held or done because of an older version of the same period."""
    done = model.objects.unscoped().filter(settlement__period=matter.period)
    done = set(done.exclude(state=model.State.CANCELLED).values_list("member", "kind"))
    return [made for key, made in wanted.items() if key not in done]


def _nominate(actor: Actor, matter: _Matter, at: datetime | None) -> int:
    wanted = {(row.member_id, row.kind): row for row in (*_named(matter), *_rotating(matter))}
    barred = vetoed_in(matter.year, [member for member, _kind in wanted])
    there = set(Award.objects.unscoped().filter(year=matter.year).filter(
        member__in=[member for member, _kind in wanted]
    ).values_list("member", "kind"))  # fmt: skip
    new = [row for key, row in wanted.items() if key not in there and key[0] not in barred]
    for row in new:
        row.changed_by, row.changed_at = actor.user_id, at or timezone.now()
    return len(Award.objects.bulk_create(new))


def _named(matter: _Matter) -> Iterator[Award]:
    """Yield who is nominated by the method."""
    for result, _following in matter.asked(Action.NOMINATE):
        if isinstance(result, YearResult):
            words, flags = basis.of_year(result, matter.scheme, matter.year), result.flags
        else:
            words, flags = basis.of_result(result, matter.scheme, matter.period.code), None
        yield _award(matter, result, Award.Kind.EXCELLENT, words, flags)


def _rotating(matter: _Matter) -> Iterator[Award]:
    """Yield those with the most red flags of the year, all of them where several have the most."""
    holders = [
        year for year in matter.years if year.flags and not year.veto and year.member.unit_id is not None
    ]
    most = max((year.flags or 0 for year in holders), default=0)
    for year in holders:
        if year.flags == most:
            words = basis.of_year(year, matter.scheme, matter.year)
            yield _award(matter, year, Award.Kind.ROTATING_FLAG, words, year.flags)


def _award(matter: _Matter, result: Outcome, kind: str, words: Text, flags: int | None) -> Award:
    return Award(
        unit_id=matter.period.unit_id, member_id=result.member_id, settlement_id=matter.settlement,
        kind=kind, year=matter.year, basis=basis.kept(words, by=basis.METHOD, flags=flags),
    )  # fmt: skip
