"""The one table of status changes a case may make, each with its reason and its law."""

from collections.abc import Sequence
from dataclasses import dataclass

from rondkomen.kernel.refusal import Refused
from rondkomen.outreach.core.codes import STATUS_LABELS, CaseStatus

WGS_OFFER = "Wgs art. 3 lid 1 onder b; Besluit gemeentelijke schuldhulpverlening (Stb. 2020, 240)"
DDAS_RESULT = "DDAS vroegsignalering 1.2, eindresultaat"
LOCAL = "Lokale werkwijze"


@dataclass(frozen=True)
class Change:
    """One step a case may take: from, to, the verb that takes it, why, and on what ground."""

    source: CaseStatus
    target: CaseStatus
    verb: str
    reason: str
    law: str


_NEW, _UP, _TALK = CaseStatus.NEW, CaseStatus.PICKED_UP, CaseStatus.IN_CONVERSATION
_OFFERED, _CLOSED, _NOT = (
    CaseStatus.HANDOVER_OFFERED,
    CaseStatus.CLOSED,
    CaseStatus.NOT_PICKED_UP,
)

ALLOWED_CHANGES: tuple[Change, ...] = (
    Change(_NEW, _UP, "pick_up", "Een medewerker neemt de zaak op zich.", WGS_OFFER),
    Change(_UP, _NEW, "put_back", "De zaak gaat terug, er is nog niets gedaan.", LOCAL),
    Change(_NEW, _NOT, "close_before_contact", "Contact is niet aan de orde.", DDAS_RESULT),
    Change(_UP, _NOT, "close_before_contact", "Contact blijkt niet aan de orde.", DDAS_RESULT),
    Change(_UP, _TALK, "log_attempt", "De inwoner is bereikt.", WGS_OFFER),
    Change(_TALK, _UP, "undo_attempt", "De poging die bereikte is ongedaan gemaakt.", LOCAL),
    Change(_UP, _CLOSED, "record_result", "De zaak eindigt zonder gesprek.", DDAS_RESULT),
    Change(_TALK, _CLOSED, "record_result", "Het gesprek leidde tot een resultaat.", DDAS_RESULT),
    Change(_UP, _OFFERED, "offer_handover", "Hulp wordt elders aangeboden.", WGS_OFFER),
    Change(_TALK, _OFFERED, "offer_handover", "De hulp gaat elders verder.", WGS_OFFER),
    Change(_OFFERED, _TALK, "return_handover", "De overdracht kwam terug.", LOCAL),
    Change(_OFFERED, _UP, "return_handover", "De overdracht kwam terug, nog geen contact.", LOCAL),
    Change(_OFFERED, _CLOSED, "record_result", "De ontvanger aanvaardde de zaak.", DDAS_RESULT),
    Change(_CLOSED, _UP, "reopen", "Het resultaat klopte niet of er is nieuws.", LOCAL),
    Change(_CLOSED, _TALK, "reopen", "Het gesprek gaat verder.", LOCAL),
    Change(_NOT, _NEW, "reopen", "De reden om niet op te pakken geldt niet meer.", LOCAL),
)

_VERB_SENTENCES = {
    "pick_up": "oppakken",
    "put_back": "teruggeven",
    "close_before_contact": "afsluiten vóór contact",
    "log_attempt": "op 'in gesprek' zetten",
    "undo_attempt": "terugzetten",
    "record_result": "afsluiten met een resultaat",
    "offer_handover": "overdragen",
    "return_handover": "terugnemen uit overdracht",
    "reopen": "heropenen",
}


def change_by(verb: str, *, source: CaseStatus, target: CaseStatus) -> Change:
    """The allowed change that `verb` makes.

    Raises: Refused when the table does not hold it.
    Policy: ALLOWED_CHANGES in this module; each line names its own law.
    """
    for change in ALLOWED_CHANGES:
        if (change.source, change.target, change.verb) == (source, target, verb):
            return change
    raise Refused(
        f"Deze zaak staat op '{STATUS_LABELS[source]}' en kunt u daarom niet "
        f"{_VERB_SENTENCES.get(verb, verb)}. Ververs de pagina en kijk wat er intussen is gedaan.",
        code="status_change_not_allowed",
    )


def changes_from(source: CaseStatus) -> Sequence[Change]:
    """Every change a case in this status may make, in table order.

    Policy: ALLOWED_CHANGES in this module.
    """
    return tuple(change for change in ALLOWED_CHANGES if change.source is source)
