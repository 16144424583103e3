"""Links into a session: the code with a signature behind it, which nobody can guess."""

import hmac

import segno
from django.http import HttpRequest
from django.urls import reverse

from rondkomen.access.crypto import blind_index
from rondkomen.dialogue.core.session.joining import as_code

_SIGNATURE = 12


def join_link(request: HttpRequest, gemeente_id: str, code: str) -> str:
    """The whole address that opens the session with this code."""
    signed = f"{code}-{_signature(code, gemeente_id)}"
    return request.build_absolute_uri(reverse("participant:join", args=[gemeente_id, signed]))


def code_in(text: str, gemeente_id: str) -> str:
    """The code of a link that was made here; empty for anything else."""
    typed, _, signature = text.partition("-")
    code = as_code(typed)
    right = hmac.compare_digest(signature.encode(), _signature(code, gemeente_id).encode())
    return code if code and right else ""


def qr(link: str) -> str:
    """The link as a QR picture: SVG that scales with its place."""
    drawn = segno.make(link, error="m", micro=False)
    picture: str = drawn.svg_inline(scale=4, border=2, omitsize=True, svgclass="qr", lineclass=None)
    return picture


def _signature(code: str, gemeente_id: str) -> str:
    return blind_index(code, gemeente_id=gemeente_id, kind="join-link")[:_SIGNATURE]
