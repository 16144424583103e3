"""Reads the content files that ship with outreach, and makes its PDFs."""
