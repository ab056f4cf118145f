"""The method of a period: the version by which it was prepared, whatever the branch goes by today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from django.db.models import QuerySet

from xianfeng.engine.scheme import Scheme
from xianfeng.facts.catalogue import kinds_for
from xianfeng.merit.assessments.models import AssessmentPeriod
from xianfeng.merit.methods.models import SchemeVersion
from xianfeng.merit.methods.queries import knowing, loaded
from xianfeng.people.organizations.models import Unit
from xianfeng.schemes import library


@dataclass(frozen=True, slots=True)
class Text:
    """A scheme as it is written; `written` is a unit's own version, None for a packaged scheme."""

    code: str
    written: SchemeVersion | None

    @property
    def digest(self) -> str:
        """Return the SHA-256 of the text, by which a settlement names its method."""
        text = self.written.text if self.written else library.read(self.code)[0]
        return sha256(text.encode()).hexdigest()

    def scheme_for(self, unit: Unit) -> Scheme:
        """Return the scheme; it knows every kind that the unit records. One query."""
        kinds = kinds_for(unit)
        return knowing(loaded(self.written, kinds) if self.written else library.load(self.code), kinds)


def text_of(period: AssessmentPeriod, digest: str = "") -> Text | None:
    """Return how the method of a period is written, that of this digest if there is one; None where it is gone.

    One query.
    """
    found = [Text(period.scheme, written) for written in _written(period.unit, period.scheme, period.version)]
    if period.scheme in library.NAMES and library.load(period.scheme).version == period.version:
        found.append(Text(period.scheme, None))
    same = (text for text in found if text.digest == digest)
    return next(same, found[0] if found else None)


def _written(unit: Unit, code: str, version: date) -> list[SchemeVersion]:
    """Return units' own texts of a version, those in the line of the branch first: it may have moved since."""
    state = SchemeVersion.State.PUBLISHED
    asked: QuerySet[SchemeVersion] = SchemeVersion.objects.unscoped().filter(
        code=code, version=version, state=state
    )
    found = list(asked.select_related("owner").order_by("-owner__path"))
    return sorted(found, key=lambda written: not unit.path.startswith(written.owner.path))


def asks_for_ballots(scheme: Scheme) -> bool:
    """Return whether a period of the scheme needs a round."""
    return any(component.raters for component in scheme.components.values())
