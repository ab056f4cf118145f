"""Who belongs where and may do what: audit, organizations, members, accounts, identity, personal data."""
