"""Which registers this installation asks: chosen in the settings, loaded once per file version."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from rondkomen.people.adapters.file_registers import FileAddressRegister, FilePersonRegister
from rondkomen.people.core.registers import AddressRegister, PersonRegister


def person_register(gemeente_id: str) -> PersonRegister:
    """The person register of this municipality.

    Raises: Refused when its file is missing.
    """
    path = _place("brp", gemeente_id)
    return _persons(path, _version(path))


def address_register(gemeente_id: str) -> AddressRegister:
    """The address register of this municipality.

    Raises: Refused when its file is missing.
    """
    path = _place("bag", gemeente_id)
    return _addresses(path, _version(path))


def has_registers(gemeente_id: str) -> bool:
    """Whether both registers of this municipality are there to be asked."""
    return all(_place(register, gemeente_id).exists() for register in ("brp", "bag"))


def _place(register: str, gemeente_id: str) -> Path:
    return Path(settings.REGISTER_FOLDER) / f"{register}-{gemeente_id}.csv"


def _version(path: Path) -> float:
    return path.stat().st_mtime if path.exists() else 0.0


@lru_cache(maxsize=4)
def _persons(path: Path, version: float) -> FilePersonRegister:
    return FilePersonRegister(path)


@lru_cache(maxsize=4)
def _addresses(path: Path, version: float) -> FileAddressRegister:
    return FileAddressRegister(path)
