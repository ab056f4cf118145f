"""The notice comes before anything else, once for each version, and traps nobody."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse

from tests.people.world import World
from xianfeng.people.accounts.models import User
from xianfeng.people.audit.models import AuditEntry
from xianfeng.people.audit.operations import Actor
from xianfeng.people.privacy import notices
from xianfeng.people.privacy.models import NoticeRead
from xianfeng.people.privacy.operations import read_notice

NOTICE = reverse("privacy:notice")


@pytest.fixture
def newcomer(world: World) -> Client:
    NoticeRead.objects.filter(user=world.users["member"]).delete()
    return world.client("member")


@pytest.mark.parametrize(
    "name", ["desk:home", "identity:mine", "privacy:my_data", "privacy:ask", "site:more"]
)
def test_every_page_leads_to_the_notice_first_and_then_to_itself(newcomer: Client, name: str) -> None:
    wanted = f"{reverse(name)}?a=1"
    answer = newcomer.get(wanted)
    assert answer.status_code == 302
    shown = newcomer.get(answer["Location"])
    assert shown.status_code == 200
    assert shown.context["next"] == wanted
    after = newcomer.post(NOTICE, {"next": wanted})
    assert after["Location"] == wanted
    assert newcomer.get(wanted).status_code == 200


def test_it_tells_purpose_fields_readers_retention_and_rights(newcomer: Client) -> None:
    answer = newcomer.get(NOTICE)
    text = answer.content.decode()
    for section in answer.context["notice"].sections:
        assert str(section.title) in text
        for point in section.points:
            assert str(point) in text
    assert len(answer.context["notice"].sections) == 4
    for title, length in answer.context["rules"]:
        assert str(title) in text
        assert length in text


def test_it_is_shown_once(newcomer: Client, world: World) -> None:
    newcomer.post(NOTICE)
    newcomer.post(NOTICE)
    assert NoticeRead.objects.filter(user=world.users["member"]).count() == 1
    again = world.client("member")
    assert again.get(reverse("privacy:my_data")).status_code == 200


def test_a_new_version_is_shown_again(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    client = world.client("member")
    assert client.get(reverse("privacy:my_data")).status_code == 200
    newer = replace(notices.current_notice(), version="1999")
    monkeypatch.setattr(notices, "VERSIONS", (*notices.VERSIONS, newer))
    assert client.get(reverse("privacy:my_data"))["Location"].startswith(NOTICE)
    client.post(NOTICE)
    assert client.get(reverse("privacy:my_data")).status_code == 200
    read = NoticeRead.objects.filter(user=world.users["member"]).values_list("version", flat=True)
    assert set(read) == {notices.VERSIONS[0].version, "1999"}


def test_what_is_posted_before_the_notice_does_nothing(newcomer: Client, world: World) -> None:
    answer = newcomer.post(reverse("privacy:ask"), {"kind": "erasure", "text": "x"})
    assert answer["Location"].startswith(NOTICE)
    assert not world.users["member"].data_requests.exists()


def test_htmx_is_told_to_load_the_notice(newcomer: Client) -> None:
    answer = newcomer.get(reverse("privacy:my_data"), headers={"HX-Request": "true"})
    assert answer["HX-Redirect"].startswith(NOTICE)


def test_signing_out_language_and_large_type_pass(newcomer: Client) -> None:
    for name in ("site:language", "site:large"):
        answer = newcomer.post(reverse(name), {"language": "en", "next": "/"})
        assert not answer.headers.get("Location", "").startswith(NOTICE)
    answer = newcomer.post(reverse("account_logout"))
    assert not answer["Location"].startswith(NOTICE)
    assert "_auth_user_id" not in newcomer.session


def test_whoever_is_not_signed_in_is_led_to_sign_in(world: World) -> None:
    assert not world.client("").get(reverse("privacy:my_data"))["Location"].startswith(NOTICE)
    assert not world.client("").get(NOTICE)["Location"].startswith(NOTICE)


@pytest.mark.parametrize("wanted", ["https://example.org/", "//example.org/", "javascript:alert(1)", ""])
def test_it_leads_to_no_foreign_page(newcomer: Client, wanted: str) -> None:
    assert newcomer.post(NOTICE, {"next": wanted})["Location"] == reverse("desk:home")


def test_reading_is_kept_with_its_time_and_logged(world: World) -> None:
    NoticeRead.objects.all().delete()
    user: User = world.users["auditor"]
    read = read_notice(Actor(user.pk, "192.0.2.7"), user)
    assert (read.user, read.version) == (user, notices.current_notice().version)
    entry = AuditEntry.objects.filter(action="privacy.read_notice").latest("id")
    assert (entry.actor, entry.subject, entry.at >= read.at) == (user.pk, user.pk, True)


def test_versions_are_told_apart() -> None:
    versions = [notice.version for notice in notices.VERSIONS]
    assert len(set(versions)) == len(versions)
    assert sorted(notice.from_on for notice in notices.VERSIONS) == [n.from_on for n in notices.VERSIONS]


def test_the_session_remembers_it_so_that_no_query_is_spent(
    world: World, django_assert_max_num_queries
) -> None:  # type: ignore[no-untyped-def]
    client = world.client("member")
    client.get(reverse("site:more"))
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        client.get(reverse("site:more"))
    assert not [query for query in asked if "privacy_noticeread" in query["sql"]]
