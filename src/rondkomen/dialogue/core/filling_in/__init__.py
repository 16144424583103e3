"""Answering: what is asked now, what came in, and what stands there."""
