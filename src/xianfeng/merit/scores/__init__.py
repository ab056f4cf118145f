"""Live scores and boards: computed from facts each time, kept nowhere."""
