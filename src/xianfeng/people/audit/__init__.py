"""Who did what, when and from where: written in the transaction of the deed, never changed."""
