"""What the fields of the register may hold, and that all problems come at once."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from xianfeng.people.members import rules

TODAY = date(2026, 11, 21)
AN_IDENTITY_NUMBER = "11010119900307451X"


def wrong(**values: Any) -> set[str]:
    return set(rules.problems(rules.tidy(values), TODAY))


@pytest.mark.parametrize(
    "name",
    [
        "周文",
        "欧阳文海",
        "肉孜麦麦提·巴克",
        "阿卜杜热合曼·买买提江·吐尔逊",
        "Anna Li",
        "刘〇",
        "𠮷田",
        "周" * 40,
    ],
)
def test_names_of_all_kinds_are_taken(name: str) -> None:
    assert wrong(name=name) == set()


@pytest.mark.parametrize(
    "name",
    ["", "周", "周文2", "周文海!", "=1+1", "周·", "·周文", "<b>周</b>", "周文\x00海", "周" * 41, "周_文"],
)
def test_what_is_no_name_is_refused(name: str) -> None:
    assert wrong(name=name) == {"name"}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" 周 文 海 ", "周文海"), ("周　文", "周文"), ("买买提•巴克", "买买提·巴克"), ("买买提 ・ 巴克", "买买提·巴克"),
        ("买买提.巴克", "买买提·巴克"), ("Ａｎｎａ  Li", "Anna Li"),
    ],
)  # fmt: skip
def test_a_name_is_tidied(typed: str, kept: str) -> None:
    assert rules.tidy({"name": typed}) == {"name": kept}


@pytest.mark.parametrize("staff_no", ["1", "S00001", "a-1_b", "0042"])
def test_staff_numbers_are_kept_in_capitals(staff_no: str) -> None:
    assert wrong(staff_no=staff_no) == set()
    assert rules.tidy({"staff_no": f" {staff_no}"}) == {"staff_no": staff_no.upper()}


@pytest.mark.parametrize("staff_no", ["", "S 1", "-S1", "S1-", "员工1", "S1;", "=1", "1" * 31])
def test_what_is_no_staff_number_is_refused(staff_no: str) -> None:
    assert wrong(staff_no=staff_no) == {"staff_no"}


@pytest.mark.parametrize(
    "phone", ["", "0990-6801234", "19900001234", "+86 990 6801234", "(0990) 6801234", "68012"]
)
def test_phones_are_taken_as_people_write_them(phone: str) -> None:
    assert wrong(work_phone=phone) == set()


@pytest.mark.parametrize("phone", ["1234", "电话", "0990-68012ab", "+", "-68012", "=68012+1", "6" * 31])
def test_what_is_no_phone_is_refused(phone: str) -> None:
    assert wrong(work_phone=phone) == {"work_phone"}


def test_an_e_mail_address_may_be_missing_but_not_wrong() -> None:
    assert wrong(work_email="") == set()
    assert wrong(work_email="zhou@example.org") == set()
    assert wrong(work_email="zhou@") == {"work_email"}


@pytest.mark.parametrize("field", ["name", "staff_no", "work_post", "work_phone", "work_email", "document"])
@pytest.mark.parametrize(
    "number",
    [
        AN_IDENTITY_NUMBER,
        "110101199003074512",
        "１１０１０１１９９００３０７４５１２",
        "110101 19900307 4512",
        "110101-19900307-451x",
    ],
)
def test_an_identity_number_is_refused_wherever_it_is_typed(field: str, number: str) -> None:
    for text in (number, f"号码{number}号"):
        found = rules.problems(rules.tidy({field: text}), TODAY)
        assert [str(message) for message in found[field]] == [
            str(
                rules._(
                    "This looks like an identity card number. Such numbers are not kept here; leave it out."
                )
            )
        ]


@pytest.mark.parametrize("text", ["1234567890123456789", "12345678901234567", "13800000000 13900000000"])
def test_longer_and_shorter_numbers_are_no_identity_numbers(text: str) -> None:
    assert wrong(work_post=text) == set()


def test_days_follow_each_other_and_lie_in_the_past() -> None:
    tomorrow = date(2026, 11, 22)
    assert wrong(joined_on=TODAY, full_on=TODAY, from_on=TODAY) == set()
    assert wrong(joined_on=tomorrow) == {"joined_on"}
    assert wrong(joined_on=date(1921, 6, 30)) == {"joined_on"}
    assert wrong(joined_on=date(2020, 1, 2), full_on=date(2020, 1, 1)) == {"full_on"}
    assert wrong(joined_on=date(2020, 1, 2), from_on=date(2020, 1, 1)) == {"from_on"}
    assert wrong(joined_on=date(2020, 1, 2), on=tomorrow) == {"on"}
    assert wrong(joined_on=None, full_on=None) == {"joined_on"}


def test_a_probationary_member_has_no_day_of_full_membership() -> None:
    days = {"joined_on": date(2026, 1, 1), "full_on": date(2026, 6, 1)}
    assert wrong(kind="probationary", **days) == {"full_on"}
    assert wrong(kind="probationary", joined_on=date(2026, 1, 1), full_on=None) == set()


@pytest.mark.parametrize("field", ["kind", "category", "duties"])
def test_choices_are_those_there_are(field: str) -> None:
    assert wrong(**{field: "sick"}) == {field}
    assert wrong(**{field: ""}) == {field}


@pytest.mark.parametrize("document", ["", " ", "1", "字" * 61])
def test_a_document_has_a_number(document: str) -> None:
    assert wrong(document=document) == {"document"}


def test_all_problems_are_told_at_once() -> None:
    everything: dict[str, Any] = {
        "name": "周", "staff_no": "", "joined_on": date(2030, 1, 1), "full_on": date(2031, 1, 1), "kind": "x",
        "category": "x", "duties": "x", "work_post": "岗" * 61, "work_phone": "x", "work_email": "x",
        "from_on": None, "document": "",
    }  # fmt: skip
    assert wrong(**everything) == set(everything)
