"""What is wrong with a delivery although the schema accepts it.

The checks read a parsed document from elsewhere, so they trust nothing: a value of the wrong type
is the schema's business and is passed over here. No sentence repeats a value about a person.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from rondkomen.exchange.core import ddas_words as words
from rondkomen.kernel.dutch.bsn import is_bsn

_POSTCODE = re.compile(r"[1-9][0-9]{3} ?[A-Z]{2}")
_HOUSE_NUMBER = re.compile(r"[1-9][0-9]{0,4}")
_EARLIEST_BIRTH = date(1900, 1, 1)
_UNUSUALLY_HIGH_EUROS = 25_000


class Weight(StrEnum):
    """Whether a finding blocks the delivery or asks a second look."""

    ERROR = "error"
    REMARK = "remark"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found: where (a JSON path), which rule, and a sentence that says what to do."""

    path: str
    code: str
    message: str
    weight: Weight = Weight.ERROR


@dataclass(slots=True)
class _Seen:
    """What the checks of one document need to know of its other parts."""

    period_end: date | None
    delivered_on: date | None
    signals: dict[str, date | None] = field(default_factory=dict)
    in_cases: Counter[str] = field(default_factory=Counter)


def findings(document: dict[str, Any]) -> Iterator[Finding]:
    """Everything in this document that the schema does not see, in the order of the document.

    Policy: docs/cbs-delivery.md, table of checks; each rule has its code there.
    """
    delivered = _moment(document.get("aanleverdatumEnTijd"))
    seen = _Seen(_day(document.get("einddatumLevering")), delivered)
    yield from _envelope(document, seen)
    for number, delivery in _objects(document.get("leveringen")):
        yield from _delivery(delivery, number, f"$.leveringen[{number}]", seen)


def _error(path: str, code: str, message: str) -> Finding:
    return Finding(path, code, message)


def _remark(path: str, code: str, message: str) -> Finding:
    return Finding(path, code, message, Weight.REMARK)


def _envelope(document: dict[str, Any], seen: _Seen) -> Iterator[Finding]:
    start = _day(document.get("startdatumLevering"))
    if start and seen.period_end and seen.period_end < start:
        yield _error(
            "$.einddatumLevering",
            "period-order",
            "De periode eindigt voor zij begint; draai de datums om.",
        )
    if seen.period_end and seen.delivered_on and seen.delivered_on < seen.period_end:
        yield _remark(
            "$.aanleverdatumEnTijd",
            "delivered-early",
            "De levering is gemaakt voor de periode voorbij was; zij kan onvolledig zijn.",
        )
    if document.get("codeGegevensleverancier") == "":
        yield _error(
            "$.codeGegevensleverancier",
            "supplier-empty",
            "De code van de gegevensleverancier is leeg; vul de naam van de leverancier in.",
        )
    total = sum(
        len(signals)
        for _, delivery in _objects(document.get("leveringen"))
        if isinstance(signals := delivery.get("vroegsignalen"), list)
    )
    if total > words.MOST_SIGNALS_PER_PAGE:
        yield _error(
            "$.leveringen",
            "too-many-signals",
            f"Er staan {total} signalen in één bericht; verdeel ze over pagina's van ten hoogste "
            f"{words.MOST_SIGNALS_PER_PAGE}.",
        )


def _delivery(delivery: dict[str, Any], number: int, path: str, seen: _Seen) -> Iterator[Finding]:
    counter = delivery.get("teller")
    if isinstance(counter, int) and counter != number + 1:
        yield _error(
            f"{path}.teller",
            "counter",
            f"De teller hoort hier {number + 1} te zijn: leveringen tellen door vanaf 1.",
        )
    code = delivery.get("gemeentecode")
    if isinstance(code, str) and not re.fullmatch(r"[0-9]{4}", code):
        yield _error(
            f"{path}.gemeentecode",
            "gemeentecode",
            "De gemeentecode telt vier cijfers, zoals het CBS haar schrijft.",
        )
    yield from _organisation(delivery, path)
    for place, signal in _objects(delivery.get("vroegsignalen")):
        yield from _signal(signal, f"{path}.vroegsignalen[{place}]", seen)
    for place, case in _objects(delivery.get("vroegsignaalzaken")):
        yield from _case(case, f"{path}.vroegsignaalzaken[{place}]", seen)
    yield from _signals_and_cases(delivery, path, seen)


def _organisation(delivery: dict[str, Any], path: str) -> Iterator[Finding]:
    organisation = delivery.get("aanleverendeOrganisatie")
    if not isinstance(organisation, dict):
        return
    path = f"{path}.aanleverendeOrganisatie"
    if not organisation.get("naam"):
        yield _remark(
            path, "organisation-name", "De naam van de organisatie ontbreekt; vul haar in."
        )
    if not organisation.get("contactpersonen"):
        yield _remark(
            path,
            "contact-missing",
            "Er is geen contactpersoon; het CBS stuurt daar zijn controleverslag heen.",
        )
    number = organisation.get("kvk-nummer")
    if isinstance(number, str) and not re.fullmatch(r"[0-9]{8}", number):
        yield _error(f"{path}.kvk-nummer", "kvk", "Een KvK-nummer telt acht cijfers.")


def _signal(signal: dict[str, Any], path: str, seen: _Seen) -> Iterator[Finding]:
    identifier = signal.get("ID")
    sent = _day(signal.get("signaaldatum"))
    if isinstance(identifier, str):
        if identifier in seen.signals:
            yield _error(
                f"{path}.ID", "signal-id-twice", "Dit ID had een eerder signaal in dit bestand al."
            )
        if not identifier.strip():
            yield _error(
                f"{path}.ID", "signal-id-empty", "Het ID is leeg; geef elk signaal er een."
            )
        seen.signals.setdefault(identifier, sent)
    yield from _signal_dates(signal, sent, path, seen)
    yield from _amount(signal.get("bedrag"), f"{path}.bedrag")
    client = signal.get("client")
    if isinstance(client, dict):
        yield from _client(client, f"{path}.client", sent or seen.period_end)
    missing = [key for key in ("bedrag", "signaaldatum", "status") if key not in signal]
    if missing:
        yield _remark(
            path,
            "signal-incomplete",
            f"Het signaal mist: {', '.join(missing)}; vul aan wat u weet.",
        )


def _signal_dates(
    signal: dict[str, Any], sent: date | None, path: str, seen: _Seen
) -> Iterator[Finding]:
    arose = _day(signal.get("ontstaansdatum"))
    if arose and sent and arose > sent:
        yield _error(
            f"{path}.ontstaansdatum",
            "arrears-after-signal",
            "De achterstand ontstond na de signaaldatum; controleer beide datums.",
        )
    if sent and seen.period_end and sent > seen.period_end:
        yield _error(
            f"{path}.signaaldatum",
            "signal-after-period",
            "De signaaldatum ligt na de periode van deze levering.",
        )


def _amount(amount: object, path: str) -> Iterator[Finding]:
    if not isinstance(amount, int) or isinstance(amount, bool):
        return
    if amount < 0:
        yield _error(path, "amount-negative", "Het bedrag is lager dan nul; een achterstand niet.")
    elif amount == 0:
        yield _remark(path, "amount-zero", "Het bedrag is nul euro; klopt dat?")
    elif amount > _UNUSUALLY_HIGH_EUROS:
        yield _remark(
            path,
            "amount-high",
            f"Het bedrag is hoger dan € {_UNUSUALLY_HIGH_EUROS:,}; staat het in hele euro's en "
            "niet in centen?".replace(",", "."),
        )


def _client(client: dict[str, Any], path: str, known_on: date | None) -> Iterator[Finding]:
    bsn = client.get("burgerservicenummer")
    if isinstance(bsn, str) and not is_bsn(bsn):
        yield _error(
            f"{path}.burgerservicenummer",
            "bsn",
            "Dit BSN telt geen negen cijfers of de elfproef faalt; lever dan postcode en "
            "huisnummer, zonder BSN.",
        )
    postcode = client.get("postcode")
    if isinstance(postcode, str) and not _POSTCODE.fullmatch(postcode):
        yield _error(f"{path}.postcode", "postcode", "Schrijf de postcode als 1234AB.")
    number = client.get("huisnummer")
    if isinstance(number, str) and not _HOUSE_NUMBER.fullmatch(number):
        yield _error(
            f"{path}.huisnummer",
            "house-number",
            "Het huisnummer is een getal; zet letters en toevoegingen in huisnummertoevoeging.",
        )
    born = _day(client.get("geboortedatum"))
    if born and known_on and born > known_on:
        yield _error(
            f"{path}.geboortedatum", "birth-after-signal", "De geboortedatum ligt na het signaal."
        )
    elif born and born < _EARLIEST_BIRTH:
        yield _remark(f"{path}.geboortedatum", "birth-early", "De geboortedatum ligt voor 1900.")


def _case(case: dict[str, Any], path: str, seen: _Seen) -> Iterator[Finding]:
    yield from _case_signals(case, path, seen)
    yield from _case_dates(case, path)
    yield from _attempts(case, path, seen)
    result = case.get("resultaat")
    if isinstance(result, str):
        yield from _result(result, case, f"{path}.resultaat")
    worked = bool(case.get("contactpogingen")) or (
        isinstance(result, str) and result not in words.RESULTS_NOT_PICKED_UP
    )
    if worked and "datumOpgepakt" not in case:
        yield _remark(
            path,
            "no-pick-up-date",
            "Aan de zaak is gewerkt, maar datumOpgepakt ontbreekt: de dag waarop zij is opgepakt.",
        )


def _case_signals(case: dict[str, Any], path: str, seen: _Seen) -> Iterator[Finding]:
    sent_first: date | None = None
    for place, reference in _objects(case.get("vroegsignalen")):
        identifier = reference.get("ID")
        if not isinstance(identifier, str):
            continue
        here = f"{path}.vroegsignalen[{place}].ID"
        seen.in_cases[identifier] += 1
        if identifier not in seen.signals:
            yield _error(
                here,
                "case-unknown-signal",
                "De zaak verwijst naar een signaal dat niet in dit bestand staat.",
            )
            continue
        if seen.in_cases[identifier] > 1:
            yield _error(here, "signal-in-two-cases", "Dit signaal hoort al bij een andere zaak.")
        sent = seen.signals[identifier]
        if sent and (sent_first is None or sent < sent_first):
            sent_first = sent
    picked_up = _day(case.get("datumOpgepakt"))
    if picked_up and sent_first and picked_up < sent_first:
        yield _remark(
            f"{path}.datumOpgepakt",
            "picked-up-before-signal",
            "De zaak is opgepakt voor het eerste signaal werd verstuurd.",
        )


def _case_dates(case: dict[str, Any], path: str) -> Iterator[Finding]:
    start, end = (
        _day(case.get("startdatumMatchingperiode")),
        _day(case.get("einddatumMatchingperiode")),
    )
    matched = _day(case.get("matchingsdatum"))
    if start and end and end < start:
        yield _error(
            f"{path}.einddatumMatchingperiode",
            "matching-order",
            "De matchingperiode eindigt voor zij begint; draai de datums om.",
        )
    if matched and start and matched < start:
        yield _error(
            f"{path}.matchingsdatum",
            "matched-before-period",
            "De matching is gedaan voor de matchingperiode begon.",
        )


def _attempts(case: dict[str, Any], path: str, seen: _Seen) -> Iterator[Finding]:
    picked_up = _day(case.get("datumOpgepakt"))
    for place, attempt in _objects(case.get("contactpogingen")):
        on = _day(attempt.get("datum"))
        here = f"{path}.contactpogingen[{place}].datum"
        if on and seen.delivered_on and on > seen.delivered_on:
            yield _error(here, "attempt-in-future", "De contactpoging is van na de aanlevering.")
        elif on and picked_up and on < picked_up:
            yield _remark(
                here, "attempt-before-pick-up", "De contactpoging is van voor de zaak is opgepakt."
            )


def _result(result: str, case: dict[str, Any], path: str) -> Iterator[Finding]:
    attempts = [attempt for _, attempt in _objects(case.get("contactpogingen"))]
    reached = any(attempt.get("bereikt") is True for attempt in attempts)
    if result == words.NO_CONTACT and reached:
        yield _remark(
            path,
            "result-despite-contact",
            "Het resultaat zegt dat er geen contact was, maar een contactpoging bereikte de inwoner.",
        )
    if result in words.RESULTS_AFTER_CONTACT and not reached:
        yield _remark(
            path,
            "result-without-contact",
            "Het resultaat vraagt contact met de inwoner, maar geen contactpoging bereikte hem.",
        )


def _signals_and_cases(delivery: dict[str, Any], path: str, seen: _Seen) -> Iterator[Finding]:
    """Remarks on a status that does not fit whether the signal is in a case."""
    for place, signal in _objects(delivery.get("vroegsignalen")):
        status, in_case = signal.get("status"), seen.in_cases[str(signal.get("ID"))] > 0
        here = f"{path}.vroegsignalen[{place}].status"
        if status == words.PICKED_UP and not in_case:
            yield _remark(
                here, "picked-up-without-case", "Het signaal is opgepakt, maar geen zaak noemt het."
            )


def _objects(values: object) -> Iterator[tuple[int, dict[str, Any]]]:
    """The objects of a list with their places; anything else is the schema's business."""
    if isinstance(values, list):
        for place, value in enumerate(values):
            if isinstance(value, dict):
                yield place, value


def _parsed(value: object, parse: Callable[[str], date]) -> date | None:
    if not isinstance(value, str):
        return None
    try:
        return parse(value)
    except ValueError:
        return None  # the schema says so


def _day(value: object) -> date | None:
    return _parsed(value, date.fromisoformat)


def _moment(value: object) -> date | None:
    return _parsed(value, lambda text: datetime.fromisoformat(text).date())
