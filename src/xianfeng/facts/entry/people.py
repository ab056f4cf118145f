"""Whom people mean: by the staff number, the name, or the name as it is typed in pinyin."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from xianfeng.people.members.importing.titles import plain_title
from xianfeng.people.members.models import Member
from xianfeng.people.members.pinyin import has_characters, typed_key
from xianfeng.workbooks.checking.choices import Nearest


@dataclass(slots=True)
class People:
    """The members who can be meant."""

    by_id: dict[int, Member] = field(default_factory=dict)
    _numbers: dict[str, Member] = field(default_factory=dict)
    _names: dict[str, list[Member]] = field(default_factory=dict)
    _keys: dict[str, list[Member]] = field(default_factory=dict)
    _nearest: Nearest = field(default_factory=lambda: Nearest(()))

    @classmethod
    def of(cls, members: Iterable[Member]) -> People:
        people = cls()
        for member in members:
            people.by_id[member.pk] = member
            people._numbers[plain_title(member.staff_no)] = member
            people._names.setdefault(plain_title(member.name), []).append(member)
            for key in set(member.search_keys.split("|")):
                if key and not has_characters(key):
                    people._keys.setdefault(key, []).append(member)
        people._nearest = Nearest(member.name for member in people.by_id.values())
        return people

    def numbered(self, written: str) -> Member | None:
        """Return the member of a staff number."""
        return self._numbers.get(plain_title(written))

    def named(self, written: str) -> list[Member]:
        """Return the members of a name, however blanks, width and script are written."""
        return self._names.get(plain_title(written), [])

    def typed(self, written: str) -> list[Member]:
        """Return the members whose name is typed so, in any of its readings, whole or as initials."""
        return [] if has_characters(written) else self._keys.get(typed_key(written), [])

    def find(self, written: str) -> list[Member]:
        """Return whom a cell may mean."""
        member = self.numbered(written)
        return [member] if member else self.named(written) or self.typed(written)

    def nearest(self, written: str) -> str | None:
        """Return the name that is most like an unknown one."""
        return self._nearest.to(written)
