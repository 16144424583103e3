"""Why personal data may be read: each purpose with its legal ground, domains and retention."""

from dataclasses import dataclass
from enum import StrEnum


class Purpose(StrEnum):
    """The reason someone gives, and must be granted, before a record opens."""

    INTAKE = "intake"
    MATCHING = "matching"
    OUTREACH = "outreach"
    TEAM_MANAGEMENT = "team_management"
    PARTNER_FEEDBACK = "partner_feedback"
    PARTNER_PORTAL = "partner_portal"
    DEBT_HELP = "debt_help"
    CBS_DELIVERY = "cbs_delivery"
    MONITORING = "monitoring"
    DIALOGUE = "dialogue"
    ADMINISTRATION = "administration"
    AUDIT = "audit"
    RESIDENT_RIGHTS = "resident_rights"


@dataclass(frozen=True)
class PurposeStatement:
    """What a purpose means in words a resident may ask for.

    `reads_people` is False where a purpose never opens a name, an address or a BSN.
    """

    purpose: Purpose
    label: str
    legal_ground: str
    domains: tuple[str, ...]
    retention: str
    reads_people: bool


_WGS = (
    "Wgs art. 3 lid 1 onder b en art. 8; Besluit gemeentelijke schuldhulpverlening (Stb. 2020, 240)"
)
_PERIOD = "termijn die de gemeente vaststelt; de wet noemt geen getal"

STATEMENTS: dict[Purpose, PurposeStatement] = {
    statement.purpose: statement
    for statement in (
        PurposeStatement(
            Purpose.INTAKE,
            "Signalen innemen en controleren",
            _WGS,
            ("arrears", "people"),
            _PERIOD,
            reads_people=True,
        ),
        PurposeStatement(
            Purpose.MATCHING,
            "Signalen aan persoon en adres koppelen",
            _WGS,
            ("matching", "people"),
            _PERIOD,
            reads_people=True,
        ),
        PurposeStatement(
            Purpose.OUTREACH,
            "Inwoner hulp aanbieden na een signaal",
            _WGS,
            ("outreach", "people"),
            _PERIOD,
            reads_people=True,
        ),
        PurposeStatement(
            Purpose.TEAM_MANAGEMENT,
            "Werk verdelen en termijnen bewaken",
            _WGS,
            ("outreach",),
            _PERIOD,
            reads_people=False,
        ),
        PurposeStatement(
            Purpose.PARTNER_FEEDBACK,
            "Terugkoppelen aan de signaalpartner",
            _WGS,
            ("arrears", "outreach"),
            _PERIOD,
            reads_people=False,
        ),
        PurposeStatement(
            Purpose.PARTNER_PORTAL,
            "Eigen leveringen aanbieden en volgen",
            _WGS,
            ("arrears",),
            _PERIOD,
            reads_people=False,
        ),
        PurposeStatement(
            Purpose.DEBT_HELP,
            "Schuldhulp verlenen",
            "Wgs art. 3 lid 1 onder a",
            ("trajectory", "people"),
            _PERIOD,
            reads_people=True,
        ),
        PurposeStatement(
            Purpose.CBS_DELIVERY,
            "Statistiek leveren aan het CBS",
            "AVG art. 6 lid 1 onder e; art. 89",
            ("exchange",),
            _PERIOD,
            reads_people=True,
        ),
        PurposeStatement(
            Purpose.MONITORING,
            "Sturen en verantwoorden met aantallen",
            "AVG art. 6 lid 1 onder e; art. 89",
            ("monitoring",),
            _PERIOD,
            reads_people=False,
        ),
        PurposeStatement(
            Purpose.DIALOGUE,
            "Een gesprek voorbereiden en leiden",
            "AVG art. 6 lid 1 onder a: toestemming van de deelnemers",
            ("dialogue", "knowledge"),
            "tot de sessie wordt gewist; de gemeente bepaalt wanneer",
            reads_people=False,
        ),
        PurposeStatement(
            Purpose.ADMINISTRATION,
            "Afspraken, rollen en regels beheren",
            "AVG art. 32",
            ("access", "arrears"),
            _PERIOD,
            reads_people=False,
        ),
        PurposeStatement(
            Purpose.AUDIT,
            "Nagaan wie wat heeft ingezien",
            "AVG art. 5 lid 2",
            ("journal",),
            _PERIOD,
            reads_people=False,
        ),
        PurposeStatement(
            Purpose.RESIDENT_RIGHTS,
            "Een verzoek van de inwoner zelf uitvoeren",
            "AVG art. 15 en 17",
            ("people", "arrears", "matching", "outreach", "journal"),
            _PERIOD,
            reads_people=True,
        ),
    )
}
