"""Letters and cards: their templates, what the first one must tell, what no outside may show."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from string import Formatter

from rondkomen.outreach.core.codes import PartnerType
from rondkomen.outreach.core.rule_table import Fault

_TWO = 2


class LetterKind(StrEnum):
    """The pieces of mail a case can send."""

    FIRST_CONTACT = "first_contact"
    FOLLOW_UP = "follow_up"
    APPOINTMENT = "appointment"
    CARD = "card"


LETTER_KIND_LABELS: dict[LetterKind, str] = {
    LetterKind.FIRST_CONTACT: "eerste brief met aanbod",
    LetterKind.FOLLOW_UP: "tweede brief",
    LetterKind.APPOINTMENT: "bevestiging van een afspraak",
    LetterKind.CARD: "kaartje na een gemist bezoek",
}


@dataclass(frozen=True)
class LetterTemplate:
    """An editable text: paragraphs with fill-in words such as {aanhef}."""

    kind: LetterKind
    name: str
    subject: str
    body: str
    notice: str = ""


@dataclass(frozen=True)
class NoticeItem:
    """One thing the first contact must tell, the fill-in word that tells it, and the article."""

    id: str
    tells: str
    word: str
    article: str


FILL_INS: Mapping[str, str] = {
    "aanhef": "Beste mevrouw of meneer, met de achternaam",
    "partners": "wie het signaal gaf, in woorden",
    "medewerker": "de naam van de medewerker",
    "telefoon": "het telefoonnummer van het team",
    "email": "het e-mailadres van het team",
    "gemeente": "de naam van de gemeente",
    "adres_gemeente": "het postadres van de gemeente",
    "functionaris": "hoe de functionaris gegevensbescherming te bereiken is",
    "bewaartermijn": "hoelang wij gegevens bewaren",
    "afspraak": "dag, tijd en plaats van de afspraak",
    "datum": "de datum van de brief",
}

NOTICE_ITEMS: tuple[NoticeItem, ...] = (
    NoticeItem("controller", "wie verantwoordelijk is", "{gemeente}", "AVG art. 14 lid 1 a"),
    NoticeItem("contact", "waar die te bereiken is", "{adres_gemeente}", "AVG art. 14 lid 1 a"),
    NoticeItem("officer", "de functionaris", "{functionaris}", "AVG art. 14 lid 1 b"),
    NoticeItem("purpose", "doel en wet", "Wet gemeentelijke schuldhulp", "AVG art. 14 lid 1 c"),
    NoticeItem("data", "welke gegevens", "uw naam, adres", "AVG art. 14 lid 1 d"),
    NoticeItem("recipients", "wie ze krijgt", "Wij delen", "AVG art. 14 lid 1 e"),
    NoticeItem("period", "hoelang", "{bewaartermijn}", "AVG art. 14 lid 2 a"),
    NoticeItem("rights", "rechten", "inzien", "AVG art. 14 lid 2 c"),
    NoticeItem("objection", "bezwaar", "bezwaar", "AVG art. 14 lid 2 c"),
    NoticeItem("complaint", "klacht", "Autoriteit Persoonsgegevens", "AVG art. 14 lid 2 e"),
    NoticeItem("source", "van wie de gegevens komen", "{partners}", "AVG art. 14 lid 2 f"),
    NoticeItem("automated", "geen besluit door een computer", "computer", "AVG art. 14 lid 2 g"),
)

# Words that would tell a housemate, neighbour or postman what the mail is about.
BETRAYING = (
    "schuld",
    "achterstand",
    "betal",
    "rekening",
    "incasso",
    "deurwaarder",
    "vroegsignal",
    "vroeg eropaf",
    "geldzorg",
    "geldproblem",
    "budget",
    "huur",
    "energie",
    "zorgverzeker",
    "aanmaning",
    "afsluit",
    "€",
)


def faults_in_template(template: LetterTemplate) -> tuple[Fault, ...]:
    """Everything that keeps a template from being used.

    Law: AVG art. 14 (text not verified here): the first contact tells who holds which data, why,
    from whom they came and what rights the resident has.
    Policy: nothing on a card betrays debts to housemates.
    """
    found = [*_fill_in_faults(template.subject, "subject"), *_fill_in_faults(template.body, "body")]
    found += _fill_in_faults(template.notice, "notice")
    if not template.body.strip():
        found.append(Fault("body", "De tekst is leeg."))
    if template.kind is LetterKind.FIRST_CONTACT:
        found += [
            Fault("notice", f"De tekst zegt niet: {item.tells} ({item.article}).")
            for item in missing_from_notice(template.notice)
        ]
    if template.kind is LetterKind.CARD:
        found += [
            Fault("body", f"Op een kaartje mag niet staan: '{word}'.")
            for word in betraying_words(f"{template.subject} {template.body} {template.notice}")
        ]
        if "partners" in words_in(template.body):
            found.append(Fault("body", "Op een kaartje mag niet staan wie iets meldde."))
    return tuple(found)


def missing_from_notice(notice: str) -> tuple[NoticeItem, ...]:
    """The things the first contact must tell that this text does not.

    Law: AVG art. 14 (text not verified here).
    """
    lowered = notice.casefold()
    return tuple(item for item in NOTICE_ITEMS if item.word.casefold() not in lowered)


def betraying_words(text: str) -> tuple[str, ...]:
    """The words in a text that would tell an outsider it is about money worries.

    Policy: envelopes and cards show nothing that betrays debts to housemates.
    """
    lowered = text.casefold()
    return tuple(word for word in BETRAYING if word in lowered)


def fault_of_sender(template: LetterTemplate, email: str) -> Fault | None:
    """What a card would betray through the address of the sender that it fills in, if anything.

    Policy: nothing on a card betrays debts to housemates.
    """
    text = f"{template.subject} {template.body} {template.notice}"
    betrayed = betraying_words(email) if "email" in words_in(text) else ()
    if template.kind is not LetterKind.CARD or not betrayed:
        return None
    return Fault(
        "body",
        f"Het e-mailadres van de afzender bevat '{betrayed[0]}', en dat mag niet op een kaartje "
        "staan. Haal {email} uit de tekst, of laat een neutraal adres als afzender invullen.",
    )


def words_in(text: str) -> frozenset[str]:
    """The fill-in words a text uses.

    Policy: FILL_INS.
    """
    return frozenset(word for _text, word, _form, _conversion in Formatter().parse(text) if word)


def filled(text: str, values: Mapping[str, str]) -> tuple[str, ...]:
    """The paragraphs of a text with its words filled in; values are never read as a template.

    Raises: KeyError for a word that has no value; `faults_in_template` finds those before.
    Policy: a blank line separates paragraphs.
    """
    paragraphs = re.split(r"\n\s*\n", text.strip())
    return tuple(" ".join(part.format_map(values).split()) for part in paragraphs if part.strip())


def salutation(surname: str) -> str:
    """The opening words of a letter; a prefix without a name before it takes a capital.

    Policy: neutral; the sex of a resident is not used.
    """
    if not surname:
        return "Beste bewoner,"
    return f"Beste meneer of mevrouw {surname[0].upper()}{surname[1:]},"


_PARTNER_WORDS: Mapping[PartnerType, str] = {
    PartnerType.TAX_AUTHORITY: "de Belastingdienst",
    PartnerType.CAK_CONTRIBUTION: "het CAK",
    PartnerType.CAK_HEALTH: "het CAK",
    PartnerType.BENEFITS_SERVICE: "Dienst Toeslagen",
    PartnerType.DUO: "DUO",
    PartnerType.ENERGY: "uw energieleverancier",
    PartnerType.RENT: "uw verhuurder",
    PartnerType.MORTGAGE: "uw hypotheekbank",
    PartnerType.OTHER: "een organisatie waar u klant bent",
    PartnerType.WATER: "uw waterbedrijf",
    PartnerType.HEALTH_INSURER: "uw zorgverzekeraar",
}


def partner_words(partners: Iterable[tuple[PartnerType, str]]) -> str:
    """Who gave the signals, by name where it is known: "Enerzon en uw verhuurder".

    Law: AVG art. 14 lid 2 f (text not verified here): from which source the data come.
    """
    words = sorted({name or _PARTNER_WORDS[partner_type] for partner_type, name in partners})
    if len(words) < _TWO:
        return "".join(words)
    return f"{', '.join(words[:-1])} en {words[-1]}"


def retention_words(months: int) -> str:
    """How long data are kept, for a letter.

    Units: months.
    Policy: the municipality's own term; the law gives no number.
    """
    years, rest = divmod(months, 12)
    if rest:
        return f"nog {months} maanden nadat wij klaar zijn"
    return f"nog {years} jaar nadat wij klaar zijn"


def _fill_in_faults(text: str, place: str) -> list[Fault]:
    try:
        parts = list(Formatter().parse(text))
    except ValueError:
        return [Fault(place, "Een accolade staat open of alleen. Schrijf een woord als {aanhef}.")]
    return [
        Fault(place, f"Onbekend invulwoord. Bekend zijn: {', '.join(FILL_INS)}.")
        for _text, word, form, conversion in parts
        if word is not None and (word not in FILL_INS or form or conversion)
    ]
