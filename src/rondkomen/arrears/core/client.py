"""The person or organisation in a row, put together from its values."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from rondkomen.arrears.core.cells import house_number_in
from rondkomen.arrears.core.findings import Finding, FindingCode
from rondkomen.arrears.core.layout import ReadRow
from rondkomen.arrears.core.lines import is_initials, split_address_line, split_full_name
from rondkomen.kernel.dutch.house_number import HouseNumber
from rondkomen.kernel.dutch.names import fold, split_surname
from rondkomen.people.core.identity import Identity

# Legal persons; a sole trader (eenmanszaak, zzp) is a natural person and is helped.
_LEGAL_FORMS = frozenset(
    {"bv", "b.v.", "nv", "n.v.", "stichting", "vereniging", "cooperatie", "besloten vennootschap",
     "naamloze vennootschap", "cv", "c.v.", "vof", "v.o.f.", "maatschap", "kerkgenootschap",
     "onderlinge waarborgmaatschappij", "vve", "vereniging van eigenaars"}
)  # fmt: skip
_LONGEST_PREFIX = 40
_LONGEST_FIRST = 120
_ENDINGS = (" b.v.", " bv", " n.v.", " nv", " v.o.f.", " vof")
_BEGINNINGS = ("stichting ", "vereniging ", "vve ")


def complete_client(read: ReadRow, column: Callable[[str], str]) -> None:
    """Fill in the name and address fields that came in one column.

    What was read is completed in place; an address that cannot be taken apart becomes a finding.
    """
    values = read.values
    full_name = values.pop("full_name", "")
    if full_name and "surname" not in values:
        _split_name(full_name, values)
    line = values.pop("address_line", "")
    if line and "house_number" not in values:
        try:
            street, values["house_number"] = split_address_line(line)
        except ValueError:
            code = FindingCode.UNREADABLE_HOUSE_NUMBER
            read.findings.append(Finding(code, column("address_line")))
            read.unreadable["house_number"] = line
        else:
            values.setdefault("street", street)


def _split_name(full_name: str, values: dict[str, Any]) -> None:
    first, prefix, surname = split_full_name(full_name)
    if not surname or len(prefix) > _LONGEST_PREFIX or len(first) > _LONGEST_FIRST:
        values["surname"] = full_name
        return
    values["surname"] = surname
    if prefix:
        values.setdefault("prefix", prefix)
    if first:
        initials = is_initials(first) and len(first) <= _LONGEST_PREFIX
        values.setdefault("initials" if initials else "given_names", first)


def build_client(values: dict[str, Any]) -> Identity:
    """Return the client of a row whose values were checked.

    A prefix written before the surname and a letter or addition written behind the number are put
    where they belong; nothing else is changed.
    """
    prefix, surname = values.get("prefix", ""), values.get("surname", "")
    if not prefix and not surname.isalpha():
        prefix, surname = _prefix_apart(surname)
    house, letter, addition = _house(values)
    phones = values.get("phone", ()) + values.get("phone_2", ())
    get = values.get
    return Identity(
        initials=get("initials", ""),
        given_names=get("given_names", ""),
        prefix=prefix,
        surname=surname,
        partner_prefix=get("partner_prefix", ""),
        partner_surname=get("partner_surname", ""),
        birth_date=get("birth_date"),
        postcode=get("postcode", ""),
        house_number=house.number if house else None,
        house_letter=letter,
        house_addition=addition,
        street=get("street", ""),
        city=get("city", ""),
        phones=tuple(dict.fromkeys(phones)) if phones else (),
        email=get("email", ""),
        bsn=get("bsn", ""),
        kvk_number=get("kvk_number", ""),
        legal_form=get("legal_form", ""),
    )


def _house(values: dict[str, Any]) -> tuple[HouseNumber | None, str, str]:
    """The house number with its letter and addition, spelled alike in whatever column they came."""
    house = values.get("house_number")
    letter, addition = values.get("house_letter", ""), values.get("house_addition", "")
    if house is None or not (letter or addition):
        return house, house.letter if house else "", house.addition if house else ""
    if not (letter or house.letter or house.addition):
        with suppress(ValueError):  # an addition that cannot be split stays as it was delivered
            whole = house_number_in(f"{house.number} {addition}")
            return house, whole.letter, whole.addition
    return house, letter.upper() or house.letter, addition.upper() or house.addition


def _prefix_apart(surname: str) -> tuple[str, str]:
    prefix, core = split_surname(surname) if surname else ("", "")
    return (prefix, core) if len(prefix) <= _LONGEST_PREFIX else ("", surname)


def client_values(client: Identity) -> dict[str, Any]:
    """Return the client as values of the fields it came from; empty ones included."""
    house = (str(client.house_number or ""), client.house_letter, client.house_addition)
    same = (
        "initials", "given_names", "prefix", "surname", "partner_prefix", "partner_surname",
        "birth_date", "postcode", "street", "city", "email", "bsn", "kvk_number", "legal_form",
    )  # fmt: skip
    return {
        **{name: getattr(client, name) for name in same},
        "house_number": " ".join(part for part in house if part),
        "phone": client.phones,
    }


def is_legal_person(values: dict[str, Any]) -> bool:
    """Return whether the row seems to be about a legal person.

    Policy: DDAS lists a legal person as a reason not to pick up; a KVK number alone may be a sole
    trader, who is helped like anybody else.
    """
    form, name = values.get("legal_form", ""), values.get("surname", "")
    if form and fold(form) in _LEGAL_FORMS:
        return True
    if " " not in name:
        return False
    folded = fold(name)
    return folded.endswith(_ENDINGS) or folded.startswith(_BEGINNINGS)
