"""The report of a session, as a row of blocks for paper and for a word processor."""
