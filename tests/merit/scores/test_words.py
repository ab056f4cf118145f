"""What pages say about scores, in both languages."""

from __future__ import annotations

from datetime import date

import pytest

from tests.engine.agreement import settled
from tests.merit.scores.making import NAMES, Hand
from xianfeng.engine.amounts import show
from xianfeng.engine.calendar import Period
from xianfeng.engine.organisation import records
from xianfeng.engine.scheme import Status
from xianfeng.engine.settle import settle_member
from xianfeng.engine.words import plain
from xianfeng.merit.scores.chances import Before, Grade, Pace, Share
from xianfeng.merit.scores.headroom import headroom
from xianfeng.merit.scores.uncounted import Why, uncounted_of
from xianfeng.merit.scores.words import chance_words, not_assessed_words, period_title, uncounted_words

SEPTEMBER = date(2026, 9, 30)


def said(hand: Hand, item: str) -> list[str]:
    return [chance_words(chance, hand.scheme).zh for chance in hand.chances(item)]


def test_hours_behind_are_told_with_the_sum_of_the_pace() -> None:
    hand = Hand("one-four-one", SEPTEMBER, (date(2026, 2, 1), "study.collective", "present", 1800))
    (words,) = said(hand, "study")
    assert words.endswith(
        "比进度少6学时。到9月底应有24学时（32 × 9 ÷ 12）。全年应有32学时，已有18学时，还差14学时。"
    )


def test_a_target_that_changed_with_an_office_names_both_parts_of_the_sum() -> None:
    hand = Hand("one-four-one", date(2026, 3, 31))
    rows = hand.record.member.rows
    early, late = (type(rows[0])("1", "in_service", "", offices, *days) for offices, days in (
        (frozenset({"secretary"}), (date(2010, 7, 1), date(2026, 1, 31))), (frozenset(), (date(2026, 2, 1), None)),
    ))  # fmt: skip
    object.__setattr__(hand.record.member, "rows", (early, late))
    assert "（(56 × 1 + 32 × 2) ÷ 12）" in said(hand, "study")[0]


def test_a_cap_tells_how_many_more_count() -> None:
    hand = Hand("ten-ones", SEPTEMBER, (date(2026, 3, 1), "hazard.fixed", "", 200))
    assert said(hand, "safety")[0] == "隐患整改：每1个得1.00，还能计4个。"


def test_a_missed_share_says_what_the_next_one_brings_and_what_is_out_of_reach() -> None:
    meetings = [
        (date(2026, 7, 1), "meeting.theme_day", "present"),
        (date(2026, 8, 1), "meeting.theme_day", "absent"),
    ]
    (words,) = said(Hand("three-platforms", SEPTEMBER, *meetings), "C2")
    assert words == "主题党日：应有2次，做到1次。下一次做到，得分从2.50到3.33。满分5.00本期到不了。"


def test_a_deed_that_is_still_missing_names_the_day_and_the_points() -> None:
    (words,) = said(Hand("ten-ones", date(2026, 8, 10)), "duties")
    assert words == "当季没有志愿服务：还差1次。9月30日前补上，就不扣1.00。"


@pytest.mark.parametrize(
    ("code", "zh", "en"),
    [
        ("2026", "2026年", "2026"),
        ("2026-H2", "2026年下半年", "second half of 2026"),
        ("2026-Q3", "2026年第三季度", "quarter 3 of 2026"),
        ("2026-09", "2026年9月", "September 2026"),
    ],
)
def test_periods_are_named_as_they_are_spoken_of(code: str, zh: str, en: str) -> None:
    title = period_title(Period.parse(code))
    assert (title.zh, title.en) == (zh, en)


def test_every_possibility_of_random_schemes_is_said_in_both_languages_with_its_numbers() -> None:
    kinds = set()
    for seed in range(120):
        case = settled(seed)
        as_of = date.fromisoformat(case.case.as_of) if case.case.as_of else case.period.end
        for record in records(case.inputs, case.period, as_of):
            if settle_member(case.scheme, case.period, record, as_of).status is Status.NOT_ASSESSED:
                continue
            for room in headroom(case.scheme, case.period, record, as_of):
                for chance in room.chances:
                    words = chance_words(chance, case.scheme)
                    kinds.add(type(chance))
                    for number in numbers(chance):
                        assert number in words.zh
                        assert number in words.en
    assert len(kinds) == 5


def numbers(chance: object) -> list[str]:
    if isinstance(chance, Pace):
        told = [chance.behind, chance.need] if chance.need and chance.behind else []
        return [plain(each) for each in (*told, chance.whole, chance.have)]
    if isinstance(chance, Share):
        return [show(chance.after_next)]
    if isinstance(chance, Grade):
        return [show(chance.after_best)]
    if isinstance(chance, Before):
        return [show(chance.costs), plain(chance.missing)]
    return []


# ---- what counts for nothing, and why


def why(name: str, *fact: object, variant: str = "") -> Why:
    hand = Hand(name, SEPTEMBER, fact, **({"variant": variant} if variant else {}))
    (group,) = uncounted_of(hand.scheme, hand.record.facts, hand.result.uncounted)
    assert uncounted_words(group, hand.scheme).zh
    return group.why


def test_each_fact_that_counts_for_nothing_has_its_reason() -> None:
    assert why("ten-ones", date(2026, 9, 1), "award.granted", "unit") is Why.NO_RULE
    assert why("ten-ones", date(2026, 9, 1), "meeting.lecture", "present") is Why.OUTCOME
    assert why("ten-ones", date(2026, 9, 1), "meeting.lecture", "leave") is Why.EXCUSED
    assert why("ten-ones", date(2026, 9, 1), "contact.made") is Why.NOT_FOR_HER  # floating members only
    assert (
        why("ten-ones", date(2026, 9, 1), "meeting.lecture", "absent", variant="reduced") is Why.NOT_FOR_HER
    )
    assert (
        why("three-four-one", date(2026, 9, 1), "badge.check", "worn", variant="floating") is Why.NOT_FOR_HER
    )


def test_facts_of_one_kind_and_outcome_stand_together() -> None:
    days = [date(2026, month, 1) for month in (3, 5, 8)]
    hand = Hand("ten-ones", SEPTEMBER, *((day, "meeting.lecture", "present") for day in days))
    (group,) = uncounted_of(hand.scheme, hand.record.facts, hand.result.uncounted)
    assert [fact.on for fact in group.facts] == days


@pytest.mark.parametrize("name", NAMES)
def test_whoever_is_assessed_is_told_no_reason_against_it(name: str) -> None:
    assert not_assessed_words(Hand(name, SEPTEMBER).result).zh == ""


def test_as_what_somebody_counts_is_not_said_when_not_assessed() -> None:
    words = not_assessed_words(Hand("one-four-one", date(2026, 9, 15), start=date(2026, 8, 2)).result)
    assert words.zh == "已经过去的2个月中计0个月，不到一半，本期不考核。"
