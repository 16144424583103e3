"""What every part may use and nothing else may know: money, time, explanation, Dutch notation.

Pure Python: no Django, no database, no third-party package, and no clock, with one exception:
``ids.new_id`` reads it, because the moment is part of the key.

Legal basis: the Algemene termijnenwet for ``calendar``; the other modules rest on no law.
Public: ``ids``, ``refusal``, ``money``, ``period``, ``calendar``, ``explained``, ``dutch``,
``law``.
"""
