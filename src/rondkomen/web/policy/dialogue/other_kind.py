"""A question of a draft made into one of another kind, after showing what gets lost."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from rondkomen.access.core.purposes import Purpose
from rondkomen.dialogue import queries, services
from rondkomen.dialogue.core.changing import editing
from rondkomen.dialogue.core.changing.comparing import Sort, compare
from rondkomen.dialogue.core.changing.editing import Block, Part, PartKind
from rondkomen.dialogue.core.instrument import reading
from rondkomen.dialogue.queries import DraftRow
from rondkomen.kernel.refusal import Refused
from rondkomen.web.policy.dialogue import comparing, editor_page
from rondkomen.web.ui.screen import ActorRequest, screen


@screen(Purpose.DIALOGUE)
def change(request: ActorRequest, draft_id: UUID, code: str) -> HttpResponse:
    """What changes with another kind of question; posted, it has changed."""
    row, part = queries.draft(draft_id), Part(PartKind.QUESTION, code)
    sent = request.POST if request.method == "POST" else request.GET
    kind = sent.get("soort", "")
    if kind not in dict(kinds_for(row, part)):
        raise Refused(
            _("Deze vraag kan niet van die soort worden. Ga terug en kies een andere."), code="kind"
        )
    if request.method == "POST":
        seen = request.POST.get("seen") or "-"
        wanted = services.Change(part, lambda data: editing.with_kind(data, code, kind), seen)
        services.change_draft(draft_id, wanted, at=timezone.now(), actor=request.actor)
        messages.success(request, _("De soort is gewijzigd. U kunt dit nog terugdraaien."))
        return redirect(editor_page.address(draft_id, part))
    made = editing.with_kind(row.data, code, kind)
    context = {
        "row": row,
        "kind": kind,
        "label": editor_page.KINDS[kind],
        "heading": editor_page.name_of(row.data, part),
        "seen": editing.mark(row.data, part),
        "back": editor_page.address(draft_id, part),
        "details": _details(row.data, made, code),
        "faults": _new_faults(draft_id, row.data, made),
        "preview": editor_page.preview(made, part),
    }
    return render(request, "policy/dialogue/draft_kind.html", context)


def kinds_for(row: DraftRow, part: Part) -> list[tuple[str, Promise]]:
    """The kinds this part can become: none when it is no question, or may have been answered."""
    if part.kind is not PartKind.QUESTION or queries.is_settled(row.key, part.code):
        return []
    now = editing.read(row.data, part)["kind"]
    return [(kind, label) for kind, label in editor_page.KINDS.items() if kind != now]


def _details(before: Block, after: Block, code: str) -> tuple[comparing.ShownDetail, ...]:
    """What becomes different in the question itself, in words."""
    found = compare(reading.instrument(before), reading.instrument(after), get_language() or "nl")
    return next(
        (comparing.shown(one).details for one in found if (one.sort, one.code) == (Sort.QUESTION, code)),
        (),
    )  # fmt: skip


def _new_faults(draft_id: UUID, before: Block, after: Block) -> list[editor_page.ShownFault]:
    """What is left to mend afterwards: texts that begin empty, and what pointed at what went."""
    known = {placed for placed, _shown in editor_page.faults_of(draft_id, before)}
    return [
        shown for placed, shown in editor_page.faults_of(draft_id, after) if placed not in known
    ]
