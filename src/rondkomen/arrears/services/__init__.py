"""Writes of `arrears`; each journals in its own transaction."""

from rondkomen.arrears.services.partners import (
    AgreementFacts,
    PartnerFacts,
    save_agreement,
    save_mapping,
    save_partner,
)
from rondkomen.arrears.services.quarantine import Verdict, decide_alike, decide_quarantined
from rondkomen.arrears.services.signals import purge_signals, set_resident_match, set_status
from rondkomen.arrears.services.storing import Storing, store_rows
from rondkomen.arrears.services.uploads import (
    FileFacts,
    cancel_delivery,
    open_delivery,
    refuse_delivery,
    upload_parts,
)

__all__ = [
    "AgreementFacts",
    "FileFacts",
    "PartnerFacts",
    "Storing",
    "Verdict",
    "cancel_delivery",
    "decide_alike",
    "decide_quarantined",
    "open_delivery",
    "purge_signals",
    "refuse_delivery",
    "save_agreement",
    "save_mapping",
    "save_partner",
    "set_resident_match",
    "set_status",
    "store_rows",
    "upload_parts",
]
