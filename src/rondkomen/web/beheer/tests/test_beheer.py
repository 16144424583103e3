"""Users, partners, agreements, mapping profiles and accountability, as the administrator meets them."""

from collections.abc import Callable
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from rondkomen.access.core.actor import Actor, system_actor
from rondkomen.access.core.purposes import Purpose
from rondkomen.access.core.roles import Role
from rondkomen.access.queries import gemeente, gemeente_ref, programs, users
from rondkomen.access.services import add_user, grant_role, set_active
from rondkomen.arrears import queries, services
from rondkomen.arrears.core.codes import PartnerType
from rondkomen.arrears.services import PartnerFacts
from rondkomen.journal.queries import events
from rondkomen.people.core.identity import Identity
from rondkomen.people.queries import card
from rondkomen.people.services import record_identities
from rondkomen.web.beheer import mapping

OWN = "een lang wachtwoord 1"
CHANGE = "/account/wachtwoord/"

BSN = "999990019"
PARTNER = {"name": "Woonproef", "partner_type": "rent"}
AGREEMENT = {
    "start": "2024-01-01",
    "personal_contact": "yes",
    "help_mentioned": "yes",
    "reminders": "2",
    "consent": "no_response",
    "current_customer": "yes",
    "running_arrangement": "no",
    "signing_status": "signed",
}
SAMPLE = "Debiteurnr;Saldo;Melddatum;Achternaam;Postcode;Huisnr\nK1;12,50;02-11-2026;Voorbeeld;1234AB;1\n"


@pytest.fixture
def partner_id(acting: str) -> UUID:
    facts = PartnerFacts("Woonproef", PartnerType.RENT)
    return services.save_partner(facts, actor=system_actor(acting))


@pytest.fixture
def admin(signed_in: Callable[..., Client]) -> Client:
    return signed_in(Role.FUNCTIONAL_ADMINISTRATOR)


def test_a_colleague_is_added_with_a_first_password(admin: Client, gemeente: str) -> None:
    new = {"name": "Kim", "email": "kim@middenveld.example", "role": "team_lead"}
    page = admin.post("/beheer/gebruikers/nieuw/", new).content.decode()
    assert "één keer" in page
    assert ("Kim", (Role.TEAM_LEAD,)) in [(row.name, row.roles) for row in users(gemeente)]


def test_the_last_administrator_cannot_be_taken_away(admin: Client, gemeente: str) -> None:
    me = users(gemeente)[0]
    answer = admin.post(f"/beheer/gebruikers/{me.id}/", {"roles": []})
    assert answer.status_code == 400
    assert "laatste functioneel beheerder" in answer.content.decode()
    assert users(gemeente)[0].roles == (Role.FUNCTIONAL_ADMINISTRATOR,)  # nothing half-done


def test_what_changes_in_somebodys_access_stands_in_the_journal(
    admin: Client, actor_with: Callable[..., Actor], acting: str
) -> None:
    colleague = actor_with(Role.TEAM_LEAD, email="kim@middenveld.example").user_id
    assert colleague is not None
    page = f"/beheer/gebruikers/{colleague}/"
    admin.post(page, {"roles": ["auditor"]})
    admin.post(f"{page}account/")
    assert [(event.kind, event.data) for event in events(colleague)] == [
        ("roles_changed", {"granted": ["auditor"], "revoked": ["team_lead"]}),
        ("account_closed", {}),
    ]


def test_a_partner_and_its_agreement_are_recorded(admin: Client, acting: str) -> None:
    answer = admin.post("/beheer/partners/nieuw/", PARTNER)
    partner = queries.partners()[0]
    assert answer["Location"] == f"/beheer/partners/{partner.id}/"
    admin.post(f"/beheer/partners/{partner.id}/overeenkomst/", AGREEMENT)
    assert [row.effort.reminders for row in queries.agreements(partner.id)] == [2]


def test_a_bsn_without_a_ground_is_refused_in_the_form(admin: Client, partner_id: UUID) -> None:
    page = admin.post(
        f"/beheer/partners/{partner_id}/overeenkomst/", {**AGREEMENT, "bsn_allowed": "on"}
    )
    told = page.content.decode()
    assert "geen wettelijke grondslag voor het BSN" in told
    assert "bsn_allowed:" not in told  # what a field is called in the code says nothing to a person
    assert queries.agreements(partner_id) == []


def test_reading_a_sample_leaves_the_page_and_so_the_chosen_file(
    admin: Client, partner_id: UUID
) -> None:
    where = f"/beheer/partners/{partner_id}/profiel/"
    whole = admin.get(where).content.decode()
    button = next(line for line in whole.split("<button") if 'name="show"' in line)
    assert f'hx-post="{where}"' in button
    sample = SimpleUploadedFile("proef.csv", b"Deb nr;Saldo\nK1;12,50\n")
    part = admin.post(where, {"sample": sample, "show": "1"}, headers={"HX-Request": "true"})
    told = part.content.decode()
    assert "<main" not in told
    assert "klantnummer *" in told
    assert "niet verplicht" not in told  # a star and these words contradict each other


def test_a_sample_is_previewed_and_not_kept(admin: Client, partner_id: UUID) -> None:
    admin.post(f"/beheer/partners/{partner_id}/overeenkomst/", AGREEMENT)
    sample = SimpleUploadedFile("proef.csv", SAMPLE.encode(), "text/csv")
    page = admin.post(f"/beheer/partners/{partner_id}/profiel/", {"sample": sample, "show": "1"})
    text = page.content.decode()
    assert "Van 1 rijen zouden er 1 worden aangenomen" in text
    assert queries.deliveries(partner_id) == []


def test_a_column_that_no_field_takes_is_named(admin: Client, partner_id: UUID) -> None:
    admin.post(f"/beheer/partners/{partner_id}/overeenkomst/", AGREEMENT)
    head, row = SAMPLE.splitlines()
    sample = SimpleUploadedFile("proef.csv", f"{head};Kastkleur\n{row};rood\n".encode())
    page = admin.post(f"/beheer/partners/{partner_id}/profiel/", {"sample": sample, "show": "1"})
    assert "gebruikt het profiel niet: Kastkleur</p>" in page.content.decode()


def test_the_preview_reads_the_columns_that_taking_in_will_find(
    admin: Client, partner_id: UUID
) -> None:
    admin.post(f"/beheer/partners/{partner_id}/overeenkomst/", AGREEMENT)
    where = f"/beheer/partners/{partner_id}/profiel/"
    form = {"date_order": "dmy", "amount_format": "comma"}  # nothing chosen; the names say it all
    sample = SimpleUploadedFile("proef.csv", SAMPLE.encode(), "text/csv")
    told = admin.post(where, {**form, "sample": sample}).content.decode()
    assert "Van 1 rijen zouden er 1 worden aangenomen" in told
    assert "Nog niet gekoppeld" not in told
    assert "gebruikt het profiel niet" not in told


def test_of_a_big_sample_the_first_rows_tell(
    admin: Client, partner_id: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mapping, "SAMPLE_ROWS", 2)
    admin.post(f"/beheer/partners/{partner_id}/overeenkomst/", AGREEMENT)
    head, row = SAMPLE.replace("Voorbeeld", "Voorbeeld" * 8).splitlines()
    rows = "\n".join([head, *(row.replace("K1", f"K{n}") for n in range(60_000))])
    assert len(rows) > 6_000_000
    sample = SimpleUploadedFile("groot.csv", rows.encode(), "text/csv")
    page = admin.post(f"/beheer/partners/{partner_id}/profiel/", {"sample": sample, "show": "1"})
    assert "Van 2 rijen zouden er 2" in page.content.decode()
    assert "Dit zijn de eerste rijen" in page.content.decode()


def test_a_profile_is_saved_as_a_version(admin: Client, partner_id: UUID) -> None:
    form = {
        "header": "Debiteurnr\x1fSaldo",
        "date_order": "dmy",
        "amount_format": "comma",
        "column-partner_reference": "Debiteurnr",
        "column-amount": "Saldo",
        "constants": "soort_signaal = vroeg",
        "translations": "soort_signaal: EL = eindelevering",
        "save": "1",
    }
    assert admin.post(f"/beheer/partners/{partner_id}/profiel/", form).status_code == 302
    stored = queries.current_mapping(partner_id)
    assert stored is not None
    assert stored.profile.columns == {"partner_reference": "Debiteurnr", "amount": "Saldo"}
    assert stored.profile.translations == {"signal_kind": {"EL": "eindelevering"}}


def test_the_auditor_sees_who_looked_and_why(
    signed_in: Callable[..., Client], actor_with: Callable[..., Actor], acting: str
) -> None:
    ref = record_identities([Identity(surname="Voorbeeld", bsn=BSN)])[0]
    worker = actor_with(Role.EARLY_DETECTION_WORKER)
    card(ref, purpose=Purpose.OUTREACH, actor=worker)
    page = signed_in(Role.AUDITOR).post("/beheer/verantwoording/", {"bsn": BSN}).content.decode()
    assert "Testpersoon" in page
    assert "Inwoner hulp aanbieden" in page


def test_the_look_of_the_auditor_is_logged_too(
    signed_in: Callable[..., Client], acting: str
) -> None:
    record_identities([Identity(surname="Voorbeeld", bsn=BSN)])
    auditor = signed_in(Role.AUDITOR)
    pages = [auditor.post("/beheer/verantwoording/", {"bsn": BSN}) for _ in range(2)]
    looks = [page.content.decode().count("gezocht op BSN") for page in pages]
    assert looks == [1, 2]


def test_a_key_for_a_program_is_shown_once_and_can_be_closed(
    admin: Client, partner_id: UUID
) -> None:
    made = admin.post(f"/beheer/partners/{partner_id}/sleutel/").content.decode()
    client_id = programs()[0].client_id
    assert client_id in made
    address = f"/beheer/partners/{partner_id}/"
    assert client_id in admin.get(address).content.decode()
    admin.post(f"{address}sleutel/sluiten/", {"client_id": client_id})
    assert not programs()[0].is_active
    told = [event.kind for event in events(partner_id)]
    assert told == ["partner_saved", "program_added", "program_closed"]


def test_nobody_gives_himself_a_role(admin: Client, gemeente: str) -> None:
    me = users(gemeente)[0]
    both = {"roles": ["functional_administrator", "early_detection_worker"]}
    answer = admin.post(f"/beheer/gebruikers/{me.id}/", both)
    assert "uzelf geen rol" in answer.content.decode()
    assert users(gemeente)[0].roles == (Role.FUNCTIONAL_ADMINISTRATOR,)


def test_a_partner_gets_a_contact_who_can_sign_in(
    admin: Client, partner_id: UUID, gemeente: str
) -> None:
    contact = {"name": "Iris", "email": "iris@woonproef.example"}
    page = admin.post(f"/beheer/partners/{partner_id}/contact/", contact).content.decode()
    assert "één keer" in page
    assert [row.partner_id for row in users(gemeente) if row.name == "Iris"] == [partner_id]


def test_lost_access_is_renewed_and_the_old_password_is_dead(
    admin: Client, actor_with: Callable[..., Actor]
) -> None:
    colleague = actor_with(Role.AUDITOR)
    page = admin.post(f"/beheer/gebruikers/{colleague.user_id}/wachtwoord/").content.decode()
    assert "één keer" in page
    old = {"username": "auditor@middenveld.example", "password": "een lang wachtwoord 1"}
    assert Client().post("/aanmelden/", old).status_code != 302


def test_an_account_that_works_elsewhere_too_is_not_ours_to_close(
    admin: Client, actor_with: Callable[..., Actor]
) -> None:
    colleague = actor_with(Role.AUDITOR)
    grant_role(colleague.user_id, gemeente_id="9902", role=Role.AUDITOR)
    answer = admin.post(f"/beheer/gebruikers/{colleague.user_id}/account/")
    assert "andere gemeente" in answer.content.decode()


def added(admin: Client, email: str, role: str = "auditor") -> str:
    """The text of the page after adding somebody with this address."""
    new = {"name": "Kim", "email": email, "role": role}
    return admin.post("/beheer/gebruikers/nieuw/", new).content.decode()


def test_somebody_with_an_account_elsewhere_gets_a_role_and_keeps_the_password(
    admin: Client, gemeente: str
) -> None:
    user_id = add_user(email="kim@anderland.example", name="K. Elders", password=OWN)
    grant_role(user_id, gemeente_id="9902", role=Role.TEAM_LEAD)
    page = added(admin, "Kim@anderland.example")
    assert "De rol staat erbij" in page
    assert "Anderland" not in page
    assert "Elders" not in page
    assert [row.roles for row in users(gemeente) if row.id == user_id] == [(Role.AUDITOR,)]
    assert [row.roles for row in users("9902") if row.id == user_id] == [(Role.TEAM_LEAD,)]
    old = {"username": "kim@anderland.example", "password": OWN}
    assert Client().post("/aanmelden/", old).status_code == 302


def test_who_is_here_already_is_sent_to_the_list(
    admin: Client, actor_with: Callable[..., Actor], gemeente: str
) -> None:
    actor_with(Role.TEAM_LEAD, email="kim@middenveld.example")
    assert "staat al in de lijst" in added(admin, "kim@middenveld.example")
    assert "staat al in de lijst" in added(admin, users(gemeente)[0].email)  # oneself too


def test_an_account_of_nobody_any_more_opens_with_a_new_password(
    admin: Client, gemeente: str
) -> None:
    user_id = add_user(email="kim@middenveld.example", name="Kim", password=OWN)
    set_active(user_id, active=False, gemeente_id=gemeente)
    assert "één keer" in added(admin, "kim@middenveld.example")
    assert [row.is_active for row in users(gemeente) if row.id == user_id] == [True]
    old = {"username": "kim@middenveld.example", "password": OWN}
    assert Client().post("/aanmelden/", old).status_code != 302


def test_an_account_closed_elsewhere_stays_closed(admin: Client, gemeente: str) -> None:
    user_id = add_user(email="kim@anderland.example", name="Kim", password=OWN)
    grant_role(user_id, gemeente_id="9902", role=Role.TEAM_LEAD)
    set_active(user_id, active=False, gemeente_id="9902")
    page = added(admin, "kim@anderland.example")
    assert "is gesloten en is hier niet te openen" in page
    assert "Anderland" not in page
    assert user_id not in [row.id for row in users(gemeente)]


def test_a_first_password_is_changed_before_anything_else(admin: Client, gemeente: str) -> None:
    page = added(admin, "kim@middenveld.example", role="team_lead")
    first = page.split('class="first-password">')[1].split("<")[0]
    kim = Client()
    kim.post("/aanmelden/", {"username": "kim@middenveld.example", "password": first})
    for place in ("/", "/bord/", "/monitor/intern/"):
        assert kim.get(place).url == "/account/wachtwoord/"
    assert "Kies eerst een eigen wachtwoord" in kim.get("/account/wachtwoord/").content.decode()
    same = {"old_password": first, "new_password1": first, "new_password2": first}
    assert "ander wachtwoord dan u nu heeft" in kim.post(CHANGE, same).content.decode()
    assert kim.get("/bord/").url == CHANGE
    own = same | {"new_password1": OWN, "new_password2": OWN}
    assert kim.post(CHANGE, own).url == "/"
    assert kim.get("/bord/").status_code == 200


def test_a_renewed_password_is_changed_too(admin: Client, actor_with: Callable[..., Actor]) -> None:
    colleague = actor_with(Role.AUDITOR)
    page = admin.post(f"/beheer/gebruikers/{colleague.user_id}/wachtwoord/").content.decode()
    first = page.split('class="first-password">')[1].split("<")[0]
    client = Client()
    client.post("/aanmelden/", {"username": "auditor@middenveld.example", "password": first})
    assert client.get("/beheer/verantwoording/").url == CHANGE


def test_a_change_to_the_municipality_stands_in_the_journal(admin: Client, acting: str) -> None:
    row = gemeente(acting)
    facts = {"name": row.name, "inhabitants": 61_000, "inhabitants_year": 2026}
    assert admin.post("/beheer/gemeente/", facts).status_code == 302
    too_many = admin.post("/beheer/gemeente/", {**facts, "inhabitants": "9" * 20})
    assert "inhabitants" in too_many.context["form"].errors
    told = [(event.kind, event.data) for event in events(gemeente_ref(acting))]
    assert told == [("gemeente_changed", {"changed": ["inhabitants"]})]
