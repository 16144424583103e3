"""Payload signatures as the NLGov signing module asks: a detached JWS over the digest of the body.

docs/decisions/ddas-signature.md says which text each header parameter comes from. In short: the
body's SHA-256 stands in the header `Digest`; the JWS signs the line `digest: SHA-256=…` (JAdES
mechanism HttpHeaders, payload not base64url-encoded) and carries the certificate chain in `x5c`.
"""

import base64
import binascii
import hashlib
import hmac
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.verification import (
    ClientVerifier,
    Criticality,
    ExtensionPolicy,
    Policy,
    PolicyBuilder,
    Store,
    VerificationError,
)

from rondkomen.exchange.adapters.json_bytes import canonical

SIGNATURE_HEADER = "nlgov-adr-payload-sig"
DIGEST_HEADER = "Digest"
ALGORITHM = "PS256"
_CRITICAL = ("sigD", "b64")
_SIGNED_DATA = {"mId": "http://uri.etsi.org/19182/HttpHeaders", "pars": ["digest"]}
_LONGEST_SIGNATURE = 64 * 1024
_LONGEST_CHAIN = 6
_JWS_PARTS = 3  # protected header, payload (empty when detached), signature
_SMALLEST_KEY_BITS = 2048


class SignatureRefused(Exception):
    """A signature that does not hold; `reason` is a short code for logs, never the signature itself."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Signer:
    """The private key that signs, with its certificate first in the chain (trust anchor left out)."""

    key: rsa.RSAPrivateKey
    chain: tuple[x509.Certificate, ...]

    @property
    def key_id(self) -> str:
        """The name of the key: the SHA-256 thumbprint of its certificate."""
        return _base64url(self.chain[0].fingerprint(hashes.SHA256()))


@dataclass(frozen=True)
class SignedHeaders:
    """The two headers that protect a body."""

    digest: str
    signature: str


def digest(body: bytes) -> str:
    """The value of the `Digest` header for this body (RFC 3230)."""
    return f"SHA-256={base64.b64encode(hashlib.sha256(body).digest()).decode()}"


def sign(body: bytes, signer: Signer, *, at: datetime) -> SignedHeaders:
    """The headers that protect exactly these bytes, signed at this moment."""
    body_digest = digest(body)
    protected = _base64url(
        canonical(
            {
                "alg": ALGORITHM,
                "typ": "JOSE",
                "b64": False,
                "crit": list(_CRITICAL),
                "kid": signer.key_id,
                "iat": int(at.timestamp()),
                "sigD": _SIGNED_DATA,
                "x5c": [
                    base64.b64encode(link.public_bytes(Encoding.DER)).decode()
                    for link in signer.chain
                ],
            }
        )
    )
    signature = signer.key.sign(
        _signing_input(protected, body_digest),
        padding.PSS(padding.MGF1(hashes.SHA256()), padding.PSS.DIGEST_LENGTH),
        hashes.SHA256(),
    )
    return SignedHeaders(body_digest, f"{protected}..{_base64url(signature)}")


def verify(
    body: bytes, headers: SignedHeaders, *, trusted: Sequence[x509.Certificate], at: datetime
) -> x509.Certificate:
    """The certificate of whoever signed exactly these bytes, chained to a trusted root.

    Revocation (OCSP or CRL) is not looked up here; docs/cbs-delivery.md says where it is.
    Raises: SignatureRefused, with the reason.
    """
    if not hmac.compare_digest(headers.digest.strip().encode(), digest(body).encode()):
        raise SignatureRefused("digest")
    protected, signature = _split(headers.signature)
    leaf, between = _certificates(_profile_header(protected))
    _verify_chain(leaf, between, trusted, at)
    key = leaf.public_key()
    if not isinstance(key, rsa.RSAPublicKey) or key.key_size < _SMALLEST_KEY_BITS:
        raise SignatureRefused("key")
    try:
        key.verify(
            signature,
            _signing_input(protected, digest(body)),
            padding.PSS(padding.MGF1(hashes.SHA256()), padding.PSS.DIGEST_LENGTH),
            hashes.SHA256(),
        )
    except InvalidSignature as wrong:
        raise SignatureRefused("signature") from wrong
    return leaf


def _signing_input(protected: str, body_digest: str) -> bytes:
    """RFC 7797 with `b64` false: the payload itself follows the dot, here the digest header line."""
    return f"{protected}.digest: {body_digest}".encode("ascii")


def _split(text: str) -> tuple[str, bytes]:
    parts = text.strip().split(".")
    if len(text) > _LONGEST_SIGNATURE or len(parts) != _JWS_PARTS or parts[1]:
        raise SignatureRefused("form")
    return parts[0], _from_base64url(parts[2])


def _profile_header(protected: str) -> dict[str, Any]:
    """The protected header, when it says exactly what the profile asks."""
    try:
        header = json.loads(_from_base64url(protected))
    except (ValueError, RecursionError) as wrong:
        raise SignatureRefused("header") from wrong
    if not isinstance(header, dict):
        raise SignatureRefused("header")
    as_agreed = (
        header.get("alg") == ALGORITHM
        and header.get("b64") is False
        and header.get("typ", "JOSE") == "JOSE"
        and header.get("sigD") == _SIGNED_DATA
        and isinstance(header.get("crit"), list)
        and sorted(map(str, header["crit"])) == sorted(_CRITICAL)
    )
    if not as_agreed:
        raise SignatureRefused("profile")
    return header


def _certificates(header: dict[str, Any]) -> tuple[x509.Certificate, list[x509.Certificate]]:
    encoded = header.get("x5c")
    if not isinstance(encoded, list) or not 0 < len(encoded) <= _LONGEST_CHAIN:
        raise SignatureRefused("chain")
    try:
        chain = [
            x509.load_der_x509_certificate(base64.b64decode(str(link), validate=True))
            for link in encoded
        ]
    except ValueError as wrong:
        raise SignatureRefused("certificate") from wrong
    return chain[0], chain[1:]


def _verify_chain(
    leaf: x509.Certificate,
    between: list[x509.Certificate],
    trusted: Sequence[x509.Certificate],
    at: datetime,
) -> None:
    if not trusted:
        raise SignatureRefused("no-trust-anchor")
    try:
        _verifier(trusted, at).verify(leaf, between)
    except (VerificationError, ValueError) as wrong:
        raise SignatureRefused("untrusted") from wrong


def _verifier(trusted: Sequence[x509.Certificate], at: datetime) -> ClientVerifier:
    """Path validation for a signing certificate: it names no web address, so none is asked."""
    leaf_policy = ExtensionPolicy.permit_all().require_present(
        x509.KeyUsage, Criticality.AGNOSTIC, _may_sign
    )
    return (
        PolicyBuilder()
        .store(Store(list(trusted)))
        .time(at)
        .max_chain_depth(_LONGEST_CHAIN)
        .extension_policies(ca_policy=ExtensionPolicy.webpki_defaults_ca(), ee_policy=leaf_policy)
        .build_client_verifier()
    )


def _may_sign(_policy: Policy, _leaf: x509.Certificate, usage: x509.KeyUsage) -> None:
    if not usage.digital_signature:
        raise ValueError("the certificate is not for digital signatures")


def _base64url(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


def _from_base64url(text: str) -> bytes:
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as wrong:
        raise SignatureRefused("base64") from wrong
