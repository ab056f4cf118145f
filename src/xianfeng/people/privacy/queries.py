"""What has been read, asked, and is kept about oneself."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F, QuerySet
from django.utils import timezone

from xianfeng.people.accounts.models import User
from xianfeng.people.members.models import Member
from xianfeng.people.organizations.roles import Role
from xianfeng.people.organizations.scope import Scope, subtree
from xianfeng.people.privacy.erasing import list_erasable
from xianfeng.people.privacy.kept import REGISTER, Kept
from xianfeng.people.privacy.models import ANSWERERS, DataRequest, NoticeRead
from xianfeng.people.privacy.notices import Words, current_notice
from xianfeng.people.privacy.purging import PURGERS, what_is_due
from xianfeng.people.privacy.retention import SUBJECTS, Subject, lengths, said


def has_read_notice(user: User) -> bool:
    """Return whether the account was shown the version in force."""
    return NoticeRead.objects.filter(user=user, version=current_notice().version).exists()


@dataclass(frozen=True, slots=True)
class Pile:
    """A kind of rows kept about somebody: how many there are, and for how long."""

    kept: Kept
    count: int
    retention: str


def piles_of(user: User) -> list[Pile]:
    """Return everything kept about an account, kind by kind, also the kinds of which there is nothing."""
    chosen = lengths()
    return [Pile(kept, kept.rows(user).count(), said(kept.retention, chosen)) for kept in REGISTER.values()]


def list_requests(scope: Scope) -> QuerySet[DataRequest]:
    """Return the requests to be answered in the units of one's roles, the earliest due first; then the answered."""
    found: QuerySet[DataRequest] = DataRequest.objects.within(scope, *ANSWERERS)
    open_first = F("answered_at").desc(nulls_first=True)
    return found.select_related("user", "unit").order_by(open_first, "due_on", "id")


@dataclass(frozen=True, slots=True)
class Rule:
    """A retention rule as its page shows it; `due` is None where nothing of the kind is kept here."""

    subject: Subject
    length: str
    is_default: bool
    due: int | None


def list_rules() -> list[Rule]:
    """Return every rule with how many rows it would remove now."""
    chosen, due = lengths(), what_is_due(timezone.now())
    by_subject: dict[str, int] = {}
    for code, count in due.items():
        subject = PURGERS[code].subject
        by_subject[subject] = by_subject.get(subject, 0) + count
    return [
        Rule(one, said(code, chosen), chosen[code] == one.default, by_subject.get(code))
        for code, one in SUBJECTS.items()
    ]


def said_rules() -> list[tuple[Words, str]]:
    """Return for each subject of which something is kept how long that is, as a person reads it."""
    chosen = lengths()
    is_kept = {purger.subject for purger in PURGERS.values()}
    return [(one.title, said(code, chosen)) for code, one in SUBJECTS.items() if code in is_kept]


def get_leaver(scope: Scope, staff_no: str) -> Member | None:
    """Return the member with this staff number who left a unit of which one is data owner."""
    within = subtree("left_from__path", scope.paths(Role.OWNER))
    found: Member | None = list_erasable().filter(within, staff_no=staff_no).first()
    return found
