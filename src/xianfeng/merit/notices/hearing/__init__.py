"""Who hears what readers say of a notice: objections under a name, and feedback."""
