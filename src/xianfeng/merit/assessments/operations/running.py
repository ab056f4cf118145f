"""Starting, stopping and resuming a settlement of many branches; the work itself stands in `runs`."""

from __future__ import annotations

from functools import partial

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.engine.calendar import Period
from xianfeng.merit.assessments.models import Run
from xianfeng.merit.assessments.operations.periods import check_over
from xianfeng.merit.assessments.roster import list_branches
from xianfeng.merit.assessments.tasks import settle_many
from xianfeng.people.audit.operations import Actor, record
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.scope import operation

State = Run.State
GOING = (State.WAITING, State.RUNNING)


@operation
def start_run(actor: Actor, unit: Unit, *, code: str) -> Run:
    """Let the job worker compute a period of all branches below a unit.

    Raises ValidationError before the period is over, without branches, and while another such run is going.
    """
    try:
        period = Period.parse(code)
    except ValueError:
        raise ValidationError({"code": [_("There is no such period.")]}) from None
    check_over(code, timezone.localdate())
    Unit.objects.unscoped().select_for_update().get(pk=unit.pk)
    if Run.objects.unscoped().filter(unit=unit, code=code, state__in=GOING).exists():
        raise ValidationError(_("This period is being computed already."))
    total = list_branches(unit, period.end).count()
    if not total:
        raise ValidationError(_("There is no branch here."))
    run = Run.objects.create(unit=unit, code=code, total=total, started_by=actor.user_id)
    record(actor, "assessments.start_run", run, unit.pk, period=code, number=total)
    _queue(run)
    return run


@operation
def stop_run(actor: Actor, run: Run) -> Run:
    """Stop a run: nothing of it has been stored; what is done so far waits to be resumed. Raises ValidationError."""
    _lock(run)
    if run.state not in GOING:
        raise ValidationError(_("This is not going on now: %(state)s.") % {"state": run.get_state_display()})
    _set(run, State.STOPPED)
    record(actor, "assessments.stop_run", run, run.unit_id, period=run.code, number=run.done)
    return run


@operation
def resume_run(actor: Actor, run: Run) -> Run:
    """Go on with a run that was stopped or failed. Raises ValidationError."""
    _lock(run)
    if run.state not in (State.STOPPED, State.FAILED):
        raise ValidationError(
            _("This does not wait to be resumed: %(state)s.") % {"state": run.get_state_display()}
        )
    _set(run, State.WAITING)
    record(actor, "assessments.resume_run", run, run.unit_id, period=run.code, number=run.done)
    _queue(run)
    return run


def _lock(run: Run) -> None:
    run.refresh_from_db(from_queryset=Run.objects.unscoped().select_for_update(of=("self",)))


def _set(run: Run, state: str) -> None:
    run.state, run.problem = state, ""
    run.ended_at = None if state == State.WAITING else timezone.now()
    run.save(update_fields=["state", "problem", "ended_at"])


def _queue(run: Run) -> None:
    transaction.on_commit(partial(settle_many.enqueue, run.pk))
