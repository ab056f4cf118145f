"""Every code that people may see has words."""

from __future__ import annotations

from tests.rulebook.example import sample
from xianfeng.engine.calendar import Unit
from xianfeng.engine.results import LineReason, Missing, Proposal, Reason, Why
from xianfeng.engine.scheme import RATERS as RATER_KINDS
from xianfeng.engine.scheme import Action, Status
from xianfeng.engine.words import (
    ACTIONS,
    AT_THE_END,
    EVERY,
    LINE_REASONS,
    MISSING,
    RATERS,
    REASONS,
    STATUS,
    UNITS,
    WITHIN,
    plain,
    proposal_words,
    reason_words,
    who,
)


def test_no_code_is_without_words() -> None:
    assert set(STATUS) == set(Status)
    assert set(ACTIONS) == set(Action)
    assert set(LINE_REASONS) == set(LineReason)
    assert set(MISSING) == set(Missing)
    assert set(REASONS) == set(Why)
    assert set(RATERS) == set(RATER_KINDS)
    assert set(UNITS) == set(EVERY) == set(WITHIN) == set(AT_THE_END) == set(Unit)


def test_quantities_are_shown_without_needless_zeros() -> None:
    assert [plain(n) for n in (0, 5, 50, 250, 3200, 10000, -150)] == [
        "0",
        "0.05",
        "0.5",
        "2.5",
        "32",
        "100",
        "-1.5",
    ]


def test_reasons_name_what_they_are_about() -> None:
    scheme = sample()
    too_few = reason_words(Reason(Why.TOO_FEW_BALLOTS, "mutual", 200, 400), scheme)
    assert too_few.zh == "“互评”有2张票，至少要4张"
    assert too_few.en == "“mutual review” has 2 ballots and needs at least 4"
    assert reason_words(Reason(Why.VARIANT, "guest"), scheme).zh == "列席人员不参加考核"
    assert reason_words(Reason(Why.AWAY, "", 200, 600), scheme).zh == "6个月中计2个月，不到一半"
    assert reason_words(Reason(Why.VETO, "F0099"), scheme).en == "there is a formal decision, ref F0099"


def test_proposals_say_who_does_what_until_when() -> None:
    talk = proposal_words(Proposal(Action.TALK, ("secretary", "group_leader"), 7))
    assert talk.zh == "由党支部书记或党小组长谈话，7天内"
    assert talk.en == "a talk by the branch secretary or the group leader, within 7 days"
    assert proposal_words(Proposal(Action.PUBLISH, ("village",), None)).zh == "在村党务公开栏公布"
    assert proposal_words(Proposal(Action.RESTUDY, (), None)).zh == "补学"


def test_somebody_unknown_is_shown_by_code() -> None:
    assert who("union").zh == who("union").en == "union"
