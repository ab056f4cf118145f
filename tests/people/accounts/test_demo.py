"""One-click accounts: in a demonstration, on this machine, and nowhere else."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import reverse

from tests.people.accounts.test_sign_in import LOGIN, is_in
from tests.people.world import World
from xianfeng.people.accounts.demo import check_loopback, is_loopback
from xianfeng.people.accounts.models import DemoAccount, User
from xianfeng.people.accounts.operations import offer_in_demo
from xianfeng.people.audit.operations import PROGRAM


@pytest.fixture
def offered(world: World) -> DemoAccount:
    offer_in_demo(PROGRAM, world.users["officer"], "党委组织员", "看哪里要帮忙", 2)
    offer_in_demo(PROGRAM, world.users["member"], "党员", "看今天要办的事", 1)
    return DemoAccount.objects.get(user=world.users["officer"])


def enter(offered: DemoAccount, address: str = "127.0.0.1") -> Any:
    client = Client()
    answer = client.post(reverse("accounts:demo", args=[offered.pk]), REMOTE_ADDR=address)
    return client, answer


def test_a_click_enters_a_demonstration(offered: DemoAccount, settings: Any) -> None:
    settings.DEMO = True
    page = Client().get(LOGIN).content.decode()
    assert page.index("看今天要办的事") < page.index("看哪里要帮忙")
    client, answer = enter(offered)
    assert answer["Location"] == reverse("desk:home")
    assert client.session["_auth_user_id"] == str(offered.user_id)


def test_a_real_installation_shows_and_opens_no_demo_account(offered: DemoAccount) -> None:
    page = Client().get(LOGIN).content.decode()
    assert "看今天要办的事" not in page
    assert offered.user.name not in page
    client, answer = enter(offered)
    assert answer.status_code == 403
    assert not is_in(client)


@pytest.mark.parametrize("address", ["10.0.0.5", "192.168.1.9", "::2", ""])
def test_a_demonstration_lets_nobody_in_from_another_machine(
    offered: DemoAccount, settings: Any, address: str
) -> None:
    settings.DEMO = True
    client, answer = enter(offered, address)
    assert answer.status_code == 403
    assert not is_in(client)


def test_an_account_that_is_not_offered_is_not_entered(
    world: World, offered: DemoAccount, settings: Any
) -> None:
    settings.DEMO = True
    User.objects.filter(pk=offered.user_id).update(is_active=False)
    assert enter(offered)[1].status_code == 404
    offered.pk = 10**6
    assert enter(offered)[1].status_code == 404


def test_entering_takes_a_post(offered: DemoAccount, settings: Any) -> None:
    settings.DEMO = True
    assert Client().get(reverse("accounts:demo", args=[offered.pk])).status_code == 405


def test_a_second_click_changes_the_account(world: World, offered: DemoAccount, settings: Any) -> None:
    settings.DEMO = True
    client, _ = enter(offered)
    other = DemoAccount.objects.get(user=world.users["member"])
    client.post(reverse("accounts:demo", args=[other.pk]))
    assert client.session["_auth_user_id"] == str(other.user_id)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "localhost", "::1", "[::1]", "::ffff:127.0.0.1"])
def test_this_machine_is_known_by_its_names(host: str, settings: Any) -> None:
    settings.DEMO = True
    assert is_loopback(host)
    check_loopback(host)


@pytest.mark.parametrize(
    "host", ["0.0.0.0", "::", "10.0.0.1", "example.org", "", "localhost.example.org", "127.0.0.1.nip.io"]
)
def test_a_demonstration_refuses_every_other_address(host: str, settings: Any) -> None:
    settings.DEMO = False
    check_loopback(host)
    settings.DEMO = True
    with pytest.raises(ImproperlyConfigured):
        check_loopback(host)


def found(*numbers: str) -> list[str | None]:
    return [message.id for message in run_checks(tags=["security"]) if message.id in numbers]


def test_the_system_check_refuses_a_demonstration_that_others_can_reach(settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
    settings.DEMO = True
    assert found("accounts.E001") == []
    settings.ALLOWED_HOSTS = ["localhost", "branch.example.org"]
    assert found("accounts.E001") == ["accounts.E001"]
    settings.ALLOWED_HOSTS, settings.HTTPS = ["localhost"], True
    assert found("accounts.E001") == ["accounts.E001"]
    settings.DEMO = False
    assert found("accounts.E001") == []


def test_the_system_check_names_what_is_missing_of_a_provider(settings: Any) -> None:
    settings.PROVIDER_GAPS = ["XIANFENG_OIDC_SECRET"]
    assert found("accounts.E002") == ["accounts.E002"]
