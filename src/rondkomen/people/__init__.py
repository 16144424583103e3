"""Identity: persons, addresses and households, and identities as partners delivered them.

Names, addresses and BSN live here alone. Whoever reads them states a purpose that the role
grants, and the read writes the processing log in the same transaction.
Legal basis: AVG art. 5(1)(b), (c) and (f); Wabb art. 10 for the BSN of the municipality itself.
Public verbs: `queries.card`, `queries.cards`, `queries.matching_rows`, `queries.address_labels`,
`services.record_identities`, `services.register_person`, `services.register_household`.
"""
