"""The pages of claims, confirmations, the record and its kinds."""
