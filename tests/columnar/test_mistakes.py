"""A mistake in the SQL text is noticed: the comparison with the specification is not blind to any step."""

from __future__ import annotations

import duckdb
import pytest

from tests.columnar.test_equal import EVERYDAY, disagreement
from xianfeng.columnar import script

MISTAKES = {
    "the row before a change holds on its day": ("o.from_day <= e.day", "o.from_day < e.day"),
    "the first row does not hold before it begins": ("(o.nth = 1 or ", "("),
    "a month counts by its first day alone": (
        "\n    and bool_or(covers(r.from_day, r.to_day, m.last_day))",
        "",
    ),
    "leave does not excuse a month": ("and not bool_or(x.member is not null)", ""),
    "exactly half is not enough": (">= count(m.month)", "> count(m.month)"),
    "a component without weight is looked at": (" and w.weight <> 0", ""),
    "a resolution is added to the weights": (" and p.member not in (select member from resolved)", ""),
    "the variant is that of as_of": ("and s.moment = p.moment", "and s.moment = 0"),
    "a rule holds for every variant": ("join rule_fits f on f.rule = s.rule and f.variant = t.variant", ""),
    "facts before the year are read": ("where f.day between first_day() and as_of()", "where f.day <= as_of()"),
    "facts of a day come in no order of ref": ("order by d.day, d.ref rows", "order by d.day, -length(d.ref) rows"),
    "a cap looks at the value alone": ("least(at_most, used - value)", "0"),
    "one more fact than `times` counts": ("f.number > r.times", "f.number > r.times + 1"),
    "steps forget earlier facts": ("(f.so_far::bigint - f.quantity) // r.per", "0"),
    "a judged value is not moved into its range": ("clamp(d.quantity, l.judged_least, l.judged_most)", "d.quantity"),
    "excused facts count as required": ("count(*) filter (r.matched) as facts", "count(*) as facts"),
    "the first fact is the latest": ("order by d.day desc, d.ref desc", "order by d.day, d.ref"),
    "the last fitting target is taken": ("arg_min(t.amount, t.position)", "arg_max(t.amount, t.position)"),
    "months that do not count have a target": ("sum(t.amount) filter (m.counts)", "sum(t.amount)"),
    "a target is not divided by the months": ("else half_up(t.total, s.unit_months)", "else t.total"),
    "facts are not counted in hundredths": ("100 * half_up(t.total, 100 * s.unit_months)", "half_up(t.total, 100 * s.unit_months)"),
    "a need of nothing is judged": ("when need = 0 or not judged then", "when not judged then"),
    "a window is judged everywhere": ("when need = 0 or not judged then", "when need = 0 then"),
    "nothing is excused from everything": ("(listed > 0 or if_none = 'skip')", "if_none = 'skip'"),
    "more than the target is better": ("least(have, need)", "have"),
    "a part of a step deducts": ("// per)\n  end as points", "/ per)\n  end as points"),
    "an item without due rules is due": ("coalesce(s.any_due, false) as due", "true as due"),
    "an item has no ceiling": ("clamp(sum, i.least, i.most) end as value", "sum end as value"),
    "a section has no limit": ("sum(clamp(s.value, c.least, c.most))", "sum(s.value)"),
    "nothing is rescaled": ("else half_up(earned * of_points, due)", "else earned"),
    "a sheet has no bounds": ("clamp(start + base + extra, least, most)", "start + base + extra"),
    "tallies that do not count are in the mean": (
        "half_up(sum(score) filter (counts)::bigint, count(score) filter (counts))",
        "half_up(sum(score)::bigint, count(score))",
    ),
    "too few ballots are enough": ("coalesce(len(t.totals), 0) >= c.at_least", "true"),
    "ballots are trimmed always": ("when len(t.totals) >= c.trim_when", "when len(t.totals) > 2 * c.trim_drop"),
    "the lowest ballot is kept": ("t.totals[c.trim_drop + 1 :", "t.totals[c.trim_drop :"),
    "facts fill in what raters answered": ("anti join answered n on n.member = a.member", "anti join answered n on n.member < 0"),
    "a part is a percentage of the weight": ("when c.out_of_weight then", "when false then"),
    "a missing component is zero": ("when bool_or(r.reason is not null) then null else", "when false then null else"),
    "an adjustment has no limit": ("clamp(j.points::bigint, -within(), within())", "j.points::bigint"),
    "the result has no ceiling": (", 0, ceiling())", ", 0, null)"),
    "whole points are cut off": ("then half_up(n, 100) * 100", "then n // 100 * 100"),
    "a band begins above its limit": ("score >= at_least", "score > at_least"),
    "a veto changes no band": ("when veto then max(position)", ""),
    "rounding goes to the lower": ("(2 * n + d) // (2 * d)", "(2 * n + d - 1) // (2 * d)"),
    "negative amounts round up": ("-((2 * -n + d) // (2 * d))", "-((2 * -n + d - 1) // (2 * d))"),
    "every fact is counted": (") seen on seen.track = t.track and", ") seen on seen.track < 0 and"),
    "a fact of another period is uncounted": ("where d.day >= period_start()", ""),
    "excusing facts are uncounted": ("anti join excusing e on e.kind = o.kind", ""),
}  # fmt: skip


@pytest.mark.parametrize("mistake", MISTAKES)
def test_every_mistake_is_one_of_the_text(mistake: str) -> None:
    right, _ = MISTAKES[mistake]
    assert sum(script.step(name).count(right) for name in script.STEPS) in {1, 2, 3}


@pytest.mark.slow
@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_in_the_text_is_noticed(mistake: str, monkeypatch: pytest.MonkeyPatch) -> None:
    right, wrong = MISTAKES[mistake]
    texts = {name: script.step(name).replace(right, wrong) for name in (*script.STEPS, script.DIGESTS)}
    monkeypatch.setattr(script, "step", texts.__getitem__)
    assert any(noticed(seed) for seed in EVERYDAY)


def noticed(seed: int) -> bool:
    try:
        return disagreement(seed) is not None
    except duckdb.Error:  # The database refuses what the mistake made.
        return True
