"""The keys and certificates of the exchange, read from PEM files the installation names."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from rondkomen.exchange.adapters.jades import Signer
from rondkomen.kernel.refusal import Refused

_Loaded = TypeVar("_Loaded")


def signer(key_file: Path, chain_file: Path) -> Signer:
    """The signer in these PEM files: its own certificate first, then those between it and the root.

    Raises: Refused when a file cannot be read, or the key does not belong to the certificate.
    """
    key = _loaded(key_file, lambda pem: load_pem_private_key(pem, password=None))
    chain = tuple(_loaded(chain_file, x509.load_pem_x509_certificates))
    if not isinstance(key, rsa.RSAPrivateKey):
        raise Refused("De sleutel voor ondertekenen moet een RSA-sleutel zijn.", code="signing-key")
    if key.public_key() != chain[0].public_key():
        raise Refused(
            "De sleutel voor ondertekenen hoort niet bij het eerste certificaat van de keten.",
            code="signing-key",
        )
    return Signer(key, chain)


def trusted_certificates(file: Path) -> tuple[x509.Certificate, ...]:
    """The certificates in this PEM file that signatures must lead to.

    Raises: Refused when the file cannot be read.
    """
    return tuple(_loaded(file, x509.load_pem_x509_certificates))


def _loaded(file: Path, load: Callable[[bytes], _Loaded]) -> _Loaded:
    try:
        return load(file.read_bytes())
    except OSError as wrong:
        raise Refused(
            f"Het bestand {file.name} voor de uitwisseling met het CBS is niet te lezen.",
            code="certificate-file",
        ) from wrong
    except (ValueError, TypeError) as wrong:
        raise Refused(
            f"Het bestand {file.name} bevat geen PEM-sleutel of -certificaat zonder wachtwoord.",
            code="certificate-file",
        ) from wrong
