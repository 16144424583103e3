"""From what came in over a form, a file or the API to an answer, or one sentence saying what is wrong.

The raw forms are plain JSON: a scale gives `4`, `"unknown"` or `"not_applicable"`; a choice `{"chosen": ["Q1.6"],
"namely": {"Q1.6": "…"}}`; a matrix `{row: [column]}` or `{row: {column: "…"}}`; a table
`[{column: value}]`; a canvas `{area: ["…"]}`; a ranking `["b", "a"]`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from rondkomen.dialogue.core.instrument.answers import (
    Answer,
    Cards,
    Cells,
    Chosen,
    Day,
    NotApplicable,
    Number,
    Rows,
    Ticks,
    Unknown,
    Words,
)
from rondkomen.dialogue.core.instrument.definition import (
    CanvasShape,
    CellKind,
    ChoiceShape,
    Column,
    DateShape,
    MatrixShape,
    NumberShape,
    Question,
    RankingShape,
    ScaleShape,
    SpectrumShape,
    TableShape,
    WordsShape,
)
from rondkomen.kernel.refusal import Refused

UNKNOWN = "unknown"
NOT_APPLICABLE = "not_applicable"
LONGEST_TEXT = 5000
SPECTRUM_END = 100
_MOST_NUMBER = 10**12


def judge(question: Question, raw: Any) -> Answer | None:
    """The answer, or None when nothing was filled in.

    Raises: Refused with what is wrong and what to do; its place is the question's code.
    Policy: don't know is an answer, an empty field is none, and an exclusive option stands alone.
    """
    if raw is None or raw in ("", [], {}):
        return None
    try:
        return _JUDGES[type(question.shape)](question.shape, raw)
    except _Wrong as wrong:
        raise Refused(str(wrong), code="answer", where=question.code) from wrong


class _Wrong(Exception):
    """What is wrong with an answer."""


def _scale(shape: ScaleShape, raw: Any) -> Answer:
    if raw == UNKNOWN and shape.unknown is not None:
        return Unknown()
    if raw == NOT_APPLICABLE and shape.not_applicable is not None:
        return NotApplicable()
    if isinstance(raw, bool) or raw not in {point.value for point in shape.points}:
        raise _Wrong("Dit punt staat niet op de schaal. Kies een van de punten.")
    return Number(raw)


def _choice(shape: ChoiceShape, raw: Any) -> Answer | None:
    given = raw if isinstance(raw, dict) else {"chosen": raw}
    chosen = given.get("chosen") or []
    known = [option.code for option in shape.options]
    picked = set(_codes([chosen] if isinstance(chosen, str) else chosen, known))
    if not picked:
        return None
    if not shape.several and len(picked) > 1:
        raise _Wrong("Hier is maar één antwoord mogelijk. Kies er een.")
    if shape.at_most and len(picked) > shape.at_most:
        raise _Wrong(f"Kies hoogstens {shape.at_most} antwoorden.")
    if len(picked) > 1 and any(
        option.exclusive for option in shape.options if option.code in picked
    ):
        raise _Wrong("Een van deze antwoorden sluit de andere uit. Haal het of de andere weg.")
    words = {
        option.code: text
        for option in shape.options
        if option.namely and option.code in picked
        if (text := _text((given.get("namely") or {}).get(option.code, "")))
    }
    return Chosen(tuple(code for code in known if code in picked), words)


def _number(shape: NumberShape, raw: Any) -> Answer:
    value = _as_number(raw)
    if shape.least is not None and value < shape.least:
        raise _Wrong(f"Vul {_plain(shape.least)} of meer in.")
    if shape.most is not None and value > shape.most:
        raise _Wrong(f"Vul {_plain(shape.most)} of minder in.")
    return Number(value)


def _spectrum(_shape: SpectrumShape, raw: Any) -> Answer:
    return Number(_as_place(raw))


def _day(_shape: DateShape, raw: Any) -> Answer:
    return Day(_as_day(raw))


def _words(shape: WordsShape, raw: Any) -> Answer | None:
    text = _text(raw, shape.longest)
    return Words(text) if text else None


def _matrix(shape: MatrixShape, raw: Any) -> Answer | None:
    rows = _keyed(raw, [row.code for row in shape.rows])
    columns = [column.code for column in shape.columns]
    if shape.words:
        cells = {row: _filled(_keyed(found, columns), LONGEST_TEXT) for row, found in rows.items()}
        kept = {row: found for row, found in cells.items() if found}
        return Cells(kept) if kept else None
    ticked = {row: set(_codes(found, columns)) for row, found in rows.items()}
    if shape.one_per_row and any(len(found) > 1 for found in ticked.values()):
        raise _Wrong("Kies op elke regel hoogstens één vakje.")
    return Ticks(
        {row: tuple(code for code in columns if code in found) for row, found in ticked.items() if found}
    )  # fmt: skip


def _table(shape: TableShape, raw: Any) -> Answer | None:
    if not isinstance(raw, list):
        raise _Wrong("Hier hoort een lijst met regels.")
    if len(raw) > shape.most_rows:
        raise _Wrong(f"Deze tabel heeft hoogstens {shape.most_rows} regels. Voeg regels samen.")
    codes = [column.code for column in shape.columns]
    rows = [_row(shape.columns, _keyed(row, codes)) for row in raw]
    kept = tuple(row for row in rows if row)
    return Rows(kept) if kept else None


def _row(columns: Iterable[Column], raw: Mapping[str, Any]) -> dict[str, str | float | date]:
    found: dict[str, str | float | date] = {}
    for column in columns:
        value = raw.get(column.code)
        if value is None or value == "":
            continue
        cell = _cell(column, value)
        if cell != "":
            found[column.code] = cell
    return found


def _cell(column: Column, value: Any) -> str | float | date:
    match column.kind:
        case CellKind.NUMBER:
            return _as_number(value)
        case CellKind.DATE:
            return _as_day(value)
        case CellKind.CHOICE:
            return next(iter(_codes([value], [option.code for option in column.options])))
        case CellKind.SPECTRUM:
            return _as_place(value)
        case CellKind.SCALE:
            return _point(column, value)
        case CellKind.TEXT:
            return _text(value)


def _point(column: Column, value: Any) -> str | float:
    """The point, or the word for an answer that is no number, as it is kept in a row."""
    answer = _scale(column.scale or ScaleShape(()), value)
    return answer.value if isinstance(answer, Number) else str(value)


def _ranking(shape: RankingShape, raw: Any) -> Answer:
    codes = list(_codes(raw, [option.code for option in shape.options]))
    if len(set(codes)) < len(codes):
        raise _Wrong("Een antwoord staat twee keer in de volgorde. Haal er een weg.")
    if shape.at_most and len(codes) > shape.at_most:
        raise _Wrong(f"Zet hoogstens {shape.at_most} antwoorden op volgorde.")
    return Chosen(tuple(codes))


def _canvas(shape: CanvasShape, raw: Any) -> Answer | None:
    areas = _keyed(raw, [area.code for area in shape.areas])
    kept: dict[str, tuple[str, ...]] = {}
    for code, cards in areas.items():
        if not isinstance(cards, list):
            raise _Wrong("Hier hoort een lijst met kaartjes.")
        if len(cards) > shape.most_cards:
            raise _Wrong(f"Een vak heeft hoogstens {shape.most_cards} kaartjes. Voeg er samen.")
        texts = tuple(text for card in cards if (text := _text(card)))
        if texts:
            kept[code] = texts
    return Cards(kept) if kept else None


def _codes(raw: Any, known: Iterable[str]) -> Iterable[str]:
    if not isinstance(raw, list):
        raise _Wrong("Hier hoort een lijst met antwoorden.")
    allowed = set(known)
    for code in raw:
        if not isinstance(code, str) or code not in allowed:
            raise _Wrong("Dit antwoord bestaat hier niet. Kies uit de antwoorden die er staan.")
    return raw


def _keyed(raw: Any, known: Iterable[str]) -> dict[str, Any]:
    if not isinstance(raw, dict):
        raise _Wrong("Hier hoort een blok met vakken.")
    if not set(raw) <= set(known):
        raise _Wrong("Dit vak bestaat hier niet. Laad de pagina opnieuw.")
    return {code: raw[code] for code in known if raw.get(code) not in (None, "", [], {})}


def _filled(cells: Mapping[str, Any], longest: int) -> dict[str, str]:
    return {code: text for code, value in cells.items() if (text := _text(value, longest))}


def _text(raw: Any, longest: int = LONGEST_TEXT) -> str:
    if not isinstance(raw, str):
        raise _Wrong("Hier hoort tekst.")
    # A line end counts once, however the browser sent it; a NUL no database stores.
    text = raw.replace("\r\n", "\n").replace("\x00", "").strip()
    if len(text) > longest:
        raise _Wrong(f"Deze tekst heeft {len(text)} tekens; er passen er {longest}. Kort hem in.")
    return text


def _as_number(raw: Any) -> float:
    value: float
    if isinstance(raw, str):
        try:
            value = float(raw.strip().replace(",", "."))
        except ValueError:
            raise _Wrong("Dit is geen getal. Schrijf het als 12 of 12,5.") from None
    elif isinstance(raw, int | float) and not isinstance(raw, bool):
        value = raw
    else:
        raise _Wrong("Hier hoort een getal.")
    if not -_MOST_NUMBER <= value <= _MOST_NUMBER:  # not-a-number fails this too
        raise _Wrong("Dit getal is te groot of geen getal. Controleer het.")
    return int(value) if value == int(value) else value


def _as_place(raw: Any) -> float:
    value = _as_number(raw)
    if not 0 <= value <= SPECTRUM_END:
        raise _Wrong(f"Kies een plek van 0 tot en met {SPECTRUM_END}.")
    return value


def _as_day(raw: Any) -> date:
    if isinstance(raw, date):
        return raw
    try:
        return date.fromisoformat(raw)
    except (TypeError, ValueError):
        raise _Wrong("Deze datum bestaat niet. Schrijf hem als 2026-01-31.") from None


def _plain(value: float) -> str:
    return f"{value:g}".replace(".", ",")


_JUDGES: dict[type, Callable[[Any, Any], Answer | None]] = {
    ScaleShape: _scale,
    ChoiceShape: _choice,
    NumberShape: _number,
    SpectrumShape: _spectrum,
    DateShape: _day,
    WordsShape: _words,
    MatrixShape: _matrix,
    TableShape: _table,
    RankingShape: _ranking,
    CanvasShape: _canvas,
}
