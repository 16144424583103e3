"""Changing a draft without a programmer: its outline, its parts one by one, and making it definitive."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rondkomen.access.core.purposes import Purpose
from rondkomen.access.queries import user_names
from rondkomen.dialogue import queries, services
from rondkomen.dialogue.adapters import instrument_file
from rondkomen.dialogue.core.changing import editing
from rondkomen.dialogue.core.changing.editing import Block, Part, PartKind
from rondkomen.dialogue.queries import DraftRow
from rondkomen.kernel.refusal import Refused
from rondkomen.web.policy.dialogue import editor_page, other_kind
from rondkomen.web.policy.dialogue.part_forms import ITEM_LISTS, PartForm
from rondkomen.web.ui.questions.drawing import say
from rondkomen.web.ui.screen import ActorRequest, screen

_BY = {"up": -1, "down": 1}
_NOT_SEEN = "-"  # a mark no part has: whoever sends none saw nothing


@screen(Purpose.DIALOGUE)
def draft(request: ActorRequest, draft_id: UUID) -> HttpResponse:
    """The whole draft: what is in it, what is wrong with it, and a section as participants get it."""
    row = queries.draft(draft_id)
    data = row.data
    faults = editor_page.faults_of(draft_id, data)
    shown = Part(PartKind.SECTION, request.GET.get("deel", ""))
    known = [section["code"] for step in data["steps"] for section in step["sections"]]
    if shown.code not in known:
        shown = editor_page.first_section(data)
    context = {
        "row": row,
        "by": _writer(row),
        "based_on": queries.version(row.based_on_id) if row.based_on_id else None,
        "steps": editor_page.outline(draft_id, data, [one for one, _shown in faults]),
        "follows": editor_page.what_follows(draft_id, data),
        "scales": editor_page.scales(draft_id, data),
        "general": editor_page.address(draft_id, editing.WHOLE),
        "purpose": data["purpose"]["nl"],
        "faults": [one for _part, one in faults],
        "kinds": editor_page.KINDS.items(),
        "preview": editor_page.preview(data, shown),
        "shown": shown.code,
    }
    return render(request, "policy/dialogue/draft.html", context)


@screen(Purpose.DIALOGUE)
def part(request: ActorRequest, draft_id: UUID, kind: str, code: str) -> HttpResponse:
    """One part of the draft: its form, and what participants get of it."""
    row = queries.draft(draft_id)
    form = PartForm(row.data, editor_page.part_at(kind, code), request.POST or None)
    if request.method == "POST":
        return _save(request, row, form)
    return render(request, "policy/dialogue/draft_part.html", _part_page(row, form))


@require_POST
@screen(Purpose.DIALOGUE)
def arrange(request: ActorRequest, draft_id: UUID) -> HttpResponse:
    """A part added, moved or taken away; back to where that was."""
    row = queries.draft(draft_id)
    verb, _colon, rest = request.POST.get("do", "").partition(":")
    if verb == "add":
        return _add(request, row, rest)
    path, code, seen = (*rest.split(":"), "", "")[:3]
    part = editor_page.part_at(path, code)
    if verb in _BY:
        change = services.Change(part, lambda data: editing.moved(data, part, _BY[verb]))
        place = f"{verb}-{path}-{code}"
    elif verb == "remove":
        mark = seen or _NOT_SEEN
        change = services.Change(part, lambda data: editing.removed(data, part), mark, deep=True)
        name, place = editor_page.name_of(row.data, part), "opbouw"
        messages.success(
            request, _("Weggehaald: %(part)s. U kunt dit nog terugdraaien.") % {"part": name}
        )
    else:
        raise Refused(_("Deze knop bestaat niet (meer). Laad de pagina opnieuw."), code="do")
    services.change_draft(draft_id, change, at=timezone.now(), actor=request.actor)
    return redirect(f"{reverse('dialogue:draft', args=[draft_id])}#{place}")


@require_POST
@screen(Purpose.DIALOGUE)
def undo(request: ActorRequest, draft_id: UUID) -> HttpResponse:
    """The draft as it was before its last change."""
    services.undo_draft(draft_id, _revision(request), at=timezone.now(), actor=request.actor)
    messages.success(request, _("De laatste wijziging is teruggedraaid."))
    return redirect("dialogue:draft", draft_id)


@screen(Purpose.DIALOGUE)
def discard(request: ActorRequest, draft_id: UUID) -> HttpResponse:
    """Asks once, and then throws the draft away."""
    row = queries.draft(draft_id)
    if request.method == "POST":
        services.discard_draft(draft_id, actor=request.actor)
        messages.success(request, _("Het concept is weggegooid."))
        return redirect("dialogue:instruments")
    return render(request, "policy/dialogue/draft_discard.html", {"row": row})


@require_POST
@screen(Purpose.DIALOGUE)
def definitive(request: ActorRequest, draft_id: UUID) -> HttpResponse:
    """The draft becomes a version that a session can choose."""
    made = services.make_definitive(
        draft_id,
        _revision(request),
        instrument_file.check,
        at=timezone.now(),
        actor=request.actor,
    )
    version = queries.version(made)
    words = {"version": version.version, "title": say(version.instrument.title)}
    text = _("Versie %(version)s van ‘%(title)s’ is definitief. Kies haar bij een nieuwe sessie.")
    messages.success(request, text % words)
    return redirect("dialogue:instruments")


def _save(request: ActorRequest, row: DraftRow, form: PartForm) -> HttpResponse:
    """The part as filled in; a program gets what changed on the page, a person the page."""
    quietly = request.headers.get("HX-Request") == "true"
    if not form.is_valid():
        return _not_saved(request, row, form, quietly=quietly)
    do = request.POST.get("do", "")
    taken = _taken(row)
    change = services.Change(
        form.part,
        lambda data: _with_items(form.changed(data), form.part, do, taken),
        request.POST.get("seen") or _NOT_SEEN,
    )
    try:
        services.change_draft(row.id, change, at=timezone.now(), actor=request.actor)
    except Refused as refusal:
        if refusal.code != "changed-since":
            raise
        return _clash(request, row, form)
    fresh = queries.draft(row.id)
    if quietly:
        context = _part_page(fresh, PartForm(fresh.data, form.part)) | {"saved": True}
        return render(request, "policy/dialogue/draft_saved.html", context)
    return redirect(_next_place(request, fresh, form.part, do))


def _not_saved(
    request: ActorRequest, row: DraftRow, form: PartForm, *, quietly: bool
) -> HttpResponse:
    context = _part_page(row, form)
    if quietly:
        return render(request, "policy/dialogue/draft_saved.html", context)
    return render(request, "policy/dialogue/draft_part.html", context, status=400)


def _clash(request: ActorRequest, row: DraftRow, form: PartForm) -> HttpResponse:
    """Nothing was saved: what stands there now, with beside it what this writer had filled in."""
    context = _part_page(row, PartForm(row.data, form.part))
    context |= {"clash": True, "typed": form.typed(), "by": _writer(row)}
    if request.headers.get("HX-Request") != "true":
        return render(request, "policy/dialogue/draft_part.html", context, status=409)
    answer = render(request, "policy/dialogue/draft_part_body.html", context)
    answer["HX-Retarget"], answer["HX-Reswap"] = "#bewerken", "outerHTML"
    return answer


def _add(request: ActorRequest, row: DraftRow, what: str) -> HttpResponse:
    path, _colon, code = what.partition(":")
    kind = request.POST.get(f"kind-{code}", "")
    taken = _taken(row)
    made: list[Part] = []

    def add(data: Block) -> Block:
        if path == "stap":
            data, part = editing.with_step(data, taken)
        elif path == "deel":
            data, part = editing.with_section(data, code, taken)
        else:
            data, part = editing.with_question(data, code, kind, taken)
        made.append(part)
        return data

    change = services.Change(editing.WHOLE, add)
    services.change_draft(row.id, change, at=timezone.now(), actor=request.actor)
    return redirect(editor_page.address(row.id, made[0]))


def _with_items(data: Block, part: Part, do: str, taken: set[str]) -> Block:
    """The instrument after what a button at an item, or at a scale, asked for."""
    verb, name, at = (*do.split(":"), "", "")[:3]
    number = int(at) if at.isdecimal() and len(at) < 4 else 0
    if verb == "own-scale":
        return editing.with_scale_of_its_own(data, part.code)[0]
    if name not in ITEM_LISTS:
        return data
    if verb == "add":
        return editing.with_item(data, part, name, taken)
    if verb == "remove":
        return editing.item_removed(data, part, name, number)
    return editing.item_moved(data, part, name, number, _BY.get(verb, 0))


def _next_place(request: ActorRequest, row: DraftRow, part: Part, do: str) -> str:
    if "back" in request.POST:
        return (
            f"{reverse('dialogue:draft', args=[row.id])}#{editor_page.PATHS[part.kind]}-{part.code}"
        )
    here = editor_page.address(row.id, part)
    block = editing.read(row.data, part)
    verb, name, at = (*do.split(":"), "", "")[:3]
    if verb == "own-scale":
        return editor_page.address(row.id, Part(PartKind.SCALE, block["scale"]))
    if verb == "add":
        return f"{here}#id_{name}-{len(block[name]) - 1}-text_nl"
    if verb in _BY and at.isdecimal():
        return f"{here}#{verb}-{name}-{int(at) + _BY[verb]}"
    return f"{here}#items-{name}" if name else here


def _taken(row: DraftRow) -> set[str]:
    """The codes that earlier versions gave: a code never comes to mean something else."""
    versions = queries.own_versions(row.key)
    if row.based_on_id:
        versions.append(queries.version(row.based_on_id))
    return {code for one in versions for code in editing.codes(one.data)}


def _part_page(row: DraftRow, form: PartForm) -> dict[str, Any]:
    data, part = form.whole, form.part
    faults = editor_page.faults_of(row.id, dict(data))
    return {
        "row": row,
        "form": form,
        "part": part,
        "heading": editor_page.name_of(data, part),
        "seen": editing.mark(data, part),
        "url": editor_page.address(row.id, part),
        "faults": [shown for one, shown in faults if one.part == part],
        "elsewhere": sum(one.part != part for one, _shown in faults),
        "preview": editor_page.preview(dict(data), part),
        "scale_url": _scale_url(row.id, form.block, part),
        "kinds": other_kind.kinds_for(row, part),
    }


def _scale_url(draft_id: UUID, block: Block, part: Part) -> str:
    if part.kind is not PartKind.QUESTION or block["kind"] != "scale":
        return ""
    return editor_page.address(draft_id, Part(PartKind.SCALE, block["scale"]))


def _revision(request: ActorRequest) -> int:
    text = request.POST.get("revision", "")
    return int(text) if text.isdecimal() and len(text) < 9 else 0


def _writer(row: DraftRow) -> str:
    """The colleague who changed the draft last."""
    return user_names({row.author_ref}).get(row.author_ref, "") if row.author_ref else ""
