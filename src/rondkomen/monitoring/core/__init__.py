"""Types and rules of the monitor: pure functions over frozen values."""
