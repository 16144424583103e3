"""CBS as a test plays it: its own key and certificates, and a client that signs and verifies."""

import base64
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from django.test import Client
from django.utils import timezone

from rondkomen.exchange.adapters.jades import (
    DIGEST_HEADER,
    SIGNATURE_HEADER,
    SignedHeaders,
    Signer,
    sign,
    verify,
)
from rondkomen.exchange.tests.certificates import Authority

ADDRESS = "/api/ddas-vs/v1/gegevens"
GOVERNMENT = Authority("overheid")


def installed(folder: Path, ours: Signer) -> dict[str, str]:
    """The settings of an installation whose files stand in this folder."""
    (folder / "key.pem").write_bytes(
        ours.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    )
    chain = b"".join(link.public_bytes(Encoding.PEM) for link in ours.chain)
    (folder / "chain.pem").write_bytes(chain)
    (folder / "trusted.pem").write_bytes(GOVERNMENT.root.public_bytes(Encoding.PEM))
    return {
        "SUPPLIER": "Rondkomen",
        "SIGNING_KEY": str(folder / "key.pem"),
        "SIGNING_CHAIN": str(folder / "chain.pem"),
        "TRUSTED": str(folder / "trusted.pem"),
    }


@dataclass
class Cbs:
    """CBS with its id and secret, its certificate, and a browserless client."""

    client_id: str
    secret: str
    signer: Signer
    http: Client

    def token(self) -> str:
        """A token for its own program."""
        pair = base64.b64encode(f"{self.client_id}:{self.secret}".encode()).decode()
        answer = self.http.post(
            "/api/v1/token",
            {"grant_type": "client_credentials", "scope": "read"},
            headers={"Authorization": f"Basic {pair}"},
        )
        assert answer.status_code == 200, answer.content
        return str(answer.json()["access_token"])

    def post(self, body: bytes, **headers: str) -> Any:
        """The answer to these bytes, signed and with a token unless the headers say otherwise."""
        signed = sign(body, self.signer, at=timezone.now())
        usual = {
            "Authorization": f"Bearer {self.token()}",
            DIGEST_HEADER: signed.digest,
            SIGNATURE_HEADER: signed.signature,
        }
        sent = {name: value for name, value in {**usual, **headers}.items() if value}
        return self.http.post(ADDRESS, body, content_type="application/json", headers=sent)

    def ask(self, **question: object) -> Any:
        """The answer to this question."""
        return self.post(json.dumps(question).encode())

    def page(self, **question: object) -> dict[str, Any]:
        """The content of the answer, after verifying who signed it."""
        answer = self.ask(**question)
        assert answer.status_code == 200, answer.content
        headers = SignedHeaders(answer[DIGEST_HEADER], answer[SIGNATURE_HEADER])
        verify(answer.content, headers, trusted=[GOVERNMENT.root], at=timezone.now())
        found: dict[str, Any] = json.loads(answer.content)
        return found
