"""The rules of background work: states, leases and progress. Pure."""
