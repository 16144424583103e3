"""A mapping profile bound to the columns of one file: reads rows into values."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from rondkomen.arrears.core.cells import READERS, Cell, Reader, Style, clean, detail_for, is_garbled
from rondkomen.arrears.core.fields import FIELD, FIELDS, INSTEAD_OF, Field, FieldKind, Need
from rondkomen.arrears.core.findings import Finding, FindingCode
from rondkomen.arrears.core.mapping import MappingProfile, column_key, suggest
from rondkomen.kernel.refusal import Refused

_UNSEEN: Any = object()
_MOST_SEEN = 20_000  # cells kept per column, because partners repeat themselves

# Unreadable cells of these kinds are left out with a warning; all others hold the row up.
_LEFT_OUT = frozenset({FieldKind.PHONE, FieldKind.EMAIL, FieldKind.KVK, FieldKind.BSN})


@dataclass(frozen=True, slots=True)
class RawRow:
    """One row as a file holds it. `row_no` is where a person finds it in the file."""

    row_no: int
    cells: Sequence[Cell]
    notes: tuple[Finding, ...] = ()

    @property
    def repeats_header(self) -> bool:
        """Whether the column names stand here again, as in files that were joined."""
        return bool(self.notes) and self.notes[0].code is FindingCode.HEADER_REPEATED


@dataclass(frozen=True, slots=True)
class ReadRow:
    """What the cells of one row say.

    Shape: `values` field → value, without empty and unreadable ones; `unreadable` field → the
    cell as text.
    """

    values: dict[str, Any]
    unreadable: dict[str, str]
    findings: list[Finding]


@dataclass(frozen=True, slots=True)
class _Bound:
    name: str
    index: int
    column: str
    kind: FieldKind
    read: Reader
    code: FindingCode
    translation: dict[str, str] | None
    max_length: int
    seen: dict[str, Any]


class Layout:
    """Knows in which cell each field stands and how to read it."""

    def __init__(
        self, bound: Sequence[_Bound], constants: dict[str, Any], style: Style, width: int
    ) -> None:
        self._bound = tuple(bound)
        self._constants = constants
        self._style = style
        self._width = width
        self._columns = {one.name: one.column for one in bound}

    @property
    def fields(self) -> frozenset[str]:
        """The fields that have a column or a constant."""
        return frozenset(self._columns) | frozenset(self._constants)

    def column(self, name: str) -> str:
        """Return what the file calls this field, or its published name."""
        return self._columns.get(name) or FIELD[name].column

    def read(self, row: RawRow) -> ReadRow:
        """Return what the cells of one row say, and what could not be read."""
        values = dict(self._constants)
        result = ReadRow(values, {}, self._own(row.notes) if row.notes else [])
        cells = row.cells
        if len(cells) != self._width:
            cells = self._fitting(cells, result)
        for one in self._bound:
            cell = cells[one.index]
            if cell is None or cell == "":
                continue
            known = one.seen.get(cell, _UNSEEN) if isinstance(cell, str) else _UNSEEN
            if known is _UNSEEN:
                _read_cell(one, cell, self._style, result)
            elif known != "":
                values[one.name] = known
        return result

    def _own(self, notes: Sequence[Finding]) -> list[Finding]:
        """What the reader noticed, as far as it concerns a column that is used."""
        used = set(self._columns.values())
        return [note for note in notes if not note.column or note.column in used]

    def _fitting(self, cells: Sequence[Cell], result: ReadRow) -> Sequence[Cell]:
        """The cells under the header; too few or too many of them is a finding."""
        if len(cells) < self._width:
            result.findings.append(Finding(FindingCode.CELLS_MISSING))
            return [*cells, *([None] * (self._width - len(cells)))]
        if any(clean(cell) for cell in cells[self._width :]):
            result.findings.append(Finding(FindingCode.TOO_MANY_CELLS))
        return cells


def _read_cell(one: _Bound, cell: Cell, style: Style, result: ReadRow) -> None:
    told = cell if one.translation is None else one.translation.get(clean(cell).casefold(), cell)
    try:
        value = one.read(told, style)
    except ValueError:
        text = clean(told)
        if text:
            result.findings.append(Finding(one.code, one.column, detail_for(one.kind, style)))
            result.unreadable[one.name] = text[:500]
        return
    if isinstance(value, str) and not _sound(one, value, result):
        return
    if value != "":
        result.values[one.name] = value
    if isinstance(cell, str) and len(one.seen) < _MOST_SEEN:
        one.seen[cell] = value


def _sound(one: _Bound, value: str, result: ReadRow) -> bool:
    """Whether a text can be used as it is; what is odd about it becomes a finding."""
    if len(value) > one.max_length:
        result.findings.append(Finding(FindingCode.TOO_LONG, one.column, str(one.max_length)))
        result.unreadable[one.name] = value[:500]
        return False
    if is_garbled(value):
        result.findings.append(Finding(FindingCode.GARBLED_TEXT, one.column))
        result.values[one.name] = value
        return False
    return True


def holds_row_up(name: str) -> bool:
    """Return whether a row cannot be taken in while this field is unreadable.

    Policy: what only helps to reach someone is left out with a warning; the rest waits for a
    correction.
    """
    return FIELD[name].kind not in _LEFT_OUT


def bind(
    profile: MappingProfile, header: Sequence[str], *, optional: frozenset[str] = frozenset()
) -> Layout:
    """Return the profile bound to the columns of one file.

    Columns the profile does not mention are found by their published names. `optional` are
    required fields that this kind of file does without.

    Raises: Refused when a required field has no column, or a column is missing or there twice.
    """
    names = [clean(name) for name in header]
    places = _places(profile, names)
    complete = suggest(
        [name for name in names if name], _with_file_spelling(profile, places, names)
    )
    bound = [
        _bind_field(FIELD[name], place_of(names, column, named=name in profile.columns), profile)
        for name, column in complete.columns.items()
    ]
    missing = _missing(frozenset(complete.columns) | frozenset(complete.constants) | optional)
    if missing:
        raise Refused(
            f"In het bestand ontbreekt een kolom voor: {', '.join(missing)}. Voeg haar toe, of wijs"
            " haar aan in het koppelprofiel.",
            code="column-missing",
        )
    order = {field.name: place for place, field in enumerate(FIELDS)}
    bound.sort(key=lambda one: order[one.name])
    return Layout(bound, _constant_values(profile), profile.style, len(names))


def place_of(names: Sequence[str], column: str, *, named: bool) -> tuple[int, str]:
    """Return where a column stands and how the file writes its name.

    A column that the profile names exactly is told from one that differs in capitals.

    Raises: Refused when it is there twice.
    """
    key = column_key(column)
    places = [place for place, name in enumerate(names) if column_key(name) == key]
    exact = [place for place in places if names[place] == column]
    if named and len(exact) == 1:
        places = exact
    if len(places) > 1:
        raise Refused(
            f"De kolom '{column}' staat twee keer in de kop (kolom {places[0] + 1} en"
            f" {places[1] + 1}). Geef elke kolom een eigen naam.",
            code="column-twice",
        )
    return places[0], names[places[0]]


def _places(profile: MappingProfile, names: Sequence[str]) -> dict[str, str]:
    keys = {column_key(name): name for name in names if name}
    absent = [column for column in profile.columns.values() if column_key(column) not in keys]
    if absent:
        raise Refused(
            f"Het koppelprofiel verwacht de kolom '{absent[0]}', maar die staat niet in het"
            " bestand. Controleer de kop of pas het profiel aan.",
            code="column-absent",
        )
    return keys


def _with_file_spelling(
    profile: MappingProfile, places: dict[str, str], names: Sequence[str]
) -> MappingProfile:
    columns = {
        name: column if column in names else places[column_key(column)]
        for name, column in profile.columns.items()
    }
    return MappingProfile(columns=columns, constants=profile.constants)


def _bind_field(field: Field, place: tuple[int, str], profile: MappingProfile) -> _Bound:
    read, code = READERS[field.kind]
    words = profile.translations.get(field.name)
    return _Bound(
        name=field.name,
        index=place[0],
        column=place[1],
        kind=field.kind,
        read=read,
        code=code,
        translation={clean(word).casefold(): to for word, to in words.items()} if words else None,
        max_length=field.max_length,
        seen={},
    )


def _missing(present: frozenset[str]) -> list[str]:
    return [
        field.column
        for field in FIELDS
        if field.need is Need.REQUIRED
        and field.name not in present
        and INSTEAD_OF.get(field.name) not in present
    ]


def _constant_values(profile: MappingProfile) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name, text in profile.constants.items():
        try:
            values[name] = READERS[FIELD[name].kind][0](text, profile.style)
        except ValueError:
            raise Refused(
                f"De vaste waarde voor '{FIELD[name].column}' in het koppelprofiel is niet te"
                " lezen. Verander haar.",
                code="constant-unreadable",
                where=f"constants.{name}",
            ) from None
    return values
