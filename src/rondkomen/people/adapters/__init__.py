"""Registers outside: BRP and BAG."""
