"""The roles people have in a municipality, and the purposes each role grants."""

from enum import StrEnum

from rondkomen.access.core.purposes import Purpose


class Role(StrEnum):
    """What a user is in one municipality; one person can have several."""

    EARLY_DETECTION_WORKER = "early_detection_worker"
    TEAM_LEAD = "team_lead"
    COUNSELLOR = "counsellor"
    POLICY_OFFICER = "policy_officer"
    FUNCTIONAL_ADMINISTRATOR = "functional_administrator"
    PARTNER_CONTACT = "partner_contact"
    AUDITOR = "auditor"


ROLE_LABELS: dict[Role, str] = {
    Role.EARLY_DETECTION_WORKER: "Medewerker vroegsignalering",
    Role.TEAM_LEAD: "Teamleider vroegsignalering",
    Role.COUNSELLOR: "Schuldhulpverlener",
    Role.POLICY_OFFICER: "Beleidsmedewerker",
    Role.FUNCTIONAL_ADMINISTRATOR: "Functioneel beheerder",
    Role.PARTNER_CONTACT: "Contactpersoon signaalpartner",
    Role.AUDITOR: "Auditor",
}

ROLE_PURPOSES: dict[Role, frozenset[Purpose]] = {
    Role.EARLY_DETECTION_WORKER: frozenset(
        {Purpose.INTAKE, Purpose.MATCHING, Purpose.OUTREACH, Purpose.PARTNER_FEEDBACK}
    ),
    Role.TEAM_LEAD: frozenset(
        {
            Purpose.INTAKE,
            Purpose.MATCHING,
            Purpose.OUTREACH,
            Purpose.TEAM_MANAGEMENT,
            Purpose.PARTNER_FEEDBACK,
            Purpose.CBS_DELIVERY,
            Purpose.MONITORING,
        }
    ),
    Role.COUNSELLOR: frozenset({Purpose.DEBT_HELP}),
    Role.POLICY_OFFICER: frozenset({Purpose.MONITORING, Purpose.DIALOGUE}),
    Role.FUNCTIONAL_ADMINISTRATOR: frozenset({Purpose.ADMINISTRATION}),
    Role.PARTNER_CONTACT: frozenset({Purpose.PARTNER_PORTAL}),
    Role.AUDITOR: frozenset({Purpose.AUDIT}),
}


def purposes_of(roles: frozenset[Role]) -> frozenset[Purpose]:
    """Every purpose these roles grant together.

    Policy: docs/access.md, table of roles and purposes.
    """
    return frozenset[Purpose]().union(*(ROLE_PURPOSES[role] for role in roles))
