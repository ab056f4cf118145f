"""Many facts at once: a grid of members, lines pasted from a spreadsheet, the facts sheet of a workbook.

columns, outcomes, days: what people write · people: whom they mean · pasting, workbook: from a text or a file to
lines · understanding: from a line to an entry · standing, planning: what of it is new, and what stands against it ·
entering: all or nothing, and what concerns oneself as a proposal · drafts: files that wait for their dry run.
"""
