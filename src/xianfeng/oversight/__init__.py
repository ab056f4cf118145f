"""What looks at the work of others: the audit trail."""
