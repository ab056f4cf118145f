"""What has happened lately: moves and changes of status, and what members and secretaries did with their accounts."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from functools import partial
from operator import itemgetter

from xianfeng.demo.history.record import keep_record
from xianfeng.demo.making import Making, get_unit
from xianfeng.demo.roles import holder_of, plain_members
from xianfeng.demo.stages import Stage
from xianfeng.people.accounts.models import Slip, User
from xianfeng.people.accounts.operations import issue_slip, issue_slips_for_branch, open_account, use_slip
from xianfeng.people.audit.operations import PROGRAM, Actor
from xianfeng.people.identity import operations as identity
from xianfeng.people.identity.models import Audience, Field, PostSign
from xianfeng.people.members.models import Member
from xianfeng.people.members.operations import change_status, move_member
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.roles import Post
from xianfeng.people.organizations.scope import operation
from xianfeng.people.privacy import operations as privacy
from xianfeng.people.privacy.models import DataRequest

Status = Member.Status
Change = tuple[date, Callable[[], None]]
"""What happens, and on which day."""
Meanwhile = Iterable[Change]
STATUSES = (
    (Status.LOST_CONTACT, 240),
    (Status.TRANSFERRING, 12),
    (Status.LOST_CONTACT, 500),
    (Status.SUSPENDED, 200),
)
"""What became of members, so many days ago; the last two of the same one."""
REGROUPED_AGO, MOVED_AGO = 90, 60
"""About so many days ago a member was moved to another group, and two changed places, on the first of a month."""
SHOWN = {Field.NAME: 0.6, Field.POST: 0.5, Field.CONTACT: 0.25}
"""How many show a field; whoever shows a post or contact shows the name."""
ELSEWHERE = 0.3
"""So many of those show something in the other branches that visitors look at."""
SIGNS = (
    (PostSign.Kind.PIONEER_POST, "1号计量间"),
    (PostSign.Kind.PIONEER_POST, "中控室"),
    (PostSign.Kind.MODEL_POST, "注水泵房"),
)
CORRECTION = "我已调到新的岗位，登记的还是原来的岗位，请改过来。"
ERASURE = "我换了工作电话，请删去原来的号码。"
ANSWERED = "工作邮箱写错了一个字母，请核对。"
ANSWER = "已按本人提供的邮箱改正。"


def has_happened() -> bool:
    """Return whether things have happened: members who ask about their data are among the last of them."""
    return bool(DataRequest.objects.unscoped().exists())


@operation
def liven(making: Making, stage: Stage, meanwhile: Meanwhile = ()) -> None:
    """Let things happen in the branches that visitors look at, each on its day; `meanwhile` happens there too."""
    branch, neighbour = get_unit(stage.branch), get_unit(stage.neighbour)
    for code in stage.looked_at:
        _secretary(get_unit(code))
    committee_member(branch)
    changes = [*_changes(making, branch, neighbour), *meanwhile]
    for _, change in sorted(changes, key=itemgetter(0)):
        change()
    for code in stage.showing:
        _show(making, get_unit(code), 1 if code == stage.branch else ELSEWHERE)
    secretary = _secretary(branch)
    _give_signs(making, branch, secretary)
    _ask(branch, secretary)
    waiting = [member for member in plain_members(branch)[1:] if not _has_come_in(member)]
    issue_slips_for_branch(Actor(secretary.pk), branch, waiting[:6])


def _changes(making: Making, branch: Unit, neighbour: Unit) -> Iterator[Change]:
    """Yield who is lost, leaves, is suspended, is moved to another group or branch, each with the day."""
    *_, regrouped, going, lost, leaving, suspended = plain_members(branch)
    for member, (new, days) in zip((lost, leaving, suspended, suspended), STATUSES, strict=True):
        on = _days_ago(making, days)
        yield on, partial(_change_status, making, member, new, on)
    yield _days_ago(making, REGROUPED_AGO), partial(_regroup, making, branch, regrouped)
    moved = _days_ago(making, MOVED_AGO).replace(day=1)
    yield moved, partial(_exchange, making, branch, going, neighbour)


def year_before(making: Making) -> date:
    """Return since when there is a record of the branches that visitors look at."""
    return date(making.on.year - 1, 1, 1)


def _days_ago(making: Making, days: int) -> date:
    return making.on - timedelta(days=days)


def come_in(member: Member, by: Actor) -> User:
    """Return the account of a member who has used a slip and seen the notice; nobody does anything before that."""
    user = open_account(PROGRAM, member)
    if not user.is_activated:
        user = use_slip(PROGRAM, issue_slip(by, user, Slip.Reason.FIRST), secrets.token_urlsafe(24))
    privacy.read_notice(Actor(user.pk), user)
    return user


def _has_come_in(member: Member) -> bool:
    account = User.objects.filter(member=member).first()
    return account is not None and account.is_activated


def _secretary(branch: Unit) -> User:
    return come_in(holder_of(Post.SECRETARY, branch), PROGRAM)


def committee_member(branch: Unit) -> User:
    """Return the account of the committee member who is a one-click account."""
    return come_in(holder_of(Post.ORGANIZATION_OFFICER, branch), PROGRAM)


def _change_status(making: Making, member: Member, new: str, on: date) -> None:
    document = making.document(making.on.year - on.year)
    change_status(PROGRAM, member, field="status", new=new, on=on, document=document)


def _regroup(making: Making, branch: Unit, member: Member) -> None:
    """Move a member to another group."""
    own = Unit.objects.unscoped().filter(path__startswith=branch.path, kind=Unit.Kind.GROUP)
    move_member(PROGRAM, member, unit=own.exclude(pk=member.unit_id)[0], on=_days_ago(making, REGROUPED_AGO))


def _exchange(making: Making, branch: Unit, going: Member, neighbour: Unit) -> None:
    """Let two members change places between the branches; until that day each branch has recorded its own."""
    on, document = _days_ago(making, MOVED_AGO).replace(day=1), making.document()
    for unit in (branch, neighbour):
        keep_record(making, unit, on, since=year_before(making))
    coming = plain_members(neighbour)[-1]
    here, there = going.unit, coming.unit
    assert here
    assert there
    move_member(PROGRAM, going, unit=there, on=on, document=document)
    move_member(PROGRAM, coming, unit=here, on=on, document=document)


def _show(making: Making, branch: Unit, share: float) -> None:
    """Let members agree to show something of themselves to their branch, or to their whole committee."""
    rng, secretary = making.rng(f"shown/{branch.code}"), Actor(_secretary(branch).pk)
    for member in plain_members(branch)[1:]:
        audience = rng.choice([Audience.BRANCH, Audience.UNIT, Audience.UNIT])
        chance = rng.random()
        shown = [field for field, most in SHOWN.items() if chance < most * share]
        actor = Actor(come_in(member, secretary).pk) if shown else PROGRAM
        for field in shown:
            identity.give(actor, member, field=field, audience=audience)


def _give_signs(making: Making, branch: Unit, secretary: User) -> None:
    since = date(making.on.year, 1, 1)
    for member, (kind, place) in zip(plain_members(branch)[1:], SIGNS, strict=False):
        identity.give_sign(Actor(secretary.pk), branch, member=member, kind=kind, place=place, from_on=since)


def _ask(branch: Unit, secretary: User) -> None:
    """Let three members ask about their data; the first has been answered."""
    first, second, third = (come_in(member, Actor(secretary.pk)) for member in plain_members(branch)[1:4])
    kind = DataRequest.Kind.CORRECTION
    asked = privacy.ask(Actor(first.pk), first, kind=kind, text=ANSWERED)
    privacy.answer(Actor(secretary.pk), asked, by=secretary, accept=True, reason=ANSWER)
    privacy.ask(Actor(second.pk), second, kind=kind, text=CORRECTION)
    privacy.ask(Actor(third.pk), third, kind=DataRequest.Kind.ERASURE, text=ERASURE)
