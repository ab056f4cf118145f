from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django import forms
from django.utils import translation

from tests.site.rendering import elements, render
from xianfeng.site.forms import Dropdown

KINDS = [("lesson", "党课"), ("meeting", "会议"), ("visit", "走访")]


class EveryField(forms.Form):
    hours = forms.DecimalField(label="学时", max_value=8, help_text="半天4，全天8")
    held_on = forms.DateField(label="日期", required=False)
    kind = forms.ChoiceField(label="类型", choices=KINDS)
    sort = forms.ChoiceField(label="类别", required=False, choices=[("", "---------"), *KINDS])
    month = forms.ChoiceField(label="月份", choices=[(n, n) for n in range(1, 7)])
    state = forms.ChoiceField(label="状态", choices=KINDS, widget=Dropdown)
    remarks = forms.CharField(label="备注", required=False, widget=forms.Textarea)
    is_open = forms.BooleanField(label="开放", required=False)
    unit = forms.IntegerField(widget=forms.HiddenInput, required=False)


class ShortForm(forms.Form):
    name = forms.CharField(label="姓名")
    phone = forms.CharField(label="电话", max_length=3)


def drawn(form: forms.Form, **options: Any) -> str:
    return render('<c-form :form="form" submit="{{ words }}" />', form=form, words="保存", **options)


@pytest.fixture(scope="module")
def fresh() -> str:
    return drawn(EveryField(initial={"held_on": date(2026, 7, 1)}))


@pytest.fixture(scope="module")
def refused() -> str:
    with translation.override("zh-hans"):
        return drawn(EveryField({"hours": "80", "month": "3", "state": "x", "remarks": "留着"}))


def test_a_form_is_guarded_and_has_a_key(fresh: str) -> None:
    assert elements(fresh, "input", type_="hidden", name="once")
    assert elements(fresh, "form", method="post")


def test_a_form_that_asks_only_has_neither() -> None:
    html = render('<c-form :form="form" submit="找" method="get" />', form=ShortForm())
    assert not elements(html, "input", type_="hidden")


def test_few_choices_are_radios_and_nothing_is_chosen_for_the_person(fresh: str) -> None:
    radios = elements(fresh, "input", type_="radio", name="kind")
    assert [radio["value"] for radio in radios] == ["lesson", "meeting", "visit"]
    assert not any("checked" in radio for radio in radios)


def test_an_optional_choice_can_be_left_open(fresh: str) -> None:
    assert [radio["value"] for radio in elements(fresh, "input", type_="radio", name="sort")][-1] == ""


def test_many_choices_and_filters_stay_a_list(fresh: str) -> None:
    assert {found["name"] for found in elements(fresh, "select", class_="form-select")} == {"month", "state"}


def test_a_date_has_the_calendar_of_the_browser_and_its_value(fresh: str) -> None:
    assert elements(fresh, "input", type_="date", name="held_on", value="2026-07-01")


def test_what_must_be_filled_in_says_so_in_words(fresh: str) -> None:
    assert fresh.count("xf-field__must") == 4


def test_where_everything_must_be_filled_in_no_label_says_so() -> None:
    assert "xf-field__must" not in drawn(ShortForm())


def test_a_hint_is_read_with_its_field(fresh: str) -> None:
    hours = elements(fresh, "input", name="hours")[0]
    assert elements(fresh, "div", id=hours["aria-describedby"])


def test_a_radio_group_is_named_by_its_legend(fresh: str) -> None:
    assert len(elements(fresh, "fieldset")) == len(elements(fresh, "legend")) == 2


def test_a_hidden_field_has_no_label(fresh: str) -> None:
    assert elements(fresh, "input", type_="hidden", name="unit")
    assert not elements(fresh, "label", for_="id_unit")


def test_the_summary_leads_to_every_wrong_field(refused: str) -> None:
    targets = [link["href"].removeprefix("#") for link in elements(refused, "a")]
    assert targets == ["id_hours", "id_kind_0", "id_state"]
    ids = {found.get("id") for tag in ("input", "select") for found in elements(refused, tag)}
    assert set(targets) <= ids


def test_an_error_stands_above_its_field_and_is_read_with_it(refused: str) -> None:
    hours = elements(refused, "input", name="hours")[0]
    assert hours["aria-invalid"] == "true"
    for name in hours["aria-describedby"].split():
        assert refused.index(f'id="{name}"') < refused.index('name="hours"')


def test_what_was_typed_is_kept(refused: str) -> None:
    assert elements(refused, "input", name="hours", value="80")
    assert "留着" in refused
    assert any("selected" in option for option in elements(refused, "option", value="3"))


def test_an_error_says_what_is_allowed_and_what_was_entered(refused: str) -> None:
    assert "8" in refused
    assert "最多8，您填的是80" in refused


def test_the_english_words_say_it_too() -> None:
    with translation.override("en"):
        html = drawn(EveryField({"hours": "80"}))
    assert "At most 8; you entered 80." in html


def test_an_error_of_the_whole_form_is_in_the_summary() -> None:
    form = ShortForm({"name": "周文海", "phone": "110"})
    form.add_error(None, "两处对不上")
    assert "两处对不上" in drawn(form)


def test_a_form_with_a_file_is_sent_with_it() -> None:
    class WithFile(forms.Form):
        file = forms.FileField(label="文件")

    assert elements(drawn(WithFile()), "form", enctype="multipart/form-data")


def test_what_cannot_be_undone_is_asked_once_more() -> None:
    html = render('<c-form :form="form" submit="删除" danger />', form=ShortForm())
    assert elements(html, "form")[0]["data-confirm"]


def test_one_field_can_be_drawn_by_itself() -> None:
    html = render('<c-field :field="form.name" />', form=ShortForm())
    assert elements(html, "input", name="name", class_="form-control")
    assert not elements(html, "input", name="phone")
