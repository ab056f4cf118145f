"""How often somebody may try, counted in the cache that all workers of the server share."""

from __future__ import annotations

import time
from dataclasses import dataclass
from math import ceil
from typing import Any

from allauth.core.internal import ratelimit
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import ngettext

TOO_MANY = "too_many"


@dataclass(frozen=True, slots=True)
class Throttle:
    """A name and allauth's rates for it, each "times/period/what is counted", separated by commas."""

    name: str
    rates: str

    def take(self, request: HttpRequest, key: str) -> Any:
        """Count a try; what is returned can be rolled back when it succeeds. Raises ValidationError with the wait."""
        what = {"app": "accounts", "action": self.name, "config": {self.name: self.rates}, "key": key}
        usage = ratelimit.consume(request, limit_get=True, **what)
        if usage is None:
            raise ValidationError(_said(self._wait(request, key)), code=TOO_MANY)
        return usage

    def _wait(self, request: HttpRequest, key: str) -> float:
        """Return the seconds until the oldest try of each exhausted rate no longer counts."""
        waits = [0.0]
        for rate in ratelimit.parse_rates(self.rates):
            place = ratelimit.get_cache_key(request, app="accounts", action=self.name, rate=rate, key=key)
            history = cache.get(place, [])
            if len(history) >= rate.amount:
                waits.append(history[-1] + rate.duration - time.time())
        return max(waits)


def _said(seconds: float) -> str:
    minutes = max(1, ceil(seconds / 60))
    said = ngettext(
        "Too many wrong tries. Try again in %(minutes)d minute.",
        "Too many wrong tries. Try again in %(minutes)d minutes.",
        minutes,
    )
    return said % {"minutes": minutes}


SIGN_IN = Throttle("sign_in", "10/15m/key")
"""Of a name typed from an address: ten wrong passwords in a quarter of an hour."""
SIGN_IN_ANYWHERE = Throttle("sign_in_anywhere", "60/1h/key")
"""Of a name typed, from wherever: more than one address alone can reach, so that nobody locks another out."""
ACTIVATE = Throttle("activate", "20/15m/key")
"""Of an address: wrong codes."""
