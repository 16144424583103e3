"""The report of a session, to hand over: as PDF, or as a Word file to edit."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _

from rondkomen.access import queries as access
from rondkomen.access.core.purposes import Purpose
from rondkomen.chain.dialogue_report import session_report
from rondkomen.dialogue import queries
from rondkomen.dialogue.adapters import report_files
from rondkomen.dialogue.core.report.document import Document
from rondkomen.kernel.refusal import Refused
from rondkomen.web.ui.questions import words
from rondkomen.web.ui.screen import ActorRequest, screen

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_KINDS: dict[str, tuple[Callable[[Document, str], bytes], str]] = {
    "pdf": (report_files.as_pdf, "application/pdf"),
    "docx": (report_files.as_docx, _DOCX),
}


@screen(Purpose.DIALOGUE)
def report(request: ActorRequest, session_id: UUID, kind: str) -> HttpResponse:
    """The report as a file, in the words of the product: Dutch."""
    if kind not in _KINDS:
        raise Refused(_("Het verslag is er als PDF en als Word-bestand. Kies een van de twee."))
    labels = {
        one.domain: words.domain(one.domain).lower() for one in queries.participants(session_id)
    }
    said = {code: str(text) for code, text in {**words.PURPOSES, **words.ACTIONS}.items()}
    document = session_report(session_id, labels=labels, words=said, actor=request.actor)
    colour = access.gemeente(request.actor.gemeente_id).house_colour
    write, content_type = _KINDS[kind]
    return HttpResponse(
        write(document, colour or report_files.DEFAULT_COLOUR),
        content_type=content_type,
        headers={"Content-Disposition": f'attachment; filename="verslag.{kind}"'},
    )
