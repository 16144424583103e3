"""Screens for who takes part in a session: no account, one's own phone, one question at a time."""
