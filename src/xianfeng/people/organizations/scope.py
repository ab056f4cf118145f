"""What a person reaches, and managers that refuse a query made without saying so.

Everybody sees through a scope. While a request is answered (`answering`), a query on a scoped model that
is neither `.within(scope)` nor derived from an object already reached raises `ScopeMissing`. An
`@operation` has been given its objects and asks freely; a query that means everything says `.unscoped()`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import wraps
from typing import Any, ParamSpec, Self, TypeVar

from django.db import models, transaction

from xianfeng.people.organizations.roles import Role

P = ParamSpec("P")
R = TypeVar("R")
_answering: ContextVar[bool] = ContextVar("answering", default=False)

READERS = (Role.SECRETARY, Role.COMMITTEE, Role.OFFICER, Role.INSPECTOR)
"""Who may read the full records of the members of a subtree (domain 2.4)."""


class ScopeMissing(RuntimeError):
    """Raised when a page asks for data without a scope: a mistake of ours, never of a user."""


@contextmanager
def answering() -> Iterator[None]:
    """Mark that a request is being answered."""
    token = _answering.set(True)
    try:
        yield
    finally:
        _answering.reset(token)


def operation(write: Callable[P, R]) -> Callable[P, R]:
    """Make a write one transaction; what it asks for on the way needs no scope."""

    @wraps(write)
    def whole(*args: P.args, **options: P.kwargs) -> R:
        token = _answering.set(False)
        try:
            with transaction.atomic():
                return write(*args, **options)
        finally:
            _answering.reset(token)

    return whole


@dataclass(frozen=True, slots=True)
class Reach:
    """A role held today in a unit; it covers the unit's subtree by the prefix of its path."""

    role: Role
    unit_id: int
    path: str


@dataclass(frozen=True, slots=True)
class Scope:
    """What an account reaches on a day: its own member, its branch and the units of its roles."""

    user_id: int | None = None
    member_id: int | None = None
    branch_id: int | None = None
    group_id: int | None = None
    reaches: tuple[Reach, ...] = ()

    def paths(self, *roles: Role) -> tuple[str, ...]:
        """Return the tree paths of the units in which one of the roles is held; of all roles without any."""
        return tuple(dict.fromkeys(r.path for r in self.reaches if not roles or r.role in roles))

    def holds(self, *roles: Role) -> bool:
        """Return whether one of the roles is held anywhere."""
        return any(reach.role in roles for reach in self.reaches)

    def covers(self, path: str, *roles: Role) -> bool:
        """Return whether one of the roles is held in a unit at or above the path."""
        return any(path.startswith(prefix) for prefix in self.paths(*roles))

    def covers_below(self, path: str, *roles: Role) -> bool:
        """Return whether one of the roles is held in a unit above the path, not in that unit itself."""
        return any(path.startswith(prefix) and path != prefix for prefix in self.paths(*roles))


def subtree(field: str, paths: tuple[str, ...]) -> models.Q:
    """Return the condition that the path in `field` lies at or below one of the paths (none: nothing).

    A range, as treebeard makes it, instead of LIKE: both databases use the index on the path for it.
    """
    found = models.Q(pk__in=[])
    for path in paths:
        found |= models.Q(**{f"{field}__range": (path, path + "ZZZZ")})
    return found


class ScopedQuerySet(models.QuerySet[Any]):
    """A queryset that knows whether it was scoped; subclasses define `within`."""

    is_scoped = False

    def unscoped(self) -> Self:
        """Return the queryset for an operation, a job or a command: no scope is meant."""
        return self._scoped(self.all())

    def _scoped(self, queryset: Self) -> Self:
        queryset.is_scoped = True
        return queryset

    def _clone(self) -> Self:
        clone: Self = super()._clone()  # type: ignore[misc]
        clone.is_scoped = self.is_scoped
        return clone

    def _check(self) -> None:
        if _answering.get() and not self.is_scoped and "instance" not in self._hints:  # type: ignore[attr-defined]
            raise ScopeMissing(f"{self.model.__name__} was asked for without a scope")

    def _fetch_all(self) -> None:
        if self._result_cache is None:
            self._check()
        super()._fetch_all()

    def iterator(self, *args: Any, **options: Any) -> Iterator[Any]:
        self._check()
        return super().iterator(*args, **options)

    def count(self) -> int:
        self._check()
        return super().count()

    def exists(self) -> bool:
        self._check()
        return super().exists()

    def aggregate(self, *args: Any, **options: Any) -> dict[str, Any]:
        self._check()
        return super().aggregate(*args, **options)

    def update(self, **values: Any) -> int:
        self._check()
        return super().update(**values)

    def delete(self) -> tuple[int, dict[str, int]]:
        self._check()
        return super().delete()
