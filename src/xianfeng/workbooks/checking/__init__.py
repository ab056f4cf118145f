"""From raw values to what the engine reads: every problem of every table at once, or the inputs.

choices, rows: one code, one row · rosters, happenings, answers, polls, decisions:
one table each · context: what they are checked against · inputs: all of them together.
"""

from xianfeng.workbooks.checking.inputs import Reading, Skipped, read_inputs

__all__ = ["Reading", "Skipped", "read_inputs"]
