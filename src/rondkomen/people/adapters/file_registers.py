"""BRP and BAG from a file: for the demo, for tests and for offices without an automatic link.

The file is CSV with one person a line (a municipality can make it from an export); it is read
once into memory and answers the same questions, with the same limits, as the real interfaces.
docs/operations.md tells its columns.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from rondkomen.kernel.dutch.names import fold
from rondkomen.kernel.memory import without_collecting
from rondkomen.people.adapters.register_rows import rows
from rondkomen.people.core.registers import (
    MAX_PERSONS_AT_ADDRESS,
    RegisteredAddress,
    RegisteredPerson,
)

PERSON_COLUMNS = tuple(RegisteredPerson.__dataclass_fields__)
ADDRESS_COLUMNS = tuple(RegisteredAddress.__dataclass_fields__)
_NEEDED_OF_PERSON = frozenset({"register_key", "surname", "birth_date", "postcode", "house_number"})
_NEEDED_OF_ADDRESS = frozenset({"postcode", "house_number"})


class FilePersonRegister:
    """The BRP port over one CSV file."""

    @without_collecting()
    def __init__(self, path: Path) -> None:
        self._by_bsn: dict[str, RegisteredPerson] = {}
        self._by_address: dict[tuple[str, int], list[RegisteredPerson]] = defaultdict(list)
        self._by_previous: dict[tuple[str, int], list[RegisteredPerson]] = defaultdict(list)
        self._by_name: dict[tuple[str, date], list[RegisteredPerson]] = defaultdict(list)
        for row in rows(path, PERSON_COLUMNS, needed=_NEEDED_OF_PERSON):
            self._add(RegisteredPerson(*row))

    def _add(self, person: RegisteredPerson) -> None:
        if person.bsn:
            self._by_bsn[person.bsn] = person
        self._by_address[person.postcode, person.house_number].append(person)
        if person.previous_house_number is not None:
            previous = (person.previous_postcode, person.previous_house_number)
            self._by_previous[previous].append(person)
        if person.birth_date is not None:
            for surname in filter(None, {fold(person.surname), fold(person.partner_surname)}):
                self._by_name[surname, person.birth_date].append(person)

    def by_bsn(self, bsns: Sequence[str]) -> list[RegisteredPerson]:
        """The persons with these BSNs; unknown ones are simply absent."""
        return [self._by_bsn[bsn] for bsn in bsns if bsn in self._by_bsn]

    def by_address(self, postcode: str, house_number: int) -> list[RegisteredPerson]:
        """Everyone registered there; nobody when there are more than the interface gives."""
        found = self._by_address.get((postcode, house_number), [])
        return found if len(found) <= MAX_PERSONS_AT_ADDRESS else []

    def by_previous_address(self, postcode: str, house_number: int) -> list[RegisteredPerson]:
        """Everyone who was registered there before the present address."""
        return self._by_previous.get((postcode, house_number), [])

    def by_surname_and_birth_date(self, surname: str, birth_date: date) -> list[RegisteredPerson]:
        """The residents with this surname and date of birth."""
        return self._by_name.get((fold(surname), birth_date), [])


class FileAddressRegister:
    """The BAG port over one CSV file."""

    @without_collecting()
    def __init__(self, path: Path) -> None:
        self._addresses: dict[tuple[str, int], list[RegisteredAddress]] = defaultdict(list)
        for row in rows(path, ADDRESS_COLUMNS, needed=_NEEDED_OF_ADDRESS):
            address = RegisteredAddress(*row)
            self._addresses[address.postcode, address.house_number].append(address)

    def lookup(self, postcode: str, house_number: int) -> list[RegisteredAddress]:
        """Every address with this postcode and number, additions included."""
        return self._addresses.get((postcode, house_number), [])
