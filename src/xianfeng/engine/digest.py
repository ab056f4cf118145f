"""Digests of what went in and what came out, so that history cannot be rewritten behind a notice.

Every row becomes one line of tab-separated fields; of ballots, it is their totals and the sums of their
items that do, as no single answer has another effect. A member's lines, sorted, give that member's SHA-256, and the digest of the whole is the SHA-256 over the members'
digests in order of member id. Amounts are integers in hundredths. Names, notes and reasons in words are left out: erasing a person's data
must not break the chain.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from hashlib import sha256

from xianfeng.engine.calendar import Period
from xianfeng.engine.facts import Ballot, Record
from xianfeng.engine.polls import added_up
from xianfeng.engine.results import ComponentResult, MemberResult
from xianfeng.engine.scheme import Scheme

Field = str | int | date | bool | None
_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def line_of(*fields: Field) -> str:
    """Return one row as a line: None is \\N, truth is 0 or 1, tabs and line ends are escaped."""
    return "\t".join(map(_field, fields))


def _field(field: Field) -> str:
    if isinstance(field, str):
        plain = field.isprintable() and "\\" not in field
        return field if plain else field.translate(_ESCAPES)
    if field is None:
        return "\\N"
    return str(int(field)) if isinstance(field, bool) else str(field)


def hashed(lines: Iterable[str]) -> str:
    """Return the SHA-256 of the lines, sorted by code point and each ended by a line feed, in hexadecimal."""
    return sha256("".join(f"{line}\n" for line in sorted(lines)).encode()).hexdigest()


def combined(header: str, members: Iterable[tuple[str, str]]) -> str:
    """Return the digest of the whole from pairs of a member's id and digest, in order of the ids."""
    whole = sha256(f"{header}\n".encode())
    for member, digest in members:
        whole.update(f"{line_of(member, digest)}\n".encode())
    return whole.hexdigest()


def header(scheme: Scheme, period: Period, as_of: date) -> str:
    """Return the line that says what was settled: scheme, version, period, up to which day."""
    return line_of(scheme.code, scheme.version, period.code, as_of)


def input_lines(scheme: Scheme, record: Record, carried: int | None = None) -> Iterator[str]:
    """Yield a record's rows: roster, facts, ballots, decisions, carried stars."""
    for row in record.member.rows:
        offices = ",".join(sorted(row.offices))
        yield line_of("roster", row.branch, row.group, row.variant, offices, row.start, row.end)
    for fact in record.facts:
        yield line_of("fact", fact.on, fact.ref, fact.kind, fact.quantity, fact.outcome, fact.document)
    yield from _ballots(scheme, record.ballots)
    if record.adjustment:
        yield line_of("adjustment", record.adjustment.points, record.adjustment.document)
    if record.resolution:
        for code, weight in record.resolution.weights.items():
            yield line_of("resolution", record.resolution.document, code, weight)
    if carried is not None:
        yield line_of("carried", carried)


def _ballots(scheme: Scheme, ballots: Sequence[Ballot]) -> Iterator[str]:
    for component in scheme.components.values():
        sums = added_up(component, scheme.sheet_of(component), ballots)
        if sums.totals:
            yield line_of("ballots", component.raters, *sums.totals)
        for item, total in sums.items.items():
            yield line_of("answers", component.raters, item, total)


def result_lines(result: MemberResult) -> Iterator[str]:
    """Yield a result's rows: the result, its reasons, components with tallies, items, lines."""
    yield line_of(
        "result", result.branch, result.variant, result.status, result.score, result.adjustment,
        result.band, result.veto, result.stars,
    )  # fmt: skip
    for reason in result.reasons:
        yield line_of("reason", reason.why, reason.subject, reason.have, reason.need)
    for component in result.components:
        yield from _component(component)
    for item in result.items:
        yield line_of(
            "item", item.component, item.tally, item.section, item.item, item.due, item.sum, item.value
        )
    for line in result.lines:
        yield line_of(
            "line", line.component, line.tally, line.item, line.rule, line.window, line.ref, line.on,
            line.have, line.need, line.raw, line.counted, line.reason,
        )  # fmt: skip


def _component(component: ComponentResult) -> Iterator[str]:
    yield line_of(
        "component", component.code, component.weight, component.score, component.part,
        component.ballots, component.kept, component.reason,
    )  # fmt: skip
    for tally in component.tallies:
        yield line_of(
            "tally", component.code, tally.tally, tally.counts, tally.score, tally.start,
            tally.earned, tally.due, tally.of, tally.base, tally.extra,
        )  # fmt: skip
