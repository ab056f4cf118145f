"""What raters answer, by chance that can be repeated."""

from __future__ import annotations

from itertools import product
from random import Random
from typing import Any


def answers_to(rules: dict[str, Any], kind: str, variant: str, rng: Random) -> dict[str, Any]:
    """Return a whole answer to a form: a grade or points for every item, or one score of the whole."""
    form = rules["kinds"][kind] if "kinds" in rules else rules[kind]
    grades = [grade["code"] for grade in form["grades"]]
    items = [i for i in form["items"] if not i.get("variants") or variant in i["variants"]]
    if form["whole"]:
        return {"": rng.choice(grades) if grades else rng.randrange(6000, 10_001)}
    return {i["code"]: rng.choice(grades) if grades else rng.randrange(i["points"] + 1) for i in items}


def different_answers(items: list[str], grades: list[str]) -> list[dict[str, str]]:
    """Return every way of grading the items, in an order drawn once and for all."""
    every = [dict(zip(items, way, strict=True)) for way in product(grades, repeat=len(items))]
    Random(7).shuffle(every)
    return every


def everybody_rates(round_: Any, committee: Any) -> None:
    """Let every seat cast about everybody it may rate, everybody review herself, and the committee rate all."""
    from xianfeng.merit.reviews import operations as reviews
    from xianfeng.merit.reviews.models import Ratee, Seat

    rng = Random(11)
    ratees = list(Ratee.objects.unscoped().filter(round=round_).select_related("round", "member"))
    for seat in Seat.objects.unscoped().filter(round=round_):
        for ratee in ratees:
            if may_rate(seat, ratee):
                reviews.cast(seat, ratee, answers_to(round_.rules, seat.rater_kind, ratee.variant, rng))
    for ratee in ratees:
        for kind in ("self", "organisation"):
            answers = answers_to(round_.rules, kind, ratee.variant, rng)
            reviews.sign(actor_of(ratee.member) if kind == "self" else committee, ratee, kind=kind, answers=answers,
                         reasons=dict.fromkeys(answers, "支委会讨论") if kind == "organisation" else None)  # fmt: skip


def may_rate(seat: Any, ratee: Any) -> bool:
    if not ratee.is_collected(seat.rater_kind):
        return False
    return seat.member_id != ratee.member_id if seat.member_id else seat.team_id == ratee.team_id


def actor_of(member: Any) -> Any:
    from xianfeng.people.audit.operations import Actor

    return Actor(member.account.pk)
