"""A scheme file is read whole or refused with every problem, each with its line and what is allowed."""

from __future__ import annotations

import json

import jsonschema
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from xianfeng.engine.language.keys import SCHEME
from xianfeng.engine.loading import check_scheme, load_catalogue, load_scheme
from xianfeng.engine.problems import InvalidInput, Problem
from xianfeng.schemes import library

SOUND = """\
scheme: trial
version: "2025-01-01"
source: default
period: quarter
variants:
  standard: {title: 党员}
  guest: {title: 客人, assessed: false}
offices: {secretary: 书记}
kinds:
  act.done: {title: 做事, unit: 次}
  act.felt: {title: 反响, outcomes: {leave: 请假在外}}
  act.seen: {title: 到会, outcomes: {present: 到, absent: 缺, leave: 假}, excused: [leave]}
sheets:
  points:
    sections:
      base:
        of: 60
        items:
          meet: {points: 40, rules: [{ratio: act.seen, met: present, points: 40}]}
          work: {points: 20, rules: [{reach: act.done, target: {secretary: 8, otherwise: 4}, points: 20}]}
      more:
        plus: 40
        items:
          help: {points: 10, rules: [{each: act.done, points: 2, at_most: 6}]}
      less:
        minus: unlimited
        items:
          miss: {rules: [{each: act.seen, outcome: absent, points: -2}]}
components:
  points: {weight: 60, sheet: points}
  mutual: {weight: 40, raters: mutual, at_least: 3}
bands:
  - {code: good, title: 良好, at_least: 75}
  - {code: rest, title: 其他, at_least: 0}
consequences:
  - {when: {band: rest}, do: talk, by: secretary, within_days: 7}
"""


def problems_of(text: str) -> tuple[Problem, ...]:
    return check_scheme(text, "trial.yaml", library.catalogue()).problems


def changed(before: str, after: str) -> str:
    assert SOUND.count(before) == 1, before
    return SOUND.replace(before, after)


def test_the_sound_scheme_is_sound() -> None:
    assert problems_of(SOUND) == ()
    scheme = load_scheme(SOUND, "trial.yaml", library.catalogue())
    assert scheme.sheets["points"].sections["base"].items["work"].rules[0].target == {
        "secretary": 800,
        "otherwise": 400,
    }
    assert scheme.components["mutual"].weight_for("standard") == 4000


LINE = {text: number for number, text in enumerate(SOUND.splitlines(), 1)}

BROKEN = [
    # before, after, what the English message says, the key
    ("period: quarter", "perod: quarter", 'Did you mean "period"', "perod"),
    ("period: quarter", "period: decade", '"decade" is not one of the allowed words', "period"),
    ('version: "2025-01-01"', 'version: "2025-13-01"', "is not a date", "version"),
    ("source: default\n", "", "source is missing", ""),
    ("offices: {secretary: 书记}", "offices: {standard: 书记}", "both a variant and an office", "offices.standard"),
    ("unit: 次}", "unit: 次, colour: red}", 'unknown key "colour"', "kinds.act.done.colour"),
    ("excused: [leave]", "excused: [leaf]", 'unknown outcome "leaf"', "kinds.act.seen.excused"),
    ("act.done: {title", "hazard.fixed: {title", "in the catalogue already", "kinds.hazard.fixed"),
    ("ratio: act.seen", "ratio: act.sean", 'Did you mean "act.seen"', "rules.1.ratio.1"),
    ("met: present", "met: presents", 'unknown outcome "presents"', "rules.1.met"),
    ("met: present, ", "", '"met"', "rules.1"),
    ("{secretary: 8, ", "{secretry: 8, ", 'unknown variant or office "secretry"', "target.secretry"),
    ("of: 60", "of: 61", "do not add up to 61.00", "sections.base"),
    ("meet: {points: 40, rules: [{ratio: act.seen, met: present, points: 40}]}",
     "meet: {points: 40, rules: [{ratio: act.seen, met: present, points: 39}]}", "can reach 39.00 at most", "items.meet"),
    ("points: 2, at_most: 6", "points: 2, at_most: 6, target: 3", 'each does not take "target"', "rules.1.target"),
    ("points: 2, at_most: 6", "points: 2, per: 1, times: 3", "per and times", "rules.1.times"),
    ("points: 2, at_most: 6", "points: 2, judged: [1, 2]", "points/judged", "rules.1"),
    ("points: 2, at_most: 6", "points: -2", "wrong sign", "rules.1"),
    ("points: 2, at_most: 6", "points: {}", "mapping", "rules.1.points"),
    ("outcome: absent, points: -2", "points: -2", "say which ones count", "rules.1"),
    ("outcome: absent, points: -2", "outcome: absent, points: 2", "wrong sign", "rules.1"),
    ("points: 40}]}", "points: 40, every: month}]}", "every is shorter than the tally", "rules.1.every"),
    ("points: 40}]}", "points: 40, only: gest}]}", 'unknown variant "gest"', "rules.1.only"),
    ("points: 40}]}", "points: 40, only: standard, except: guest}]}", "only and except", "rules.1"),
    ("points: {weight: 60", "points: {weight: 61", "add up to 101.00 (61.00 + 40.00)", "components"),
    ("sheet: points}", "sheet: point}", 'unknown sheet "point"', "components.points"),
    ("mutual: {weight: 40, raters: mutual, at_least: 3}",
     "mutual: {weight: 20, raters: mutual}\n  again: {weight: 20, raters: mutual}", "used by another", "components.again.raters"),
    ("raters: mutual", "raters: neighbours", '"neighbours" is not one of', "components.mutual.raters"),
    ("raters: mutual, at_least: 3", "raters: mutual, sheet: points", "of sections only", "sheets.points"),
    ("at_least: 75", "at_least: 0", "not below", "bands.2.at_least"),
    ("{code: rest, title: 其他, at_least: 0}", "{code: rest, at_least: 10}", "no band below 10.00", "bands.2"),
    ("{band: rest}", "{band: reast}", 'unknown band "reast"', "consequences.1.when.band"),
    ("within_days: 7", "within_days: 7, at: year", "at: year without year", "consequences.1.at"),
    ("do: talk", "do: punish", '"punish" is not one of', "consequences.1.do"),
    ("scheme: trial", "scheme: trial\nscheme: again", "written twice", "scheme"),
    ("points: 2, at_most: 6", "points: 2.005", "at most two decimals", "rules.1.points"),
    ("points: 2, at_most: 6", "points: 1e3", "at most two decimals", "rules.1.points"),
    ("points: 2, at_most: 6", "points: 99999", "out of range", "rules.1.points"),
    ("title: 良好", "title: 家庭和睦", "never assessed", "bands.1.title"),
    ("{title: 做事, unit: 次}", "{title: {zh: 做事, en: religious work}, unit: 次}", "never assessed", "kinds.act.done.title"),
    ("title: 良好", "title: {zh: 良好}", "is not a text", "bands.1.title"),
    ("period: quarter", "period: &p quarter", "anchor", ""),
    ("period: quarter", "period: !!str quarter", "tag", ""),
    ("period: quarter", "period: [quarter", "malformed", ""),
    ("work: {points: 20, rules: [{reach", "work: {points: 20, rulez: [{reach", 'Did you mean "rules"', "items.work.rulez"),
    ("help: {points: 10, rules: [{each: act.done, points: 2, at_most: 6}]}", "help: {points: 10}", "without rules", "items.help"),
    ("{ratio: act.seen, met: present, points: 40}", "{latest: [act.seen, act.felt], points: {present: 40, absent: 0}}",
     "no points given for: leave", "rules.1.points"),
    ("        plus: 40\n", "        plus: 40\n        of: 40\n", "exactly one is needed of", "sections.more"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after", "says", "key"), BROKEN, ids=lambda value: str(value)[:40])
def test_a_mistake_is_named_with_its_line_its_key_and_what_is_allowed(
    before: str, after: str, says: str, key: str
) -> None:
    text = changed(before, after)
    told = problems_of(text)
    matching = [problem for problem in told if says in problem.get("en") and key in problem.get("en")]
    assert matching, [problem.get("en") for problem in told]
    problem = matching[0]
    assert problem.fix.zh
    assert problem.get("zh") != problem.get("en")
    first_difference = next(
        number
        for number, (old, new) in enumerate(zip(SOUND.splitlines(), text.splitlines(), strict=False), 1)
        if old != new
    )
    if not says.startswith(("add up", "source is", "of sections only", "do not add", "exactly one")):
        assert abs(getattr(problem.place, "line", 0) - first_difference) <= 2


def test_all_mistakes_are_reported_in_one_run_in_the_order_of_lines() -> None:
    text = SOUND
    for before, after in [("met: present", "met: presents"), ("of: 60", "of: 61"), ("at_least: 75", "at_least: 0"),
                          ("raters: mutual", "raters: neighbours"), ("do: talk", "do: punish")]:  # fmt: skip
        text = text.replace(before, after)
    told = [problem.get("en") for problem in problems_of(text)]
    assert len(told) == 5
    lines = [int(words.split(" line ")[1].split()[0].rstrip(":")) for words in told]
    assert lines == sorted(lines)


def test_loading_a_broken_scheme_raises_with_every_problem() -> None:
    with pytest.raises(InvalidInput) as caught:
        load_scheme(
            changed("of: 60", "of: 61").replace("do: talk", "do: punish"), "trial.yaml", library.catalogue()
        )
    assert len(caught.value.problems) == 2


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        (
            "{ratio: act.seen, met: present, points: 40}",
            "{each: act.seen, outcome: present, points: 4}",
            "join or leave",
        ),
        ("met: present", "met: [present, leave]", "leave is excused"),
        (
            "raters: mutual, at_least: 3}",
            "raters: mutual, sheet: poll}",
            "standard is rated on add up to 60.00",
        ),
    ],
)
def test_what_works_but_surprises_is_hinted_at(before: str, after: str, says: str) -> None:
    poll = "sheets:\n  poll: {sections: {all: {of: 100, items: {a: {points: 60}, b: {points: 40, only: guest}}}}}\n"
    text = changed(before, after).replace("sheets:\n", poll)
    checked = check_scheme(text, "trial.yaml", library.catalogue())
    assert checked.problems == ()
    assert any(says in hint.get("en") for hint in checked.hints)


def test_a_value_carries_the_nearest_source() -> None:
    text = changed(
        "        of: 60\n", '        of: 60\n        source: {points: "003:L1", otherwise: "003:L2"}\n'
    )
    text = text.replace("{reach: act.done,", '{source: "003:L3", reach: act.done,')
    sources = load_scheme(text, "trial.yaml", library.catalogue()).sources
    base = "sheets.points.sections.base"
    assert sources.of(f"{base}.of") == "003:L2"
    assert sources.of(f"{base}.items.meet.points") == "003:L1"
    assert sources.of(f"{base}.items.meet.rules.1.met") == "003:L2"
    assert sources.of(f"{base}.items.work.rules.1.target") == "003:L3"
    assert sources.of("components.points.weight") == "default"
    assert "components.points.weight" in sources.defaults


def test_the_packaged_schemes_are_sound_bilingual_and_cite_their_documents() -> None:
    for name in library.NAMES:
        scheme = library.load(name)
        assert scheme.code == name
        titles = [scheme.title, *(kind.title for kind in scheme.kinds.values()), *scheme.offices.values()]
        titles += [variant.title for variant in scheme.variants.values()] + [
            band.title for band in scheme.bands
        ]
        titles += [
            item.title
            for sheet in scheme.sheets.values()
            for s in sheet.sections.values()
            for item in s.items.values()
        ]
        titles += [component.title for component in scheme.components.values()]
        untranslated = [title.zh for title in titles if title.zh == title.en]
        assert untranslated == []
        assert scheme.sources.defaults


def test_the_json_schema_accepts_the_packaged_schemes_and_refuses_unknown_keys() -> None:
    described = json.loads(json.dumps(SCHEME.schema()))
    jsonschema.Draft202012Validator.check_schema(described)
    validator = jsonschema.Draft202012Validator(described)
    for name in library.NAMES:
        text = library.read(name)[0]
        assert list(validator.iter_errors(yaml.load(text, Loader=yaml.CBaseLoader))) == []
    broken = yaml.load(changed("weight: 60", "weigth: 60"), Loader=yaml.CBaseLoader)
    assert list(validator.iter_errors(broken))


def test_a_catalogue_with_a_mistake_is_refused() -> None:
    with pytest.raises(InvalidInput) as caught:
        load_catalogue(
            "a.b: {title: 事, outcomes: {x: 一}, excused: [y]}\nc.d: {titel: 事}\n", "catalogue.yaml"
        )
    assert len(caught.value.problems) == 2


@given(
    st.integers(0, len(SOUND) - 1),
    st.sampled_from(["", "\t", ":", "{", "]", '"', "0", "-", "#", "\n", "é", "\x00"]),
)
@settings(max_examples=300, deadline=None)
def test_no_single_slip_of_the_pen_breaks_the_reader(at: int, typed: str) -> None:
    checked = check_scheme(SOUND[:at] + typed + SOUND[at + 1 :], "trial.yaml", library.catalogue())
    assert (checked.scheme is None) == bool(checked.problems)


@pytest.mark.parametrize(
    "text", ["", "   ", "just words", "- a\n- b", "{}", "[" * 5000, "a: " * 2000, "\x00", "? {a: b} : c"]
)
def test_what_is_no_scheme_is_refused_with_words(text: str) -> None:
    assert problems_of(text)
