"""Agreed messages with parties outside: the delivery of early-detection data to CBS (DDAS 1.2).

Legal basis: AVG art. 6(1)(e) and art. 89 (statistics); the delivery follows the exchange model
"Data Delen Armoede en Schulden", early detection, version 1.2.
Public verbs: `core.ddas_vs.VsDelivery` (what may be said), `core.ddas_pages.pages`,
`adapters.check.check_file`, `adapters.stored_pages.packed`, `adapters.jades.sign` and `verify`,
`services.keep`, `services.hand_over`, `services.erase_expired`; reading through `queries`.
"""
