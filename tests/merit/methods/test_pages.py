"""The pages of methods: who reads, drafts and decides; what the editor shows, checks and saves."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import docx
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.merit.methods.visiting import shown, status, url
from tests.merit.methods.writing import NEXT_YEAR, YEAR, draft, published, text_of, written
from tests.people.world import World, adopt, unit
from xianfeng.merit.methods.links import rule_url
from xianfeng.merit.methods.models import SchemeVersion
from xianfeng.merit.methods.operations import adopt as adopt_method
from xianfeng.merit.methods.operations import change_draft
from xianfeng.merit.methods.views.editing import editor_for
from xianfeng.merit.methods.written import amounts_in
from xianfeng.people.audit.operations import PROGRAM
from xianfeng.people.organizations.models import Adoption
from xianfeng.schemes import library

pytestmark = pytest.mark.django_db
INNER = "components/inner/weight"
COACHING = "sheets/list/sections/pioneer/items/technology/rules/3/points"


# The rule book


def test_a_member_reads_the_rule_book_of_her_branch(world: World) -> None:
    page = shown(world.client("member"), "book")
    assert "先锋清单" in page
    for item in library.load("ten-ones").sheets["list"].items:
        assert f'id="item-list-{item}"' in page


def test_a_rule_is_linked_to_by_its_sheet_and_item(world: World) -> None:
    address = rule_url(world.first.pk, "list", "safety")
    page = world.client("member").get(address.partition("#")[0]).content.decode()
    assert f'id="{address.partition("#")[2]}"' in page


def test_defaults_are_shown_as_defaults(world: World) -> None:
    page = shown(world.client("member"), "book")
    assert re.search(r"20\.00分\s*<span[^>]*>〔默认〕</span>", page)
    assert re.search(r"50%\s*<span[^>]*>〔003:L93〕</span>", page)


def test_the_book_of_a_version_says_what_it_changed(world: World) -> None:
    version = published(
        world.general, text_of("ten-ones", **{"coaching.done, points: 1}": "coaching.done, points: 1.25}"})
    )
    page = shown(world.client("member"), "book", query=f"?version={version.pk}")
    assert "1.25" in page
    assert 'id="changes"' in page
    assert 'id="changes"' in shown(world.client("member"), "book")
    assert 'id="changes"' not in shown(world.client("office_member"), "book")


def test_without_a_method_the_book_says_what_to_do(world: World) -> None:
    assert url("adopt", world.far.pk) not in shown(world.client("stranger"), "book")


def test_the_book_comes_as_a_word_document(world: World) -> None:
    response = world.client("member").get(url("word"))
    assert response["Content-Disposition"].endswith('.docx"')
    document = docx.Document(BytesIO(response.content))
    assert "先锋清单" in document.paragraphs[0].text
    assert world.client("stranger").get(url("word")).status_code == 404


@pytest.mark.parametrize(
    ("who", "expected"),
    [("member", 200), ("leader", 200), ("secretary", 200), ("officer", 200), ("inspector", 200), ("administrator", 200),
     ("owner", 200), ("auditor", 403), ("neighbour", 404), ("stranger", 404), ("far_secretary", 404)],
)  # fmt: skip
def test_who_reads_the_method_of_a_unit(world: World, who: str, expected: int) -> None:
    query = f"?unit={world.first.pk}"
    assert status(world, who, "book", query=query) == status(world, who, "unit", world.first.pk) == expected
    assert status(world, who, "word", query=query) == expected


def test_drafts_are_read_by_those_who_draft_and_versions_by_all_below(world: World) -> None:
    made, coming = draft(world.first), published(world.committee, from_on=NEXT_YEAR)
    for who, of_draft in (
        ("secretary", 200),
        ("officer", 200),
        ("general_officer", 200),
        ("member", 404),
        ("committee", 404),
    ):
        unit_query = f"?unit={world.first.pk}"
        assert status(world, who, "book", query=f"{unit_query}&version={made.pk}") == of_draft
        assert status(world, who, "book", query=f"{unit_query}&version={coming.pk}") == 200
    assert status(world, "stranger", "book", query=f"?version={coming.pk}") == 404


@pytest.mark.parametrize("query", ["?unit=x", "?unit=", "?version=-1", "?version=9" + "9" * 30, "?unit=¹"])
def test_a_nonsensical_address_is_not_found(world: World, query: str) -> None:
    assert status(world, "member", "book", query=query) == 404


def test_an_unsound_draft_has_no_book_but_a_page(world: World) -> None:
    made = draft(world.first)
    change_draft(PROGRAM, made, text="scheme: [", digest=made.digest)
    assert shown(world.client("secretary"), "book", query=f"?version={made.pk}")
    assert status(world, "secretary", "word", query=f"?version={made.pk}") == 404


# The method of a unit


def test_the_page_of_a_unit_names_through_whom_it_goes_by_what(world: World) -> None:
    adopt(world.second, "study-do")
    adopt_method(PROGRAM, world.third, scheme="baseline", from_on=NEXT_YEAR)
    page = shown(world.client("officer"), "unit", world.committee.pk)
    assert url("unit", world.second.pk) in page
    assert url("unit", world.third.pk) in page
    assert url("unit", world.first.pk) not in page
    assert "北风党委" in shown(world.client("member"), "unit", world.first.pk)


def test_more_units_and_versions_need_no_more_queries(world: World) -> None:
    client = world.client("officer")
    client.get(url("unit", world.committee.pk))
    with CaptureQueriesContext(connection) as before:
        client.get(url("unit", world.committee.pk))
    for number in range(5):
        below = unit(f"第{number}党支部", "branch", world.committee)
        adopt(below, "study-do")
        published(below, from_on=NEXT_YEAR)
        draft(below, text_of("study-do"))
    published(world.committee)
    with CaptureQueriesContext(connection) as after:
        client.get(url("unit", world.committee.pk))
    assert len(after) == len(before)


@pytest.mark.parametrize("name", ["book", "edit"])
def test_books_and_editors_ask_a_fixed_number_of_queries(
    world: World, name: str, django_assert_max_num_queries: Any
) -> None:
    args = (draft(world.first).pk,) if name == "edit" else ()
    client = world.client("secretary")
    client.get(url(name, *args))
    with django_assert_max_num_queries(25):
        client.get(url(name, *args))


def test_the_page_of_an_organisation_leads_to_its_method(world: World) -> None:
    page = world.client("officer").get(reverse("organizations:unit", args=[world.first.pk])).content.decode()
    assert url("unit", world.first.pk) in page
    assert "先锋清单" in page


@pytest.mark.parametrize(
    ("who", "has_entry"), [("member", True), ("officer", True), ("inspector", True), ("auditor", False)]
)
def test_who_finds_the_rule_book_in_the_navigation(world: World, who: str, has_entry: bool) -> None:
    page = world.client(who).get(reverse("site:more")).content.decode()
    assert (f'href="{url("book")}"' in page) is has_entry


# Adopting


@pytest.mark.parametrize(
    ("who", "expected"),
    [("officer", 200), ("general_officer", 200), ("secretary", 403), ("member", 403), ("inspector", 403),
     ("administrator", 403), ("auditor", 403), ("stranger", 404), ("second_secretary", 404)],
)  # fmt: skip
def test_an_officer_decides_the_method(world: World, who: str, expected: int) -> None:
    assert status(world, who, "adopt", world.first.pk) == expected
    answer = world.client(who).post(
        url("adopt", world.first.pk), {"scheme": "study-do", "from_on": "2027-01-01"}
    )
    assert answer.status_code == (302 if expected == 200 else expected)
    assert Adoption.objects.unscoped().filter(unit=world.first).exists() is (expected == 200)


def test_an_officer_of_a_unit_does_not_decide_for_the_one_above(world: World) -> None:
    assert status(world, "general_officer", "adopt", world.committee.pk) == 404
    assert status(world, "general_officer", "adopt", world.general.pk) == 200
    assert status(world, "officer", "adopt", world.one.pk) == 403


@pytest.mark.parametrize(
    "typed",
    [{}, {"scheme": "nonsense", "from_on": "2027-01-01"}, {"scheme": "study-do", "from_on": "2026-07-01"}],
)
def test_what_cannot_be_adopted_is_said_on_the_form(world: World, typed: dict[str, str]) -> None:
    response = world.client("officer").post(url("adopt", world.first.pk), typed)
    assert response.status_code == 422
    assert 'id="errors"' in response.content.decode()


def test_an_adoption_is_taken_back_on_the_page(world: World) -> None:
    coming = adopt_method(PROGRAM, world.first, scheme="study-do", from_on=NEXT_YEAR)
    address = url("take_back", coming.pk)
    assert address in shown(world.client("officer"), "unit", world.first.pk)
    assert address not in shown(world.client("secretary"), "unit", world.first.pk)
    assert world.client("secretary").post(address).status_code == 404
    assert world.client("officer").get(address).status_code == 405
    assert world.client("officer").post(address).status_code == 302
    assert not Adoption.objects.unscoped().filter(pk=coming.pk).exists()
    holding = adopt(world.first, "study-do", YEAR)
    assert world.client("officer").post(url("take_back", holding.pk)).status_code == 403


# Drafting


@pytest.mark.parametrize(
    ("who", "expected"),
    [("secretary", 302), ("officer", 302), ("general_officer", 302), ("committee", 403), ("member", 403),
     ("inspector", 403), ("administrator", 403), ("neighbour", 404)],
)  # fmt: skip
def test_a_secretary_drafts_for_her_branch(world: World, who: str, expected: int) -> None:
    typed = {"scheme": "ten-ones", "from_on": "2027-01-01", "code": ""}
    assert world.client(who).post(url("draft", world.first.pk), typed).status_code == expected
    assert SchemeVersion.objects.unscoped().filter(owner=world.first).exists() is (expected == 302)


def test_a_draft_begins_from_what_holds_in_its_line(world: World) -> None:
    published(
        world.general, text_of("ten-ones", **{"coaching.done, points: 1}": "coaching.done, points: 1.25}"})
    )
    assert world.client("secretary").post(
        url("draft", world.first.pk), {"scheme": "ten-ones", "from_on": "2027-01-01", "code": "ours"}
    )
    made = SchemeVersion.objects.unscoped().get(owner=world.first)
    assert (made.code, "points: 1.25}" in made.text) == ("ours", True)


def test_only_a_method_of_its_own_has_no_version_before_it(world: World) -> None:
    begun = {code: draft(world.first, code=code) for code in ("", "ours")}
    assert [editor_for(each, each.text).is_new for each in begun.values()] == [False, True]


def test_what_cannot_be_drafted_is_said_on_the_form(world: World) -> None:
    draft(world.first)
    for typed in (
        {},
        {"scheme": "ten-ones", "from_on": "2027-01-01"},
        {"scheme": "x", "from_on": "2027-01-02"},
    ):
        assert world.client("secretary").post(url("draft", world.first.pk), typed).status_code == 422


def fields_of(page: str) -> dict[str, str]:
    return dict(re.findall(r'<input class="form-control" id="f\d+" name="([^"]+)" value="([^"]*)"', page))


def test_every_amount_is_a_field_with_its_value(world: World) -> None:
    made = draft(world.first)
    fields = fields_of(shown(world.client("secretary"), "edit", made.pk))
    assert fields == {written.name: written.text for written in amounts_in(made.text).values()}
    assert (fields[INNER], fields[COACHING]) == ("50", "1")


def saved(client: Client, made: SchemeVersion, **more: Any) -> SchemeVersion:
    made.refresh_from_db()
    response = client.post(url("edit", made.pk), {"digest": made.digest, **more})
    assert response.status_code == 302, response.content.decode()
    made.refresh_from_db()
    return made


def test_the_form_changes_only_what_was_changed(world: World) -> None:
    made = draft(
        world.first, text_of("ten-ones", **{"period: year\n": "period: year  # as the document says\n"})
    )
    before = made.text
    typed = {written.name: written.text for written in amounts_in(before).values()}
    saved(world.client("secretary"), made, **typed | {COACHING: "1.50", "version": "2027-01-01"})
    assert made.text == written(
        before,
        **{"coaching.done, points: 1}": "coaching.done, points: 1.50}", '"2026-01-01"': '"2027-01-01"'},
    )
    assert made.version == NEXT_YEAR


def test_a_name_that_is_no_amount_changes_nothing(world: World) -> None:
    made = draft(world.first)
    before = made.text
    saved(
        world.client("secretary"),
        made,
        **{"scheme": "x", "title/zh": "x", "sheets/list/title/zh": "x", "no/such": "1"},
    )
    assert made.text == before


def test_the_text_is_saved_as_it_was_typed(world: World) -> None:
    made = draft(world.first)
    text = made.text.replace("period: year", "period: year # 一年")
    saved(world.client("secretary"), made, text=text.replace("\n", "\r\n"))
    assert made.text == text
    page = shown(world.client("secretary"), "edit", made.pk, query="?tab=text")
    assert "period: year # 一年" in page


def test_what_somebody_else_saved_is_not_overwritten(world: World) -> None:
    made = draft(world.first)
    response = world.client("secretary").post(url("edit", made.pk), {"digest": "0" * 64, COACHING: "3"})
    assert response.status_code == 422
    assert fields_of(response.content.decode())[COACHING] == "3"
    assert SchemeVersion.objects.unscoped().get().text == made.text


def checked(client: Client, made: SchemeVersion, **typed: Any) -> str:
    response = client.post(url("check", made.pk), typed)
    assert response.status_code == 200
    return response.content.decode()


def number_of(page: str, name: str) -> str:
    found = re.search(rf'id="f(\d+)" name="{name}"', page)
    assert found
    return found[1]


def test_a_problem_stands_at_its_field_and_nothing_is_saved(world: World) -> None:
    made, client = draft(world.first), world.client("secretary")
    number = number_of(shown(client, "edit", made.pk), COACHING)
    for typed in ("viel", "1.234", "12345", ""):
        answer = checked(client, made, **{COACHING: typed})
        assert re.search(rf'id="p{number}"[^>]*><p>', answer)
        assert f'href="#f{number}"' in answer
    assert not re.search(r'id="p\d+"[^>]*><p>', checked(client, made, **{COACHING: "2"}))
    assert SchemeVersion.objects.unscoped().get().text == made.text


def test_a_problem_of_several_amounts_stands_at_their_part(world: World) -> None:
    made, client = draft(world.first), world.client("secretary")
    answer = checked(client, made, **{"sheets/list/sections/base/items/duties/points": "21"})
    assert re.search(r'id="part-\d+"[^>]*><p>', answer)
    assert re.search(r'id="part-\d+"[^>]*><p>', checked(client, made, **{COACHING: "-1"}))
    assert "100" in checked(client, made, **{INNER: "51"})


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("of: 60", "off: 60"),
        ("each: dues.month", "each: dues.mouth"),
        ("zh: 宣传员", "zh: 宗教活动"),
        ("scheme: ten-ones", "scheme: x"),
    ],
)
def test_every_problem_of_the_text_is_shown_with_its_line(world: World, old: str, new: str) -> None:
    made, client = draft(world.first), world.client("secretary")
    text = written(made.text, **{old: new})
    line = next(number for number, words in enumerate(text.splitlines(), 1) if new in words)
    answer = checked(client, made, text=text)
    assert f"第{line}行" in answer
    saved(client, made, text=text)
    assert f"第{line}行" in shown(client, "edit", made.pk, query="?tab=text")
    assert f"第{line}行" in shown(client, "edit", made.pk)


def test_an_unreadable_text_is_edited_as_text(world: World) -> None:
    made, client = draft(world.first), world.client("secretary")
    saved(client, made, text="scheme: [\n")
    page = shown(client, "edit", made.pk)
    assert "<textarea" in page
    assert "第" in page


def test_the_difference_to_the_version_before_is_shown_by_item(world: World) -> None:
    made, client = draft(world.first), world.client("secretary")
    answer = checked(client, made, **{COACHING: "1.5", INNER: "45"})
    place = "先锋清单 › 先锋项 › 技术员 › "
    assert place in answer
    assert re.search(r'分值 <span class="nb">1</span> → <span class="nb">1.5</span>', answer)
    assert re.search(r'占比 <span class="nb">50</span> → <span class="nb">45</span>', answer)
    assert "003:L93" in answer  # its source is that of the old value


def test_the_editor_is_for_those_who_draft(world: World) -> None:
    made = draft(world.first)
    for who in (
        "member",
        "committee",
        "inspector",
        "administrator",
        "auditor",
        "neighbour",
        "stranger",
        "second_secretary",
    ):
        client = world.client(who)
        assert client.get(url("edit", made.pk)).status_code == 404
        for name in ("edit", "check", "discard", "publish"):
            assert client.post(url(name, made.pk), {}).status_code == 404
