"""Early-detection cases: whom do we call today, why, what did we do and what came of it.

Legal basis: Wgs art. 3 lid 1 onder b and the Besluit gemeentelijke schuldhulpverlening
(Stb. 2020, 240), in force since 1-1-2021.

Public verbs: see `services` (open_cases, pick_up, log_attempt, record_result, ...) and
`queries` (worklist, board, case, door_list, ...). Names and addresses live in `people`.
"""
