"""How long one stays signed in, and how sessions are ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.base import SessionBase
from django.utils import timezone

from xianfeng.people.accounts.models import User
from xianfeng.people.organizations.roles import APPOINTED
from xianfeng.people.organizations.scope import Scope

STARTED, SEEN = "started_at", "seen_at"


@dataclass(frozen=True, slots=True)
class Limits:
    """The longest time from signing in, and without doing anything (None: any)."""

    longest: timedelta
    idle: timedelta | None


ON_ONE_S_PHONE = Limits(timedelta(days=30), None)
PRIVILEGED = Limits(timedelta(hours=8), timedelta(minutes=30))
STEP = timedelta(minutes=1)
"""How exactly it is known when something was last done: a write for each request would be too much."""


def is_privileged(scope: Scope) -> bool:
    """Return whether one is an officer, inspector, administrator, auditor or owner anywhere."""
    return scope.holds(*APPOINTED)


def limits_of(scope: Scope) -> Limits:
    """Return how long a session with this scope may last; a role given later shortens it at once."""
    return PRIVILEGED if is_privileged(scope) else ON_ONE_S_PHONE


def begin(session: SessionBase) -> None:
    """Note when a session began."""
    session[STARTED] = session[SEEN] = timezone.now().timestamp()


def is_over(session: SessionBase, limits: Limits) -> bool:
    """Return whether the session has lasted too long, or nothing was done for too long."""
    now = timezone.now().timestamp()
    if now - session.get(STARTED, 0) > limits.longest.total_seconds():
        return True
    return limits.idle is not None and now - session.get(SEEN, 0) > limits.idle.total_seconds()


def is_recent(session: SessionBase, within: timedelta) -> bool:
    """Return whether the session began within the time."""
    return bool(timezone.now().timestamp() - session.get(STARTED, 0) < within.total_seconds())


def touch(session: SessionBase, limits: Limits) -> None:
    """Note that something is done, where that matters."""
    now = timezone.now().timestamp()
    if limits.idle is not None and now - session.get(SEEN, 0) > STEP.total_seconds():
        session[SEEN] = now


def end_sessions(user: User, keep: str | None = None) -> int:
    """End the sessions of an account, except the one with the key `keep`; return how many."""
    ended = UserSession.objects.filter(user=user).exclude(session_key=keep)
    for session in ended:
        session.end()
    return len(ended)
