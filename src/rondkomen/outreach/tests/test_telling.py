from rondkomen.journal import queries as journal
from rondkomen.kernel.period import Month
from rondkomen.outreach import queries
from rondkomen.outreach.core.codes import ClosingReason
from rondkomen.outreach.core.feedback import FeedbackCode
from rondkomen.outreach.queries.feedback import untold
from rondkomen.outreach.services import close_before_contact, log_attempt, tell_partner
from rondkomen.outreach.tests.examples import FRIDAY, ref, signal

SIGNAL = ref("signal of a")


def told(worker):
    return [answer.code for answer in tell_partner([SIGNAL], as_of=FRIDAY, actor=worker)]


def test_a_partner_hears_news_once_and_each_answer_is_kept(open_case, worker, attempt):
    case_id = open_case(signal("a"))
    assert told(worker) == [FeedbackCode.RECEIVED]
    assert told(worker) == []
    log_attempt(case_id, attempt(), today=FRIDAY, actor=worker)
    assert told(worker) == [FeedbackCode.IN_PROGRESS]
    kept = queries.case(case_id, actor=worker, today=FRIDAY).disclosures
    assert [row.code for row in kept] == ["in_progress", "received"]
    assert len(queries.disclosures(ref("a"), since=FRIDAY)) == 2


def test_detention_reaches_neither_partner_nor_journal(open_case, worker):
    case_id = open_case(signal("a"))
    close_before_contact(case_id, ClosingReason.DETENTION, today=FRIDAY, actor=worker)
    assert told(worker) == [FeedbackCode.NOT_PICKED_UP]
    assert "detention" not in " ".join(str(event.data) for event in journal.events(case_id))


def test_what_waits_for_every_partner_is_counted_in_one_query(
    open_case, worker, django_assert_num_queries
):
    open_case(signal("a"), signal("b"), signal("b", name="another of b"))
    assert told(worker) == [FeedbackCode.RECEIVED]
    month = Month.of(FRIDAY)
    with django_assert_num_queries(1):
        assert untold(first=month, last=month) == {ref("b"): 2}
    assert untold(first=month.next(), last=month.next()) == {}


def test_a_signal_without_a_case_has_nothing_to_tell(acting, worker):
    assert tell_partner([ref("unknown")], as_of=FRIDAY, actor=worker) == ()
