"""The kinds of facts that lines may name, for each branch those that it knows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Q

from xianfeng.engine.scheme import Kind as EngineKind
from xianfeng.engine.text import Text
from xianfeng.facts.catalogue import as_engine, packaged
from xianfeng.facts.entry.outcomes import KINDS, MORE_KINDS, all_words, codes_of
from xianfeng.facts.models import Kind
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.scope import subtree
from xianfeng.workbooks.checking.choices import Choices

_WHAT = Text("事项", "kind")


@dataclass(slots=True)
class Known:
    """The kinds that a branch may use: found by what people write for them, and their outcomes."""

    kinds: Mapping[str, EngineKind]
    choices: Choices = field(init=False)
    outcome_words: frozenset[str] = field(init=False)
    _outcomes: dict[str, dict[str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        titles = {code: kind.title for code, kind in self.kinds.items()}
        self.choices = Choices(_WHAT, titles, (KINDS, MORE_KINDS))
        self.outcome_words = all_words(self.kinds.values())

    def outcomes(self, kind: EngineKind) -> Mapping[str, str]:
        """Return the outcomes of a kind by what may be written for them."""
        if kind.code not in self._outcomes:
            self._outcomes[kind.code] = codes_of(kind)
        return self._outcomes[kind.code]


@dataclass(slots=True)
class Kinds:
    """The kinds in use at, above and below a unit."""

    own: Sequence[tuple[str, EngineKind]]
    _known: dict[frozenset[str], Known] = field(default_factory=dict)

    @classmethod
    def around(cls, unit: Unit) -> Kinds:
        """Return the kinds that branches at or below the unit may use. One query."""
        near = Q(unit__path__in=unit.paths_above) | subtree("unit__path", (unit.path,))
        own = Kind.objects.filter(near, retired_on=None).select_related("unit")
        return cls([(kind.unit.path, as_engine(kind)) for kind in own])

    @property
    def all(self) -> dict[str, EngineKind]:
        return {**packaged(), **{kind.code: kind for _path, kind in self.own}}

    def of(self, branch: Unit) -> Known:
        """Return what a branch may use."""
        own = {kind.code: kind for path, kind in self.own if branch.path.startswith(path)}
        key = frozenset(own)
        if key not in self._known:
            self._known[key] = Known({**packaged(), **own})
        return self._known[key]
