"""What must hold of a store, as data: SQL conditions and what to say where one is fulfilled.

check: what a check is · general: of every table · people, happenings, ballots, decisions: of one table each ·
across: of all buckets together.
"""

from xianfeng.store.checks import ballots, decisions, happenings, people
from xianfeng.store.checks.across import ACROSS
from xianfeng.store.checks.general import general_checks

CHECKS = (
    *general_checks(),
    *people.CHECKS,
    *happenings.CHECKS,
    *ballots.CHECKS,
    *decisions.CHECKS,
)

__all__ = ["ACROSS", "CHECKS"]
