"""Members from a spreadsheet: read, shown as a dry run, then done as a whole or not at all.

columns, titles: what may be read and what never is · files, cells, dates: from an upload to rows ·
register, plans: what the rows would change · applying: the change · drafts: what waits for confirmation.
"""
