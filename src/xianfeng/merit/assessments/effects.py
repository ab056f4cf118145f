"""What was moved by hand, and what it does: adjustments by a panel, and items scored otherwise than the facts say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from xianfeng.engine.amounts import show
from xianfeng.engine.facts import Ballot, Record
from xianfeng.engine.organisation import records
from xianfeng.engine.polls import item_points, worth
from xianfeng.engine.results import MemberResult
from xianfeng.engine.scheme import Component, Scheme, Sheet
from xianfeng.engine.settle import band_for, finished, settle_member
from xianfeng.engine.text import Text
from xianfeng.merit.assessments.grades import Grade, grade_of
from xianfeng.merit.assessments.models import Adjustment, Result, Settlement
from xianfeng.merit.assessments.settling import Basis, basis_then, inputs_of
from xianfeng.merit.assessments.words import signed
from xianfeng.merit.reviews.models import RaterKind, SignedBallot
from xianfeng.people.members.models import Member


@dataclass(frozen=True, slots=True)
class Moved:
    """One thing that was moved by hand: what, from what to what, and how total and grade move with it."""

    member: Member
    what: Text
    change: str
    before: int | None
    after: int | None
    grade_before: Grade | None
    grade_after: Grade | None
    reason: str
    document: str = ""
    adjustment: int | None = None

    @property
    def is_same_grade(self) -> bool:
        return self.grade_before == self.grade_after


# ---- adjustments


def adjusted_of(
    scheme: Scheme, results: Iterable[Result], decided: Mapping[int, Mapping[str, Any]]
) -> list[Moved]:
    """Return adjustments with their effect, by surname; `decided` is by member. Nothing where the method has none."""
    if scheme.adjust is None:
        return []
    what = scheme.adjust.title or Text("调整", "adjustment")
    return [
        _adjusted(scheme, what, each, decided[each.member_id])
        for each in results
        if each.member_id in decided
    ]


def _adjusted(scheme: Scheme, what: Text, result: Result, told: Mapping[str, Any]) -> Moved:
    before, after = (_total(scheme, result, points) for points in (None, told["points"]))
    return Moved(
        result.member, what, signed(told["points"]), before, after, _grade(scheme, before, result),
        _grade(scheme, after, result), told["reason"], told["document"], told.get("pk"),
    )  # fmt: skip


def _total(scheme: Scheme, result: Result, points: int | None) -> int | None:
    return None if result.weighted is None else finished(scheme, result.weighted, points)


def _grade(scheme: Scheme, score: int | None, result: Result) -> Grade | None:
    band = None if score is None else band_for(scheme, score, result.veto)
    return grade_of(scheme, band.code) if band else None


def adjustments_now(rows: Iterable[Adjustment]) -> dict[int, dict[str, Any]]:
    """Return adjustments as they stand now, by member; those may be taken back."""
    return {
        row.member_id: {
            "points": row.points, "reason": row.reason, "document": row.document, "pk": row.pk,
        }
        for row in rows
    }  # fmt: skip


def adjustments_then(settlement: Settlement) -> dict[int, Mapping[str, Any]]:
    """Return the adjustments that went into a version, by member."""
    return {int(pk): told for pk, told in settlement.decisions.get("adjustments", {}).items()}


# ---- items that facts fill in, and that the committee scored otherwise


def rescored_of(settlement: Settlement, scheme: Scheme, members: Mapping[int, Member]) -> list[Moved]:
    """Return the items scored otherwise than facts say, by surname, with their effect. Nothing without a round.

    One query; where there are such items what the settlement read is read again.
    """
    component = _prefilled(scheme)
    if component is None or settlement.round_id is None:
        return []
    ballots = [each for each in _signed(settlement) if _changed(scheme, component, each)]
    if not ballots:
        return []
    basis = basis_then(settlement)
    scheme, inputs = inputs_of(basis, _only(ballots))
    by_member = {each.member.id: each for each in records(inputs, basis.period, basis.period.end)}
    found = (
        moved
        for each in ballots
        if each.ratee.member_id in members and str(each.ratee.member_id) in by_member
        for moved in _Rescored(basis, scheme, component, by_member[str(each.ratee.member_id)]).each(
            each, members
        )
    )
    return sorted(found, key=lambda moved: (moved.member.sort_key, moved.member.pk))


def _only(ballots: Sequence[SignedBallot]) -> str:
    """Return the member whom alone they are about, '' for several."""
    about = {each.ratee.member_id for each in ballots}
    return str(about.pop()) if len(about) == 1 else ""


def _prefilled(scheme: Scheme) -> Component | None:
    return next((each for each in scheme.components.values() if each.prefilled), None)


def _signed(settlement: Settlement) -> Iterable[SignedBallot]:
    found: Iterable[SignedBallot] = (
        SignedBallot.objects.unscoped()
        .filter(ratee__round=settlement.round_id, rater_kind=RaterKind.ORGANISATION, replaced_at=None)
        .select_related("ratee")
    )
    return found


def _changed(scheme: Scheme, component: Component, ballot: SignedBallot) -> list[str]:
    """Return the items of a ballot that facts would have filled in."""
    sheet = scheme.sheet_of(component)
    ruled = {code for code, item in sheet.items.items() if item.rules} if sheet else set()
    return [code for code in ballot.answers if code in ruled]


@dataclass(frozen=True, slots=True)
class _Rescored:
    """One member whose items were scored otherwise, while the effect of each is worked out."""

    basis: Basis
    scheme: Scheme
    component: Component
    record: Record

    @property
    def sheet(self) -> Sheet:
        found = self.scheme.sheet_of(self.component)
        assert found is not None, "a prefilled component has a sheet"
        return found

    def each(self, ballot: SignedBallot, members: Mapping[int, Member]) -> Iterator[Moved]:
        now = self._settled(self.record)
        own = next(each for each in self.record.ballots if each.rater_kind == self.component.raters)
        scored = worth(self.component, item_points(self.sheet), own)
        for code in _changed(self.scheme, self.component, ballot):
            before = self._settled(self._without(code))
            item = next((each for each in before.items if each.item == code), None)
            given = show(item.value) if item and item.value is not None else "—"
            yield Moved(
                members[ballot.ratee.member_id], self.sheet.items[code].title,
                f"{given} → {show(scored[code])}", before.score, now.score,
                grade_of(self.scheme, before.band), grade_of(self.scheme, now.band), ballot.reasons.get(code, ""),
            )  # fmt: skip

    def _settled(self, record: Record) -> MemberResult:
        return settle_member(self.scheme, self.basis.period, record)

    def _without(self, code: str) -> Record:
        return replace(self.record, ballots=tuple(self._less(each, code) for each in self.record.ballots))

    def _less(self, ballot: Ballot, code: str) -> Ballot:
        if ballot.rater_kind != self.component.raters:
            return ballot
        return replace(ballot, answers={item: said for item, said in ballot.answers.items() if item != code})
