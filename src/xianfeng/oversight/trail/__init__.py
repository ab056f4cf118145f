"""The pages on which an auditor reads the audit entries."""
