"""What a notice says. Only the fields of `FIELDS` can leave; contacts are none of them, and there is no order by score.

The text of a notice is an official document and stands in Chinese, as it was approved, whatever the reader's language.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xianfeng.engine.amounts import show
from xianfeng.engine.calendar import Period
from xianfeng.engine.scheme import Band, Scheme, Status
from xianfeng.merit.assessments.models import Confirmation, Result, Settlement
from xianfeng.merit.methods.queries import rules_of
from xianfeng.merit.notices.models import Notice, NoticeRule
from xianfeng.merit.scores.words import period_title
from xianfeng.people.members.models import Office
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.roles import Post

FIELDS: Mapping[str, Any] = {
    "name": _("name"),
    "group": _("party group"),
    "band": _("grade"),
    "stars": _("stars"),
    "flags": _("flags of the year"),
    "aspects": _("a few words on aspects"),
    "score": _("score"),
    "award": _("award"),
}
"""What may be shown; scores only where the unit chose so (`NoticeRule`)."""
ALWAYS = ("name",)
CHECK_CODE = 12
COMMITTEE_FROM = 3
"""A branch with so many of its committee in office signs as a committee."""

Content = dict[str, Any]


def scheme_of(settlement: Settlement) -> Scheme | None:
    """Return the method by which a settlement was made."""
    period = settlement.period
    rules = rules_of(period.unit, period.scheme, Period.parse(period.code).start)
    return rules.scheme if rules else None


def allowed_fields(settlement: Settlement) -> list[str]:
    """Return the fields among which a branch may choose for its notice, in their order."""
    scheme = scheme_of(settlement)
    has_year = settlement.year_results.exclude(flags=None).exists()
    there = {"name", "group", "aspects"}
    there |= {"band"} if scheme and scheme.bands else set()
    there |= {"stars"} if scheme and any(band.stars is not None for band in scheme.bands) else set()
    there |= {"flags"} if has_year else set()
    there |= {"score"} if shows_score(settlement.period.unit) else set()
    return [field for field in FIELDS if field in there]


def usual_fields(settlement: Settlement) -> list[str]:
    """Return what is shown unless something else is chosen: the grade or the stars, and flags with the year."""
    allowed = allowed_fields(settlement)
    wanted = {"name", "flags", "stars" if "stars" in allowed else "band"}
    return [field for field in allowed if field in wanted]


def shows_score(branch: Unit) -> bool:
    """Return whether the nearest unit at or above a branch that has a rule lets notices show scores."""
    line = NoticeRule.objects.unscoped().filter(unit__path__in=[branch.path, *branch.paths_above])
    nearest = line.order_by("-unit__path").first()
    return bool(nearest and nearest.shows_score)


def upper_bands(bands: Sequence[Band]) -> list[str]:
    """Return the codes of the upper half of the bands, the highest first: those that are named in any case."""
    ordered = sorted(bands, key=lambda band: -band.at_least)
    return [band.code for band in ordered[: len(ordered) // 2]]


# ---- building it


def build(notice: Notice) -> Content:
    """Return what a notice of results says, from its settlement. Seven queries, however many members."""
    settlement = notice.settlement
    assert settlement is not None
    results = list(_results(settlement))
    scheme = scheme_of(settlement)
    bands = scheme.bands if scheme else ()
    named = {band.code for band in bands} if notice.names_all else set(upper_bands(bands))
    counted = Counter(result.band for result in results if result.band and result.band not in named)
    shown = [result for result in results if result.band not in counted]
    return {
        "title": title_of(settlement, scheme),
        "intro": _intro(settlement, scheme, len(results), notice.fields),
        "signed": signed_by(settlement.period.unit),
        "bands": [_band(band) for band in sorted(bands, key=lambda band: -band.at_least)],
        "rows": list(_rows(settlement, shown, notice)),
        "others": [{"band": band.code, "count": counted[band.code]} for band in bands if counted[band.code]],
        "waiting": settlement.results.filter(status=Status.INCOMPLETE).count(),
        "not_assessed": settlement.results.filter(status=Status.NOT_ASSESSED).count(),
        "settlement": {"version": settlement.version, "results_digest": settlement.results_digest},
    }


def _results(settlement: Settlement) -> Iterable[Result]:
    complete = settlement.results.filter(status=Status.COMPLETE).select_related("member__unit")
    found: Iterable[Result] = complete.order_by("member__sort_key", "member_id")
    return found


def _band(band: Band) -> dict[str, Any]:
    return {
        "code": band.code, "title": band.title.zh, "en": band.title.en, "at_least": band.at_least, "stars": band.stars,
    }  # fmt: skip


def _rows(settlement: Settlement, results: Iterable[Result], notice: Notice) -> Iterator[dict[str, Any]]:
    """Yield a row for each member, by surname, with the chosen fields alone."""
    flags = dict(settlement.year_results.values_list("member_id", "flags"))
    words = notice.content.get("aspects", {})
    for result in results:
        every = {
            "name": result.member.name, "group": _group(result.member.unit), "band": result.band,
            "stars": result.stars, "flags": flags.get(result.member_id),
            "aspects": words.get(str(result.member_id), ""),
            "score": None if result.score is None else show(result.score),
        }  # fmt: skip
        yield {"member": result.member_id} | {field: every[field] for field in notice.fields}


def _group(unit: Unit | None) -> str:
    return unit.name if unit and unit.kind == Unit.Kind.GROUP else ""


def title_of(settlement: Settlement, scheme: Scheme | None) -> str:
    """Return the title of a notice of results: 关于2026年第三季度党员量化考核结果的公示."""
    has_stars = scheme is not None and any(band.stars is not None for band in scheme.bands)
    what = "党员星级评定结果" if has_stars else "党员量化考核结果"
    return f"关于{period_title(Period.parse(settlement.period.code)).zh}{what}的公示"


def _intro(settlement: Settlement, scheme: Scheme | None, count: int, fields: Sequence[str]) -> str:
    period = settlement.period
    method = f"根据《{scheme.title.zh}》（{period.version.year}年版），" if scheme else ""
    told = "现将等次公示如下" if {"band", "stars"} & set(fields) else "现公示如下"
    return (
        f"{method}支部对{count}名党员{period_title(Period.parse(period.code)).zh}的表现作了考核"
        f"{_confirmed(settlement)}。{told}，名单按姓氏拼音排列，不分先后。"
    )


def _confirmed(settlement: Settlement) -> str:
    """Return by which meetings the results were confirmed."""
    met = dict(settlement.confirmations.values_list("level", "met_on"))
    words = ""
    if Confirmation.Level.BRANCH in met:
        words += f"，经{chinese_day(met[Confirmation.Level.BRANCH])}支部会议核定"
    if Confirmation.Level.ABOVE in met:
        words += "，其中支部书记的结果由上级党组织核定"
    return words


def signed_by(branch: Unit) -> str:
    """Return under whose name a branch signs: 中共采油二站支部委员会; without a committee, as the branch."""
    offices = Office.objects.unscoped().filter(unit=branch).exclude(post=Post.GROUP_LEADER)
    has_committee = offices.held(timezone.localdate()).count() >= COMMITTEE_FROM
    place = branch.name.removesuffix("党支部")
    return f"中共{place}支部委员会" if has_committee else f"中共{place}支部"


def chinese_day(day: date) -> str:
    """Return a day as documents have it: 2026年10月13日."""
    return f"{day.year}年{day.month}月{day.day}日"


# ---- what was approved and what stands there now


def digest_of(content: Content) -> str:
    """Return the digest of what a notice says; the print carries its beginning as the check code."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def check_code(digest: str) -> str:
    """Return a digest as people compare it: 4F7C-19AE-B203."""
    start = digest[:CHECK_CODE].upper()
    return "-".join(start[at : at + 4] for at in range(0, len(start), 4))


def members_of(content: Content) -> list[int]:
    """Return the ids of the members named."""
    return [row["member"] for row in content.get("rows", ())]


def _has_band(row: Content, band: Content) -> bool:
    """Return whether a row stands in a band, by its code or by its stars where the notice shows those instead."""
    if row.get("band"):
        return bool(row["band"] == band.get("code"))
    return row.get("stars") is not None and bool(row["stars"] == band.get("stars"))


def stands_alone(content: Content) -> bool:
    """Return whether one person alone is named in the lowest band, so that it should be counted instead."""
    bands = content.get("bands", ())
    lowest = bands[-1] if bands else {}
    alone = [row for row in content.get("rows", ()) if _has_band(row, lowest)]
    return len(alone) == 1
