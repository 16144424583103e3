"""The month's figures of early detection, and what of them may be published.

Legal basis: Wgs art. 3 lid 1 onder b (the task that is accounted for). Only counts come in: no
name, address or reference to a person leaves this domain, and none is stored in it.

Public verbs: `core.counting.count_month`, `core.figures.figures_of`, `core.suppression.protect`,
`services.keep_counts`, `services.publish`, `queries.month_counts`, `queries.published`.
"""
