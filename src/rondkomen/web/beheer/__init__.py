"""Screens for the functional administrator and the auditor: partners, agreements, users, rules, log."""
