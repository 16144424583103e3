"""The words of the field are explained once and used as explained."""

import pytest

from tests.architecture import glossary
from tests.architecture.source import SOURCE, Code, all_code

TERM = {
    "nl": "signaal",
    "en": "signal",
    "definition": "Het bericht dat er een achterstand is.",
    "source": "Bgs art. 2",
    "code": ["signal"],
}
_PRODUCT_TEXT = {".py", ".html", ".yaml", ".json", ".typ"}


def product_text():
    return "\n".join(
        file.read_text(encoding="utf-8")
        for file in sorted(SOURCE.rglob("*"))
        if file.suffix in _PRODUCT_TEXT
    )


def own_code():
    return [
        code for code in all_code() if code.path.startswith("src/") and "/tests/" not in code.path
    ]


def test_the_glossary_is_complete():
    assert not list(glossary.incomplete(glossary.read()["term"]))


def test_it_holds_the_words_of_the_field():
    words = {term["nl"] for term in glossary.read()["term"]}
    assert len(words) >= 50
    assert words >= {"signaal", "melding", "vroegsignaalzaak", "meervoudig", "opeenvolgend"}


def test_every_word_is_used_in_the_product():
    assert not list(glossary.unused(glossary.read()["term"], product_text()))


def test_no_dutch_word_hides_in_an_identifier():
    book = glossary.read()
    known = {*book["shared_with_english"], *book["prescribed"]}
    for term in book["term"]:
        known |= {part for form in [term["nl"], *term["code"]] for part in form.lower().split("_")}
    assert not glossary.dutch_identifiers(own_code(), known)


@pytest.mark.parametrize("field", glossary.REQUIRED)
def test_a_missing_field_is_seen(field):
    assert list(glossary.incomplete([{**TERM, field: ""}]))


def test_a_repeated_or_thin_entry_is_seen():
    assert list(glossary.incomplete([TERM, TERM])) == ["signaal: stands in it twice"]
    assert list(glossary.incomplete([{**TERM, "definition": "Een bericht."}]))
    assert not list(glossary.incomplete([TERM]))


def test_an_unused_word_is_seen():
    assert list(glossary.unused([TERM], "nothing of the kind"))
    assert not list(glossary.unused([TERM], "class SignalKind"))


def test_a_dutch_word_in_an_identifier_is_seen():
    code = Code(
        "src/a.py", 'verhuurder_naam = _("Naam van de verhuurder")\nsignal = verhuurder_naam'
    )
    assert glossary.dutch_identifiers([code], set()) == {"verhuurder", "naam"}
    assert glossary.dutch_identifiers([code], {"verhuurder", "naam"}) == set()


def test_the_name_of_a_value_inside_a_dutch_sentence_is_no_dutch():
    code = Code("src/a.py", 'unmatched = f("van <uuid:unmatched> en %(unmatched)s en {unmatched}")')
    assert glossary.dutch_identifiers([code], set()) == set()
