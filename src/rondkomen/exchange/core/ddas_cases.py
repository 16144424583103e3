"""The cases of a delivery as DDAS 1.2 writes them: judged and written column by column."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain, zip_longest
from typing import NamedTuple

from rondkomen.exchange.core import ddas_words as words
from rondkomen.exchange.core.ddas_lines import Pieces, block, boolean, day, iso, parts, text
from rondkomen.kernel.period import Month
from rondkomen.kernel.refusal import Refused

# Kind, whether the resident was reached, day, part of the day.
Attempt = tuple[str, bool, date, str]


class CaseColumns(NamedTuple):
    """Cases with the signals they hold and what was done, column by column, not yet judged.

    DDAS has no result for a case that is still open: `closed` and `results` go together.
    Shape: all columns equally long; `results` are "" where there is none; `months` as 2026-11, the
    month that was matched.
    """

    signal_refs: Sequence[tuple[str, ...]] = ()
    closed: Sequence[bool] = ()
    results: Sequence[str] = ()
    matched_on: Sequence[date] = ()
    months: Sequence[str] = ()
    picked_up_on: Sequence[date | None] = ()
    attempts: Sequence[Sequence[Attempt]] = ()

    @property
    def named(self) -> list[str]:
        """The signals that the cases name, in the order of the cases."""
        return list(chain.from_iterable(self.signal_refs))


@dataclass(frozen=True, slots=True)
class VsCases:
    """Cases that can be delivered, and the blocks of JSON they are.

    That the signals they name are in the delivery too is for `VsDelivery` to judge.
    Raises: Refused when a case and its result do not go together, a word is not in its list, or a
    case names no signal or one twice.
    """

    columns: CaseColumns
    blocks: tuple[bytes, ...] = field(init=False)

    def __post_init__(self) -> None:
        write = _Writing().block
        object.__setattr__(self, "blocks", tuple(map(write, parts(self.columns))))


class _Writing:
    """Writing cases block by block, with the pieces met so far."""

    def __init__(self) -> None:
        self._heads = Pieces(_head)
        self._first = Pieces(_attempt)
        self._later = Pieces(_later_attempt)

    def block(self, found: CaseColumns) -> bytes:
        """These cases side by side.

        Raises: Refused when one of them cannot be delivered.
        """
        if [refs for refs in found.signal_refs if len(refs) != 1 and not _each_once(refs)]:
            raise Refused(
                "Een zaak noemt ten minste één signaal, en elk signaal één keer.", code="case-ids"
            )
        heads = zip(
            found.closed,
            found.results,
            found.matched_on,
            found.months,
            found.picked_up_on,
            strict=True,
        )
        return block(
            '{"contactpogingen":[',
            *self._attempts(found),
            self._heads.of(heads),
            map('"},{"ID":"'.join, found.signal_refs),
            ending='"}]}',
        )

    def _attempts(self, found: CaseColumns) -> Iterator[Iterator[str]]:
        """The first attempt of every case, then the second of every case that has one, and so on."""
        for place, attempts in enumerate(zip_longest(*found.attempts)):
            yield (self._later if place else self._first).of(attempts)


def _each_once(refs: tuple[str, ...]) -> bool:
    return bool(refs) and len(set(refs)) == len(refs)


def _head(values: tuple[bool, str, date, str, date | None]) -> str:
    closed, result, matched_on, matched, picked_up_on = values
    if result and not closed:
        raise Refused("Een lopende zaak heeft nog geen resultaat.", code="open-with-result")
    if closed and not result:
        raise Refused("Een afgesloten zaak heeft een resultaat.", code="closed-without-result")
    if result and result not in words.RESULTS:
        raise Refused("Het eindresultaat staat niet in de lijst van DDAS.", code="result")
    month = Month.parse(matched)
    days = (
        day("matchingsdatum", matched_on),
        day("startdatumMatchingperiode", month.first),
        day("einddatumMatchingperiode", month.last),
        day("datumOpgepakt", picked_up_on),
    )
    outcome = f',"resultaat":{text(result)}' if result else ""
    return f'],{"".join(days)[1:]}{outcome},"vroegsignalen":[{{"ID":"'


def _later_attempt(attempt: Attempt | None) -> str:
    return f",{_attempt(attempt)}" if attempt else ""


def _attempt(attempt: Attempt | None) -> str:
    if attempt is None:
        return ""
    kind, reached, on, part_of_day = attempt
    if kind not in words.CONTACT_KINDS:
        raise Refused("De soort contactpoging staat niet in de lijst van DDAS.", code="kind")
    if part_of_day not in words.PARTS_OF_DAY:
        raise Refused("Het dagdeel staat niet in de lijst van DDAS.", code="part-of-day")
    return (
        f'{{"soort":{text(kind)},"bereikt":{boolean(reached)},"datum":"{iso(on)}",'
        f'"dagdeel":{text(part_of_day)}}}'
    )
