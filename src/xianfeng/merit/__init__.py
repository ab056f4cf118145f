"""What facts are worth: the methods units go by, and the scores that follow."""
