"""The first page of a backup: what is in it, and which keys it needs."""

import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from rondkomen.kernel.refusal import Refused

FORMAT = 1


@dataclass(frozen=True)
class TableMark:
    """How many rows a table has, and a hash over them that does not depend on their order."""

    rows: int
    hash: str


@dataclass(frozen=True)
class KeyMarks:
    """Fingerprints by which keys are recognised without being known."""

    field: tuple[str, ...]
    index: str


@dataclass(frozen=True)
class Manifest:
    """What a backup says of itself."""

    version: str
    vendor: str
    made_at: str
    gemeenten: tuple[str, ...]
    keys: KeyMarks
    migrations: tuple[str, ...]
    tables: Mapping[str, TableMark]
    files: Mapping[str, str]
    format: int = FORMAT

    def as_text(self) -> str:
        """The manifest as it stands in the backup."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1)


def read(text: bytes) -> Manifest:
    """The manifest in this text.

    Raises: Refused for a text that is none, or one of a later form than this version knows.
    """
    try:
        held: dict[str, Any] = json.loads(text)
        if held["format"] > FORMAT:
            raise Refused(
                f"Deze reservekopie is gemaakt met Rondkomen {held['version']}; werk eerst bij.",
                code="backup-later",
            )
        return Manifest(
            version=held["version"],
            vendor=held["vendor"],
            made_at=held["made_at"],
            gemeenten=tuple(held["gemeenten"]),
            keys=KeyMarks(tuple(held["keys"]["field"]), held["keys"]["index"]),
            migrations=tuple(held["migrations"]),
            tables={name: TableMark(**mark) for name, mark in held["tables"].items()},
            files=dict(held["files"]),
        )
    except (AttributeError, KeyError, RecursionError, TypeError, ValueError) as torn:
        raise Refused(
            "De inhoudsopgave van deze reservekopie is beschadigd; neem een andere kopie.",
            code="backup-broken",
        ) from torn


def marks_of(field_keys: Iterable[bytes], index_key: bytes) -> KeyMarks:
    """The fingerprints of these keys."""
    return KeyMarks(tuple(_mark(key) for key in field_keys), _mark(index_key))


def check_keys(needed: KeyMarks, present: KeyMarks) -> None:
    """Nothing, when every key the backup needs is here.

    Raises: Refused with the name of the key that is missing.
    """
    wrong = [
        name
        for name, fits in (
            ("RONDKOMEN_FIELD_KEYS", set(needed.field) <= set(present.field)),
            ("RONDKOMEN_INDEX_KEY", needed.index == present.index),
        )
        if not fits
    ]
    if wrong:
        raise Refused(
            f"VERKEERDE SLEUTEL: deze reservekopie is gemaakt met een andere {' en '.join(wrong)}. "
            "Er is niets teruggezet. Zet de sleutels van toen in de omgeving; zonder die sleutels "
            "zijn burgerservicenummers voorgoed onleesbaar.",
            code="backup-key",
        )


def seal(text: bytes, index_key: bytes) -> str:
    """What only who holds the key can put beside this page."""
    return hmac.new(index_key, b"rondkomen backup seal " + text, hashlib.sha256).hexdigest()


def check_seal(text: bytes, found: bytes, index_key: bytes) -> None:
    """Nothing, when the page is as it was made.

    Raises: Refused for a page that somebody without the key wrote or changed.
    """
    if not hmac.compare_digest(found, seal(text, index_key).encode()):
        raise _changed()


def check_files(expected: Mapping[str, str], found: Mapping[str, str]) -> None:
    """Nothing, when the files are those of the page, byte for byte.

    Raises: Refused for one that was changed, added or taken away.
    """
    if dict(expected) != dict(found):
        raise _changed()


def _changed() -> Refused:
    return Refused(
        "Deze reservekopie is na het maken veranderd of beschadigd. Er is niets teruggezet; neem een"
        " andere kopie en zoek uit wie hierbij kon.",
        code="backup-changed",
    )


def check_tables(expected: Mapping[str, TableMark], found: Mapping[str, TableMark]) -> None:
    """Nothing, when every table holds what it held when the backup was made.

    Raises: Refused with the names of those that do not.
    """
    wrong = sorted(
        name for name in expected.keys() | found.keys() if expected.get(name) != found.get(name)
    )
    if wrong:
        raise Refused(
            f"Na het terugzetten klopt de inhoud niet van: {', '.join(wrong)}. De database is "
            "weer leeg; neem een andere kopie.",
            code="backup-differs",
        )


def _mark(key: bytes) -> str:
    return hashlib.sha256(b"rondkomen key mark " + key).hexdigest()[:16]
