"""Pages that no journey comes to: they too fit, are without error and ask nobody else."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Visit
from tests.browser.visitor import Site

pytestmark = [pytest.mark.needs("browser"), pytest.mark.slow]
PAGES = {
    "member": (
        "/accounts/mine/", "/accounts/mine/contact/", "/accounts/mine/sessions/", "/accounts/2fa/",
        "/identity/card/", "/identity/desk-sign/", "/identity/badge/", "/identity/branch/", "/identity/photo/",
        "/site/more", "/site/gallery",
    ),
    "secretary": (
        "/members/{member}/move/", "/members/{member}/status/", "/personal-data/requests/",
        "/units/{first}/history/", "/units/{first}/found/", "/identity/branches/{first}/signs/",
    ),
    "officer": ("/units/{general}/found/", "/units/{first}/split/", "/units/{first}/merge/", "/identity/branches/"),
    "administrator": ("/accounts/all/new/",),
    "auditor": ("/audit/",),
    "owner": ("/personal-data/retention/", "/personal-data/retention/purge/"),
}  # fmt: skip


@pytest.mark.parametrize("role", PAGES)
def test_each_page_is_in_order(visit: Visit, site: Site, role: str) -> None:
    visitor = visit(role)
    places = {"member": site.member("neighbour" if role == "officer" else "member"), **site.facts["units"]}
    for path in PAGES[role]:
        visitor.go(path.format(**places))
