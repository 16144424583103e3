"""The signals of a delivery as DDAS 1.2 writes them: judged and written column by column."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import compress
from operator import not_
from string import ascii_letters, digits
from typing import NamedTuple

from rondkomen.exchange.core import ddas_words as words
from rondkomen.exchange.core.ddas_lines import Pieces, block, boolean, day, part, parts, text
from rondkomen.kernel.dutch.bsn import are_bsns
from rondkomen.kernel.money import Cents, whole_euros
from rondkomen.kernel.refusal import Refused

_POSTCODES = re.compile(r"(?:[1-9][0-9]{3}[A-Z]{2})*")
_POSTCODE_LENGTH = 6
_HIGHEST_HOUSE_NUMBER = 99_999
# What needs no escape in JSON; our own IDs are UUIDs.
_IN_IDS = f"{ascii_letters}{digits}-".encode()


class SignalColumns(NamedTuple):
    """Signals, column by column, as they were found and not yet judged.

    A client with a BSN is delivered by that alone; the address is for whoever has none.
    Units: `amounts` in eurocents; they are delivered in whole euros, half a euro going up.
    Shape: all columns equally long; `bsns`, `postcodes` and `additions` are "" where not known.
    """

    refs: Sequence[str]
    partner_types: Sequence[str]
    bsns: Sequence[str]
    postcodes: Sequence[str]
    house_numbers: Sequence[int]
    additions: Sequence[str]
    birth_dates: Sequence[date | None]
    amounts: Sequence[Cents]
    arrears_since: Sequence[date | None]
    signal_dates: Sequence[date]
    statuses: Sequence[str]
    crises: Sequence[bool]
    warm_transfers: Sequence[bool]

    def without(self, places: Collection[int]) -> "SignalColumns":
        """All signals except those at these places."""
        kept = [place not in places for place in range(len(self.refs))]
        return SignalColumns._make(list(compress(column, kept)) for column in self)


@dataclass(frozen=True, slots=True)
class VsSignals:
    """Signals that can be delivered, and the blocks of JSON they are.

    Raises: Refused when a value is not in its list or cannot exist, or dates contradict each other;
    the sentence never repeats a value.
    """

    columns: SignalColumns
    blocks: tuple[bytes, ...] = field(init=False)

    def __post_init__(self) -> None:
        write = _Writing().block
        object.__setattr__(self, "blocks", tuple(map(write, parts(self.columns))))


def deliverable(columns: SignalColumns) -> tuple[VsSignals, dict[int, Refused]]:
    """The signals that can be delivered, and for each place that cannot, why."""
    try:
        return VsSignals(columns), {}
    except Refused:
        wrong = dict(_faults(columns, 0))
        return VsSignals(columns.without(wrong)), wrong


def _faults(columns: SignalColumns, first: int) -> list[tuple[int, Refused]]:
    """The places of signals that are refused, found by halving; `first` is the place of the first."""
    total = len(columns.refs)
    try:
        VsSignals(columns)
    except Refused as fault:
        if total == 1:
            return [(first, fault)]
        half = total // 2
        return [
            *_faults(part(columns, 0, half), first),
            *_faults(part(columns, half, total), first + half),
        ]
    return []


class _Writing:
    """Writing signals block by block, with the pieces met so far."""

    def __init__(self) -> None:
        self._heads = Pieces(_head)
        self._euros = Pieces(str)
        self._by_bsn = Pieces(_since_by_bsn)
        self._by_address = Pieces(_since_by_address)
        self._places = Pieces(_place)

    def block(self, found: SignalColumns) -> bytes:
        """These signals side by side.

        Raises: Refused when one of them cannot be delivered.
        """
        clients = self._clients(found)
        _judge(found)
        heads = zip(
            found.partner_types,
            found.crises,
            found.warm_transfers,
            found.signal_dates,
            found.statuses,
            strict=True,
        )
        return block(
            '{"ID":"',
            found.refs,
            self._heads.of(heads),
            self._euros.of(map(whole_euros, found.amounts)),
            *clients,
            ending='"}}',
        )

    def _clients(self, found: SignalColumns) -> tuple[list[str], list[str]]:
        """Since when and by what each client is known, and that BSN or address.

        Raises: Refused when a client has no BSN that can be, nor such an address.
        """
        bsns, by_bsn, by_address = found.bsns, self._by_bsn, self._by_address
        if not are_bsns(list(filter(None, bsns))):
            raise Refused("Het BSN telt geen negen cijfers of de elfproef faalt.", code="bsn")
        addresses = self._addresses(found)
        since = zip(bsns, found.arrears_since, strict=True)
        return (
            [by_bsn[start] if bsn else by_address[start] for bsn, start in since],
            [bsn or next(addresses) for bsn in bsns],
        )

    def _addresses(self, found: SignalColumns) -> Iterator[str]:
        """The address of each client without a BSN."""
        without = list(map(not_, found.bsns))
        codes = list(compress(found.postcodes, without))
        if {*map(len, codes)} - {_POSTCODE_LENGTH} or not _POSTCODES.fullmatch("".join(codes)):
            raise Refused("De postcode is niet van de vorm 1234AB.", code="postcode")
        numbers = compress(found.house_numbers, without)
        places = self._places.of(zip(numbers, compress(found.additions, without), strict=True))
        births = _BIRTHS.of(compress(found.birth_dates, without))
        return map("".join, zip(codes, places, births, strict=True))


def _judge(found: SignalColumns) -> None:
    """Nothing when every signal has an ID, an amount and dates that can be.

    Raises: Refused at the first rule that one of them breaks.
    """
    ids = "".join(found.refs)
    if not all(found.refs):
        raise Refused("Een signaal zonder ID kan niet worden geleverd.", code="signal-id")
    if not ids.isascii() or ids.encode().translate(None, _IN_IDS):
        raise Refused(
            "Een signaal-ID heeft alleen letters, cijfers en streepjes.", code="signal-id"
        )
    if min(found.amounts, default=0) < 0:
        raise Refused("Het bedrag is lager dan nul.", code="amount")
    dates = zip(found.arrears_since, found.signal_dates, strict=True)
    if [sent for since, sent in dates if since and since > sent]:
        raise Refused("De achterstand ontstond na de signaaldatum.", code="signal-dates")


def _head(values: tuple[str, bool, bool, date, str]) -> str:
    partner_type, crisis, warm_transfer, sent, status = values
    if partner_type not in words.PARTNER_TYPES:
        raise Refused("Het soort signaalpartner staat niet in de lijst van DDAS.", code="type")
    if status not in words.SIGNAL_STATUSES:
        raise Refused("De signaalstatus staat niet in de lijst van DDAS.", code="status")
    return (
        f'","crisissignaal":{boolean(crisis)},"warmeOverdracht":{boolean(warm_transfer)},'
        f'"signaalpartner":{{"type":{text(partner_type)}}}{day("signaaldatum", sent)},'
        f'"status":{text(status)},"bedrag":'
    )


def _since_by_bsn(since: date | None) -> str:
    return f'{day("ontstaansdatum", since)},"client":{{"burgerservicenummer":"'


def _since_by_address(since: date | None) -> str:
    return f'{day("ontstaansdatum", since)},"client":{{"postcode":"'


def _place(values: tuple[int, str]) -> str:
    """The house number and addition; the quote that ends them comes with what follows."""
    house_number, addition = values
    if not 0 < house_number <= _HIGHEST_HOUSE_NUMBER:
        raise Refused("Het huisnummer ontbreekt of is te hoog.", code="house-number")
    added = f'","huisnummertoevoeging":{text(addition)}'.removesuffix('"') if addition else ""
    return f'","huisnummer":"{house_number}{added}'


def _birth(born: date | None) -> str:
    return f'"{day("geboortedatum", born)}'.removesuffix('"')


# Kept from page to page: writing a day takes longer than finding it, and a century has few.
_BIRTHS = Pieces(_birth)
