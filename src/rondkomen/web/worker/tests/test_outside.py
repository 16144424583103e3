"""What goes outside: the walk along doors, letters, and what partners hear; and finding a case."""

import json
from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from rondkomen.access.core.roles import Role
from rondkomen.chain.tests import cbs_examples as examples
from rondkomen.jobs import queries as jobs
from rondkomen.jobs.worker import drain
from rondkomen.journal.queries import processing_of
from rondkomen.outreach import queries
from rondkomen.outreach.core.codes import ContactKind
from rondkomen.outreach.services import assign, pick_up, tell_partner
from rondkomen.outreach.tests.examples import signal
from rondkomen.people.core.identity import Identity


def seen(case_id, worker):
    return queries.case(case_id, actor=worker.actor, today=timezone.localdate())


def mine(worker, *cases):
    assign(cases, to=worker.actor.user_id, today=timezone.localdate(), actor=worker.actor)


def test_a_door_is_ticked_off_and_leaves_the_walk(worker, open_case, form_for):
    case_id = open_case()
    mine(worker, case_id)
    doors = reverse("worker:doors")
    assert "Lindelaan 1" in worker.client.get(doors).content.decode()
    form = form_for(kind="home_visit", back="doors")
    page = worker.client.post(reverse("worker:case-attempt", args=[case_id]), form, follow=True)
    assert page.redirect_chain[0][0] == doors
    assert "Geen deuren voor vandaag" in page.content.decode()


def test_the_walk_keeps_to_the_chosen_neighbourhood(worker, open_case):
    mine(worker, open_case())
    doors = reverse("worker:doors")
    assert "Lindelaan 1" in worker.client.get(doors, {"wijk": "Noord"}).content.decode()
    assert "Lindelaan 1" not in worker.client.get(doors, {"wijk": "Zuid"}).content.decode()


def test_the_conversation_aid_opens_for_who_helps(worker, colleague):
    where = reverse("worker:conversation-aid")
    assert "Zo begint u" in worker.client.get(where).content.decode()
    assert colleague(Role.POLICY_OFFICER).client.get(where).status_code == 403


def order(**changed):
    return {
        "token": "01930000-0000-7000-8000-000000000001",
        "kind": "first_contact",
        "part_of_day": "morning",
        "log_as_sent": "on",
        **changed,
    }


def ordered(worker) -> str:
    """The page of the batch with letters for every case that is nobody's."""
    return worker.client.post(reverse("worker:letters") + "?whose=nobody", order()).url


def test_letters_for_a_selection_are_made_in_the_background_and_logged_once(
    worker, sender, open_case
):
    case_ids = [open_case(), open_case()]
    where = ordered(worker)
    assert 'hx-get="' in worker.client.get(where).content.decode()
    assert ordered(worker) == where
    drain()
    assert "2 brieven gemaakt" in worker.client.get(where).content.decode()
    answer = worker.client.post(where + "pdf/")
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    for case_id in case_ids:
        attempts = seen(case_id, worker).attempts
        assert [attempt.kind for attempt in attempts] == [ContactKind.LETTER]


def test_letters_that_are_stopped_in_time_are_not_logged(worker, sender, open_case):
    case_id = open_case()
    where = ordered(worker)
    worker.client.post(where + "stoppen/")
    drain()
    assert "Er zijn geen brieven gemaakt" in worker.client.get(where).content.decode()
    assert worker.client.post(where + "pdf/").status_code == 400
    assert seen(case_id, worker).attempts == ()


@pytest.mark.parametrize("part", ["", "voortgang/"])
def test_letters_are_only_for_who_ordered_them(worker, sender, open_case, colleague, part):
    open_case()
    where = ordered(worker)
    drain()
    other = colleague(Role.EARLY_DETECTION_WORKER, email="ander@middenveld.example").client
    assert other.get(where + part).status_code == 400
    assert other.post(where + "pdf/").status_code == 400


def test_one_letter_is_a_document_at_once_and_sending_twice_logs_once(worker, sender, open_case):
    case_id = open_case()
    where = reverse("worker:letters") + f"?case={case_id}"
    assert worker.client.post(where, order()).content.startswith(b"%PDF")
    worker.client.post(where, order())
    assert len(seen(case_id, worker).attempts) == 1


@pytest.mark.parametrize("route", ["worker:cbs-progress", "worker:matching-progress"])
def test_progress_shows_only_work_of_its_own_kind(worker, sender, open_case, colleague, route):
    open_case()
    ordered(worker)
    (letters,) = jobs.latest("9901", kind="letters")
    lead = colleague(Role.TEAM_LEAD).client
    assert lead.get(reverse(route, args=[letters.id])).status_code == 400
    stopping = reverse(route.replace("progress", "stop"), args=[letters.id])
    assert lead.post(stopping).status_code == 400
    assert jobs.status(letters.id).is_open


def test_without_a_sender_no_letter_is_made(worker, open_case):
    case_id = open_case()
    answer = worker.client.post(reverse("worker:letters") + f"?case={case_id}", order())
    assert answer.status_code == 400
    assert "Vul eerst de afzender van brieven in" in answer.content.decode()
    assert seen(case_id, worker).attempts == ()


def test_a_selection_without_cases_says_where_to_choose(worker):
    page = worker.client.get(reverse("worker:letters")).content.decode()
    assert "Geen zaken in deze selectie" in page


@pytest.mark.parametrize("kind", ["first_contact", "follow_up", "appointment", "card"])
def test_every_letter_has_a_sample_without_anybody_in_it(worker, kind):
    answer = worker.client.get(reverse("worker:letter-sample", args=[kind]))
    assert answer.content.startswith(b"%PDF")


def test_a_letter_that_does_not_exist_is_refused(worker):
    where = reverse("worker:letter-sample", args=["liefdesbrief"])
    assert worker.client.get(where).status_code == 400


@pytest.fixture
def told(worker):
    """A partner with one signal in a case: the partner's id."""
    partner_id = examples.insurer(worker.actor)
    signals = examples.deliver(partner_id, 1, actor=worker.actor)
    case_id = examples.open_case(signals, actor=worker.actor, number=1)
    pick_up(case_id, today=date(2026, 10, 9), actor=worker.actor)
    return partner_id


def test_a_partner_hears_what_is_new_once_and_the_file_stays(worker, told):
    page = reverse("worker:feedback-partner", args=[told])
    months = {"first": "2026-10", "last": "2026-10"}
    assert (
        "De gemeente heeft het signaal opgepakt."
        in worker.client.get(page, months).content.decode()
    )
    sent = worker.client.post(reverse("worker:feedback-send", args=[told]), months, follow=True)
    assert "1 antwoord is vastgelegd" in sent.content.decode()
    assert "niets nieuws" in worker.client.get(page, months).content.decode()
    again = worker.client.post(reverse("worker:feedback-send", args=[told]), months)
    assert again.status_code == 400
    since = {"since": timezone.localdate().isoformat()}
    answer = worker.client.post(reverse("worker:feedback-file", args=[told, "json"]), since)
    assert [line["code"] for line in json.loads(answer.content)["answers"]] == ["in_progress"]


def test_the_list_counts_what_each_partner_has_not_heard(worker, open_case):
    partner_id = examples.insurer(worker.actor)
    both = [replace(signal(name=name), partner_ref=partner_id) for name in ("one", "two")]
    case_id = open_case(*both)

    def waiting():
        (line,) = worker.client.get(reverse("worker:feedback")).context["lines"]
        return line["waiting"]

    today = timezone.localdate()
    assert waiting() == 2
    tell_partner([both[0].signal_ref], as_of=today, actor=worker.actor)
    assert waiting() == 1
    pick_up(case_id, today=today, actor=worker.actor)
    assert waiting() == 2  # what the first one heard is no longer all there is to hear


@pytest.mark.parametrize(("form", "since"), [("csv", "nooit"), ("doc", "2026-10-01")])
def test_a_file_that_cannot_be_is_refused(worker, told, form, since):
    where = reverse("worker:feedback-file", args=[told, form])
    assert worker.client.post(where, {"since": since}).status_code == 400


def test_who_does_not_tell_partners_may_not_see_it(colleague, told):
    other = colleague(Role.POLICY_OFFICER)
    assert other.client.get(reverse("worker:feedback")).status_code == 403
    assert other.client.post(reverse("worker:feedback-send", args=[told])).status_code == 403


@pytest.mark.parametrize(
    "text",
    ["1234 ab 1", "1234AB", "lindelaan 1", "Lindelaan 1-A", "van der voorbeeld", "Voorbeeld"],
)
def test_a_case_is_found_by_address_or_surname_and_the_look_is_logged(
    worker, open_case, resident, text
):
    open_case()
    person = resident(Identity(initials="A.", prefix="van der", surname="Voorbeeld"))
    answer = worker.client.post(reverse("worker:search"), {"q": text})
    assert "Lindelaan 1" in answer.content.decode()
    lines = [line.activity for line in processing_of(person) if line.purpose == "outreach"]
    assert lines == ["gezocht op adres of achternaam"]


@pytest.mark.parametrize("text", ["", "Niemand", "9999ZZ 1", "Lindelaan 99", "%"])
def test_what_is_not_there_is_not_found(worker, open_case, text):
    open_case()
    page = worker.client.post(reverse("worker:search"), {"q": text}).content.decode()
    assert "Niets gevonden" in page


def test_a_search_never_stands_in_an_address(worker):
    answer = worker.client.get(reverse("worker:search"), {"q": "Voorbeeld"})
    assert answer["Location"] == reverse("worker:cases")


def test_a_search_is_for_who_helps(colleague):
    where = reverse("worker:search")
    assert colleague(Role.AUDITOR).client.post(where, {"q": "x"}).status_code == 403
