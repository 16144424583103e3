"""Signatures over a body: what holds, and every way in which one must not."""

import base64
import hashlib
import json
from dataclasses import replace
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding

from rondkomen.exchange.adapters.jades import (
    SignatureRefused,
    SignedHeaders,
    Signer,
    sign,
    verify,
)
from rondkomen.exchange.tests.certificates import NOW, Authority

OURS = Authority("proef")
BODY = '{"naam": "Gemeente Middenveld é"}'.encode()


@pytest.fixture(scope="module")
def signer() -> Signer:
    return OURS.signer("leverancier")


def _refused(body: bytes, headers: SignedHeaders, **choices: object) -> str:
    settings = {"trusted": [OURS.root], "at": NOW, **choices}
    with pytest.raises(SignatureRefused) as refused:
        verify(body, headers, **settings)  # type: ignore[arg-type]  # one helper for all refusals
    return refused.value.reason


def _with_header(headers: SignedHeaders, signer: Signer, **changes: object) -> SignedHeaders:
    """The same body signed anew under a changed protected header, so that only the change is wrong."""
    encoded = headers.signature.split(".")[0]
    header = json.loads(base64.urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4)))
    header.update(changes)
    protected = base64.urlsafe_b64encode(json.dumps(header).encode()).decode().rstrip("=")
    signature = signer.key.sign(
        f"{protected}.digest: {headers.digest}".encode(),
        padding.PSS(padding.MGF1(hashes.SHA256()), padding.PSS.DIGEST_LENGTH),
        hashes.SHA256(),
    )
    tail = base64.urlsafe_b64encode(signature).decode().rstrip("=")
    return replace(headers, signature=f"{protected}..{tail}")


def test_a_signature_holds_and_names_its_signer(signer: Signer) -> None:
    found = verify(BODY, sign(BODY, signer, at=NOW), trusted=[OURS.root], at=NOW)
    assert found == signer.chain[0]


def test_the_headers_are_those_of_the_profile(signer: Signer) -> None:
    headers = sign(BODY, signer, at=NOW)
    expected = base64.b64encode(hashlib.sha256(BODY).digest()).decode()
    assert headers.digest == f"SHA-256={expected}"
    protected, payload, _ = headers.signature.split(".")
    assert payload == ""
    header = json.loads(base64.urlsafe_b64decode(protected + "=" * (-len(protected) % 4)))
    assert (header["alg"], header["typ"], header["b64"]) == ("PS256", "JOSE", False)
    assert header["sigD"] == {"mId": "http://uri.etsi.org/19182/HttpHeaders", "pars": ["digest"]}
    assert header["crit"] == ["sigD", "b64"]
    assert header["kid"]
    assert len(header["x5c"]) == 2


def test_one_other_byte_in_the_body_is_seen(signer: Signer) -> None:
    headers = sign(BODY, signer, at=NOW)
    assert _refused(BODY + b" ", headers) == "digest"
    other = sign(BODY + b" ", signer, at=NOW)
    assert _refused(BODY + b" ", replace(headers, digest=other.digest)) == "signature"


@pytest.mark.parametrize(
    "changes",
    [
        {"alg": "RS256"},
        {"alg": "none"},
        {"b64": True},
        {"crit": ["sigD"]},
        {"crit": ["sigD", "b64", "sigT"]},
        {"sigD": {"mId": "http://uri.etsi.org/19182/HttpHeaders", "pars": []}},
        {"sigD": {"mId": "http://uri.etsi.org/19182/ObjectIdByURI", "pars": ["digest"]}},
        {"typ": "JWT"},
    ],
)
def test_another_profile_is_refused(signer: Signer, changes: dict[str, object]) -> None:
    headers = sign(BODY, signer, at=NOW)
    assert verify(BODY, _with_header(headers, signer), trusted=[OURS.root], at=NOW)
    assert _refused(BODY, _with_header(headers, signer, **changes)) == "profile"


def test_only_a_chain_to_a_trusted_root_counts(signer: Signer) -> None:
    headers = sign(BODY, signer, at=NOW)
    assert _refused(BODY, headers, trusted=[Authority("vreemd").root]) == "untrusted"
    assert _refused(BODY, headers, trusted=[]) == "no-trust-anchor"
    alone = replace(signer, chain=signer.chain[:1])
    assert _refused(BODY, sign(BODY, alone, at=NOW)) == "untrusted"


def test_a_certificate_out_of_date_or_for_another_use_is_refused(signer: Signer) -> None:
    headers = sign(BODY, signer, at=NOW)
    assert _refused(BODY, headers, at=NOW + timedelta(days=3 * 365)) == "untrusted"
    assert _refused(BODY, headers, at=NOW - timedelta(days=366)) == "untrusted"
    not_for_signing = OURS.signer("transport", signs=False)
    assert _refused(BODY, sign(BODY, not_for_signing, at=NOW)) == "untrusted"


def test_the_key_must_be_that_of_the_first_certificate(signer: Signer) -> None:
    thief = replace(OURS.signer("dief"), chain=signer.chain)
    assert _refused(BODY, sign(BODY, thief, at=NOW)) == "signature"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "form"),
        ("a.b.c", "form"),
        ("a..", "base64"),
        ("é..AA", "base64"),
        ("e30..AA", "profile"),
        ("W10..AA", "header"),
        ("x" * 70_000 + "..AA", "form"),
    ],
)
def test_nonsense_is_refused_without_falling_over(signer: Signer, text: str, reason: str) -> None:
    headers = replace(sign(BODY, signer, at=NOW), signature=text)
    assert _refused(BODY, headers) == reason


@pytest.mark.parametrize("chain", [[], ["geen certificaat"], "tekst", [1], ["AA=="]])
def test_a_chain_that_is_none_is_refused(signer: Signer, chain: object) -> None:
    headers = _with_header(sign(BODY, signer, at=NOW), signer, x5c=chain)
    assert _refused(BODY, headers) in {"chain", "certificate"}
