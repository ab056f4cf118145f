"""All branches below a unit at once: staged branch by branch, then stored in one transaction, all or none.

What is staged nobody sees. A run that is stopped or killed goes on where it was. Before it is stored, a mark of all that
each branch read is taken again; where something has changed meanwhile the branch is computed again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xianfeng.engine.calendar import Period
from xianfeng.merit.assessments.marks import marks_of
from xianfeng.merit.assessments.methods import asks_for_ballots, text_of
from xianfeng.merit.assessments.models import AssessmentPeriod, Run, Staged
from xianfeng.merit.assessments.operations.periods import close_period, prepare
from xianfeng.merit.assessments.operations.settlements import is_new, store
from xianfeng.merit.assessments.roster import list_branches
from xianfeng.merit.assessments.settling import Outcome, basis_of, compute
from xianfeng.merit.assessments.states import State
from xianfeng.merit.methods.queries import method_of
from xianfeng.merit.reviews.models import Round
from xianfeng.people.audit.operations import PROGRAM, Actor, record
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.scope import operation

LEFT_OUT: dict[str, Any] = {
    "no_method": _("goes by no method then, or by one of other periods"),
    "needs_round": _("ballots have not been collected yet"),
    "collecting": _("ballots are being collected"),
    "not_opened": _("the round of ballots has not been opened"),
    "confirmed": _("its results have been confirmed already"),
}
"""Why nothing is computed of a branch."""
Going = Run.State


def work(run: Run) -> None:
    """Do a run, from where it stands, until it is stored or stopped. Raises what went wrong, which the run then tells."""
    if not begin(run):
        return
    try:
        marks = marks_of(run)
        if all(stage(run, branch, marks.get(branch.pk, "")) for branch in list_left(run)):
            finish(run)
    except Exception as error:
        _fail(run, error)
        raise


@operation
def begin(run: Run) -> bool:
    """Set a waiting run going; one that is going was left by a worker that was killed."""
    _lock(run)
    if run.state not in (Going.WAITING, Going.RUNNING):
        return False
    run.state, run.problem = Going.RUNNING, ""
    run.save(update_fields=["state", "problem"])
    return True


def _lock(run: Run) -> None:
    now = Run.objects.unscoped().select_for_update(of=("self",)).select_related("unit")
    run.refresh_from_db(from_queryset=now)


def _actor(run: Run) -> Actor:
    return Actor(run.started_by) if run.started_by else PROGRAM


def list_left(run: Run) -> Iterator[Unit]:
    """Yield the branches that are neither staged nor left out yet."""
    done = set(Staged.objects.filter(run=run).values_list("period__unit", flat=True))
    done |= {int(pk) for pk in run.left_out}
    for branch in list_branches(run.unit, Period.parse(run.code).end):
        if branch.pk not in done:
            yield branch


# ---- staging: what is read and computed holds no lock; what is written is one short transaction


def stage(run: Run, branch: Unit, mark: str) -> bool:
    """Compute one branch and lay the outcome aside; return whether the run is to go on.

    `mark` was taken before anything of the branch was read.
    """
    period, why = _period_of(run, branch)
    outcome = None if period is None or why else compute(basis_of(period))
    content = None if outcome is None else {"mark": mark, "outcome": outcome.as_json()}
    return _lay_aside(run, branch, period, content, why)


def _period_of(run: Run, branch: Unit) -> tuple[AssessmentPeriod | None, str]:
    """Return the period of a branch, prepared and closed if need be, and why nothing is computed of it, '' if it is."""
    asked = AssessmentPeriod.objects.unscoped().filter(unit=branch, code=run.code)
    period = asked.select_related("unit", "round", "settlement").first()
    if period is None:
        span = Period.parse(run.code)
        method = method_of(branch, span.start)
        if method is None or method.scheme.period is not span.unit:
            return None, "no_method"
        period = prepare(_actor(run), branch, code=run.code)
    why = why_not(period)
    if not why and period.state == State.CONFIGURED:
        close_period(_actor(run), period)
    return period, why


def why_not(period: AssessmentPeriod) -> str:
    """Return the code of why a run leaves a period out, '' where it computes it."""
    if period.state == State.CONFIGURED:
        text = text_of(period)
        asks = text is not None and asks_for_ballots(text.scheme_for(period.unit))
        return "needs_round" if asks else ""
    if period.state == State.OPEN:
        return "collecting"
    if period.state not in (State.CLOSED, State.COMPUTED):
        return "confirmed"
    is_opened = period.round is None or period.round.state == Round.State.OPENED
    return "" if is_opened else "not_opened"


@operation
def _lay_aside(
    run: Run, branch: Unit, period: AssessmentPeriod | None, content: dict[str, Any] | None, why: str
) -> bool:
    _lock(run)
    if run.state != Going.RUNNING:
        return False
    if content is None:
        run.left_out[str(branch.pk)] = why
    else:
        Staged.objects.update_or_create(run=run, period=period, defaults={"content": content})
    run.done = Staged.objects.filter(run=run).count() + len(run.left_out)
    run.save(update_fields=["done", "left_out"])
    return True


# ---- storing


@operation
def finish(run: Run) -> None:
    """Store everything that was staged, or nothing."""
    _lock(run)
    if run.state != Going.RUNNING:
        return
    _hold(run)
    staged = Staged.objects.filter(run=run).order_by("pk")
    marks = marks_of(run)
    stored = sum(_store(run, pk, marks) for pk in list(staged.values_list("pk", flat=True)))
    Staged.objects.filter(run=run).delete()
    run.state, run.ended_at = Going.DONE, timezone.now()
    run.save(update_fields=["state", "ended_at", "left_out"])
    record(
        _actor(run), "assessments.finish_run", run, run.unit_id, period=run.code, number=stored,
        left_out=len(run.left_out),
    )  # fmt: skip


def _hold(run: Run) -> None:
    """Let nobody decide or sign anything in the periods of a run until it is stored. Two queries."""
    periods = AssessmentPeriod.objects.unscoped().filter(
        pk__in=Staged.objects.filter(run=run).values("period")
    )
    rounds = [period.round_id for period in periods.select_for_update(of=("self",)).order_by("pk")]
    list(Round.objects.unscoped().filter(pk__in=filter(None, rounds)).select_for_update().order_by("pk"))


def _store(run: Run, pk: int, marks: Mapping[int, str]) -> bool:
    """Store what was staged of a branch; return whether it is a new version."""
    staged = Staged.objects.select_related("period__unit", "period__round", "period__settlement").get(pk=pk)
    period = staged.period
    why = why_not(period)
    if why:
        run.left_out[str(period.unit_id)] = why
        return False
    is_same = staged.content["mark"] == marks.get(period.unit_id)
    outcome = Outcome.of_json(staged.content["outcome"]) if is_same else compute(basis_of(period))
    if not is_new(period, outcome):
        return False
    store(_actor(run), period, outcome)
    return True


@operation
def _fail(run: Run, error: Exception) -> None:
    _lock(run)
    if run.state == Going.RUNNING:
        words = "; ".join(error.messages) if isinstance(error, ValidationError) else type(error).__name__
        run.state, run.problem, run.ended_at = Going.FAILED, words, timezone.now()
        run.save(update_fields=["state", "problem", "ended_at"])
