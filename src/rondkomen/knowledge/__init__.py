"""What is known to help: interventions, practices, how strong the evidence is, and search.

Every card shows the year of its evidence and a link to its source; a rating says how strong the
evidence is, not how large the effect.

Legal basis: none; it holds no personal data.
Public verbs, not yet built: `queries.search`, `queries.practice`, `services.add_practice`.
"""
