"""What a program may do: the right its token carries."""

from enum import StrEnum


class Scope(StrEnum):
    """The right of a program; it has one."""

    READ = "read"
    DELIVER = "deliver"


SCOPE_LABELS: dict[Scope, str] = {
    Scope.READ: "leveringen voor het CBS ophalen",
    Scope.DELIVER: "signalen leveren namens een partner",
}
