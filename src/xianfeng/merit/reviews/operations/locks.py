"""One lock a round: whoever writes in it takes it first, so that nothing is cast beside a close or an opening."""

from __future__ import annotations

from xianfeng.merit.reviews.models import Round


def locked(pk: int) -> Round:
    """Return a round as it stands, held until the end of the transaction."""
    asked = Round.objects.unscoped().select_for_update(of=("self",)).select_related("unit")
    found: Round = asked.get(pk=pk)
    return found
