from __future__ import annotations

import pytest
from django.test import Client

from tests.people.world import account, signed_in
from xianfeng.people.accounts.models import User


@pytest.fixture
def person(db: None) -> User:
    return account(name="周文海")


@pytest.fixture
def client(person: User) -> Client:
    return signed_in(person)
