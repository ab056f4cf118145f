"""Activation slips: used once, by the one who holds them, and what is said when they cannot be used."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from tests.people.accounts.racing import seen_by_threads
from tests.people.accounts.test_sign_in import PASSWORD, is_in, sign_in
from tests.people.world import World, signed_in
from xianfeng.people.accounts.models import Slip, User
from xianfeng.people.accounts.operations import issue_slip, use_slip
from xianfeng.people.accounts.slips import ALPHABET, hash_of, new_code
from xianfeng.people.audit.models import AuditEntry
from xianfeng.people.audit.operations import PROGRAM, Actor

NEW = "a brand new password 7"
ACTIVATE = "/accounts/activate/"
NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


def activate(client: Client, code: str, password: str = NEW, **more: Any) -> Any:
    data = {"code": code, "password1": password, "password2": password, **more}
    return client.post(ACTIVATE, data, REMOTE_ADDR="10.0.0.1")


@pytest.fixture
def code(world: World, user: User) -> str:
    return issue_slip(Actor(world.users["secretary"].pk), user, Slip.Reason.LOST)


def test_a_code_has_twelve_letters_that_cannot_be_mistaken() -> None:
    codes = {new_code() for _ in range(500)}
    assert len(codes) == 500
    assert all(
        re.fullmatch(r"[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}", code) for code in codes
    )
    assert set("".join(codes)) - {"-"} == set(ALPHABET)


def test_only_a_hash_of_the_code_is_kept(user: User, code: str, settings: Any) -> None:
    kept = Slip.objects.values().get()
    assert code.replace("-", "") not in str(kept).upper()
    settings.SECRET_KEY = "another key"
    assert hash_of(code) != kept["code_hash"]


def test_a_slip_sets_the_password_and_signs_in(user: User, code: str) -> None:
    client = Client()
    assert activate(client, code)["Location"] == reverse("desk:home")
    assert client.session["_auth_user_id"] == str(user.pk)
    assert sign_in(Client(), user.username, NEW).status_code == 302
    assert sign_in(Client(), user.username, PASSWORD).status_code == 422


@pytest.mark.parametrize(
    "typed", [str.lower, lambda code: code.replace("-", " "), lambda code: code.replace("-", "－")]
)
def test_a_code_counts_however_it_is_typed(user: User, code: str, typed: Any) -> None:
    assert activate(Client(), typed(code)).status_code == 302


def test_the_qr_code_s_address_fills_in_the_code(code: str) -> None:
    page = Client().get(ACTIVATE, {"code": code})
    assert f'value="{code}"' in page.content.decode()


def test_a_used_slip_opens_nothing_and_says_when_it_was_used(user: User, code: str) -> None:
    with time_machine.travel(NOW, tick=False):
        activate(Client(), code)
    client = Client()
    again = activate(client, code, "yet another password 8")
    assert again.status_code == 422
    assert "2026" in again.context["form"].errors["code"][0]
    assert not is_in(client)
    assert sign_in(Client(), user.username, NEW).status_code == 302


def test_a_newer_slip_voids_the_one_before(user: User, code: str) -> None:
    newer = issue_slip(PROGRAM, user, Slip.Reason.LOST)
    assert activate(Client(), code).status_code == 422
    assert activate(Client(), newer).status_code == 302


def test_a_slip_counts_for_thirty_days(user: User) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        early, late = (issue_slip(PROGRAM, who, Slip.Reason.FIRST) for who in (user, _other(user)))
        clock.shift(timedelta(days=30, seconds=-1))
        assert activate(Client(), early).status_code == 302
        clock.shift(timedelta(seconds=1))
        assert activate(Client(), late).status_code == 422


def _other(user: User) -> User:
    found = User.objects.exclude(pk=user.pk).first()
    assert found is not None
    return found


def test_a_slip_of_a_disabled_account_opens_nothing(user: User, code: str) -> None:
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert activate(Client(), code).status_code == 422


def test_a_disabled_account_gets_no_slip(user: User) -> None:
    user.is_active = False
    with pytest.raises(ValidationError):
        issue_slip(PROGRAM, user, Slip.Reason.LOST)


def test_the_old_password_holds_until_the_slip_is_used_and_then_every_session_ends(
    user: User, code: str
) -> None:
    phone = Client()
    assert sign_in(phone, user.username, PASSWORD).status_code == 302
    assert phone.get(reverse("accounts:mine")).status_code == 200
    activate(Client(), code)
    assert phone.get(reverse("accounts:mine")).status_code == 302
    assert phone.session.get("_auth_user_id") is None


@pytest.mark.parametrize(
    ("password", "again", "field"),
    [
        ("short", "short", "password1"),
        ("1234567890123", "1234567890123", "password1"),
        ("password123", "password123", "password1"),
        (NEW, "something else entirely", "password2"),
    ],
)
def test_a_bad_password_is_refused_and_the_slip_stays_good(
    user: User, code: str, password: str, again: str, field: str
) -> None:
    refused = Client().post(
        ACTIVATE, {"code": code, "password1": password, "password2": again, "phone": "13800000001"}
    )
    assert refused.status_code == 422
    assert list(refused.context["form"].errors) == [field]
    assert code in refused.content.decode()
    assert "13800000001" in refused.content.decode()
    assert activate(Client(), code).status_code == 302


def test_a_password_like_one_s_own_staff_number_is_refused(user: User, code: str) -> None:
    User.objects.filter(pk=user.pk).update(username="oilfield20261")
    assert list(activate(Client(), code, "oilfield20262").context["form"].errors) == ["password1"]


def test_phone_and_email_become_names_to_sign_in_with(user: User, code: str) -> None:
    activate(Client(), code, phone="138 0000 0001", email="Zhou@Example.org")
    assert sign_in(Client(), "13800000001", NEW).status_code == 302
    assert sign_in(Client(), "zhou@example.org", NEW).status_code == 302


def test_what_is_left_empty_stays_as_it_was(user: User, code: str) -> None:
    User.objects.filter(pk=user.pk).update(phone="13800000001", email="zhou@example.org")
    activate(Client(), code)
    user.refresh_from_db()
    assert (user.phone, user.email) == ("13800000001", "zhou@example.org")


@pytest.mark.parametrize(
    ("field", "value"), [("phone", "13800000002"), ("email", "WANG@example.org"), ("phone", "S-number")]
)
def test_a_name_of_another_account_is_refused_and_nothing_happens(
    world: World, user: User, code: str, field: str, value: str
) -> None:
    User.objects.filter(pk=world.users["groupmate"].pk).update(phone="13800000002", email="wang@example.org")
    refused = activate(Client(), code, **{field: value})
    assert refused.status_code == 422
    assert list(refused.context["form"].errors) == [field]
    assert Slip.objects.get().used_at is None
    assert sign_in(Client(), user.username, NEW).status_code == 422


def test_a_phone_cannot_be_another_s_staff_number(world: World, user: User, code: str) -> None:
    User.objects.filter(pk=world.users["groupmate"].pk).update(username="20080042")
    assert list(activate(Client(), code, phone="20080042").context["form"].errors) == ["phone"]


def test_wrong_codes_are_throttled_and_right_ones_are_not_counted(user: User, code: str) -> None:
    for _ in range(20):
        assert activate(Client(), "AAAA-BBBB-CCCC").status_code == 422
    refused = activate(Client(), code)
    assert refused.status_code == 429
    assert Slip.objects.get().used_at is None
    assert Client().post(ACTIVATE, {"code": code, "password1": NEW, "password2": NEW}).status_code == 302


def test_somebody_else_s_session_on_the_same_phone_ends(world: World, user: User, code: str) -> None:
    shared = signed_in(world.users["groupmate"])
    activate(shared, code)
    assert shared.session["_auth_user_id"] == str(user.pk)


def test_the_member_is_told_once_who_issued_a_slip_and_when(world: World, user: User, code: str) -> None:
    issued_at = datetime(2026, 3, 5, 1, 30, tzinfo=UTC)  # 9:30 in the morning in China
    Slip.objects.update(issued_at=issued_at)
    client = Client()
    sign_in(client, user.username, PASSWORD)
    (told,) = [str(message) for message in client.get(reverse("accounts:mine")).context["messages"]]
    assert world.users["secretary"].name in told
    assert "2026" in told
    assert "9:30" in told
    assert Slip.objects.get().told_at is not None
    later = Client()
    sign_in(later, user.username, PASSWORD)
    assert list(later.get(reverse("accounts:mine")).context["messages"]) == []


def test_a_first_slip_needs_no_telling(user: User) -> None:
    code = issue_slip(PROGRAM, user, Slip.Reason.FIRST)
    client = Client()
    activate(client, code)
    texts = [str(message) for message in client.get(reverse("accounts:mine")).context["messages"]]
    assert len(texts) == 1  # that the password is set


def test_the_audit_tells_who_issued_and_who_used_and_holds_no_code(
    world: World, user: User, code: str
) -> None:
    activate(Client(), code)
    issued, used = (AuditEntry.objects.get(action=f"accounts.{what}_slip") for what in ("issue", "use"))
    assert (issued.actor, issued.subject, issued.unit) == (world.users["secretary"].pk, user.pk, world.one.pk)
    assert (used.actor, used.subject, used.address) == (user.pk, user.pk, "10.0.0.1")
    written = str(list(AuditEntry.objects.values_list("details", flat=True)))
    assert code not in written
    assert hash_of(code) not in written


def test_of_two_who_use_a_slip_at_once_one_gets_in(lasting_world: World, tmp_path: Path) -> None:
    user = lasting_world.users["member"]
    code = issue_slip(PROGRAM, user, Slip.Reason.LOST)

    def use(number: int) -> User:
        return use_slip(Actor(None, "10.0.0.1"), code, f"password of runner {number}")

    with seen_by_threads(tmp_path) as race:
        results = race(use, 8)
        winners = [number for number, result in enumerate(results) if isinstance(result, User)]
        refusals = [result for result in results if isinstance(result, ValidationError)]
        assert (len(winners), len(refusals)) == (1, 7)
        check = race(
            lambda _: User.objects.get(pk=user.pk).check_password(f"password of runner {winners[0]}"), 1
        )
        assert check == [True]
