"""How production writes its log: where something went wrong, never what about whom.

The message of an exception may quote a row ("DETAIL: Key (surname)=(...) already exists") or a value
that could not be read. So of an exception only its kind and its places in the code are written.
"""

import logging
import traceback

_MOST_CAUSES = 5


class PlacesOnly(logging.Formatter):
    """A line as usual; of an exception the kinds and places, of it and of what caused it."""

    def format(self, record: logging.LogRecord) -> str:
        """The line; what another formatter left on the record is not repeated."""
        record.exc_text = None
        return super().format(record)

    def formatException(self, ei: object) -> str:  # noqa: N802  the name in the standard library
        """The kinds and places, innermost first."""
        _kind, wrong, _trace = ei  # type: ignore[misc]  # a triple, as logging gives it
        lines: list[str] = []
        while wrong is not None and len(lines) < _MOST_CAUSES:
            lines.append(_places(wrong))
            wrong = wrong.__cause__ or (None if wrong.__suppress_context__ else wrong.__context__)
        return "\n".join(lines)


def _places(wrong: BaseException) -> str:
    frames = reversed(traceback.extract_tb(wrong.__traceback__))
    places = " < ".join(f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames)
    return (
        f"  {type(wrong).__module__}.{type(wrong).__qualname__}: {places or 'geen plaats bekend'}"
    )
