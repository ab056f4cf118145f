"""The rule book says every number of a scheme, and where it comes from, in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tests.rulebook.example import NUMBERS, TEXT, sample
from xianfeng.engine.amounts import show
from xianfeng.engine.loading import load_scheme
from xianfeng.engine.scheme import Rule, Scheme
from xianfeng.engine.text import LANGUAGES, Language
from xianfeng.engine.words import plain
from xianfeng.rulebook.build import numeral, rule_book
from xianfeng.rulebook.markdown import as_markdown
from xianfeng.schemes.library import NAMES, catalogue, load


def book(scheme: Scheme, language: Language = "zh") -> str:
    return as_markdown(rule_book(scheme), language)


def numbers_in(words: str) -> set[str]:
    return set(re.findall(r"\d+(?:\.\d+)?%?", words))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_number_of_the_scheme_is_in_the_book(language: Language) -> None:
    assert set(NUMBERS) - numbers_in(book(sample(), language)) == set()


def _amounts(rule: Rule) -> Iterator[str]:
    yield from (
        show(abs(v)) for v in [rule.points or 0, *(rule.by_outcome or {}).values(), *(rule.judged or ())]
    )
    yield from (plain(v) for v in [rule.per or 0, *rule.target.values()])
    yield from (show(rule.at_most or 0), str(rule.times or 0))


def _numbers(scheme: Scheme) -> Iterator[str]:
    for sheet in scheme.sheets.values():
        for section in sheet.sections.values():
            yield show(section.limit or 0)
            for item in section.items.values():
                yield show(item.points or 0)
                for rule in item.rules:
                    yield from _amounts(rule)
    for component in scheme.components.values():
        yield from (f"{plain(weight)}%" for weight in component.weights.values())
        yield from (f"{plain(worth)}%" for worth in component.grades.values())
        yield str(component.at_least if component.raters else 0)
    yield from (show(band.at_least) for band in scheme.bands)
    yield from (str(consequence.within_days or 0) for consequence in scheme.consequences)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_every_number_of_a_packaged_scheme_is_in_its_book(name: str, language: Language) -> None:
    scheme = load(name)
    assert set(_numbers(scheme)) - {"0", "0.00"} - numbers_in(book(scheme, language)) == set()


@pytest.mark.parametrize("name", NAMES)
def test_english_books_hold_no_chinese_before_the_sources(name: str) -> None:
    text = book(load(name), "en").partition("Sources\n")[0]
    assert re.findall(r"[\u3000-\u9fff\uff00-\uffef]+", text) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_no_placeholder_is_left_open(name: str, language: Language) -> None:
    assert "{" not in book(load(name), language)


# ---- where a number comes from


def test_defaults_are_marked_and_the_mark_is_explained_on_top() -> None:
    text = book(sample())
    assert text.index("〔默认〕的，文件里没有规定") < text.index("## 一、")
    assert "每次“缺席”扣2.70分〔默认〕" in text
    assert "加减最多3.30分〔默认〕" in text
    assert "14天内〔默认〕" in text


def test_numbers_of_a_document_carry_its_citation() -> None:
    text = book(sample())
    assert "57学时〔000:L25〕" in text
    assert "共60.60分〔003:L12〕" in text
    assert "91.00分〔003:L12〕及以上" in text
    assert "[000:L25]" in book(sample(), "en")


def test_a_value_the_file_does_not_write_is_a_default_too() -> None:
    text = book(load_scheme(TEXT.replace("    at_least: 4\n", ""), "sample.yaml", catalogue()))
    assert "至少要1张票〔默认〕" in text


def test_one_target_of_several_may_have_a_source_of_its_own() -> None:
    text = book(load("ten-ones"))
    assert "| 减免任务党员 | 0学时〔默认〕 |" in text
    assert "| 党支部书记 | 56学时〔000:L25〕 |" in text


def test_one_mark_stands_for_a_row_of_numbers_with_one_source() -> None:
    assert "支部级3.10分、单位级5.30分、公司级8.90分〔均003:L12〕" in book(sample())


def test_words_beside_a_citation_are_listed_at_the_end() -> None:
    assert "000:L25 学时规定" in book(sample()).partition("出处\n")[2]


# ---- what it says


def test_rules_are_sentences() -> None:
    text = re.sub(r"〔[^〕]*〕", "", book(sample()))
    assert "志愿服务：每季度累计，每满4.5小时得1.90分，每季度最多得8.80分。" in text
    assert "社区报到：每次得2.30分，每季度最多计7次。" in text
    assert "认定节约：每次按认定的分数得分，1.40到4.60分。" in text
    assert "集中培训，只计“出席”：比目标每少满3.5学时扣1.30分；目标每季度17.5学时。" in text
    assert "一个季度内一次也没有的，扣1.70分；只用于流动党员。" in text
    assert "最多得20.20分，按“出席”或“线上”的次数占应有次数的比例算" in text


def test_ballots_stars_and_flags_are_told_with_their_numbers() -> None:
    text = re.sub(r"〔[^〕]*〕", "", book(sample()))
    assert "至少要4张票，不够的，这一部分没有得分。" in text
    assert "满9张票的，去掉总分最高的2张和最低的2张。" in text
    assert "折合这一项分数的：好99%、差48%。" in text
    assert "| 高 | 91.00分及以上 | 3颗 |" in text
    assert "| 低 | 0.00分及以上，不到91.00分 | 1颗 |" in text
    assert "每6颗红星得一面红旗。" in text


def test_what_follows_says_who_and_within_how_many_days() -> None:
    text = re.sub(r"〔[^〕]*〕", "", book(sample()))
    assert "等次为“低”的：由党支部书记或党小组长谈话，14天内。" in text
    assert "结果完整的：在村党务公开栏公布。" in text
    assert "全年得红旗不少于1面的：由支部党员大会推荐评先评优。" in text


def test_targets_stand_in_a_table_in_the_order_in_which_they_are_tried() -> None:
    text = re.sub(r"〔[^〕]*〕", "", book(sample()))
    assert "| 党支部书记 | 57学时 |\n| 流动党员 | 13学时 |\n| 其他党员 | 33学时 |" in text


def test_weights_that_differ_stand_in_columns_of_their_own() -> None:
    text = re.sub(r"〔[^〕]*〕", "", book(sample()))
    assert "| 部分 | 占比：在岗党员 | 占比：流动党员 |" in text
    assert "| 积分 | 55% | 65% |" in text


def test_excused_attendance_and_pacing_are_explained_once() -> None:
    text = book(sample())
    assert text.count("既不算应有，也不算已有") == 1
    assert text.count("目标按月平摊") == 1


def test_a_scheme_without_veto_bands_or_ballots_has_no_such_chapter() -> None:
    text = book(load("study-do"))
    assert "否决" not in text
    assert "等次\n" not in text
    assert "票数\n" not in text


def test_signs_of_markdown_in_a_title_stay_signs() -> None:
    text = book(load_scheme(TEXT.replace("zh: 组织生活,", 'zh: "组织|生活*",'), "sample.yaml", catalogue()))
    assert r"| 组织\|生活\* |" in text


def test_chapters_count_in_chinese() -> None:
    assert [numeral(n) for n in (1, 10, 11, 20, 23)] == ["一", "十", "十一", "二十", "二十三"]
