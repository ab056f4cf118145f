"""A poll over HTTP: holders of slips open their link, choose, and send, on a running server."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from tests.host.installation import Installation
from tests.host.running import Server, kill_all
from tests.trust.visiting import Form, Page, Visitor, forms_of

RECEIPT = re.compile(r"\b[0-9a-f]{64}\b")


@dataclass
class Poll:
    """What everybody said by her code, in the order in which they cast it, and the receipts they were given."""

    one: Installation
    server: Server
    scene: dict[str, Any]
    said: dict[str, str] = field(default_factory=dict)
    bodies: list[str] = field(default_factory=list)
    receipts: dict[str, str] = field(default_factory=dict)

    @property
    def site(self) -> str:
        return f"http://127.0.0.1:{self.server.port}"

    def cast(self, code: str, answers: dict[str, str]) -> Page:
        """Let the holder of a slip rate the one colleague of her team, as a page without scripts does."""
        visitor = Visitor(self.site)
        page, form = card_of(visitor, code)
        after = visitor.send(page, form, **{f"item-{item}": grade for item, grade in answers.items()})
        if found := RECEIPT.search(after.text):
            self.said[code] = json.dumps(answers, sort_keys=True)
            self.receipts[code] = found[0]
            self.bodies.append("&".join(f"item-{item}={grade}" for item, grade in answers.items()))
        return after

    def try_to_cast(self, code: str, answers: dict[str, str]) -> str | None:
        """Return the receipt of a ballot, None where it is refused because ballots are no longer collected."""
        visitor = Visitor(self.site)
        found_card = find_card(visitor, code)
        if found_card is None:
            return None
        chosen = {f"item-{item}": grade for item, grade in answers.items()}
        after = visitor.send(*found_card, **chosen)
        assert after.status < 500, after.text
        found = RECEIPT.search(after.text)
        return found[0] if found and after.status == 200 else None


def card_of(visitor: Visitor, code: str) -> tuple[Page, Form]:
    """Open the link of a slip, go to its card, and return the form."""
    found = find_card(visitor, code)
    assert found is not None
    return found


def find_card(visitor: Visitor, code: str) -> tuple[Page, Form] | None:
    """Return the card of a slip, from the list where it has been cast before; None where nothing is taken any more."""
    for path in (f"/reviews/slip/{code}/", f"/reviews/slip/{code}/all/"):
        page = visitor.see(path)
        assert page.status < 500, page.text
        if link := re.search(rf'href="(/reviews/slip/{code}/\d+/)[^"]*"', page.text):
            card = visitor.see(link[1])
            form = next((form for form in forms_of(card.text) if form.choices), None)
            return (card, form) if form else None
    return None


@contextmanager
def served(one: Installation, scene: dict[str, Any]) -> Iterator[Poll]:
    server = Server(one.data, more=one.environ).start()
    try:
        yield Poll(one, server, scene)
    finally:
        kill_all(server)
