"""Writing rules and letters: what is wrong with them, who publishes, and who may not."""

from uuid import UUID

import pytest
from django.urls import reverse
from django.utils import timezone

from rondkomen.access.core.roles import Role
from rondkomen.jobs import queries as jobs
from rondkomen.jobs.worker import drain
from rondkomen.kernel.period import Month
from rondkomen.outreach import content, queries
from rondkomen.outreach.core.cases import CaseGroup
from rondkomen.outreach.services import open_cases
from rondkomen.outreach.tests.examples import signal
from rondkomen.people.services import AddressFacts, register_household

RULES = reverse("beheer:rules")
ADMIN = Role.FUNCTIONAL_ADMINISTRATOR


def text(version="2", **changed):
    made = content.rule_table_text().replace('version: "1"', f'version: "{version}"')
    for old, new in changed.items():
        made = made.replace(old, new)
    return made


@pytest.fixture
def author(acting, signed_in):
    """The administrator who writes."""
    return signed_in(ADMIN, email="schrijft@middenveld.example")


@pytest.fixture
def reader(acting, signed_in):
    """The administrator who reads and publishes."""
    return signed_in(ADMIN, email="leest@middenveld.example")


@pytest.fixture
def draft(author) -> UUID:
    """A draft with a new version number."""
    author.post(reverse("beheer:rules-new"), {"text": text()})
    return queries.rule_versions()[0].version_id


def test_without_own_versions_the_shipped_rules_are_told_as_sentences(author):
    page = author.get(RULES).content.decode()
    assert "het soort signaal is: warme overdracht" in page
    assert "Nog geen eigen versies." in page


def test_a_text_that_is_no_table_stays_in_the_form(author):
    answer = author.post(reverse("beheer:rules-new"), {"text": "geen: tabel"})
    assert answer.status_code == 400
    assert "geen: tabel" in answer.content.decode()
    assert queries.rule_versions() == ()


def test_a_fault_is_named_with_its_place_while_writing(author):
    wrong = text(**{"points: 60": "points: zestig"})
    page = author.post(reverse("beheer:rules-read"), {"text": wrong}).content.decode()
    assert "rules[1].points" in page
    assert "Hier hoort een geheel getal van -1000 tot en met 1000." in page


def test_text_that_is_no_yaml_is_read_without_falling_over(author):
    answer = author.post(reverse("beheer:rules-read"), {"text": "a: [1, 2"})
    assert answer.status_code == 200
    assert "1 fout" in answer.content.decode()


def test_who_writes_does_not_publish_and_a_colleague_does(author, reader, draft):
    where = reverse("beheer:rules-publish", args=[draft])
    assert author.post(where).status_code == 400
    assert queries.active_rules().version_id is None
    reader.post(where)
    assert queries.active_rules().version_id == draft


def test_a_published_version_is_read_and_no_longer_written(author, reader, draft):
    reader.post(reverse("beheer:rules-publish", args=[draft]))
    where = reverse("beheer:rules-version", args=[draft])
    author.post(where, {"text": text("3")})
    assert queries.rule_version(draft).row.version == "2"
    assert "<textarea" not in author.get(where).content.decode()


def test_a_draft_is_changed_and_thrown_away(author, draft):
    author.post(reverse("beheer:rules-version", args=[draft]), {"text": text("2b")})
    assert queries.rule_version(draft).row.version == "2b"
    author.post(reverse("beheer:rules-discard", args=[draft]))
    assert queries.rule_versions() == ()


def test_a_trial_shows_the_past_month_beside_the_rules_in_force(acting, author, draft, actor_with):
    today = timezone.localdate()
    home = register_household(AddressFacts("1234AB", 1, street="Lindelaan"))
    group = CaseGroup(home, (signal(),), neighbourhood="Noord", age=40)
    worker = actor_with(Role.EARLY_DETECTION_WORKER)
    open_cases([group], month=Month.of(today), today=today, actor=worker)
    where = reverse("beheer:rules-trial", args=[draft])
    month = str(Month.of(today))
    page = author.post(where, {"first": month, "last": month}, follow=True).content.decode()
    assert 'hx-get="' in page
    drain()
    page = author.get(where).content.decode()
    assert "Van 1 zaken pakt deze versie er 1 op; versie 1, nu in gebruik, 1." in page
    assert "27 tot en met 66 jaar" in page
    assert "Noord" in page
    assert "sindsdien gewijzigd" not in page
    changed = text(**{"points: 60": "points: 61"})
    author.post(reverse("beheer:rules-version", args=[draft]), {"text": changed})
    assert "De versie is sindsdien gewijzigd" in author.get(where).content.decode()


def test_a_trial_is_stopped_and_is_no_business_of_another_role(author, signed_in, draft):
    where = reverse("beheer:rules-trial", args=[draft])
    author.post(where, {"first": "2026-10", "last": "2026-11"})
    (work,) = jobs.latest("9901", kind="rules-trial")
    part = [draft, work.id]
    worker = signed_in(Role.EARLY_DETECTION_WORKER)
    assert worker.get(reverse("beheer:rules-trial-progress", args=part)).status_code == 403
    author.post(reverse("beheer:rules-trial-stop", args=part))
    assert jobs.status(work.id).state == "cancelled"


@pytest.mark.parametrize(
    "months", [{"first": "2020-01", "last": "2026-01"}, {"first": "x", "last": "2026-01"}]
)
def test_months_that_cannot_be_are_refused_in_the_form(author, draft, months):
    answer = author.post(reverse("beheer:rules-trial", args=[draft]), months)
    assert answer.status_code == 400


def test_the_team_lead_tries_rules_and_does_not_write_them(signed_in, author, draft):
    lead = signed_in(Role.TEAM_LEAD)
    assert lead.get(RULES).status_code == 200
    assert lead.get(reverse("beheer:rules-trial", args=[draft])).status_code == 200
    assert lead.get(reverse("beheer:rules-version", args=[draft])).status_code == 403
    assert lead.post(reverse("beheer:rules-publish", args=[draft])).status_code == 403


def test_the_register_tells_the_rules_in_force(author):
    page = author.get(reverse("beheer:rules-register")).content.decode()
    assert "korte_omschrijving" in page
    assert "+60 punten als" in page


def letter_form(**changed):
    template = queries.letter_template(content.starting_letters()[0].kind)
    names = ("name", "subject", "body", "notice")
    return {name: getattr(template, name) for name in names} | changed


def test_a_letter_is_saved_as_a_version_and_shown_as_a_resident_reads_it(author):
    where = reverse("beheer:letter", args=["first_contact"])
    page = author.post(where, letter_form(subject="Kan ik helpen?"), follow=True).content.decode()
    assert "Beste meneer of mevrouw De Voorbeeld," in page
    assert "versie 1: Kan ik helpen?" in page


def test_a_first_letter_without_the_notice_is_not_put_in_use(author):
    where = reverse("beheer:letter", args=["first_contact"])
    answer = author.post(where, letter_form(notice="Tot ziens."))
    assert answer.status_code == 400
    told = answer.content.decode()
    assert "De tekst zegt niet: doel en wet" in told
    assert "notice:" not in told


@pytest.mark.parametrize("body", ["{naam}", "{", "Beste {aanhef!r}"])
def test_a_fill_in_word_that_does_not_exist_is_named_while_writing(author, body):
    where = reverse("beheer:letter-read", args=["follow_up"])
    page = author.post(where, {"name": "x", "subject": "x", "body": body}).content.decode()
    assert "Zo kan de tekst niet in gebruik" in page


def test_the_preview_is_a_document_and_stores_nothing(author):
    where = reverse("beheer:letter-preview", args=["card"])
    form = {"name": "Kaartje", "subject": "Hallo", "body": "Bel mij op {telefoon}."}
    assert author.post(where, form).content.startswith(b"%PDF")
    assert author.post(where, {"name": "x"}).status_code == 400
    assert queries.letter_history(content.starting_letters()[3].kind) == ()


def test_the_sender_is_kept(author):
    form = {
        "phone": "088 000 00 00",
        "email": "hulp@middenveld.example",
        "postal_address": "Postbus 1, Middenveld",
        "officer": "Mail privacy@middenveld.example.",
    }
    assert author.post(reverse("beheer:letters"), {**form, "email": "geen"}).status_code == 400
    author.post(reverse("beheer:letters"), form)
    assert queries.sender().phone == "088 000 00 00"


@pytest.mark.parametrize("name", ["letters", "rules-new", "rules-register"])
def test_a_worker_does_not_arrange(signed_in, acting, name):
    worker = signed_in(Role.EARLY_DETECTION_WORKER)
    assert worker.get(reverse(f"beheer:{name}")).status_code == 403
