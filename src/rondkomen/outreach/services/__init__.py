"""Writes of outreach; each is one transaction with its journal entry."""

from rondkomen.outreach.services.attempts import NewAttempt, log_attempt, undo_attempt
from rondkomen.outreach.services.closing import (
    GivenResult,
    close_before_contact,
    record_result,
    reopen,
)
from rondkomen.outreach.services.desk import at_desk
from rondkomen.outreach.services.erasing import purge_cases
from rondkomen.outreach.services.handovers import (
    NewHandover,
    answer_handover,
    note_silence,
    offer_handover,
    withdraw_handover,
)
from rondkomen.outreach.services.letter_runs import (
    erase_letter_runs,
    keep_letters,
    open_letters,
    order_letters,
    ordered_letters,
)
from rondkomen.outreach.services.letters import (
    LetterBatch,
    LetterOrder,
    SenderDetails,
    make_letters,
    save_letter,
    save_sender,
)
from rondkomen.outreach.services.opening import Opening, open_cases
from rondkomen.outreach.services.picking import assign, pick_up, put_back, set_capacity
from rondkomen.outreach.services.regrouping import take_back, withdraw_signals
from rondkomen.outreach.services.rule_versions import discard_draft, publish, save_draft
from rondkomen.outreach.services.telling import tell_partner
from rondkomen.outreach.services.terms import end_passed_terms
from rondkomen.outreach.services.urgency import judge_open_cases_anew, set_threatening

__all__ = [
    "GivenResult",
    "LetterBatch",
    "LetterOrder",
    "NewAttempt",
    "NewHandover",
    "Opening",
    "SenderDetails",
    "answer_handover",
    "assign",
    "at_desk",
    "close_before_contact",
    "discard_draft",
    "end_passed_terms",
    "erase_letter_runs",
    "judge_open_cases_anew",
    "keep_letters",
    "log_attempt",
    "make_letters",
    "note_silence",
    "offer_handover",
    "open_cases",
    "open_letters",
    "order_letters",
    "ordered_letters",
    "pick_up",
    "publish",
    "purge_cases",
    "put_back",
    "record_result",
    "reopen",
    "save_draft",
    "save_letter",
    "save_sender",
    "set_capacity",
    "set_threatening",
    "take_back",
    "tell_partner",
    "undo_attempt",
    "withdraw_handover",
    "withdraw_signals",
]
