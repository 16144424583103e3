"""The form for a draft: values change, rules move without script, and faults stand at their field."""

from uuid import UUID

import pytest
from django.urls import reverse

from rondkomen.access.core.roles import Role
from rondkomen.files import yaml
from rondkomen.outreach import content, queries

ADMIN = Role.FUNCTIONAL_ADMINISTRATOR


@pytest.fixture
def author(acting, signed_in):
    """The administrator who writes."""
    return signed_in(ADMIN, email="schrijft@middenveld.example")


@pytest.fixture
def draft(author) -> UUID:
    """A draft that starts from the rules that ship."""
    author.post(reverse("beheer:rules-start"))
    return queries.rule_versions()[0].version_id


def stored(draft):
    return yaml.load(queries.rule_version(draft).text)


def filled_in(draft, **changed):
    """What the browser sends when nothing but `changed` was touched."""
    data = stored(draft)
    table = queries.rule_version(draft).table
    form = {f"tabel-{name}": data[name] for name in ("name", "version", "explanation")}
    form |= {f"tabel-{name}": data[name] for name in ("minimum_points", "cases_per_week")}
    form |= {f"tabel-{name}": value for name, value in vars(table.terms).items()}
    for number, rule in enumerate(data["rules"]):
        form |= {f"regel-{number}-{name}": rule[name] for name in ("points", "reason")}
        form |= {
            f"regel-{number}-{name}": value
            for name, value in rule["when"].items()
            if isinstance(value, int)
        }
    return form | {name.replace("__", "-"): value for name, value in changed.items()}


def send(client, draft, **changed):
    return client.post(reverse("beheer:rules-form", args=[draft]), filled_in(draft, **changed))


def test_a_new_draft_is_the_table_in_force_under_a_new_number(draft):
    assert queries.rule_version(draft).row.version == "2"
    started = stored(draft) | {"version": "1"}
    assert started == yaml.load(content.rule_table_text())


def test_saving_without_a_change_changes_nothing(author, draft):
    before = stored(draft)
    assert send(author, draft, do="save").status_code == 302
    assert stored(draft) == before


def test_points_a_threshold_and_the_sentence_are_changed(author, draft):
    send(
        author,
        draft,
        regel__9__points="14",
        regel__9__amount_at_least="2000",
        regel__9__reason="Hoog: {amount}.",
    )
    rule = stored(draft)["rules"][9]
    assert (rule["points"], rule["when"]) == (14, {"amount_at_least": 2000})
    page = author.get(reverse("beheer:rules-form", args=[draft])).content.decode()
    assert "Hoog: €\N{NO-BREAK SPACE}2.000,00." in page


@pytest.mark.parametrize(("step", "place"), [("up:3", 2), ("down:3", 4)])
def test_a_rule_moves_by_a_button_and_the_page_lands_on_it(author, draft, step, place):
    moving = stored(draft)["rules"][3]["id"]
    answer = send(author, draft, do=step)
    assert answer.url.endswith(f"#regel-{place}")
    assert stored(draft)["rules"][place]["id"] == moving


def test_a_rule_is_copied_and_taken_away(author, draft):
    before = [rule["id"] for rule in stored(draft)["rules"]]
    send(author, draft, do="copy:0")
    assert stored(draft)["rules"][1]["id"] == f"{before[0]}-2"
    send(author, draft, do="remove:1")
    assert [rule["id"] for rule in stored(draft)["rules"]] == before


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("regel-0-points", "veel", "id_regel-0-points_error"),
        ("regel-0-points", "0", "Nul punten doet niets."),
        ("regel-2-reason", "Over {dagen} dagen.", "Onbekend invulwoord."),
        ("tabel-retention_months", "3", "id_tabel-retention_months_error"),
    ],
)
def test_a_fault_stands_at_its_field_and_nothing_is_saved(author, draft, field, value, told):
    before = stored(draft)
    answer = author.post(
        reverse("beheer:rules-form", args=[draft]), filled_in(draft) | {field: value}
    )
    assert answer.status_code == 400
    page = answer.content.decode()
    assert told in page
    assert f'href="#id_{field}"' in page
    assert stored(draft) == before


def test_a_version_number_in_use_is_told(author, draft):
    author.post(reverse("beheer:rules-start"))
    newer = queries.rule_versions()[0].version_id
    answer = send(author, newer, tabel__version="2")
    assert "Deze versie bestaat al." in answer.content.decode()


def test_the_preview_tells_what_the_form_says_and_keeps_nothing(author, draft):
    before = stored(draft)
    where = reverse("beheer:rules-preview", args=[draft])
    page = author.post(where, filled_in(draft, regel__9__points="77")).content.decode()
    assert "+77" in page
    assert stored(draft) == before
    page = author.post(where, filled_in(draft, regel__9__points="")).content.decode()
    assert "Vul het formulier eerst goed in" in page


def test_no_fill_in_word_stays_open_on_the_page_with_the_rules(author):
    page = author.get(reverse("beheer:rules")).content.decode()
    assert "bijvoorbeeld:" in page
    assert "{" not in page.split('class="rules"')[1].split("</ol>")[0]


def test_a_published_version_or_one_with_faults_has_no_form(author, signed_in, draft):
    broken = content.rule_table_text().replace("points: 60", "points: 0")
    author.post(reverse("beheer:rules-version", args=[draft]), {"text": broken})
    assert author.get(reverse("beheer:rules-form", args=[draft])).status_code == 400


@pytest.mark.parametrize("role", [Role.TEAM_LEAD, Role.EARLY_DETECTION_WORKER])
def test_only_the_administrator_changes_rules(signed_in, draft, role):
    other = signed_in(role)
    assert other.get(reverse("beheer:rules-form", args=[draft])).status_code == 403
    assert other.post(reverse("beheer:rules-start")).status_code == 403
