"""The mapping profile: how one partner's columns become the fields of the intake format."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, get_args

from rondkomen.arrears.core.cells import AmountFormat, Style
from rondkomen.arrears.core.fields import FIELD, FIELDS
from rondkomen.kernel.dutch.dates import Order
from rondkomen.kernel.dutch.names import fold
from rondkomen.kernel.refusal import Refused

PROFILE_FORMAT = "rondkomen-koppelprofiel/1"
_DELIMITERS = {"": "", ";": ";", ",": ",", "tab": "\t", "|": "|"}
_ENCODINGS = frozenset({"", "utf-8", "windows-1252"})


@dataclass(frozen=True, slots=True)
class MappingProfile:
    """How to read one partner's files.

    Shape: `columns` field → column; `constants` field → text for every row; `translations`
    field → the partner's word → the published word. An empty `delimiter`, `encoding` or `sheet`
    is found out from the file.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    translations: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    date_order: Order = "dmy"
    amount_format: AmountFormat = "comma"
    delimiter: str = ""
    encoding: str = ""
    sheet: str = ""

    @property
    def style(self) -> Style:
        """How dates and amounts are written."""
        return Style(self.date_order, self.amount_format)

    @property
    def separator(self) -> str:
        """The sign between cells, or empty text to find it out."""
        return _DELIMITERS[self.delimiter]

    def as_data(self) -> dict[str, Any]:
        """Return the profile as plain values, for JSON and for storage."""
        return {
            "format": PROFILE_FORMAT,
            "columns": dict(self.columns),
            "constants": dict(self.constants),
            "translations": {name: dict(words) for name, words in self.translations.items()},
            "date_order": self.date_order,
            "amount_format": self.amount_format,
            "delimiter": self.delimiter,
            "encoding": self.encoding,
            "sheet": self.sheet,
        }

    @classmethod
    def from_data(cls, data: object) -> "MappingProfile":
        """Return the profile that `as_data`, a form or a partner's own file described.

        Raises: Refused with the place and what to do.
        """
        if not isinstance(data, dict):
            raise Refused("Een koppelprofiel is een JSON-object. Begin met { en eindig met }.")
        known = set(cls.__slots__) | {"format", "name"}
        unknown = sorted(set(data) - known)
        if unknown:
            raise Refused(
                f"Het koppelprofiel kent '{unknown[0]}' niet. Gebruik: {', '.join(sorted(known))}.",
                where=str(unknown[0]),
            )
        if data.get("format", PROFILE_FORMAT) != PROFILE_FORMAT:
            raise Refused(f"Dit koppelprofiel heeft een andere versie dan {PROFILE_FORMAT}.")
        _check_choices(data)
        return cls(
            columns=_texts(data, "columns"),
            constants=_texts(data, "constants"),
            translations=_translations(data),
            date_order=data.get("date_order") or "dmy",
            amount_format=data.get("amount_format") or "comma",
            delimiter=data.get("delimiter") or "",
            encoding=data.get("encoding") or "",
            sheet=str(data.get("sheet") or ""),
        )


_CHOICES: dict[str, frozenset[str]] = {
    "date_order": frozenset(get_args(Order)),
    "amount_format": frozenset(get_args(AmountFormat)),
    "delimiter": frozenset(_DELIMITERS),
    "encoding": _ENCODINGS,
}


def _check_choices(data: dict[str, Any]) -> None:
    for name, allowed in _CHOICES.items():
        if str(data.get(name, "")) not in allowed | {""}:
            choices = ", ".join(f"'{choice}'" for choice in sorted(allowed))
            raise Refused(
                f"In het koppelprofiel moet '{name}' een van deze zijn: {choices}.", where=name
            )


def _fields_of(data: dict[str, Any], part: str) -> dict[str, Any]:
    given = data.get(part, {})
    if not isinstance(given, dict):
        raise Refused(f"In het koppelprofiel is '{part}' geen JSON-object.", where=part)
    for name in given:
        if name not in FIELD:
            raise Refused(
                f"Het koppelprofiel noemt bij '{part}' het veld '{name}', dat niet bestaat. Kies"
                " een veld uit de beschrijving van het innameformaat.",
                where=f"{part}.{name}",
            )
    return given


def _texts(data: dict[str, Any], part: str) -> dict[str, str]:
    given = _fields_of(data, part)
    for name, value in given.items():
        if not isinstance(value, str):
            raise Refused(
                f"In het koppelprofiel hoort bij '{part}.{name}' tekst.", where=f"{part}.{name}"
            )
    return {name: value.strip() for name, value in given.items() if value.strip()}


def _translations(data: dict[str, Any]) -> dict[str, dict[str, str]]:
    given = _fields_of(data, "translations")
    for name, words in given.items():
        if not isinstance(words, dict) or not all(isinstance(word, str) for word in words.values()):
            raise Refused(
                f"In het koppelprofiel hoort bij 'translations.{name}' een lijst van woord naar woord.",
                where=f"translations.{name}",
            )
    return {name: dict(words) for name, words in given.items() if words}


def column_key(name: str) -> str:
    """Return a column name in a form in which spelling variants meet."""
    return "".join(sign for sign in fold(name) if sign.isalnum())


def _known_names() -> dict[str, str]:
    names: dict[str, str] = {}
    for wanted in FIELDS:
        for name in (wanted.column, wanted.name, *wanted.aliases):
            names.setdefault(column_key(name), wanted.name)
    return names


_KNOWN = _known_names()


def is_known_column(name: str) -> bool:
    """Return whether a column name is one of the published names or their aliases."""
    return column_key(name) in _KNOWN


def suggest(header: Sequence[str], base: MappingProfile | None = None) -> MappingProfile:
    """Return a profile that maps each column whose name is known; the first of its kind wins.

    What `base` maps already stays as it is.

    Policy: only names decide; no value is looked at, so nothing is guessed from somebody's data.
    """
    profile = base or MappingProfile()
    columns = dict(profile.columns)
    taken = set(columns.values())
    for column in header:
        name = _KNOWN.get(column_key(column))
        if name and name not in columns and name not in profile.constants and column not in taken:
            columns[name] = column
    return replace(profile, columns=columns)
