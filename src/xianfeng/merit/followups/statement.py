"""A statement of a result for use elsewhere: what it says, in official Chinese, and the code by which it is compared.

It says nothing that the member does not see on her own page, and nothing about anybody else.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass

from xianfeng.engine.amounts import show, show_exact
from xianfeng.engine.calendar import Period
from xianfeng.engine.components import EXACT
from xianfeng.engine.scheme import Scheme, Status
from xianfeng.merit.assessments.models import Confirmation, Result, YearResult
from xianfeng.merit.followups.basis import of_year
from xianfeng.merit.followups.queries import final_on, scheme_of
from xianfeng.merit.notices.content import check_code, chinese_day, signed_by
from xianfeng.merit.scores.words import period_title

TITLE = "党员量化考核结果情况说明"
USE = "本说明供评先评优、干部考核、党员民主评议时参考，只陈述考核结果，本身不改变任何人的身份、待遇或者其他结果。"
STATES = {
    Status.COMPLETE: "考核完整", Status.INCOMPLETE: "考核不完整，没有形成总分", Status.NOT_ASSESSED: "本期不参加考核",
}  # fmt: skip
LEVELS = {Confirmation.Level.BRANCH: "支部会议核定", Confirmation.Level.ABOVE: "上级党组织核定"}


@dataclass(frozen=True, slots=True)
class Part:
    """A component as a line of the table: its title, weight and score, and what it adds."""

    title: str
    weight: str
    score: str
    part: str


@dataclass(frozen=True, slots=True)
class Statement:
    """What a statement says; the day on which it is made is not part of it, so its code stays the same."""

    number: str
    name: str
    branch: str
    signed: str
    period: str
    method: str
    status: str
    score: str
    band: str
    adjustment: str
    year: str
    parts: tuple[Part, ...]
    confirmed: tuple[str, ...]
    final_on: str
    version: int
    digest: str

    @property
    def code(self) -> str:
        """Return the check code: the beginning of the digest of everything the statement says."""
        text = json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)
        return check_code(hashlib.sha256(text.encode()).hexdigest())

    @property
    def intro(self) -> str:
        """Return the sentence before the table."""
        return f"{self.name}同志系{self.branch}党员。按照{self.method}，该同志{self.period}考核结果如下："

    @property
    def rows(self) -> tuple[tuple[str, str], ...]:
        """Return the pairs of a word and its value."""
        pairs = (
            ("考核周期", self.period), ("考核情况", self.status), ("考核总分", self.score), ("商评调整", self.adjustment),
            ("等次", self.band), ("年度情况", self.year), ("核定", "；".join(self.confirmed)), ("结果生效", self.final_on),
        )  # fmt: skip
        return tuple(pair for pair in pairs if pair[1])


def statement_of(result: Result) -> Statement:
    """Return the statement of a final result. Seven queries."""
    settlement, period = result.settlement, result.settlement.period
    scheme = scheme_of(period)
    day = final_on(period)
    band = scheme.band(result.band) if scheme else None
    return Statement(
        number=f"{period.code}-{result.pk}",
        name=result.member.name,
        branch=period.unit.name,
        signed=signed_by(period.unit),
        period=period_title(Period.parse(period.code)).zh,
        method=f"《{scheme.title.zh}》（{period.version.year}年版）" if scheme else period.scheme,
        status=STATES[Status(result.status)],
        score=_amount(result.score),
        band=band.title.zh if band else "",
        adjustment=_signed(result.adjustment),
        year=_year(result, scheme),
        parts=tuple(_parts(result, scheme)),
        confirmed=tuple(_confirmed(result)),
        final_on=chinese_day(day) if day else "",
        version=settlement.version,
        digest=settlement.results_digest,
    )


def _amount(amount: int | None) -> str:
    return "" if amount is None else show(amount)


def _signed(points: int | None) -> str:
    return f"{'+' if points > 0 else ''}{show(points)}" if points else ""


def _parts(result: Result, scheme: Scheme | None) -> Iterator[Part]:
    for kept in result.components:
        known = scheme.components.get(kept["code"]) if scheme else None
        exact = kept.get("part")
        yield Part(
            known.title.zh if known else kept["code"], show(kept["weight"]), _amount(kept.get("score")) or "未形成",
            "" if exact is None else show_exact(exact, EXACT),
        )  # fmt: skip


def _confirmed(result: Result) -> Iterator[str]:
    for made in result.settlement.confirmations.order_by("met_on", "level"):
        if made.level == Confirmation.Level.BRANCH or result.member_id in made.members:
            yield f"{LEVELS[made.level]}，{chinese_day(made.met_on)}，{made.document}"


def _year(result: Result, scheme: Scheme | None) -> str:
    found = YearResult.objects.unscoped().filter(settlement=result.settlement, member=result.member).first()
    if found is None or found.score is None or scheme is None:
        return ""
    return of_year(found, scheme, Period.parse(result.settlement.period.code).year).zh
