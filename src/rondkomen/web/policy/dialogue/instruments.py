"""The instruments of the municipality: what it can choose, copy, import and take along."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rondkomen.access.core.purposes import Purpose
from rondkomen.access.queries import user_names
from rondkomen.dialogue import queries, services
from rondkomen.dialogue.adapters import instrument_file, worksheet, xlsform
from rondkomen.dialogue.adapters.worksheet import Paper
from rondkomen.dialogue.content import instruments as shipped
from rondkomen.dialogue.queries import VersionRow
from rondkomen.files import yaml
from rondkomen.kernel.refusal import Refused
from rondkomen.web.policy.dialogue import library
from rondkomen.web.policy.dialogue.part_fields import LONGEST
from rondkomen.web.ui.questions.drawing import say
from rondkomen.web.ui.screen import ActorRequest, screen

_LARGEST = 1_000_000  # bytes; the biggest instrument is a twentieth of it
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class NewForm(forms.Form):
    """What a new instrument begins with."""

    title = forms.CharField(label=gettext_lazy("Titel"), max_length=LONGEST)
    purpose = forms.CharField(
        label=gettext_lazy("Waarvoor is het?"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class FileForm(forms.Form):
    """An instrument as a file."""

    file = forms.FileField(
        label=gettext_lazy("YAML-bestand"), widget=forms.FileInput(attrs={"accept": ".yaml,.yml"})
    )

    def clean_file(self) -> str:
        """The text of the file."""
        sent = self.cleaned_data["file"]
        if sent.size > _LARGEST:
            raise forms.ValidationError(_("Dit bestand is groter dan 1 MB. Splits het instrument."))
        try:
            return str(sent.read().decode("utf-8-sig"))
        except UnicodeDecodeError as fault:
            sentence = _("Dit bestand is geen UTF-8. Bewaar het opnieuw als UTF-8.")
            raise forms.ValidationError(sentence) from fault


@dataclass(frozen=True)
class Offered:
    """One instrument in a list, in the version one would choose now."""

    key: str
    version: str
    title: str
    questions: int
    made_at: datetime | None = None
    others: tuple[VersionRow, ...] = ()
    is_copy: bool = False
    may_withdraw: bool = False
    is_withdrawn: bool = False


@screen(Purpose.DIALOGUE)
def overview(request: ActorRequest) -> HttpResponse:
    """Drafts, own instruments, and those that come with the product."""
    drafts = queries.drafts()
    names = user_names({row.author_ref for row in drafts if row.author_ref})
    context = {
        "drafts": [
            {"row": row, "by": names.get(row.author_ref) if row.author_ref else ""}
            for row in drafts
        ],
        "own": _own(),
        "shipped": [
            Offered(key, one.version, say(one.title), sum(1 for _one in one.questions()))
            for key, one in shipped().items()
        ],
    }
    return render(request, "policy/dialogue/instruments.html", context)


@screen(Purpose.DIALOGUE)
def new(request: ActorRequest) -> HttpResponse:
    """A new instrument, from a title and a purpose."""
    form = NewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        title, purpose = ({"nl": given[one], "en": given[one]} for one in ("title", "purpose"))
        made = services.start_draft(title, purpose, at=timezone.now(), actor=request.actor)
        return redirect("dialogue:draft", made)
    return _new_page(request, form, FileForm())


@require_POST
@screen(Purpose.DIALOGUE)
def import_file(request: ActorRequest) -> HttpResponse:
    """A new instrument, or the next version of an own one, from a file without faults."""
    form = FileForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            made = services.import_draft(
                form.cleaned_data["file"],
                instrument_file.check,
                at=timezone.now(),
                actor=request.actor,
            )
        except Refused as refusal:
            form.add_error("file", _sentence(refusal))
        else:
            messages.success(request, _("Het bestand is goed. U kunt het hier nog veranderen."))
            return redirect("dialogue:draft", made)
    return _new_page(request, NewForm(), form)


@require_POST
@screen(Purpose.DIALOGUE)
def copy(request: ActorRequest, key: str, version: str) -> HttpResponse:
    """An own copy to adapt, of a shipped instrument or of an own one."""
    now = timezone.now()
    is_own = key not in shipped()
    kept = (
        library.own_version(key, version).id
        if is_own
        else library.kept(key, at=now, actor=request.actor)
    )
    made = services.copy_version(kept, at=now, actor=request.actor)
    return redirect("dialogue:draft", made)


@require_POST
@screen(Purpose.DIALOGUE)
def change(request: ActorRequest, key: str, version: str) -> HttpResponse:
    """The draft of the next version of an own instrument."""
    row = library.own_version(key, version)
    made = services.continue_version(row.id, at=timezone.now(), actor=request.actor)
    return redirect("dialogue:draft", made)


@require_POST
@screen(Purpose.DIALOGUE)
def withdraw(request: ActorRequest, key: str, version: str) -> HttpResponse:
    """An own version that no session uses can no longer be chosen."""
    row = library.own_version(key, version)
    services.withdraw_version(row.id, at=timezone.now(), actor=request.actor)
    messages.success(request, _("Versie %(version)s is ingetrokken.") % {"version": version})
    return redirect("dialogue:instruments")


@screen(Purpose.DIALOGUE)
def download(request: ActorRequest, key: str, version: str, kind: str) -> HttpResponse:
    """The instrument as YAML, as a worksheet on paper, or as an XLSForm."""
    instrument, text = library.found(key, version)
    match kind:
        case "yaml":
            made, content_type = text.encode(), "application/yaml; charset=utf-8"
        case "pdf":
            paper = Paper.A3 if request.GET.get("papier") == "a3" else Paper.A4
            made = worksheet.render(instrument, paper=paper, language=get_language() or "nl")
            content_type = "application/pdf"
        case "xlsx":
            made, content_type = xlsform.render(instrument), _XLSX
        case _:
            raise Http404
    return _file(made, content_type, f"{key}-{version}.{kind}")


@screen(Purpose.DIALOGUE)
def download_draft(request: ActorRequest, draft_id: UUID) -> HttpResponse:
    """The draft as YAML, faults and all: to go on with it in a file."""
    row = queries.draft(draft_id)
    return _file(
        yaml.write(row.data).encode(), "application/yaml; charset=utf-8", f"{row.key}-concept.yaml"
    )


def _own() -> list[Offered]:
    """Of every own instrument the version that is offered; of one that is withdrawn whole, the newest."""
    by_key: dict[str, list[VersionRow]] = {}
    for row in queries.own_versions():
        by_key.setdefault(row.key, []).append(row)
    found = []
    for key, rows in by_key.items():
        first = next((row for row in rows if row.withdrawn_at is None), rows[0])
        title, count = say(first.instrument.title), sum(1 for _one in first.instrument.questions())
        others = tuple(row for row in rows if row is not first)
        is_withdrawn = first.withdrawn_at is not None
        found.append(
            Offered(
                key,
                first.version,
                title,
                count,
                first.made_at,
                others,
                is_copy=first.based_on_id is not None,
                may_withdraw=not is_withdrawn and not first.is_used,
                is_withdrawn=is_withdrawn,
            )
        )
    return found


def _new_page(request: ActorRequest, form: NewForm, file_form: FileForm) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "file_form": file_form}
    wrong = form.errors or file_form.errors
    return render(
        request, "policy/dialogue/instrument_new.html", context, status=400 if wrong else 200
    )


def _sentence(refusal: Refused) -> str:
    """What is wrong with the file and where, as one sentence."""
    return f"{refusal.message} ({refusal.where})" if refusal.where else refusal.message


def _file(made: bytes, content_type: str, name: str) -> HttpResponse:
    return HttpResponse(
        made,
        content_type=content_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
