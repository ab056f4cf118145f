"""The pages: one's own steps, what a link shows without an account, objections and feedback by clicking."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import docx
import pytest
import time_machine
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.merit.notices.making import (
    actor,
    approved,
    confirm,
    confirmed,
    drafted,
    investigated,
    objection,
    over,
    published,
)
from tests.people.world import World, member
from xianfeng.facts.models import Fact
from xianfeng.merit.assessments.models import Result
from xianfeng.merit.notices import due, operations
from xianfeng.merit.notices.content import check_code
from xianfeng.merit.notices.jobs import forget_refused_words
from xianfeng.merit.notices.models import Feedback, Notice, Objection
from xianfeng.people.accounts.access import scope_of
from xianfeng.people.audit.models import AuditEntry
from xianfeng.people.members.models import Member
from xianfeng.people.organizations.models import Team

pytestmark = pytest.mark.django_db
NUMBERS = re.compile(r"(?<!\d)(?:1\d{10}|\d{17}[\dXx]|\d{15})(?!\d)")


@pytest.fixture(autouse=True)
def _nobody_has_tried_before() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def url(name: str, *args: Any) -> str:
    return reverse(f"notices:{name}", args=args)


def text_of(response: Any) -> str:
    return response.content.decode()


def test_a_notice_is_made_by_clicking_and_never_by_one_alone(world: World) -> None:
    settlement = confirmed(world)
    committee, secretary = world.client("committee"), world.client("secretary")
    draft = {"audience": "team", "workdays": "5", "fields_shown": ["band"], "names": "all"}
    assert committee.post(url("draft", settlement.pk), draft).status_code == 302
    notice = Notice.objects.get()
    assert committee.post(url("check", notice.pk)).status_code == 403
    assert world.client("member").get(url("notice", notice.pk)).status_code == 404
    for step in ("check", "approve", "publish"):
        assert secretary.post(url(step, notice.pk)).status_code == 302
    notice.refresh_from_db()
    assert notice.state == Notice.State.PUBLISHED
    page = text_of(world.client("member").get(url("notice", notice.pk)))
    assert world.members["member"].name in page
    assert url("object", notice.pk) in page


def test_a_bad_draft_comes_back_with_what_was_typed(world: World) -> None:
    sent = {"audience": "team", "workdays": "77", "fields_shown": ["score"], "names": "all"}
    response = world.client("committee").post(url("draft", confirmed(world).pk), sent)
    assert response.status_code == 422
    assert 'value="77"' in text_of(response)
    assert not Notice.objects.exists()


def test_a_leader_checks_only_where_there_is_nobody_else(world: World) -> None:
    notice = drafted(world)
    leader = world.client("leader")
    assert leader.get(url("notice", notice.pk)).status_code == 200
    assert leader.post(url("check", notice.pk)).status_code == 403
    for who in ("secretary",):
        world.members[who].offices.update(to_on=notice.drafted_at.date() - timedelta(days=1))
    assert leader.post(url("check", notice.pk)).status_code == 302
    notice.refresh_from_db()
    assert notice.state == Notice.State.CHECKED


# ---- by a link, without an account


def linked(world: World, notice: Notice, **options: Any) -> str:
    _link, token = operations.make_link(actor(world, "secretary"), notice, **options)
    return url("by_link", token)


def test_whoever_has_the_link_reads_only_what_is_on_the_list(world: World) -> None:
    for pk, row in enumerate(Member.objects.filter(branch=world.first)):
        Member.objects.filter(pk=row.pk).update(
            work_phone=f"1990000{pk:04}", work_email=f"member{pk}@example.org", work_post="采油工程岗"
        )
    notice = published(world)
    crawled = {linked(world, notice): 200}
    seen = ""
    client = Client()
    while todo := [address for address, status in crawled.items() if status == 200]:
        address = todo[0]
        response = client.get(address)
        crawled[address] = -response.status_code
        if response.get("Content-Type", "").startswith("text/html"):
            seen += text_of(response)
            found = re.findall(r'href="(/[^"#?]*)', text_of(response))
            crawled |= {
                link: 200 for link in found if link not in crawled and not link.startswith("/static/")
            }
    results = Result.objects.filter(settlement=notice.settlement).select_related("member")
    assert all(result.member.name in seen for result in results)
    assert not NUMBERS.search(seen)
    for word in ("example.org", "采油工程岗", *(result.member.staff_no for result in results)):
        assert word not in seen
    assert not any(f"{result.score / 100:.2f}" in seen for result in results)


def test_what_a_link_shows_is_kept_by_nobody(world: World) -> None:
    notice = published(world)
    response = Client().get(linked(world, notice))
    assert "noindex" in response["X-Robots-Tag"]
    assert "no-store" in response["Cache-Control"]
    assert response["Referrer-Policy"] == "no-referrer"
    assert not response.cookies.get("sessionid")


def test_a_link_opens_nothing_after_the_window_once_taken_back_or_guessed(world: World) -> None:
    notice = published(world)
    team = Team.objects.create(unit=world.first, name="一班")
    address = linked(world, notice, team=team)
    name = world.members["member"].name
    with time_machine.travel(over(notice), tick=False):
        gone = Client().get(address)
    assert (gone.status_code, name in text_of(gone)) == (410, False)
    link = notice.links.get()
    assert link.token_hash not in address
    assert world.client("secretary").post(url("revoke_link", link.pk)).status_code == 302
    assert Client().get(address).status_code == 404
    assert Client().get(url("by_link", "x" * 32)).status_code == 404


def test_guessing_links_is_slowed_down(world: World) -> None:
    client = Client()
    answers = [client.get(url("by_link", f"guess{number}")).status_code for number in range(31)]
    assert set(answers[:30]) == {404}
    assert answers[30] == 429


def test_a_reader_without_account_says_something_and_reads_the_answer(world: World) -> None:
    notice = published(world)
    address = linked(world, notice)
    assert Client().post(address, {"text": "他家属怎样怎样"}).status_code == 422
    assert Client().post(address, {"text": "打他电话 19900001234"}).status_code == 422
    member("赵无名", world.first)
    assert Client().post(address, {"text": "赵无名为什么没有"}).status_code == 422
    response = Client().post(address, {"text": "希望把评分办法贴在班组"})
    code = re.search(r"xf-code\">([^<]+)<", text_of(response))[1]
    said = Feedback.objects.get()
    assert (said.author, code.replace("-", "") in said.code_hash) == (None, False)
    operations.answer_feedback(actor(world, "secretary"), said, answer="已贴在公示栏。")
    page = Client().post(url("answer"), {"code": code.lower()})
    assert "已贴在公示栏。" in text_of(page)
    assert Client().post(url("answer"), {"code": code, "satisfied": "yes"}).status_code == 302
    said.refresh_from_db()
    assert (said.state, said.is_satisfied) == (Feedback.State.CLOSED, True)
    assert Client().post(url("answer"), {"code": "AAAA-AAAA-AAAA"}).status_code == 422


# ---- objections and feedback with an account


def test_an_objection_goes_from_the_notice_to_the_written_answer_by_clicking(world: World) -> None:
    notice = published(world)
    about = world.members["member"].pk
    sent = {"about": about, "ground": "fact", "item": "隐患排查", "text": "不是我排查的。"}
    own = world.client("member")
    assert f'value="{about}" selected' in text_of(own.get(url("object", notice.pk)))
    assert own.post(url("object", notice.pk), {**sent, "text": ""}).status_code == 422
    assert own.post(url("object", notice.pk), sent).status_code == 302
    found = Objection.objects.get()
    secretary, committee = world.client("secretary"), world.client("committee")
    assert secretary.post(url("accept", found.pk), {"handler": world.users["member"].pk}).status_code == 422
    assert (
        secretary.post(url("accept", found.pk), {"handler": world.users["committee"].pk}).status_code == 302
    )
    assert committee.post(url("investigate", found.pk)).status_code == 302
    fact = Fact.objects.get(member=about)
    assert str(fact.pk) in text_of(committee.get(url("decide", found.pk)))
    decision = {"ruling": "fact", "fact": fact.pk, "answer": "经查记录有误，已冲销。"}
    assert committee.post(url("decide", found.pk), decision).status_code == 302
    assert "经查记录有误，已冲销。" in text_of(own.get(url("objection", found.pk)))
    assert own.post(url("receive", found.pk)).status_code == 302
    assert Notice.objects.get(replaces=notice).version == 2
    found.refresh_from_db()
    assert (found.state, found.outcome) == (Objection.State.REPLIED, "fact")


def test_what_a_replaced_version_said_is_for_who_reads_the_records(world: World) -> None:
    first = published(world)
    found = investigated(world, first)
    fact = Fact.objects.get(member=world.members["member"])
    operations.decide_objection(
        actor(world, "committee"), found, upheld=True, outcome="fact", fact=fact, answer="已更正"
    )
    second = Notice.objects.get(replaces=first)
    confirm(world, second.settlement)
    published(world, second)
    listed = world.members["groupmate"].name
    assert listed in text_of(world.client("inspector").get(url("notice", first.pk)))
    seen = text_of(world.client("member").get(url("notice", first.pk)))
    assert (listed in seen, url("notice", second.pk) in seen) == (False, True)


def test_feedback_is_given_on_answered_and_rated(world: World) -> None:
    notice = published(world)
    own, secretary, committee = (world.client(who) for who in ("member", "secretary", "committee"))
    assert own.post(url("say", notice.pk), {"text": "建议附上评分办法"}).status_code == 302
    said = Feedback.objects.get()
    assert secretary.post(url("assign", said.pk), {"handler": world.users["committee"].pk}).status_code == 302
    assert secretary.post(url("reply", said.pk), {"kind": "answer", "answer": "好"}).status_code == 403
    assert committee.post(url("reply", said.pk), {"kind": "answer", "answer": "下次附上"}).status_code == 302
    assert own.post(url("rate", said.pk), {"satisfied": "no"}).status_code == 302
    said.refresh_from_db()
    assert (said.state, said.is_satisfied) == (Feedback.State.CLOSED, False)


def test_feedback_about_people_is_closed_and_its_text_goes_after_a_week(world: World) -> None:
    said, _code = operations.give_feedback(
        actor(world, "member"), published(world), text="某某人不好", author=world.users["member"]
    )
    sent = {"kind": "refuse", "answer": "请只谈公示的事"}
    assert world.client("secretary").post(url("reply", said.pk), sent).status_code == 302
    said.refresh_from_db()
    forget_refused_words()
    said.refresh_from_db()
    assert (said.state, said.text) == (Feedback.State.OUT_OF_SCOPE, "某某人不好")
    with time_machine.travel(said.answered_at + timedelta(days=7, minutes=1), tick=False):
        forget_refused_words()
    said.refresh_from_db()
    assert said.text == ""


# ---- what is due, the code, Word


def test_everybody_is_told_what_is_theirs_to_do(world: World) -> None:
    def told(who: str) -> set[str]:
        scope = scope_of(world.users[who], notice.drafted_at.date())
        sources = (due.notices_to_draft, due.notices_to_move, due.objections_to_handle, due.answers_to_read)
        return {thing.url for source in sources for thing in source(scope)}

    notice = drafted(world)
    page = url("notice", notice.pk)
    assert page in told("secretary")
    assert page not in told("committee") | told("member")
    published(world, notice)
    filed = objection(world, notice)
    assert told("secretary") == {url("objection", filed.pk)}
    operations.accept_objection(actor(world, "secretary"), filed, handler=world.users["committee"])
    assert told("committee") == {url("objection", filed.pk)}
    operations.investigate(actor(world, "committee"), filed)
    operations.decide_objection(actor(world, "committee"), filed, upheld=False, answer="属实")
    assert told("member") == {url("objection", filed.pk)}


def test_a_printed_notice_is_found_by_its_code_also_when_it_is_over(world: World) -> None:
    notice = published(world)
    code = check_code(notice.digest)
    operations.close_notice(actor(world, "secretary"), notice, at=over(notice))
    client = world.client("member")
    assert url("notice", notice.pk) in text_of(client.get(url("list"), {"code": code.lower()}))
    wrong = text_of(client.get(url("list"), {"code": "0000-0000-0000"}))
    assert "xf-note--attention" in wrong


def test_names_that_look_like_formulas_come_out_of_word_as_text(world: World) -> None:
    names = ['=HYPERLINK("http://example.org")', "+1+1", "@SUM(1)", "{{ 7*7 }}"]
    for name in names:
        member(name, world.one)
    notice = approved(world)
    response = world.client("committee").post(url("word", notice.pk))
    document = docx.Document(io.BytesIO(response.content))
    cells = {
        cell.text.split("\t")[0] for table in document.tables for row in table.rows for cell in row.cells
    }
    assert set(names) <= cells
    xml = document.element.xml
    assert "fldSimple" not in xml
    assert "instrText" not in xml
    assert AuditEntry.objects.filter(action="notices.export", subject=notice.pk).exists()


def test_a_units_own_template_is_used_for_word_and_a_bad_one_is_told_what_is_wrong(world: World) -> None:
    made = docx.Document()
    made.add_paragraph("本单位格式：{{ title }}")
    out = io.BytesIO()
    made.save(out)
    client = world.client("secretary")
    good = {"subject": "result", "file": SimpleUploadedFile("a.docx", out.getvalue())}
    assert client.post(url("add_template", world.first.pk), good).status_code == 302
    word = client.post(url("word", approved(world).pk)).content
    assert docx.Document(io.BytesIO(word)).paragraphs[0].text.startswith("本单位格式：关于2026年第三季度")
    bad = {"subject": "result", "file": SimpleUploadedFile("a.docx", b"not a document")}
    response = client.post(url("add_template", world.first.pk), bad)
    assert response.status_code == 422
    assert "Word" in text_of(response)
