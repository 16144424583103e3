"""Background work: what was asked, how far it is, and a restart when its process dies.

A handler registers with ``@job("kind")`` and gets its arguments and a ``Progress``. It may be run
again after a crash, so it must be safe to repeat; arguments, messages and results hold references
and counts, never personal data.

Legal basis: none of its own; AVG art. 32(1)(b)-(c) asks that work survives an incident.
Public verbs: ``registry.job``, ``services.start``, ``services.cancel``, ``queries.status``,
``queries.find``, ``worker.run``, ``worker.drain``.
"""
