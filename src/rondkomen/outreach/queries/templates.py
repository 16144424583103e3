"""The letters of a municipality: its own versions, or the ones that ship."""

from dataclasses import dataclass
from uuid import UUID

from rondkomen.outreach import content
from rondkomen.outreach.core.letters import LetterKind, LetterTemplate
from rondkomen.outreach.models import LetterTemplateVersion, Sender, Versions


@dataclass(frozen=True)
class LetterVersionRow:
    """The text in use for one kind of mail; number 0 is the one that ships."""

    version_id: UUID | None
    number: int
    template: LetterTemplate


@dataclass(frozen=True)
class SenderRow:
    """Who letters come from."""

    phone: str
    email: str
    postal_address: str
    officer: str


def sender() -> SenderRow | None:
    """Who letters come from; None until somebody filled it in."""
    row = Sender.objects.first()
    return SenderRow(row.phone, row.email, row.postal_address, row.officer) if row else None


def letter_templates() -> tuple[LetterVersionRow, ...]:
    """The text in use for every kind of mail."""
    own = {
        row.kind: LetterVersionRow(row.id, row.number, _template(row))
        for row in LetterTemplateVersion.objects.filter(state=Versions.ACTIVE)
    }
    shipped = {
        letter.kind.value: LetterVersionRow(None, 0, letter)
        for letter in content.starting_letters()
    }
    return tuple((own.get(kind.value) or shipped[kind.value]) for kind in LetterKind)


def letter_template(kind: LetterKind) -> LetterTemplate:
    """The text in use for this kind of mail."""
    return next(row.template for row in letter_templates() if row.template.kind is kind)


def letter_history(kind: LetterKind) -> tuple[LetterVersionRow, ...]:
    """Every version the municipality made of this kind, newest first."""
    rows = LetterTemplateVersion.objects.filter(kind=kind).order_by("-number")
    return tuple(LetterVersionRow(row.id, row.number, _template(row)) for row in rows)


def _template(row: LetterTemplateVersion) -> LetterTemplate:
    return LetterTemplate(LetterKind(row.kind), row.name, row.subject, row.body, row.notice)
