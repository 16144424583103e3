"""Types and rules of the early-detection case; pure functions over frozen values."""
