"""The stored codes of the exchange, each with its Dutch label."""

from enum import StrEnum


class Route(StrEnum):
    """How a delivery reaches CBS."""

    FILE = "file"
    PULL = "pull"


ROUTE_LABELS: dict[Route, str] = {
    Route.FILE: "bestand",
    Route.PULL: "opgehaald door het CBS",
}
