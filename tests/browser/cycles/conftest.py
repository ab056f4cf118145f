from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.browser.conftest import served
from tests.browser.visitor import Site


@pytest.fixture(scope="package")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The product with a demonstration of small branches, one by each method and width."""
    yield from served(tmp_path_factory.mktemp("cycles") / "data", "tests.browser.cycles.fill")
