"""Instruments of the municipality on screen: copying, changing with a preview, comparing, taking along."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from rondkomen.access.core.roles import Role
from rondkomen.access.tenancy import acting_for
from rondkomen.dialogue import queries
from rondkomen.dialogue.content import instrument_files
from rondkomen.dialogue.core.changing import editing
from rondkomen.dialogue.core.changing.editing import Part, PartKind

LIST = "/gesprek/instrumenten/"
FILES = {path.stem: path.read_text(encoding="utf-8") for path in instrument_files()}
WORDS = "Wij <script>x</script> weten 🙂 \u202bلماذا"


@pytest.fixture
def desk(signed_in: Callable[..., Client]) -> Client:
    """A policy officer at their desk."""
    return signed_in(Role.POLICY_OFFICER)


@pytest.fixture
def draft(desk: Client) -> str:
    """The address of a copy of the dialogue tool."""
    return str(desk.post(f"{LIST}gesprekstool/1/kopie/")["Location"])


def fields(desk: Client, place: str) -> dict[str, str]:
    """What the form at this address would send as it stands."""
    page = desk.get(place).content.decode()
    form = page[page.index('<form class="panel form') : page.index('id="stand"')]
    found = {}
    for tag, inner in re.findall(r"<textarea([^>]*)>([^<]*)</textarea>", form):
        found[_name(tag)] = unescape(inner.removeprefix("\n"))
    for tag in re.findall(r"<input([^>]*)>", form):
        value = re.search(r'value="([^"]*)"', tag)
        if "checkbox" not in tag:
            found[_name(tag)] = unescape(value[1]) if value else ""
        elif "checked" in tag:
            found[_name(tag)] = "on"
    for tag, inner in re.findall(r"<select([^>]*)>(.*?)</select>", form, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', inner)
        found[_name(tag)] = unescape(chosen[1]) if chosen else ""
    return found


def _name(tag: str) -> str:
    return re.search(r'name="([^"]*)"', tag)[1]


def save(desk: Client, place: str, **changes: str) -> Any:
    sent = fields(desk, place) | {name.replace("__", "-"): text for name, text in changes.items()}
    return desk.post(place, sent)


def data_of(gemeente: str) -> Any:
    with acting_for(gemeente):
        (row,) = queries.drafts()
    return row.data


def definitive(desk: Client, draft: str) -> Any:
    revision = re.search(r'name="revision" value="(\d+)"', desk.get(draft).content.decode())[1]
    return desk.post(f"{draft}definitief/", {"revision": revision}, follow=True)


def test_copy_change_publish_and_choose(desk: Client, draft: str, gemeente: str) -> None:
    assert save(desk, f"{draft}vraag/A/", text_nl=WORDS, back="1").status_code == 302
    page = desk.get(draft).content.decode()
    assert "<script>x" not in page
    assert "Wij &lt;script&gt;x&lt;/script&gt; weten 🙂" in page
    assert "Versie 1 van" in definitive(desk, draft).content.decode()
    assert desk.get(draft).status_code == 400
    new = desk.get("/gesprek/nieuw/").content.decode()
    assert "Gesprekstool armoede en gezondheid (eigen versie)" in new
    wanted = {"title": "x", "instruments": ["eigen-gesprekstool"], "purpose": "policy"}
    wanted |= {"mode": "apart", "least_group": "3", "domains": ""}
    assert desk.post("/gesprek/nieuw/", wanted).status_code == 302
    with acting_for(gemeente):
        (session,) = queries.sessions()
        (instrument,) = queries.instruments_of(session.id)
    assert next(instrument.questions()).text.nl == WORDS
    assert "intrekken" not in desk.get(LIST).content.decode()


def test_a_question_with_a_condition_is_added_in_the_form(
    desk: Client, draft: str, gemeente: str
) -> None:
    answer = desk.post(f"{draft}opbouw/", {"do": "add:vraag:stand", "kind-stand": "multi"})
    place = answer["Location"]
    assert place == f"{draft}vraag/V1/"
    assert "Nog 3 fouten" in desk.get(place).content.decode()  # the question and its two options
    words = {"text_nl": "Wie?", "options-0-text_nl": "Wij", "options-1-text_nl": "Niemand"}
    flags = {"options-1-exclusive": "on", "options-0-namely": "on", "when_0": "most:A:2"}
    desk.post(place, fields(desk, place) | words | flags)
    with_more = fields(desk, place) | {"do": "add:options"}
    assert desk.post(place, with_more)["Location"] == f"{place}#id_options-2-text_nl"
    block = editing.read(data_of(gemeente), Part(PartKind.QUESTION, "V1"))
    assert block["text"] == {"nl": "Wie?", "en": "Wie?"}
    assert block["show_when"] == {"answer": "A", "at_most": 2}
    assert [one["code"] for one in block["options"]] == ["V1.1", "V1.2", "V1.3"]
    assert [one.get("exclusive", False) for one in block["options"]] == [False, True, False]
    assert block["options"][0]["namely"] is True


def test_the_preview_is_what_participants_get(desk: Client, draft: str) -> None:
    place = f"{draft}vraag/Q2/"
    sent = fields(desk, place) | {"text_nl": WORDS, "hint_nl": "Kort <i>graag</i>"}
    part = desk.post(place, sent, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert '<fieldset class="question"' in part
    assert "Wij &lt;script&gt;x&lt;/script&gt; weten" in part
    assert "Kort &lt;i&gt;graag&lt;/i&gt;" in part
    assert part.count('type="checkbox" name="chosen"') == 5
    assert 'id="seen"' in part
    assert "Bewaard" in part


def test_a_field_that_cannot_be_kept_says_so_and_keeps_nothing(
    desk: Client, draft: str, gemeente: str
) -> None:
    before = data_of(gemeente)
    place = f"{draft}vraag/Q2/"
    for wrong in ({"at_most": "veel"}, {"text_nl": "x" * 1001}, {"when_0": "has:Q9:Q9.1"}):
        sent = fields(desk, place) | wrong
        assert desk.post(place, sent).status_code == 400
        part = desk.post(place, sent, headers={"HX-Request": "true"})
        assert "Nog niet bewaard" in part.content.decode()
    assert data_of(gemeente) == before


def test_a_draft_with_a_fault_cannot_be_made_definitive_or_chosen(
    desk: Client, draft: str, gemeente: str
) -> None:
    save(desk, f"{draft}vraag/A/", text_nl="", text_en="")
    page = desk.get(draft).content.decode()
    assert "Nog 1 fout; daarna" in page
    assert f'href="{draft}vraag/A/#id_text_nl"' in page
    assert "Definitief maken" not in page
    with acting_for(gemeente):
        (row,) = queries.drafts()
    answer = desk.post(f"{draft}definitief/", {"revision": str(row.revision)})
    assert answer.status_code == 400
    assert "leeg" in answer.content.decode()
    assert "eigen versie" not in desk.get("/gesprek/nieuw/").content.decode()
    chosen = {"title": "x", "instruments": ["eigen-gesprekstool"], "purpose": "policy"}
    chosen |= {"mode": "apart", "least_group": "3", "domains": ""}
    assert desk.post("/gesprek/nieuw/", chosen).status_code == 400


def test_what_pointed_to_a_question_that_went_is_a_fault_one_can_mend(
    desk: Client, draft: str, gemeente: str
) -> None:
    page = desk.get(draft).content.decode()
    mark = re.search(r'value="(remove:vraag:Q6:\w+)"', page)[1]
    answer = desk.post(f"{draft}opbouw/", {"do": mark}, follow=True).content.decode()
    assert "Weggehaald: Vraag Q6" in answer
    # what an output counts over is not in its form: it is taken away where the list of outputs is
    assert f'href="{draft}#uitkomst-participatie"' in answer
    assert f'href="{draft}verwijzing/3/#id_condition"' in answer
    mark = re.search(r'value="(remove:uitkomst:participatie:\w+)"', answer)[1]
    desk.post(f"{draft}opbouw/", {"do": mark})
    place = f"{draft}verwijzing/3/"
    assert fields(desk, place)["when_1"] == "has:Q6:Q6.3|Q6.4|Q6.5"
    save(desk, place, when_1="")
    when = editing.read(data_of(gemeente), Part(PartKind.LINK, "3"))["when"]
    assert when == {"answer": "Q3", "has": ["Q3.7"]}
    assert "Definitief maken" in desk.get(draft).content.decode()


def test_the_last_change_is_undone(desk: Client, draft: str, gemeente: str) -> None:
    before = data_of(gemeente)
    save(desk, f"{draft}stap/balans/", title_nl="Anders")
    revision = re.search(r'name="revision" value="(\d+)"', desk.get(draft).content.decode())[1]
    desk.post(f"{draft}terug/", {"revision": revision})
    assert data_of(gemeente) == before
    assert desk.post(f"{draft}terug/", {"revision": revision}).status_code == 409


def test_order_by_button_within_and_over_sections(desk: Client, draft: str, gemeente: str) -> None:
    answer = desk.post(f"{draft}opbouw/", {"do": "up:vraag:B"})
    assert answer["Location"] == f"{draft}#up-vraag-B"
    codes = [one["code"] for one in editing.questions(data_of(gemeente))]
    assert codes[:3] == ["B", "A", "C"]
    place = f"{draft}vraag/Q2/"
    desk.post(place, fields(desk, place) | {"do": "down:options:0"})
    options = editing.read(data_of(gemeente), Part(PartKind.QUESTION, "Q2"))["options"]
    assert [one["code"] for one in options[:2]] == ["Q2.2", "Q2.1"]
    desk.post(f"{draft}opbouw/", {"do": "add:deel:balans"})
    desk.post(f"{draft}opbouw/", {"do": "add:stap:"})
    data = data_of(gemeente)
    assert len(data["steps"]) == 4
    assert [one["code"] for one in data["steps"][0]["sections"]] == ["stand", "deel1"]


@pytest.mark.parametrize("do", ["", "fly:vraag:A", "remove:vraag:A", "up:heelal:A", "up:vraag:X"])
def test_a_button_that_is_not_there_changes_nothing(
    do: str, desk: Client, draft: str, gemeente: str
) -> None:
    before = data_of(gemeente)
    assert desk.post(f"{draft}opbouw/", {"do": do}).status_code in {400, 409}
    assert data_of(gemeente) == before


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"a: [1, 2", "niet te lezen"),
        (b"\xff\xfe", "UTF-8"),
        (b"key: x", "Dit veld ontbreekt"),
        (b"x" * 1_000_001, "groter dan 1 MB"),
        ((FILES["gesprekstool"].replace("scale: agreement,", "scale: weg,")).encode(), "schaal"),
    ],
)
def test_a_file_with_a_fault_is_refused_in_one_sentence(
    content: bytes, sentence: str, desk: Client, gemeente: str
) -> None:
    answer = desk.post(f"{LIST}bestand/", {"file": SimpleUploadedFile("x.yaml", content)})
    assert answer.status_code == 400
    (found,) = answer.context["file_form"].errors["file"]
    assert sentence in found
    with acting_for(gemeente):
        assert queries.drafts() == []


def test_a_file_of_ten_thousand_questions_is_refused_in_one_sentence(desk: Client) -> None:
    head = FILES["gesprekstool"].split("steps:")[0]
    steps = (
        "steps:\n- {code: s, title: {nl: a, en: a}, sections: [{code: d, title: {nl: a, en: a}, "
    )
    steps += "questions: [\n"
    asked = ",\n".join(f"{{code: V{n}, kind: date, text: {{nl: a, en: a}}}}" for n in range(10_000))
    file = SimpleUploadedFile("x.yaml", f"{head}{steps}{asked}]}}]}}\n".encode())
    answer = desk.post(f"{LIST}bestand/", {"file": file})
    (found,) = answer.context["file_form"].errors["file"]
    assert found.startswith("Deze lijst is te lang; het meeste is 200. Splits het instrument.")


def test_what_goes_out_comes_back_in(desk: Client, draft: str, gemeente: str) -> None:
    save(desk, f"{draft}vraag/A/", text_nl=WORDS)
    definitive(desk, draft)
    own = f"{LIST}eigen-gesprekstool/1/bestand/"
    text = desk.get(f"{own}yaml/")
    assert text["Content-Disposition"] == 'attachment; filename="eigen-gesprekstool-1.yaml"'
    assert desk.get(f"{own}pdf/").content.startswith(b"%PDF")
    assert desk.get(f"{LIST}gesprekstool/1/bestand/xlsx/").content.startswith(b"PK")
    assert desk.get(f"{own}exe/").status_code == 404
    assert desk.get(f"{LIST}eigen-gesprekstool/9/bestand/yaml/").status_code == 400
    file = SimpleUploadedFile("x.yaml", text.content)
    again = desk.post(f"{LIST}bestand/", {"file": file})["Location"]
    assert "versie 1" in desk.get(again).content.decode()
    assert editing.read(data_of(gemeente), Part(PartKind.QUESTION, "A"))["text"]["nl"] == WORDS
    assert (
        desk.get(f"{again}bestand/").content.decode().startswith("format: rondkomen/instrument/1")
    )


def test_versions_are_compared_in_words(desk: Client, draft: str) -> None:
    save(desk, f"{draft}vraag/A/", text_nl=WORDS)
    place = f"{draft}vraag/Q2/"
    desk.post(place, fields(desk, place) | {"do": "remove:options:0"})
    page = desk.get(f"{LIST}eigen-gesprekstool/vergelijken/").content.decode()
    assert "Van ‘Gesprekstool armoede en gezondheid’, versie 1 naar het concept." in page
    assert "<script>x" not in page
    assert "Wij &lt;script&gt;x&lt;/script&gt; weten" in page
    assert '<del dir="auto">Ja, om hoeveel inwoners het gaat</del>' in page
    same = desk.get(f"{LIST}eigen-gesprekstool/vergelijken/?van=concept&met=concept")
    assert "Geen verschil" in same.content.decode()
    assert desk.get(f"{LIST}eigen-niets/vergelijken/").status_code == 400


def test_a_copy_is_compared_with_its_source_from_every_version(desk: Client, draft: str) -> None:
    definitive(desk, draft)
    second = str(desk.post(f"{LIST}eigen-gesprekstool/1/wijzigen/")["Location"])
    save(desk, f"{second}vraag/A/", text_nl=WORDS)
    definitive(desk, second)
    copy = str(desk.post(f"{LIST}eigen-gesprekstool/2/kopie/")["Location"])
    save(desk, f"{copy}vraag/B/", text_nl="Een andere B")
    page = desk.get(f"{LIST}eigen-gesprekstool/vergelijken/").content.decode()
    (source,) = set(
        re.findall(r'value="([^"]*)">‘Gesprekstool armoede en gezondheid’, versie 1', page)
    )
    beside = desk.get(f"{LIST}eigen-gesprekstool/vergelijken/?van={source}").content.decode()
    assert "Van ‘Gesprekstool armoede en gezondheid’, versie 1 naar versie 2." in beside
    assert "Wij &lt;script&gt;x&lt;/script&gt; weten" in beside
    # A copy of the copy: its own source first, and what that one came from.
    deeper = f"{LIST}eigen-gesprekstool-2/vergelijken/"
    assert f'<option value="{source}"' in desk.get(deeper).content.decode()
    whole = desk.get(f"{deeper}?van={source}").content.decode()
    assert "Een andere B" in whole
    assert "Wij &lt;script&gt;x&lt;/script&gt; weten" in whole


def test_the_kind_of_a_question_changes_after_showing_what_gets_lost(
    desk: Client, draft: str, gemeente: str
) -> None:
    page = desk.get(f"{draft}vraag/Q2/").content.decode()
    assert "Bekijk wat er dan verandert" in page
    place = f"{draft}vraag/Q2/soort/"
    shown = desk.get(f"{place}?soort=text").content.decode()
    assert '<del dir="auto">Meer antwoorden kiezen</del>' in shown
    assert "Ja, om hoeveel inwoners het gaat" in shown
    seen = re.search(r'name="seen" value="([^"]*)"', shown)[1]
    save(desk, f"{draft}vraag/Q2/", text_nl=WORDS)
    late = desk.post(place, {"soort": "text", "seen": seen})
    assert "Iemand anders heeft dit intussen veranderd" in late.content.decode()
    seen = re.search(
        r'name="seen" value="([^"]*)"', desk.get(f"{place}?soort=text").content.decode()
    )[1]
    assert desk.post(place, {"soort": "text", "seen": seen})["Location"] == f"{draft}vraag/Q2/"
    made = editing.read(data_of(gemeente), Part(PartKind.QUESTION, "Q2"))
    assert (made["kind"], made["text"]["nl"], "options" in made) == ("text", WORDS, False)
    assert desk.get(f"{place}?soort=text").status_code == 400  # it is that kind already


def test_a_question_that_could_be_answered_keeps_its_kind(desk: Client, draft: str) -> None:
    definitive(desk, draft)
    second = str(desk.post(f"{LIST}eigen-gesprekstool/1/wijzigen/")["Location"])
    assert "De soort van deze vraag ligt vast" in desk.get(f"{second}vraag/Q2/").content.decode()
    assert desk.get(f"{second}vraag/Q2/soort/?soort=text").status_code == 400
    assert desk.post(f"{second}vraag/Q2/soort/", {"soort": "text"}).status_code == 400


def test_a_new_instrument_begins_with_one_question(desk: Client) -> None:
    assert desk.post(f"{LIST}nieuw/", {"title": "", "purpose": "x"}).status_code == 400
    place = desk.post(f"{LIST}nieuw/", {"title": "Ons gesprek", "purpose": "Horen"})["Location"]
    page = desk.get(place).content.decode()
    assert "Ons gesprek" in page
    assert "Nog 1 fout" in page


def test_a_draft_is_thrown_away_after_one_question(desk: Client, draft: str) -> None:
    assert "Dit kan niet worden teruggedraaid" in desk.get(f"{draft}weg/").content.decode()
    assert desk.post(f"{draft}weg/")["Location"] == LIST
    assert desk.get(draft).status_code == 400


def test_a_version_that_nobody_used_is_withdrawn(desk: Client, draft: str) -> None:
    definitive(desk, draft)
    assert "intrekken" in desk.get(LIST).content.decode()
    page = desk.post(f"{LIST}eigen-gesprekstool/1/intrekken/", follow=True).content.decode()
    assert "Versie 1 is ingetrokken." in page
    assert "eigen versie" not in desk.get("/gesprek/nieuw/").content.decode()


@pytest.mark.parametrize("role", [Role.TEAM_LEAD, Role.COUNSELLOR, Role.AUDITOR])
def test_who_does_not_lead_sees_and_changes_nothing(
    role: Role, signed_in: Callable[..., Client], draft: str, gemeente: str
) -> None:
    before = data_of(gemeente)
    other = signed_in(role)
    for place in (LIST, draft, f"{draft}vraag/A/", f"{LIST}gesprekstool/1/bestand/yaml/"):
        assert other.get(place).status_code == 403
    for place in (f"{draft}vraag/A/", f"{draft}opbouw/", f"{draft}weg/", f"{draft}definitief/"):
        assert other.post(place, {"do": "up:vraag:B"}).status_code == 403
    assert data_of(gemeente) == before


def test_another_municipality_finds_nothing(
    signed_in: Callable[..., Client], desk: Client, draft: str, gemeente: str
) -> None:
    before = data_of(gemeente)
    other = signed_in(Role.POLICY_OFFICER, email="x@anderland.example", gemeente_id="9902")
    for place in (draft, f"{draft}vraag/A/", f"{draft}weg/", f"{draft}bestand/"):
        assert other.get(place).status_code == 400
    for place in (f"{draft}vraag/A/", f"{draft}opbouw/", f"{draft}weg/", f"{draft}definitief/"):
        assert other.post(place, {"do": "up:vraag:B", "revision": "1"}).status_code == 400
    definitive(desk, draft)
    assert other.get(f"{LIST}eigen-gesprekstool/1/bestand/yaml/").status_code == 400
    assert other.get(f"{LIST}eigen-gesprekstool/vergelijken/").status_code == 400
    assert "eigen versie" not in other.get(LIST).content.decode()
    assert before


def test_the_list_asks_as_much_of_the_database_for_one_as_for_four(
    desk: Client, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    for key in ("gesprekstool", "procesthermometer", "beleidstheorie", "theory-of-change"):
        definitive(desk, str(desk.post(f"{LIST}{key}/1/kopie/")["Location"]))
        desk.post(f"{LIST}{key}/1/kopie/")
    with django_assert_max_num_queries(14):
        desk.get(LIST)
