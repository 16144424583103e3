"""Which signals concern the same person and address: engine, bands, review, explanation, history.

Legal basis: Wgs art. 3(1)(b) and 8; AVG art. 5(1)(d) (accuracy), art. 22 (a person decides doubt).
Public verbs: `adapters.engine.link`, `services.store_run`, `services.decide`,
`services.undo_decision`, `services.end_link`, `services.link_by_hand`, `services.settle`,
`queries.review_queue`, `queries.unmatched_queue`, `queries.live_links`, `queries.evaluation_set`.
"""
