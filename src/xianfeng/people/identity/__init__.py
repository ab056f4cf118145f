"""Display of identity: page, card and desk sign, each field by the member's own consent."""
