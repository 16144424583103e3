"""Debt-help trajectories: phases, decisions, plan, ladders and consents of one household.

Legal basis: Wgs art. 4 (first conversation within four weeks, three working days when threatening),
art. 4a (decision and plan) and art. 5 (moratorium).
Public verbs, not yet built: `services.open_trajectory`, `services.decide`, `services.close`.
"""
