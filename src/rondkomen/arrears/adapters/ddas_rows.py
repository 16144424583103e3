"""DDAS early detection 1.2: the signals of one municipality out of a delivery."""

from typing import Any, BinaryIO

import orjson

from rondkomen.arrears.adapters.table import Table
from rondkomen.arrears.core.cells import Cell
from rondkomen.arrears.core.codes import SignalKind, SignalStatus
from rondkomen.arrears.core.ddas import NOT_IN_SCHEMA, OLDER_KEYS, SCHEMA_VERSION, SIGNAL_STATUSES
from rondkomen.arrears.core.findings import Finding, FindingCode
from rondkomen.arrears.core.layout import RawRow
from rondkomen.arrears.core.mapping import MappingProfile
from rondkomen.kernel.refusal import Refused

_MOST_BYTES = 60_000_000
_COLUMNS: dict[str, str] = {
    "partner_reference": "ID",
    "partner_type": "signaalpartner.type",
    "signal_kind": "warmeOverdracht",
    "crisis": "crisissignaal",
    "signal_date": "signaaldatum",
    "arrears_since": "ontstaansdatum",
    "amount": "bedrag",
    "bsn": "client.burgerservicenummer",
    "birth_date": "client.geboortedatum",
    "postcode": "client.postcode",
    "house_number": "client.huisnummer",
    "house_addition": "client.huisnummertoevoeging",
    "gemeentecode": "gemeentecode",
}
_NEW = SIGNAL_STATUSES[SignalStatus.NOT_PICKED_UP_YET]


def open_ddas(source: BinaryIO, profile: MappingProfile) -> Table:
    """Return the early-detection signals in a DDAS file as rows; cases in it are left alone.

    A mapping profile only adds constants here: the columns are those of the schema.

    Raises: Refused when the file breaks off, has another version, or holds no signals.
    """
    signals = _signals(_document(source))
    if not signals:
        raise Refused(
            "Het DDAS-bestand bevat geen vroegsignalen. Lever een bestand met 'vroegsignalen'.",
            code="no-rows",
        )
    fixed = MappingProfile(columns=_COLUMNS, constants=_other_constants(profile))
    rows = (_row(number, code, signal) for number, (code, signal) in enumerate(signals, start=1))
    return Table("ddas", tuple(_COLUMNS.values()), rows, len(signals), fixed, NOT_IN_SCHEMA)


def _other_constants(profile: MappingProfile) -> dict[str, str]:
    return {name: text for name, text in profile.constants.items() if name not in _COLUMNS}


def _document(source: BinaryIO) -> dict[str, Any]:
    source.seek(0)
    content = source.read(_MOST_BYTES + 1)
    if len(content) > _MOST_BYTES:
        raise Refused(
            f"Een DDAS-bestand mag hoogstens {_MOST_BYTES // 1_000_000} MB zijn. Splits het.",
            code="too-big",
        )
    try:
        found = orjson.loads(content.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError as broken:
        raise Refused(
            f"De JSON breekt af of is ongeldig bij regel {broken.lineno}. Maak het bestand opnieuw"
            " en lever het in zijn geheel.",
            code="json",
        ) from None
    if not isinstance(found, dict):
        raise Refused(
            "Een DDAS-bestand begint met { en eindigt met }. Lever zo'n bestand.", code="json"
        )
    return found


def _signals(document: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    found: list[tuple[str, dict[str, Any]]] = []
    _refuse_other_version(document)
    for place, delivery in enumerate(_list(document, "leveringen", "")):
        where = f"leveringen[{place}]"
        if not isinstance(delivery, dict):
            raise _not_an_object(where)
        _refuse_other_version(delivery)
        code = str(delivery.get("gemeentecode", ""))
        for number, signal in enumerate(_list(delivery, "vroegsignalen", f"{where}.")):
            if not isinstance(signal, dict):
                raise _not_an_object(f"{where}.vroegsignalen[{number}]")
            found.append((code, signal))
    return found


def _refuse_other_version(part: dict[str, Any]) -> None:
    if OLDER_KEYS & part.keys():
        raise Refused(
            f"Dit DDAS-bestand heeft een oudere versie. Lever versie {SCHEMA_VERSION}.",
            code="ddas-version",
        )


def _list(part: dict[str, Any], key: str, where: str) -> list[Any]:
    found = part.get(key) or []
    if not isinstance(found, list):
        raise Refused(
            f"In het DDAS-bestand is '{where}{key}' geen lijst. Herstel dit.", code="json"
        )
    return found


def _not_an_object(where: str) -> Refused:
    return Refused(f"In het DDAS-bestand is '{where}' geen object. Herstel dit.", code="json")


def _row(number: int, code: str, signal: dict[str, Any]) -> RawRow:
    client, partner = _part(signal, "client"), _part(signal, "signaalpartner")
    cells: list[Cell] = [
        _plain(signal.get("ID")),
        _plain(partner.get("type")),
        SignalKind.WARM_TRANSFER.value if signal.get("warmeOverdracht") is True else None,
        _plain(signal.get("crisissignaal")),
        _plain(signal.get("signaaldatum")),
        _plain(signal.get("ontstaansdatum")),
        _plain(signal.get("bedrag")),
        _plain(client.get("burgerservicenummer")),
        _plain(client.get("geboortedatum")),
        _plain(client.get("postcode")),
        _plain(client.get("huisnummer")),
        _plain(client.get("huisnummertoevoeging")),
        code,
    ]
    handled = signal.get("status") not in (None, _NEW)
    notes = (Finding(FindingCode.STATUS_NOT_TAKEN),) if handled else ()
    return RawRow(number, cells, notes)


def _part(signal: dict[str, Any], key: str) -> dict[str, Any]:
    found = signal.get(key)
    return found if isinstance(found, dict) else {}


def _plain(value: Any) -> Cell:
    return value if isinstance(value, str | int | float | bool) else None
