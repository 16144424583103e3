"""The rules of the journal: the hash chain, where a clock stands, trace numbers. Pure."""
