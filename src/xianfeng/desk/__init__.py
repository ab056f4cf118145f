"""What each person finds at home: a member's today, a secretary's members, an officer's tree."""
