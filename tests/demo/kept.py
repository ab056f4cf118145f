"""A database that several tests only read: made once for a module, and taken away at its end."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction


@contextmanager
def kept(blocker: Any) -> Iterator[None]:
    """Let what is made inside be there for all tests of a module; `blocker` is pytest-django's."""
    with blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def undone() -> Iterator[None]:
    """Undo what is made inside."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
