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
    path = Path(settings.REGISTER_FOLDER) / f"brp-{gemeente_id}.csv"
    return _persons(path, _version(path))


def address_register(gemeente_id: str) -> AddressRegister:
    """The address register of this municipality.

    Raises: Refused when its file is missing.
    """
    path = Path(settings.REGISTER_FOLDER) / f"bag-{gemeente_id}.csv"
    return _addresses(path, _version(path))


def _version(path: Path) -> float:
    return path.stat().st_mtime if path.exists() else 0.0


@lru_cache(maxsize=4)
def _persons(path: Path, version: float) -> FilePersonRegister:
    return FilePersonRegister(path)


@lru_cache(maxsize=4)
def _addresses(path: Path, version: float) -> FileAddressRegister:
    return FileAddressRegister(path)
