"""Questions of an instrument on screen: one renderer for participants and for the facilitator."""
