"""A scheme as a YAML text."""

from __future__ import annotations

from typing import Any, ClassVar

import yaml


class _Plain(yaml.CSafeDumper):
    """Every scalar unquoted, as people write them: no, on, 2024-01-01, 1.50."""

    yaml_implicit_resolvers: ClassVar[dict[str, Any]] = {}  # type: ignore[misc]

    def ignore_aliases(self, data: Any) -> bool:
        return True


def written(scheme: dict[str, Any]) -> str:
    return yaml.dump(scheme, Dumper=_Plain, sort_keys=False, allow_unicode=True)
