"""Writes of `dialogue`: each leaves an event without names or answers, and counts the session on."""

from rondkomen.dialogue.core.actions.agenda import AgreedAction
from rondkomen.dialogue.services.adapting import (
    Change,
    change_draft,
    continue_version,
    copy_version,
    discard_draft,
    import_draft,
    make_definitive,
    start_draft,
    undo_draft,
    withdraw_version,
)
from rondkomen.dialogue.services.agreeing import (
    ActionClash,
    agree_action,
    carry_over,
    change_action,
    set_action_state,
    take_note,
    undo_action_change,
)
from rondkomen.dialogue.services.answering import Given, give_answer
from rondkomen.dialogue.services.entering import PaperSheet, enter
from rondkomen.dialogue.services.joining import (
    LONGEST_NAME,
    Joining,
    OwnWords,
    change_own_words,
    join,
    withdraw,
)
from rondkomen.dialogue.services.keeping import NewVersion, keep_version
from rondkomen.dialogue.services.leading import (
    hide_results,
    note_results_seen,
    open_results,
    show_theme,
    start_timer,
)
from rondkomen.dialogue.services.opening import (
    NewSession,
    close_session,
    open_session,
    prepare_session,
    renew_code,
)
from rondkomen.dialogue.services.together import (
    CellWrite,
    Conflict,
    Written,
    remove_row,
    undo,
    write_cell,
)
from rondkomen.dialogue.services.whole import erase_session, export_session

__all__ = [
    "LONGEST_NAME",
    "ActionClash",
    "AgreedAction",
    "CellWrite",
    "Change",
    "Conflict",
    "Given",
    "Joining",
    "NewSession",
    "NewVersion",
    "OwnWords",
    "PaperSheet",
    "Written",
    "agree_action",
    "carry_over",
    "change_action",
    "change_draft",
    "change_own_words",
    "close_session",
    "continue_version",
    "copy_version",
    "discard_draft",
    "enter",
    "erase_session",
    "export_session",
    "give_answer",
    "hide_results",
    "import_draft",
    "join",
    "keep_version",
    "make_definitive",
    "note_results_seen",
    "open_results",
    "open_session",
    "prepare_session",
    "remove_row",
    "renew_code",
    "set_action_state",
    "show_theme",
    "start_draft",
    "start_timer",
    "take_note",
    "undo",
    "undo_action_change",
    "undo_draft",
    "withdraw",
    "withdraw_version",
    "write_cell",
]
