"""What is known to help: practices from elsewhere, and later interventions with their evidence.

Every example shows its year, or that it is not known, and whether its page was seen to work; an
example is no proof.

Legal basis: none; it holds no personal data.
Public verbs: `services.add_practice`, `claim_practice`, `change_practice`, `undo_change`,
`remove_practice`, `mark_outdated`, `mark_current`; `queries.practices`; `core.practices.find`,
`core.practices.by_theme`.
"""
