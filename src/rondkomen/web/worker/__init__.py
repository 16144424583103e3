"""Screens for the early-detection team: today, cases, deliveries, matching, CBS."""
