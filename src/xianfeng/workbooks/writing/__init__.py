"""Workbooks that people get: the result and its JSON, and the empty template.

book: a quiet printable workbook · output, people, sums, about, defaults: the result ·
jsonout: the result as JSON · comparison, overview, stack, compared, differing, comparisonjson: what
another scheme would change · template, options, examples, guide: the workbook to fill in.
"""
