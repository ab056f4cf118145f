"""A statement of a result: for whom, of what, with a code that anybody may compare, each making recorded."""

from __future__ import annotations

from io import BytesIO

import docx
import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from tests.merit.followups.making import PROGRAM, actor, final
from tests.people.world import World, adopt
from xianfeng.merit.assessments.models import AssessmentPeriod, Result
from xianfeng.merit.assessments.states import State
from xianfeng.merit.followups.operations import make_statement
from xianfeng.merit.followups.statement import USE, statement_of
from xianfeng.people.audit.models import AuditEntry


def result(world: World, score: int = 8963) -> Result:
    adopt(world.first, "three-platforms")
    period = final(world.first, "three-platforms", "2026-Q3", {world.members["member"]: score})
    found: Result = period.settlement.results.get()
    return found


def test_it_says_the_result_and_each_making_is_recorded(world: World) -> None:
    settled = result(world)
    made = make_statement(actor(world, "member"), settled, form="print")
    assert (made.name, made.score, made.band, made.period) == ("周文海", "89.63", "黄旗", "2026年第三季度")
    assert ("个人自评", "10.00", "8.963") in [(part.title, part.weight, part.part) for part in made.parts]
    entry = AuditEntry.objects.get(action="followups.make_statement")
    assert (entry.actor, entry.subject, entry.details["form"]) == (
        world.users["member"].pk,
        settled.pk,
        "print",
    )


def test_the_code_stays_the_same_and_changes_with_what_is_said(world: World) -> None:
    settled = result(world)
    code = statement_of(settled).code
    assert statement_of(Result.objects.get(pk=settled.pk)).code == code
    world.members["member"].name = "周文江"
    world.members["member"].save()
    assert statement_of(Result.objects.get(pk=settled.pk)).code != code


@pytest.mark.parametrize("state", [State.COMPUTED, State.CONFIRMED, State.PUBLICISED])
def test_there_is_none_before_the_result_is_final(world: World, state: str) -> None:
    settled = result(world)
    AssessmentPeriod.objects.update(state=state)
    settled = Result.objects.get(pk=settled.pk)
    with pytest.raises(ValidationError):
        make_statement(PROGRAM, settled, form="print")
    assert world.client("member").get(reverse("followups:statement", args=[settled.pk])).status_code == 403


def test_there_is_none_of_a_result_that_was_replaced(world: World) -> None:
    before = result(world)
    result(world, 9000)
    with pytest.raises(ValidationError):
        make_statement(PROGRAM, Result.objects.get(pk=before.pk), form="print")


@pytest.mark.parametrize(("who", "status"), [
    ("member", 200), ("committee", 200), ("secretary", 200), ("general_officer", 200), ("officer", 200),
    ("inspector", 403), ("leader", 404), ("groupmate", 404), ("second_secretary", 404), ("administrator", 404),
    ("auditor", 404),
])  # fmt: skip
def test_it_is_for_the_member_the_committee_and_officers(world: World, who: str, status: int) -> None:
    settled = result(world)
    assert world.client(who).get(reverse("followups:statement", args=[settled.pk])).status_code == status
    made = world.client(who).post(reverse("followups:make_statement", args=[settled.pk]), {"form": "docx"})
    assert made.status_code == status
    assert AuditEntry.objects.filter(action="followups.make_statement").count() == (status == 200)


def test_the_word_document_says_the_same_as_the_page(world: World) -> None:
    settled = result(world)
    url = reverse("followups:make_statement", args=[settled.pk])
    page = world.client("member").post(url, {"form": "print"}).content.decode()
    document = docx.Document(BytesIO(world.client("member").post(url, {"form": "docx"}).content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    words = "".join([*(paragraph.text for paragraph in document.paragraphs), *cells])
    for said in ("周文海", "89.63", "黄旗", USE, statement_of(settled).code):
        assert said in words
        assert said in page


def test_looking_makes_none(world: World) -> None:
    settled = result(world)
    world.client("member").get(reverse("followups:statement", args=[settled.pk]))
    assert (
        world.client("member").post(reverse("followups:make_statement", args=[settled.pk]), {}).status_code
        == 422
    )
    assert not AuditEntry.objects.filter(action="followups.make_statement").exists()
