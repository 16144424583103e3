"""The person or organisation in a row, put together from its values."""

from typing import Any

from rondkomen.arrears.core.findings import Finding, FindingCode
from rondkomen.arrears.core.lines import is_initials, split_address_line, split_full_name
from rondkomen.kernel.dutch.names import fold, split_surname
from rondkomen.people.core.identity import Identity

# Legal persons; a sole trader (eenmanszaak, zzp) is a natural person and is helped.
_LEGAL_FORMS = frozenset(
    {"bv", "b.v.", "nv", "n.v.", "stichting", "vereniging", "cooperatie", "besloten vennootschap",
     "naamloze vennootschap", "cv", "c.v.", "vof", "v.o.f.", "maatschap", "kerkgenootschap",
     "onderlinge waarborgmaatschappij", "vve", "vereniging van eigenaars"}
)  # fmt: skip
_ENDINGS = (" b.v.", " bv", " n.v.", " nv", " v.o.f.", " vof")
_BEGINNINGS = ("stichting ", "vereniging ", "vve ")


def complete_client(values: dict[str, Any], findings: list[Finding], column_of: Any) -> None:
    """Fill in the name and address fields that came in one column.

    `values` is completed in place; a line that cannot be taken apart becomes a finding.
    """
    full_name = values.pop("full_name", "")
    if full_name and "surname" not in values:
        first, prefix, surname = split_full_name(full_name)
        if surname:
            values["surname"] = surname
        if prefix:
            values.setdefault("prefix", prefix)
        if first:
            values.setdefault("initials" if is_initials(first) else "given_names", first)
    line = values.pop("address_line", "")
    if line and "house_number" not in values:
        try:
            street, values["house_number"] = split_address_line(line)
        except ValueError:
            findings.append(Finding(FindingCode.UNREADABLE_HOUSE_NUMBER, column_of("address_line")))
        else:
            values.setdefault("street", street)


def build_client(values: dict[str, Any]) -> Identity:
    """Return the client of a row whose values were checked.

    A prefix written before the surname and a letter or addition written behind the number are put
    where they belong; nothing else is changed.
    """
    prefix, surname = values.get("prefix", ""), values.get("surname", "")
    if not prefix and not surname.isalpha():
        prefix, surname = split_surname(surname) if surname else ("", "")
    house = values.get("house_number")
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
        house_letter=get("house_letter", "").upper() or (house.letter if house else ""),
        house_addition=get("house_addition", "").upper() or (house.addition if house else ""),
        street=get("street", ""),
        city=get("city", ""),
        phones=tuple(dict.fromkeys(phones)) if phones else (),
        email=get("email", ""),
        bsn=get("bsn", ""),
        kvk_number=get("kvk_number", ""),
        legal_form=get("legal_form", ""),
    )


def is_legal_person(values: dict[str, Any]) -> bool:
    """Return whether the row seems to be about a legal person.

    Policy: DDAS lists a legal person as a reason not to pick up; a KVK number alone may be a sole
    trader, who is helped like anybody else.
    """
    if fold(values.get("legal_form", "")) in _LEGAL_FORMS:
        return True
    name = values.get("surname", "")
    if " " not in name:
        return False
    folded = fold(name)
    return folded.endswith(_ENDINGS) or folded.startswith(_BEGINNINGS)
