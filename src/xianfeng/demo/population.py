"""The people of a demo, drawn from a seed: no real names, numbers that can belong to nobody."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from xianfeng.demo.plans import Category, Mix, Sector, UnitPlan
from xianfeng.people.members.models import Member
from xianfeng.people.organizations.roles import Post
from xianfeng.sample.names import FIRST, SECOND, SURNAMES

WORK_POSTS = {
    Sector.PRODUCTION: ("采油工", "注汽工", "集输工", "维修工", "电工", "班长", "技术员", "安全员"),
    Sector.OFFICE: ("科员", "主管", "会计", "文书", "干事"),
    Sector.COMMUNITY: ("物业主管", "维修员", "客服员", "绿化员"),
    Sector.VILLAGE: ("村务员", "护林员", "农技员", ""),
    Sector.RETIRED: ("",),
}
COMMITTEE = (
    Post.DEPUTY_SECRETARY,
    Post.ORGANIZATION_OFFICER,
    Post.PUBLICITY_OFFICER,
    Post.DISCIPLINE_OFFICER,
)
LARGE, MIDDLING = 40, 20
"""A branch of more than so many members has four committee members beside the secretary, or three; else two."""
WITH_ACCOUNT = 0.9
"""So many of the members have had an account opened."""


@dataclass(frozen=True, slots=True)
class Situation:
    """What kind of member somebody is; the plain one holds posts."""

    category: str
    kind: str = Member.Kind.FULL
    status: str = Member.Status.ACTIVE
    duties: str = Member.Duties.STANDARD


@dataclass(frozen=True, slots=True)
class MemberPlan:
    """A member to be registered, with the posts held. `group` counts from 0; `changed_on` is for the situation."""

    name: str
    staff_no: str
    situation: Situation
    joined_on: date
    full_on: date | None
    changed_on: date
    work_post: str
    work_phone: str
    work_email: str
    group: int
    posts: tuple[Post, ...]
    leads_group: bool
    has_account: bool


def draw_branch(rng: Random, branch: UnitPlan, on: date) -> Iterator[MemberPlan]:
    """Yield the members of a branch; the first hold its posts, then one of each group leads it."""
    taken: set[str] = set()
    posted = posts_of(branch)
    for at, situation in enumerate(_situations(rng, branch)):
        joined, full = _days(rng, situation, on)
        at_work = situation.category != Category.RETIRED
        staff_no = f"{branch.code.replace('-', '')}{at + 1:03}"
        yield MemberPlan(
            name=_name(rng, taken), staff_no=staff_no, situation=situation, joined_on=joined, full_on=full,
            changed_on=max(joined, on - timedelta(days=rng.randrange(60, 900))),
            work_post=rng.choice(WORK_POSTS[Sector(branch.sector)]) if at_work else "",
            work_phone=f"1990000{rng.randrange(10_000):04}" if at_work else "",
            work_email=f"{staff_no.lower()}@example.org" if branch.sector == Sector.OFFICE and at_work else "",
            group=at % branch.groups, posts=_held(at, branch, posted),
            leads_group=len(posted) <= at < len(posted) + branch.groups, has_account=rng.random() < WITH_ACCOUNT,
        )  # fmt: skip


def posts_of(branch: UnitPlan) -> tuple[Post, ...]:
    """Return the posts that there are in a branch of this size, the secretary's first."""
    if branch.has_only_secretary:
        return (Post.SECRETARY,)
    beside = 4 if branch.size > LARGE else 3 if branch.size > MIDDLING else 2
    return (Post.SECRETARY, *COMMITTEE[:beside])


def _held(at: int, branch: UnitPlan, posted: tuple[Post, ...]) -> tuple[Post, ...]:
    if at >= len(posted) or (at == 0 and not branch.has_secretary):
        return ()
    return (posted[at],)


def draw_name(rng: Random) -> str:
    """Return a name; one in eight has a single character after the surname."""
    given = rng.choice(SECOND) if rng.random() < 1 / 8 else rng.choice(FIRST) + rng.choice(SECOND)
    return rng.choice(SURNAMES) + given


def _name(rng: Random, taken: set[str]) -> str:
    """Return a name that nobody in the branch has."""
    while (name := draw_name(rng)) in taken:
        pass
    taken.add(name)
    return name


def _situations(rng: Random, branch: UnitPlan) -> list[Situation]:
    """Return the situation of each member; those who lead are plain, and retired where most are."""
    plain = Situation(Category.RETIRED if branch.mix.retired > 50 else branch.mix.category)
    leaders = len(posts_of(branch)) + branch.groups
    others = list(_mixed(branch.mix, plain.category, branch.size))[: branch.size - leaders]
    others += [plain] * (branch.size - leaders - len(others))
    rng.shuffle(others)
    return [plain] * leaders + others


def _mixed(mix: Mix, category: str, size: int) -> Iterator[Situation]:
    yield from [Situation(category, kind=Member.Kind.PROBATIONARY)] * _share(mix.probationary, size)
    yield from [Situation(category, duties=Member.Duties.REDUCED)] * _share(mix.reduced, size)
    yield from [Situation(category, status=Member.Status.FLOATING)] * _share(mix.floating, size)
    yield from [Situation(Category.RETIRED)] * _share(mix.retired, size)


def _share(percent: int, size: int) -> int:
    return (percent * size + 50) // 100


def _days(rng: Random, situation: Situation, on: date) -> tuple[date, date | None]:
    """Return the days of joining and of full membership, a year apart; retired members joined long ago."""
    if situation.kind == Member.Kind.PROBATIONARY:
        return on - timedelta(days=rng.randrange(30, 330)), None
    least, most = (25, 55) if situation.category == Category.RETIRED else (3, 30)
    joined = on - timedelta(days=rng.randrange(365 * least, 365 * most))
    return joined, joined + timedelta(days=366)
