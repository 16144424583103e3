"""The demo accounts: one per audience, all with the same password, all fictional."""

from dataclasses import dataclass
from uuid import UUID

from rondkomen.access.core.roles import ROLE_LABELS, Role
from rondkomen.access.queries import user_ids
from rondkomen.access.services import add_user, grant_role

PASSWORD = "zeven eenden in de sloot"  # noqa: S105  the demo's password is public on purpose


@dataclass(frozen=True)
class DemoAccount:
    """A fictional colleague and what to try as that person."""

    email: str
    name: str
    role: Role
    tries: str

    @property
    def label(self) -> str:
        """The role in words."""
        return ROLE_LABELS[self.role]


_R = Role
ACCOUNTS: tuple[DemoAccount, ...] = (
    DemoAccount(
        "noor@middenveld.example", "Noor de Demo", _R.EARLY_DETECTION_WORKER,
        "Vandaag: wie eerst, en waarom",
    ),
    DemoAccount(
        "sem@middenveld.example", "Sem van Proef", _R.EARLY_DETECTION_WORKER,
        "een tweede medewerker",
    ),
    DemoAccount(
        "ayla@middenveld.example", "Ayla Voorbeeld", _R.TEAM_LEAD,
        "het bord, de levering aan het CBS, de monitor",
    ),
    DemoAccount(
        "bram@middenveld.example", "Bram ter Test", _R.POLICY_OFFICER,
        "het gesprek in twee ronden, een ingevuld werkboek, de monitor",
    ),
    DemoAccount(
        "fenna@middenveld.example", "Fenna Fictief", _R.FUNCTIONAL_ADMINISTRATOR,
        "partners, koppelprofielen, regels",
    ),
    DemoAccount(
        "olaf@middenveld.example", "Olaf Oefening", _R.FUNCTIONAL_ADMINISTRATOR,
        "publiceert wat Fenna schreef",
    ),
    DemoAccount(
        "iris@delinde.example", "Iris van de Linde", _R.PARTNER_CONTACT,
        "een bestand aanleveren namens De Linde",
    ),
    DemoAccount("tess@middenveld.example", "Tess Toets", _R.AUDITOR, "wie zag wiens gegevens"),
)  # fmt: skip

CONTACT_OF = "delinde"  # the partner whose contact can sign in


def add_accounts(gemeente_id: str, partner_ids: dict[str, UUID]) -> dict[str, UUID]:
    """The user id per e-mail address; accounts that exist already are kept as they are."""
    found = user_ids([account.email for account in ACCOUNTS])
    for account in ACCOUNTS:
        if account.email not in found:
            found[account.email] = add_user(
                email=account.email, name=account.name, password=PASSWORD
            )
        contact = account.role is Role.PARTNER_CONTACT
        grant_role(
            found[account.email],
            gemeente_id=gemeente_id,
            role=account.role,
            partner_id=partner_ids[CONTACT_OF] if contact else None,
        )
    return found
