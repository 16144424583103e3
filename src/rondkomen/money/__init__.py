"""Amounts that decide: budget, beslagvrije voet, VTLB, capacity, debts, proposal and distribution.

Legal basis: Wetboek van Burgerlijke Rechtsvordering art. 475a-475i for the beslagvrije voet;
the Recofa guidelines for the VTLB. Amounts and formulas are dated data (`kernel.law`).
Public verbs, not yet built: `core.rules.free_amount`, `core.rules.capacity`,
`core.rules.distribute`. Amounts as such, in eurocents, are `kernel.money`.
"""
