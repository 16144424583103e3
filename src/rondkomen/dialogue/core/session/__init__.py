"""A session in words, and how people come in."""
