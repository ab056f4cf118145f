"""The pages of rating, receipts, signed reviews, rounds and slips."""
