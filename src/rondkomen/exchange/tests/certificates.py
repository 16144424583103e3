"""Certificates made at test time: a root, an authority under it, and signing certificates."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

from rondkomen.exchange.adapters.jades import Signer

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
_YEAR = timedelta(days=365)


@cache
def _key(name: str) -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def _name(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _usage(*, sign: bool, issue: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=sign,
        key_cert_sign=issue,
        crl_sign=issue,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def issue(
    name: str, issuer: str, *, ca: bool = False, start: datetime = NOW - _YEAR, signs: bool = True
) -> x509.Certificate:
    """A certificate for `name` by `issuer`, both with a key made once for their name."""
    issuer_key = _key(issuer).public_key()
    return (
        x509.CertificateBuilder()
        .subject_name(_name(name))
        .issuer_name(_name(issuer))
        .public_key(_key(name).public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + 3 * _YEAR)
        .add_extension(x509.BasicConstraints(ca, None), critical=True)
        .add_extension(_usage(sign=signs, issue=ca), critical=True)
        .add_extension(
            x509.SubjectKeyIdentifier.from_public_key(_key(name).public_key()), critical=False
        )
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key), critical=False
        )
        .sign(_key(issuer), hashes.SHA256())
    )


@dataclass(frozen=True)
class Authority:
    """A root with one authority under it; `name` keeps two apart."""

    name: str

    @property
    def root(self) -> x509.Certificate:
        """The certificate a receiver trusts."""
        return issue(f"{self.name} root", f"{self.name} root", ca=True)

    def signer(self, name: str, **choices: object) -> Signer:
        """A signer with a chain up to, and without, the root."""
        between = issue(f"{self.name} authority", f"{self.name} root", ca=True)
        own = issue(name, f"{self.name} authority", **choices)  # type: ignore[arg-type]  # passed on
        return Signer(_key(name), (own, between))
