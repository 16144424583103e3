"""Screens for practices: finding one that fits, and keeping those of the own municipality."""
