from __future__ import annotations

import pytest
from django.core.paginator import Paginator

from tests.site.rendering import elements, render


def test_an_icon_is_taken_from_the_sprite_and_not_read_out() -> None:
    html = render('<c-icon name="home" />')
    assert elements(html, "use")[0]["href"].endswith("icons.svg#tabler-home")
    assert elements(html, "svg", aria_hidden="true")


@pytest.mark.parametrize("kind", ["attention", "done", "note"])
def test_a_note_shows_what_it_is(kind: str) -> None:
    assert f"xf-note--{kind}" in elements(render(f'<c-note kind="{kind}">好</c-note>'), "div")[0]["class"]


@pytest.mark.parametrize(("kind", "icons"), [("late", 1), ("due", 1), ("done", 1), ("gold", 1), ("plain", 0)])
def test_a_tag_has_an_icon_beside_its_word_where_it_says_more(kind: str, icons: int) -> None:
    html = render(f'<c-tag kind="{kind}">逾期</c-tag>')
    assert (len(elements(html, "svg")), "逾期" in html) == (icons, True)


def test_a_flag_stands_beside_its_word() -> None:
    html = render('<c-flag kind="blue">蓝旗</c-flag>')
    assert elements(html, "span", class_="xf-flag xf-flag--blue")
    assert "蓝旗" in html


@pytest.mark.parametrize("number", [0, 1, 3])
def test_stars_stand_beside_their_number_and_are_not_read_out(number: int) -> None:
    html = render('<c-stars :number="number">星级</c-stars>', number=number)
    assert len(elements(html, "use")) == number
    assert len(elements(html, "span", aria_hidden="true")) == bool(number)
    assert "星级" in html


def test_a_panel_is_named_by_its_heading() -> None:
    html = render('<c-panel title="党员" id="members" :count="0">文</c-panel>')
    assert elements(html, "section", aria_labelledby="members")
    assert elements(html, "h2", id="members")
    assert elements(html, "span", class_="xf-count")


def test_a_panel_without_a_foot_draws_none() -> None:
    assert not elements(render('<c-panel title="党员">文</c-panel>'), "div", class_="xf-panel__foot")


def test_a_panel_draws_its_foot() -> None:
    html = render('<c-panel>文<c-slot name="foot"><a href="/all">全部</a></c-slot></c-panel>')
    assert elements(html, "div", class_="xf-panel__foot")
    assert elements(html, "a", href="/all")


def test_a_flush_panel_has_no_padding_around_its_body() -> None:
    assert not elements(render("<c-panel flush><table></table></c-panel>"), "div", class_="xf-panel__body")


def test_a_panel_inside_a_page_does_not_take_the_words_of_the_page() -> None:
    assert "页面的标题" not in render("<c-panel>文</c-panel>", title="页面的标题", count=3, foot="x")


def test_what_a_person_typed_is_escaped() -> None:
    html = render('<c-panel title="{{ name }}"><c-note>{{ name }}</c-note></c-panel>', name="<b>x</b>")
    assert not elements(html, "b")


def test_an_empty_state_says_what_to_do_next() -> None:
    html = render(
        '<c-empty icon="users" title="没有党员">先导入<c-slot name="action"><a class="btn" href="/in">导入</a></c-slot></c-empty>'
    )
    assert "没有党员" in html
    assert elements(html, "a", href="/in")


def test_good_news_offers_no_button() -> None:
    assert not elements(render('<c-empty title="没有要办的"></c-empty>'), "div", class_="xf-empty__action")


def test_what_may_not_be_done_says_why_and_does_nothing() -> None:
    html = render('<c-blocked reason="{{ why }}">确认</c-blocked>', why="这条是您本人填的")
    assert elements(html, "button", type_="button", aria_disabled="true")
    assert "这条是您本人填的" in html


def pages(number: int, count: int = 120) -> str:
    return render("<c-pager :page='page' />", "/?q=zhw&page=2", page=Paginator(range(count), 50).page(number))


def test_the_pager_keeps_what_was_searched_for() -> None:
    html = pages(2)
    assert elements(html, "a", rel="prev", href="?q=zhw&page=1")
    assert elements(html, "a", rel="next", href="?q=zhw&page=3")


def test_the_pager_offers_no_page_beyond_the_ends() -> None:
    assert not elements(pages(1), "a", rel="prev")
    assert not elements(pages(3), "a", rel="next")


def test_one_page_needs_no_pager() -> None:
    assert not elements(pages(1, count=50), "nav")


def test_a_figure_that_leads_somewhere_is_a_link() -> None:
    html = render('<c-stats><c-stat label="逾期" value="1" href="/late" late /></c-stats>')
    assert elements(html, "a", href="/late")
    assert elements(html, "span", class_="xf-fig is-late")


def test_a_figure_that_leads_nowhere_is_none() -> None:
    assert not elements(render('<c-stat label="逾期" value="1" />'), "a")


def test_steps_tell_the_one_at_hand() -> None:
    html = render('<c-steps :steps="steps" current="2" />', steps=["拟稿", "公示", "定稿"])
    assert [("class" in li, "aria-current" in li) for li in elements(html, "li")] == [
        (True, False),
        (False, True),
        (False, False),
    ]


def test_a_chart_is_a_table_without_javascript() -> None:
    html = render('<c-chart kind="bar" label="学时"><table><tr><td>4</td></tr></table></c-chart>')
    assert elements(html, "table")
    assert all("hidden" in found for found in elements(html, "div", class_="xf-chart__canvas"))
    assert all("hidden" in found for found in elements(html, "button"))


def test_every_form_has_a_key_of_its_own() -> None:
    first, second = (elements(render("<c-once />"), "input", name="once")[0]["value"] for _ in range(2))
    assert first != second


@pytest.mark.parametrize("markup", ["", "  \n ", "{% if no %}x{% endif %}"])
def test_nothing_is_wrapped_around_nothing(markup: str) -> None:
    assert render(f'<c-wrap tag="p">{markup}</c-wrap>').strip() == ""
