"""Who may do what: municipalities as tenants, users, roles, purposes, sign-in.

Legal basis: AVG art. 5(1)(b) (purpose limitation), art. 6(1)(e), art. 32; BIO2 5.17 and 5.18.
Public verbs: `tenancy.acting_for`, `queries.actor_of`, `queries.users`, `services.add_user`,
`services.grant_role`, `services.revoke_role`, `crypto.seal`, `crypto.unseal`, `crypto.blind_index`.
"""
