"""A settlement in pandas, written by hand: whole columns at a time, for what the two schemes here use.

Left out, as neither scheme has it: stretches other than a whole year, prefilled ballots, `latest` over
windows longer than a tally. The result has no reasons, no uncounted facts and no digests.
"""
