"""Names are found by any reading, whole or as initials, and stand in order of their surnames."""

from __future__ import annotations

from itertools import product
from math import prod
from random import Random

import pytest

from tests.people.world import World
from xianfeng.people.members.models import Member
from xianfeng.people.members.pinyin import COMBINATIONS, SEARCH_LENGTH, SORT_LENGTH, keys_of
from xianfeng.people.members.queries import search_condition

SURNAMES = {
    "周": "zhou", "张": "zhang", "赵": "zhao", "沈": "shen", "陈": "chen", "王": "wang", "李": "li", "石": "shi",
    "单": "shan dan", "曾": "zeng ceng", "解": "xie jie", "区": "ou qu", "仇": "qiu chou", "盖": "ge gai",
    "朴": "piao pu", "查": "zha cha", "任": "ren", "翟": "zhai di", "乐": "yue le", "种": "chong zhong",
    "缪": "miao mou", "吕": "lv", "欧": "ou", "尹": "yin",
}  # fmt: skip
"""How surnames are read, and the usual reading of the character, by hand."""
GIVEN = {
    "文": "wen", "海": "hai", "华": "hua", "国": "guo", "志": "zhi", "诗": "shi", "春": "chun", "长": "zhang chang",
    "重": "zhong chong tong", "行": "xing hang heng", "大": "da dai tai", "安": "an", "伟": "wei", "明": "ming",
    "晟": "cheng sheng jing", "云": "yun", "军": "jun", "雪": "xue", "儿": "er",
}  # fmt: skip
"""Every reading that the dictionary knows of these characters, by hand."""


def readings(name: str) -> list[list[str]]:
    return [SURNAMES[name[0]].split(), *(GIVEN[character].split() for character in name[1:])]


def initials(syllable: str) -> set[str]:
    return {syllable[0]} | ({syllable[:2]} if syllable[:2] in ("zh", "ch", "sh") else set())


def all_rows(name: str) -> set[str]:
    """The slow way: every reading, and every row of initials of every reading."""
    rows: set[str] = set()
    for syllables in product(*readings(name)):
        rows |= {"".join(syllables), *("".join(row) for row in product(*map(initials, syllables)))}
    return rows


def drawn_names(count: int) -> list[str]:
    """Names with no more readings than are kept."""
    rng = Random(29)
    surnames, given = sorted(SURNAMES), sorted(GIVEN)
    drawn = {
        rng.choice(surnames) + "".join(rng.choice(given) for _ in range(rng.choice((1, 2, 2))))
        for _ in range(count)
    }
    return sorted(name for name in drawn if prod(map(len, readings(name))) <= COMBINATIONS)


def typings(names: list[str]) -> set[str]:
    rng = Random(7)
    typed = {"zhw", "zwh", "zhouwen", "zh", "s", "shw", "zhshw", "chz", "oa", "xyz", "zhouwenhaix", "lvxue"}
    for name in rng.sample(names, 80):
        syllables = [rng.choice(choices) for choices in readings(name)]
        whole = "".join(syllables)
        typed |= {whole, whole[: rng.randrange(1, len(whole))]}
        typed.add("".join(rng.choice(sorted(initials(syllable))) for syllable in syllables))
    return typed


@pytest.mark.django_db
def test_a_search_finds_exactly_the_names_that_can_be_read_so(world: World) -> None:
    names = drawn_names(2500)
    keys = [keys_of(name) for name in names]
    Member.objects.bulk_create(
        Member(
            name=name, staff_no=f"T{at:05}", joined_on="2010-07-01", unit=world.far, branch=world.far,
            sort_key=key.sort_key, search_keys=key.search_keys,
        )
        for at, (name, key) in enumerate(zip(names, keys, strict=True))
    )  # fmt: skip
    ours = Member.objects.filter(staff_no__startswith="T")
    rows = {name: all_rows(name) for name in names}
    for typed in typings(names):
        found = set(ours.filter(search_condition(typed)).values_list("name", flat=True))
        assert found == {name for name in names if any(row.startswith(typed) for row in rows[name])}, typed


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        (
            "周文海",
            [
                "zhouwenhai",
                "ZhouWenHai",
                "zhou wen hai",
                "zwh",
                "zhwh",
                "ZHW",
                "周",
                "文海",
                "周文海",
                "zhou",
            ],
        ),
        ("张华文", ["zhw", "zhhw", "zhang", "zhang hua", "華文"]),
        ("劉曉慶", ["刘晓庆", "劉曉慶", "晓", "曉", "liu", "lxq"]),
        ("吕雪", ["lvxue", "lüxue", "lyuxue", "LÜ", "呂雪"]),
        ("肉孜麦麦提·巴克", ["麦麦提巴克", "麦麦提·巴克", "rouzi", "rzmmtbk"]),
        ("Anna·李", ["anna", "al", "李", "annali"]),
        ("𠮷田", ["𠮷田", "田"]),
    ],
)
@pytest.mark.django_db
def test_a_name_is_found_as_people_type_it(world: World, name: str, typed: list[str]) -> None:
    keys = keys_of(name)
    made = world.members["stranger"]
    made.name, made.sort_key, made.search_keys = name, keys.sort_key, keys.search_keys
    made.save()
    for each in typed:
        assert made in Member.objects.filter(search_condition(each)), each


@pytest.mark.parametrize("typed", ["·", "%", "_", "|", "' or 1=1", "文|", "zwh|"])
@pytest.mark.django_db
def test_signs_that_mean_something_to_databases_find_nothing_extra(world: World, typed: str) -> None:
    keys = keys_of("周文海")
    Member.objects.filter(pk=world.members["member"].pk).update(search_keys=keys.search_keys)
    found = Member.objects.filter(search_condition(typed))
    assert {each.name for each in found} <= {"周文海"}
    if not any(letter.isalnum() for letter in typed):
        assert not found


def test_part_of_a_key_does_not_count_as_its_beginning() -> None:
    keys = keys_of("周文海").search_keys
    assert "|zhouwenhai" in keys
    assert "|wenhai" not in keys
    assert "|wh" not in keys


@pytest.mark.parametrize(
    ("name", "reading"),
    [
        ("单雄", "shan"), ("解缙", "xie"), ("仇英", "qiu"), ("区明", "ou"), ("查明", "zha"), ("曾明", "zeng"),
        ("任明", "ren"), ("盖明", "ge"), ("翟明", "zhai"), ("尉迟明", "yuchi"), ("万俟明", "moqi"), ("种明", "chong"),
        ("缪明", "miao"), ("朴明", "piao"), ("乐明", "yue"), ("單雄", "shan"),
    ],
)  # fmt: skip
def test_a_surname_is_read_as_a_surname(name: str, reading: str) -> None:
    assert keys_of(name).search_keys.split("|")[2].startswith(reading)
    letters = "".join(letter for letter in keys_of(name).sort_key if letter.isalpha())
    assert letters.startswith(reading)


def test_a_list_goes_by_surname_then_given_name() -> None:
    names = ["张伟", "章安", "张安", "李连", "连明", "李安", "黎安", "Adil", "曾安", "赵安"]
    assert sorted(names, key=lambda name: keys_of(name).sort_key) == [
        "Adil", "李安", "李连", "黎安", "连明", "曾安", "张安", "张伟", "章安", "赵安",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "name", ["重" * 40, "单" * 40, "Abdurahman" * 4, "阿卜杜热合曼·买买提江·吐尔逊·艾合买提"]
)
def test_keys_fit_their_columns_whatever_the_name(name: str) -> None:
    keys = keys_of(name)
    assert len(keys.sort_key) <= SORT_LENGTH
    assert len(keys.search_keys) <= SEARCH_LENGTH
    assert keys.search_keys.startswith("|")
