"""Which kind of partner may lawfully report, from which date, where, and above which amount."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from rondkomen.arrears.core.codes import PartnerType
from rondkomen.kernel.money import Cents
from rondkomen.kernel.refusal import Refused


@dataclass(frozen=True, slots=True)
class LegalBasis:
    """The ground on which one kind of partner reports.

    `loaded` is False where the ground itself is not established in our sources. `gemeenten` is
    `None` where the ground holds everywhere, and empty where it holds only in appointed
    municipalities that are not loaded. `sources` are publications.

    Units: `minimum_amount` in eurocents, `minimum_months` in months of the oldest claim.
    """

    key: str
    partner_type: PartnerType
    loaded: bool
    law: str
    sources: tuple[str, ...]
    valid_from: date | None
    valid_until: date | None
    experiment: bool
    gemeenten: frozenset[str] | None
    minimum_amount: Cents | None
    minimum_months: int | None
    usual_reminders: int
    bsn_lawful: bool
    end_of_supply_from: date | None
    remark: str

    @property
    def gemeenten_loaded(self) -> bool:
        """Whether it is known in which municipalities the ground holds."""
        return self.gemeenten is None or bool(self.gemeenten)

    def in_force(self, day: date) -> bool:
        """Return whether the ground holds on `day`, as far as its dates are loaded.

        Law: the dates of the entry in the register, with its sources.
        """
        started = self.valid_from is None or self.valid_from <= day
        return started and (self.valid_until is None or day <= self.valid_until)


@dataclass(frozen=True, slots=True)
class LegalRegister:
    """Every kind of partner with its ground, and the version of the list."""

    version: str
    bases: dict[PartnerType, LegalBasis]

    def basis(self, partner_type: PartnerType) -> LegalBasis:
        """Return the ground of this kind of partner; there is one for each kind."""
        return self.bases[partner_type]


def register_from(data: dict[str, Any]) -> LegalRegister:
    """Return the register that the content file describes.

    Raises: Refused when a kind of partner is missing, is there twice, or a key is unknown.
    """
    bases: dict[PartnerType, LegalBasis] = {}
    for entry in data["entries"]:
        basis = _basis(entry)
        if basis.partner_type in bases:
            raise Refused(f"Het wettelijk register noemt '{basis.partner_type}' twee keer.")
        bases[basis.partner_type] = basis
    missing = [kind.value for kind in PartnerType if kind not in bases]
    if missing:
        raise Refused(f"Het wettelijk register mist: {', '.join(missing)}. Vul het aan.")
    return LegalRegister(version=str(data["version"]), bases=bases)


def _basis(entry: dict[str, Any]) -> LegalBasis:
    rest = dict(entry)
    gemeenten = rest.pop("gemeenten", "all")
    minimum = rest.pop("minimum_amount_cents", None)
    try:
        return LegalBasis(
            partner_type=PartnerType(rest.pop("partner_type")),
            gemeenten=None if gemeenten == "all" else frozenset(map(str, gemeenten or ())),
            minimum_amount=None if minimum is None else Cents(minimum),
            sources=tuple(rest.pop("sources", ())),
            **{**_DEFAULTS, **rest},
        )
    except (TypeError, ValueError) as wrong:
        raise Refused(
            f"Het wettelijk register is onjuist bij '{entry.get('key')}': {wrong}."
        ) from wrong


_DEFAULTS: dict[str, Any] = {
    "loaded": True,
    "valid_from": None,
    "valid_until": None,
    "experiment": False,
    "minimum_months": None,
    "usual_reminders": 1,
    "bsn_lawful": False,
    "end_of_supply_from": None,
    "remark": "",
}
