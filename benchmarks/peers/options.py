"""What every peer is told, and what it says."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from xianfeng.engine.calendar import Period
from xianfeng.engine.scheme import Scheme
from xianfeng.store.manifest import Bucket, read_manifest

PERIOD = Period.parse("2025")
SCHEMES = Path(__file__).parent.parent / "schemes"


@dataclass(frozen=True, slots=True)
class Options:
    """A store, a scheme by name, where results go, how many processes, and to take every so manieth bucket."""

    store: Path
    scheme: str = "full"
    out: Path = Path("results")
    workers: int = 1
    every: int = 1

    @property
    def scheme_file(self) -> Path:
        return SCHEMES / f"{self.scheme}.yaml"

    def load(self) -> Scheme:
        from xianfeng.schemes import library

        return library.load(str(self.scheme_file))

    @property
    def buckets(self) -> tuple[Bucket, ...]:
        """The buckets that are taken, spread over the store."""
        every = read_manifest(self.store).buckets
        return every[min(self.every // 2, len(every) - 1) :: self.every]

    @property
    def scale(self) -> float:
        """How many times larger the store is than the buckets that are taken."""
        manifest = read_manifest(self.store)
        return manifest.members / sum(bucket.members for bucket in self.buckets)


@dataclass(frozen=True, slots=True)
class Said:
    """What a peer found out: its own seconds, if not all of its time counts, and figures by name."""

    seconds: float | None = None
    figures: dict[str, float] = field(default_factory=dict)
