"""Sign-in through parties outside."""
