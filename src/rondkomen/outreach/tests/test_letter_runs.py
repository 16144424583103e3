"""Batches of letters: ordered once, kept sealed, opened by who ordered them, and gone in time."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from rondkomen.journal import queries as journal
from rondkomen.kernel.refusal import Refused
from rondkomen.outreach import queries
from rondkomen.outreach.core.letters import LetterKind
from rondkomen.outreach.models import LetterRun
from rondkomen.outreach.services import (
    LetterBatch,
    LetterOrder,
    SenderDetails,
    erase_letter_runs,
    keep_letters,
    open_letters,
    order_letters,
    ordered_letters,
    save_sender,
)

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
PDF = b"%PDF van verzonnen brieven"


@pytest.fixture
def order(worker):
    """An order for letters of two cases."""
    details = SenderDetails("088 000 00 00", "a@middenveld.example", "Postbus 1", "Mail ons.")
    save_sender(details, actor=worker)
    return LetterOrder([uuid4(), uuid4()], LetterKind.FOLLOW_UP, uuid4())


def test_ordering_twice_makes_one_batch_that_says_what_was_asked(order, worker):
    first = order_letters(order, at=NOW, actor=worker)
    assert order_letters(order, at=NOW, actor=worker) == first
    assert len(queries.letter_runs(actor=worker)) == 1
    assert ordered_letters(first, actor=worker) == order


def test_the_document_is_sealed_and_taking_it_is_told(order, worker):
    run_id = order_letters(order, at=NOW, actor=worker)
    with pytest.raises(Refused, match="nog niet gemaakt"):
        open_letters(run_id, actor=worker)
    skipped = ((uuid4(), "De zaak is afgesloten."), (uuid4(), "De zaak is afgesloten."))
    keep_letters(run_id, LetterBatch(PDF, 2, skipped))
    assert PDF not in bytes(LetterRun.objects.get().sealed)
    assert open_letters(run_id, actor=worker) == PDF
    assert queries.letter_run(run_id, actor=worker).skipped == {"De zaak is afgesloten.": 2}
    assert [event.kind for event in journal.events(run_id)] == [
        "letters_ordered",
        "letters_opened",
    ]


def test_a_colleague_finds_nothing(order, worker, lead):
    run_id = order_letters(order, at=NOW, actor=worker)
    keep_letters(run_id, LetterBatch(PDF, 2, ()))
    assert queries.letter_runs(actor=lead) == ()
    with pytest.raises(Refused, match="zijn er niet"):
        open_letters(run_id, actor=lead)


def test_a_batch_goes_after_two_days_and_not_before(order, worker):
    order_letters(order, at=NOW, actor=worker)
    kept_until = NOW + timedelta(days=2)
    assert erase_letter_runs(kept_until - timedelta(seconds=1), actor=worker) == 0
    assert erase_letter_runs(kept_until, actor=worker) == 1
    assert queries.letter_runs(actor=worker) == ()


def test_without_a_sender_or_a_case_nothing_is_ordered(worker):
    order = LetterOrder([uuid4()], LetterKind.FOLLOW_UP, uuid4())
    with pytest.raises(Refused, match="afzender"):
        order_letters(order, at=NOW, actor=worker)
    with pytest.raises(Refused, match="1 tot en met"):
        order_letters(LetterOrder([], LetterKind.FOLLOW_UP, uuid4()), at=NOW, actor=worker)
