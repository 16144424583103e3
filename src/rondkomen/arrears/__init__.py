"""Arrears that partners report: who may deliver what, every delivered row and its fate.

Legal basis: Wet gemeentelijke schuldhulpverlening (Wgs) art. 3(1)(b) and art. 8, worked out in the
Besluit gemeentelijke schuldhulpverlening (Stb. 2020, 240), in force since 1 January 2021.

Public verbs: `services.store_delivery`, `services.decide_quarantined`, `services.save_agreement`,
`services.save_mapping`; reading through `queries`. Files are read in `adapters`, judged in `core`.
"""
