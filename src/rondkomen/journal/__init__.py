"""What happened, who looked, and what is due: events, processing log and clocks.

An event is never changed or removed, and is chained by hash to the one before it, so that
tampering shows. Every look at a person is a line in the processing log, in the transaction of the
look itself. Every legal term is a clock with an owner.

Legal basis: AVG art. 5(2) (accountability) and 32; BIO2 8.15.01 and 8.15.05; the standard Logboek
Dataverwerkingen. The terms themselves, with their articles, stand with the domain they belong to.
Public verbs: ``services.record``, ``record_many``, ``log_processing``, ``start_clock``,
``start_clocks``, ``meet_clock``, ``cancel_clock``, ``close_clocks``, ``reassign_clocks``;
``queries.events``, ``processing_of``, ``clocks_for``, ``running_clocks``, ``open_clocks``,
``verify_chain``.
"""
