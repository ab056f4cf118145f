"""What goes into a settlement and what comes out: every member by the specification, and the digests of both.

`Basis` names everything that is read, and is kept with the settlement; `compute` reads nothing but what it names, all
of which stays. So the same comes out again at any time, on any database, and as `engine.organisation` gives it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from xianfeng.engine import facts as engine
from xianfeng.engine.calendar import Period
from xianfeng.engine.digest import combined, hashed, header, input_lines, result_lines
from xianfeng.engine.organisation import records
from xianfeng.engine.results import MemberResult
from xianfeng.engine.scheme import Kind, Scheme
from xianfeng.engine.settle import settle_member
from xianfeng.facts.catalogue import as_engine
from xianfeng.facts.models import Fact, Ledger
from xianfeng.facts.models import Kind as OwnKind
from xianfeng.merit.assessments import roster, rows
from xianfeng.merit.assessments.methods import text_of
from xianfeng.merit.assessments.models import Adjustment, AssessmentPeriod, Resolution, Settlement
from xianfeng.merit.assessments.years import read_year, settle_years
from xianfeng.merit.methods.queries import knowing
from xianfeng.merit.reviews.models import Round
from xianfeng.merit.reviews.queries import ballots_of
from xianfeng.merit.scores.records import facts_up_to

Json = dict[str, Any]


class MethodGone(RuntimeError):
    """Raised when the text of a method is no longer there; published versions are kept by triggers."""


@dataclass(frozen=True, slots=True)
class Basis:
    """What a settlement reads. All but the scheme is kept with it, as `Settlement` says.

    Ballots are those of the round, as they stood at a moment or as they stand (None).
    """

    period: Period
    scheme: Scheme
    method: str
    round_id: int | None
    roster: roster.Rows
    read_up_to: Mapping[str, int]
    decisions: Json
    year_from: Json
    at: datetime | None = None

    @property
    def columns(self) -> Json:
        """Return the columns of a settlement."""
        return {
            "as_of": self.period.end, "method": self.method, "round_id": self.round_id, "roster": dict(self.roster),
            "read_up_to": dict(self.read_up_to), "decisions": self.decisions, "year_from": self.year_from,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Settled:
    """One member: what was read, and what came of it."""

    record: engine.Record
    result: MemberResult


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is stored of a settlement: its columns, and those of its results and of its results of a year.

    The year is None where earlier results are past their time and gone, which they never are when one is stored.
    """

    columns: Json
    results: list[Json]
    year: list[Json] | None

    def differs_from(self, held: Settlement) -> bool:
        """Return whether anything that counts is other than in a version: not words, nor facts that were not read."""
        names = ("method", "round_id", "year_from", "inputs_digest", "results_digest")
        return any(self.columns[name] != getattr(held, name) for name in names)

    def as_json(self) -> Json:
        """Return it as it is staged."""
        return {**asdict(self), "columns": {**self.columns, "as_of": self.columns["as_of"].isoformat()}}

    @classmethod
    def of_json(cls, content: Json) -> Outcome:
        """Return what was staged."""
        columns = {**content["columns"], "as_of": date.fromisoformat(content["columns"]["as_of"])}
        return cls(columns, content["results"], content["year"])


# ---- what is read


def basis_of(period: AssessmentPeriod) -> Basis:
    """Return what a settlement of a period reads now. Some fifteen queries, however many members there are.

    Raises MethodGone.
    """
    text = text_of(period)
    if text is None:
        raise MethodGone(f"{period.scheme} {period.version}")
    scheme, span = text.scheme_for(period.unit), Period.parse(period.code)
    lives = roster.read_assessed(period.unit, span.end)
    members = [life.member.pk for life in lives.of]
    return Basis(
        period=span,
        scheme=scheme,
        method=text.digest,
        round_id=period.round_id,
        roster=roster.written(lives, scheme, span.end),
        read_up_to=_ends(period, members, span),
        decisions=decisions_of(period, members),
        year_from=read_year(period, scheme, members),
    )


def _ends(period: AssessmentPeriod, members: list[int], span: Period) -> dict[str, int]:
    """Return where the records of the branch, and of those in which the members have facts, end now. One query."""
    facts = Fact.objects.unscoped().filter(member__in=members, on__range=(date(span.year, 1, 1), span.end))
    branches = facts.order_by().values("unit")
    found = Ledger.objects.filter(unit__in=branches) | Ledger.objects.filter(unit=period.unit_id)
    return {str(unit): last for unit, last in found.order_by("unit").values_list("unit", "last_number")}


def decisions_of(period: AssessmentPeriod, members: list[int]) -> Json:
    """Return what was decided about members, as a settlement keeps it. Two queries."""
    adjusted = Adjustment.objects.unscoped().filter(period=period, member__in=members).order_by("member")
    resolved = Resolution.objects.unscoped().filter(period=period, member__in=members).order_by("member")
    return {
        "adjustments": {str(a.member_id): _told(a, points=a.points) for a in adjusted},
        "resolutions": {str(r.member_id): _told(r, weights=r.weights) for r in resolved},
    }


def _told(decision: Adjustment | Resolution, **values: Any) -> Json:
    return {**values, "reason": decision.reason, "document": decision.document}


def basis_then(settlement: Settlement) -> Basis:
    """Return what a settlement read, from what is kept with it. Two queries. Raises MethodGone."""
    period = settlement.period
    text = text_of(period, settlement.method)
    if text is None:
        raise MethodGone(f"{period.scheme} {period.version}")
    return Basis(
        period=Period.parse(period.code),
        scheme=text.scheme_for(period.unit),
        method=text.digest,
        round_id=settlement.round_id,
        roster=settlement.roster,
        read_up_to=settlement.read_up_to,
        decisions=settlement.decisions,
        year_from=settlement.year_from,
        at=settlement.settled_at,
    )


def inputs_of(basis: Basis, member: str = "") -> tuple[Scheme, engine.Inputs]:
    """Return what the engine settles, of everybody or of one member, and the scheme with every kind it needs.

    Two or three queries and those of the ballots.
    """
    kept = {member: basis.roster[member]} if member else basis.roster
    members = roster.read(kept)
    ends = {int(unit): last for unit, last in basis.read_up_to.items()}
    first, last = date(basis.period.year, 1, 1), basis.period.end
    facts = tuple(facts_up_to([int(one.id) for one in members], first, last, ends))
    scheme = knowing(basis.scheme, _kinds_from_elsewhere(basis.scheme, facts))
    code = basis.period.code
    return scheme, engine.Inputs(
        members=members,
        facts=facts,
        ballots={code: tuple(_ballots(basis, kept))},
        adjustments={code: tuple(_adjustments(basis, kept))},
        resolutions={code: tuple(_resolutions(basis, kept))},
        carried_stars=basis.year_from.get("carried", {}),
    )


def _kinds_from_elsewhere(scheme: Scheme, facts: tuple[engine.Fact, ...]) -> dict[str, Kind]:
    """Return the kinds of facts that members brought from another branch. One query if there are any."""
    unknown = {fact.kind for fact in facts} - scheme.kinds.keys()
    found = OwnKind.objects.filter(code__in=unknown) if unknown else ()
    return {kind.code: as_engine(kind) for kind in found}


def _ballots(basis: Basis, kept: roster.Rows) -> Iterator[engine.Ballot]:
    if basis.round_id is None:
        return
    by_member = ballots_of(Round.objects.unscoped().get(pk=basis.round_id), at=basis.at)
    for member in kept:
        yield from by_member.get(int(member), ())


def _adjustments(basis: Basis, kept: roster.Rows) -> Iterator[engine.Adjustment]:
    for member, told in basis.decisions["adjustments"].items():
        if member in kept:
            yield engine.Adjustment(member, told["points"], told["reason"], told["document"])


def _resolutions(basis: Basis, kept: roster.Rows) -> Iterator[engine.Resolution]:
    for member, told in basis.decisions["resolutions"].items():
        if member in kept:
            yield engine.Resolution(member, told["document"], told["weights"])


# ---- what comes out


def compute(basis: Basis) -> Outcome:
    """Return what comes of a basis: the same as `engine.organisation.settle_period`, to the digests."""
    scheme, inputs = inputs_of(basis)
    settled = [
        Settled(record, settle_member(scheme, basis.period, record))
        for record in records(inputs, basis.period, basis.period.end)
    ]
    top = header(scheme, basis.period, basis.period.end)
    went_in = {
        each.record.member.id: digest_in(scheme, each.record, inputs.carried_stars) for each in settled
    }
    came_out = {each.result.member: hashed(result_lines(each.result)) for each in settled}
    return Outcome(
        columns={
            **basis.columns,
            "inputs_digest": combined(top, sorted(went_in.items())),
            "results_digest": combined(top, sorted(came_out.items())),
        },
        results=[rows.of_result(each.result, came_out[each.result.member]) for each in settled],
        year=settle_years(scheme, basis.year_from, [each.result for each in settled]),
    )


def digest_in(scheme: Scheme, record: engine.Record, carried: Mapping[str, int]) -> str:
    """Return the digest of what was read about a member."""
    return hashed(input_lines(scheme, record, carried.get(record.member.id)))
