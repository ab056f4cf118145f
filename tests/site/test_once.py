from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from tests.people.accounts.racing import seen_by_threads
from tests.people.world import account, signed_in
from tests.site.urls import done
from xianfeng.people.accounts.models import User
from xianfeng.site.models import Once
from xianfeng.site.once import remove_old_keys

pytestmark = [pytest.mark.urls("tests.site.urls")]
KEY = "a-key-of-the-first-form"


def send(client: Client, **fields: Any) -> Any:
    return client.post("/press", {"once": KEY, **fields})


def test_a_form_is_done_and_leads_on(client: Client) -> None:
    response = send(client)
    assert (response.status_code, response["Location"], done()) == (302, "/there", 1)


def test_a_second_press_is_answered_as_the_first_and_does_nothing(client: Client) -> None:
    send(client, hours="4")
    response = send(client, hours="4")
    assert (response.status_code, response["Location"], done()) == (302, "/there", 1)


def test_who_presses_twice_is_told_that_it_was_done_once(client: Client) -> None:
    send(client)
    assert len(list(get_messages(send(client).wsgi_request))) == 1


def test_the_same_form_with_other_content_is_refused(client: Client) -> None:
    send(client, hours="4")
    assert (send(client, hours="8").status_code, done()) == (409, 1)


def test_the_same_form_with_another_file_of_the_same_name_and_size_is_refused(client: Client) -> None:
    send(client, file=SimpleUploadedFile("a.txt", b"one"))
    assert (send(client, file=SimpleUploadedFile("a.txt", b"two")).status_code, done()) == (409, 1)


def test_the_key_of_another_person_opens_nothing(client: Client) -> None:
    send(client)
    assert (send(signed_in(account(name="别人"))).status_code, done()) == (409, 1)


def test_two_forms_with_the_same_content_are_two_things(client: Client) -> None:
    send(client)
    send(client, once="a-key-of-another-form")
    assert done() == 2


def test_a_form_that_came_back_with_errors_may_be_sent_again(client: Client) -> None:
    send(client, answer="refusal")
    assert send(client, hours="4").status_code == 302


def test_what_a_refused_form_recorded_stays(client: Client) -> None:
    """A count of wrong codes must not be undone by the key of a form."""
    send(client, answer="refusal")
    assert done() == 1


def test_a_page_shown_in_answer_is_shown_again(client: Client) -> None:
    assert [send(client, answer="page").content for _ in range(2)] == [b"shown", b"shown"]


def test_what_fails_is_undone_and_may_be_sent_again(client: Client) -> None:
    client.raise_request_exception = False
    assert (send(client, answer="failure").status_code, done()) == (500, 0)
    assert (send(client).status_code, done()) == (302, 1)


def test_a_form_without_a_key_is_done_each_time(client: Client) -> None:
    for _ in range(2):
        client.post("/press")
    assert done() == 2


@pytest.mark.parametrize("key", ["", "short", "x" * 41, "a key with spaces in it"])
def test_a_key_that_is_none_of_ours_is_refused(client: Client, key: str) -> None:
    assert (send(client, once=key).status_code, done()) == (400, 0)


def test_a_session_that_ended_meanwhile_does_not_use_up_the_key(person: User) -> None:
    assert send(Client())["Location"].startswith("/accounts/login/")
    assert (send(signed_in(person)).status_code, done()) == (302, 1)


def test_of_two_that_arrive_together_one_does_it(transactional_db: None, tmp_path: Path) -> None:
    person = account(name="周文海")
    clients = [signed_in(person) for _ in range(4)]
    with seen_by_threads(tmp_path) as race:
        answers = race(lambda number: send(clients[number])["Location"], len(clients))
        counted = race(lambda _: done(), 1)
    assert (answers, counted) == (["/there"] * 4, [1])


def test_keys_are_forgotten_after_a_week(client: Client) -> None:
    send(client)
    now = timezone.now()
    assert remove_old_keys(now + timedelta(days=6)) == 0
    assert remove_old_keys(now + timedelta(days=8)) == 1
    assert not Once.objects.exists()
