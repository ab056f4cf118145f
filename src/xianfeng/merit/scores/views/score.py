"""One member's score: the number leads, the sum follows, and each line leads to its fact and its rule."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from xianfeng.engine.scheme import Scheme, Status
from xianfeng.engine.text import Text, joined
from xianfeng.facts.models import Fact
from xianfeng.merit.scores.chances import Room
from xianfeng.merit.scores.explaining import explanation_of
from xianfeng.merit.scores.headroom import headroom
from xianfeng.merit.scores.permissions import check_has_score
from xianfeng.merit.scores.standing import Standing, earlier_standings, standing_of
from xianfeng.merit.scores.summary import Summary, summary_of
from xianfeng.merit.scores.uncounted import uncounted_of
from xianfeng.merit.scores.words import chance_words, not_assessed_words, period_title, uncounted_words
from xianfeng.people.members.models import Member
from xianfeng.people.organizations.requests import ScopedRequest
from xianfeng.people.organizations.scope import Scope

FEWEST_FOR_A_CHART = 3


@dataclass(frozen=True, slots=True)
class ShownFact:
    """A fact as a line shows it: its note or what it is, then the rest."""

    pk: int
    title: Text
    rest: Text | None


@dataclass(frozen=True, slots=True)
class Past:
    """A period in a list of periods."""

    code: str
    title: Text
    summary: Summary
    is_shown: bool


@require_GET
def mine(request: ScopedRequest) -> HttpResponse:
    """Show one's own score so far."""
    check_has_score(request.scope)
    return _score(request, request.scope.member_id or 0)


@require_GET
def member(request: ScopedRequest, pk: int) -> HttpResponse:
    """Show the score so far of a member within reach."""
    return _score(request, pk)


def _score(request: ScopedRequest, pk: int) -> HttpResponse:
    reached = Member.objects.within(request.scope).select_related("branch")
    found: Member = get_object_or_404(reached, pk=pk)
    frame = {"member": found, "is_own": found.pk == request.scope.member_id}
    now = standing_of(found.branch, [found], timezone.localdate()) if found.branch else None
    if found.branch is None or now is None:
        return render(request, "scores/score_none.html", frame)
    periods = [*earlier_standings(found.branch, now), now]
    shown = _chosen(request, periods)
    context = {
        **frame, **_now(request.scope, shown), "is_now": shown is now, "now": now,
        "rooms": _rooms(shown) if shown is now else (), "periods": _periods(periods, shown),
        "is_charted": _is_charted(periods),
    }  # fmt: skip
    return render(request, "scores/score.html", context)


def _chosen(request: ScopedRequest, periods: Sequence[Standing]) -> Standing:
    """Return the period that is asked for, the present one without being asked; 404 for any other."""
    code = request.GET.get("period", periods[-1].period.code)
    found = next((each for each in periods if each.period.code == code), None)
    if found is None:
        raise Http404
    return found


def _now(scope: Scope, standing: Standing) -> dict[str, Any]:
    (found,), (record,), (result,) = standing.members, standing.records, standing.results
    scheme = standing.method.scheme
    facts = [fact for fact in record.facts if fact.on <= standing.as_of]
    return {
        "standing": standing,
        "scheme": scheme,
        "title": period_title(standing.period),
        "result": result,
        "summary": summary_of(scheme, result),
        "not_assessed": not_assessed_words(result),
        "explanation": explanation_of(scheme, standing.period, record, result, standing.as_of),
        "uncounted": [
            (each, uncounted_words(each, scheme)) for each in uncounted_of(scheme, facts, result.uncounted)
        ],
        "facts": _facts(scope, found, scheme, standing.as_of),
        "has_facts": bool(facts),
    }


def _facts(scope: Scope, found: Member, scheme: Scheme, last: date) -> Mapping[str, ShownFact]:
    """Return the year's facts in force as lines show them, by the engine's refs. One query."""
    facts = (
        Fact.objects.within(scope).in_force().filter(member=found, on__range=(date(last.year, 1, 1), last))
    )
    return shown_facts(facts.select_related("note"), scheme)


def shown_facts(facts: Iterable[Fact], scheme: Scheme) -> Mapping[str, ShownFact]:
    """Return facts as lines show them, by the engine's refs."""
    return {fact.ref: _shown(fact, scheme) for fact in facts}


def _shown(fact: Fact, scheme: Scheme) -> ShownFact:
    kind = scheme.kinds[fact.kind]
    outcome = kind.outcomes.get(fact.outcome)
    note = getattr(fact, "note", None)
    if note is None:
        return ShownFact(fact.pk, kind.title, outcome)
    return ShownFact(fact.pk, Text.same(note.text), joined([kind.title, outcome]) if outcome else kind.title)


def _rooms(standing: Standing) -> list[tuple[Room, list[Text]]]:
    """Return what would still count, in words; nothing for a member who is not assessed."""
    if standing.results[0].status is Status.NOT_ASSESSED:
        return []
    scheme = standing.method.scheme
    rooms = headroom(scheme, standing.period, standing.records[0], standing.as_of)
    return [(room, [chance_words(chance, scheme) for chance in room.chances]) for room in rooms]


def _periods(periods: Sequence[Standing], shown: Standing) -> list[Past]:
    """Return the periods of the year, the newest first."""
    return [
        Past(
            each.period.code, period_title(each.period), summary_of(each.method.scheme, each.results[0]),
            each is shown,
        )
        for each in reversed(periods)
    ]  # fmt: skip


def _is_charted(periods: Sequence[Standing]) -> bool:
    scored = [each for each in periods if each.results[0].score is not None]
    return len(scored) >= FEWEST_FOR_A_CHART
