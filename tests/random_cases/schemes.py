"""Random schemes: their components, and what follows from a result."""

from __future__ import annotations

from tests.random_cases.components import components_and_sheets
from tests.random_cases.drawing import Data, Draw
from tests.random_cases.setting import Setting, new_setting

CUTS = [9000, 8000, 7000, 6000, 7550, 8999, 5000, 3000, 1000, 2000, 500, 4001]
ACTIONS = ["talk", "restudy", "problem_item", "nominate", "publish"]
PEOPLE = ["secretary", "group_leader", "committee"]


def random_scheme(draw: Draw, period: str) -> tuple[Setting, Data]:
    """Return a scheme as its file has it, and what its parts refer to."""
    at_most = draw.pick("unlimited", "120", "30.55", "100") if draw.chance(0.4) else None
    setting = new_setting(draw, period, at_most in ("unlimited", "120"))
    scheme = {**_head(setting, at_most), **_body(setting), **_after(draw)}
    scheme |= {"consequences": _consequences(draw, scheme)} if draw.chance(0.6) else {}
    keys = draw.shuffled(list(scheme)) if draw.chance(0.2) else list(scheme)
    return setting, {key: scheme[key] for key in keys}


def _head(setting: Setting, at_most: str | None) -> Data:
    head = {"scheme": "random", "title": "随机办法", "version": "2020-01-01", "source": "default"}
    return {**head, "period": setting.period, **({"at_most": at_most} if at_most else {})}


def _body(setting: Setting) -> Data:
    components, sheets = components_and_sheets(setting)
    body: Data = {"kinds": setting.kinds, "components": components}
    if setting.variants != ["standard"] or setting.draw.chance(0.5):
        body["variants"] = _variants(setting)
    if setting.offices:
        body["offices"] = {office: f"职务{office}" for office in setting.offices}
    return {**body, "sheets": sheets} if sheets else body


def _variants(setting: Setting) -> Data:
    """Return the variants; the last of several is sometimes not assessed."""
    variants = {variant: {"title": f"类别{variant}"} for variant in setting.variants}
    if len(variants) > 1 and setting.draw.chance(0.25):
        variants[setting.variants[-1]]["assessed"] = "false"
    return variants


def _after(draw: Draw) -> Data:
    """Return what is done with a result: moved, rounded, banded, vetoed, rolled up."""
    keys: Data = {}
    if draw.chance(0.4):
        keys["adjust"] = {"by": "consult", "within": draw.amount(draw.pick(500, 100, 33, 1000))}
    if draw.chance(0.35):
        keys["band_on"] = draw.pick("whole", "whole", "hundredths")
    if draw.chance(0.85):
        keys["bands"] = _bands(draw)
    if draw.chance(0.5):
        keys["veto"] = _veto(draw)
    if draw.chance(0.7):
        starred = any(band.get("stars", "0") != "0" for band in keys.get("bands", []))
        keys["year"] = _flags(draw) if starred else {}
    return keys


def _bands(draw: Draw) -> list[Data]:
    """Return bands from high to low, more often than not with stars; some have stars, others none."""
    cuts = [*sorted(draw.some(CUTS, 1, 4), reverse=True), 0]
    bands: list[Data] = [
        {"code": f"band{'abcde'[n]}", "title": f"等次{n}", "at_least": draw.amount(cut)}
        for n, cut in enumerate(cuts)
    ]
    starred = draw.pick([], bands, bands, draw.some(bands))
    return [
        {**band, "stars": str(len(cuts) - 1 - n)} if band in starred else band for n, band in enumerate(bands)
    ]


def _veto(draw: Draw) -> Data:
    veto: Data = {"kinds": draw.pick(["veto.a", "veto.b"], "veto.a", ["veto.b"])}
    return {**veto, "lasts": draw.pick("year", "period")} if draw.chance(0.6) else veto


def _flags(draw: Draw) -> Data:
    if draw.chance(0.2):
        return {}
    carry = {"carry": draw.pick("year", "none", "always")} if draw.chance(0.8) else {}
    return {"flags": {"stars": str(draw.randint(1, 3)), **carry}}


# ---- consequences


def _consequences(draw: Draw, scheme: Data) -> list[Data]:
    return [_consequence(draw, scheme) for _ in range(draw.randint(1, 4))]


def _consequence(draw: Draw, scheme: Data) -> Data:
    at_year = "year" in scheme and draw.chance(0.3)
    when = _conditions(draw, scheme)
    if at_year and "flags" in scheme["year"] and draw.chance(0.7):
        when["flags_at_least"] = str(draw.randint(1, 3))
    rest: Data = {"at": "year"} if at_year else {}
    if draw.chance(0.7):
        rest["by"] = draw.alone_or_listed(draw.some(PEOPLE, 1, 2))
    if draw.chance(0.6):
        rest["within_days"] = str(draw.randint(1, 30))
    return {"when": when, "do": draw.choice(ACTIONS), **rest}


def _conditions(draw: Draw, scheme: Data) -> Data:
    """Return conditions; none at all holds for everybody."""
    when: Data = {}
    if "bands" in scheme and draw.chance(0.6):
        when["band"] = draw.alone_or_listed(draw.some([band["code"] for band in scheme["bands"]]))
    if draw.chance(0.5):
        when["status"] = draw.alone_or_listed(draw.some(["complete", "incomplete", "not_assessed"], 1, 2))
    if "veto" in scheme and draw.chance(0.4):
        when["veto"] = draw.pick("true", "false")
    return when
