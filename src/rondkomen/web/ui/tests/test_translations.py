"""English is complete: every text that is marked for translation has one, with the same placeholders."""

import re

from scripts import collect_messages

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%")


def test_every_text_has_an_english_translation() -> None:
    assert collect_messages.untranslated(collect_messages.catalogue()) == []


def test_a_translation_keeps_the_placeholders() -> None:
    for entry in collect_messages.catalogue():
        one, *_ = [entry.id] if isinstance(entry.id, str) else entry.id
        said = [entry.string] if isinstance(entry.string, str) else list(entry.string)
        if one:
            expected = set(PLACEHOLDER.findall(one))
            assert all(set(PLACEHOLDER.findall(text)) == expected for text in said), one


def test_words_of_a_label_table_are_found_too() -> None:
    code = 'ROLE_LABELS: dict[Role, str] = {Role.AUDITOR: "Auditor"}\nOTHER = {1: "niet"}\n'
    assert list(collect_messages.in_code(code)) == ["Auditor"]


def test_texts_are_found_in_code_and_in_templates() -> None:
    code = 'label = _("Eén")\nmore = ngettext("%(n)d rij", "%(n)d rijen", n)\n'
    assert list(collect_messages.in_code(code)) == ["Eén", ("%(n)d rij", "%(n)d rijen")]
    template = (
        '{% load i18n %}{% translate "Eén" as x %}'
        "{% blocktranslate with a=b %}Twee {{ a }}{% endblocktranslate %}"
    )
    assert list(collect_messages.in_template(template)) == ["Eén", "Twee %(a)s"]
