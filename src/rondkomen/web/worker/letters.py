"""Letters and cards: for one case or for a whole selection, in one PDF, logged as attempts."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rondkomen.access.core.purposes import Purpose
from rondkomen.chain import letter_batch, outreach_flow
from rondkomen.kernel.ids import new_id
from rondkomen.kernel.refusal import Refused
from rondkomen.outreach import queries
from rondkomen.outreach.core.codes import PART_OF_DAY_LABELS, PartOfDay, part_of_day
from rondkomen.outreach.core.letters import LETTER_KIND_LABELS, LetterKind
from rondkomen.outreach.services import LetterOrder
from rondkomen.outreach.services.letters import sample_letter
from rondkomen.web.ui import refusals
from rondkomen.web.ui.components import Column
from rondkomen.web.ui.screen import ActorRequest, screen
from rondkomen.web.worker.cases import selection
from rondkomen.web.worker.handing_over import pdf_answer

_NEW_AND_MINE = "whose=mine&status=new"


class LetterForm(forms.Form):
    """What to send and how to log it."""

    token = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label=gettext_lazy("Welke brief"),
        widget=forms.RadioSelect,
        choices=[(kind.value, gettext_lazy(LETTER_KIND_LABELS[kind])) for kind in LetterKind],
    )
    appointment = forms.CharField(
        label=gettext_lazy("Afspraak: dag, tijd en plaats"),
        required=False,
        max_length=160,
        help_text=gettext_lazy("Alleen voor de bevestiging van een afspraak."),
    )
    part_of_day = forms.ChoiceField(
        label=gettext_lazy("Dagdeel van verzenden"),
        widget=forms.RadioSelect,
        choices=[(part.value, gettext_lazy(PART_OF_DAY_LABELS[part])) for part in PartOfDay],
    )
    log_as_sent = forms.BooleanField(
        label=gettext_lazy("Log elke brief als poging"), required=False
    )

    def order(self, case_ids: list[UUID]) -> LetterOrder:
        """The order as filled in, for these cases."""
        data = self.cleaned_data
        return LetterOrder(
            case_ids=case_ids,
            kind=LetterKind(data["kind"]),
            token=data["token"],
            part_of_day=PartOfDay(data["part_of_day"]),
            appointment=data["appointment"],
            log_as_sent=data["log_as_sent"],
        )


@screen(Purpose.OUTREACH)
def letters(request: ActorRequest) -> HttpResponse:
    """Makes the letters for a case or for the selection in the address."""
    case_ids, single = _chosen(request)
    now = timezone.localtime()
    initial = {
        "token": new_id(),
        "kind": LetterKind.FIRST_CONTACT.value,
        "part_of_day": part_of_day(now.hour).value,
        "log_as_sent": True,
    }
    form = LetterForm(request.POST or None, initial=initial)
    if request.method == "POST" and not case_ids:
        raise Refused(_("In deze selectie staan geen zaken; kies bij Zaken een ander filter."))
    if request.method == "POST" and form.is_valid():
        try:
            return _make(request, form.order(case_ids), at_once=single is not None)
        except Refused as refusal:
            refusals.add_to(form, refusal)
    context = {
        "form": form,
        "total": len(case_ids),
        "case_id": single,
        "query": request.GET.urlencode(),
        "runs": [] if single else queries.letter_runs(actor=request.actor),
        "run_columns": _run_columns(),
        "sender": queries.sender(),
        "may_arrange": request.actor.may(Purpose.ADMINISTRATION),
        "kinds": [(kind.value, _(LETTER_KIND_LABELS[kind])) for kind in LetterKind],
    }
    return render(request, "worker/letters.html", context)


def _make(request: ActorRequest, order: LetterOrder, *, at_once: bool) -> HttpResponse:
    """One letter as a document at once; a batch in the background, with a page of its own.

    Raises: Refused when no letter can be made.
    """
    if not at_once:
        run_id = letter_batch.start(order, actor=request.actor)
        return redirect("worker:letters-run", run_id=run_id)
    today = timezone.localdate()
    batch = outreach_flow.make_letters(order, today=today, actor=request.actor)
    messages.success(request, _("De brief is gemaakt."))
    return pdf_answer(batch.pdf, f"brieven-{today}.pdf")


def _run_columns() -> list[Column]:
    return [
        Column(
            _("Gevraagd"),
            "ordered_at",
            kind="moment",
            url=lambda row: reverse("worker:letters-run", args=[row.run_id]),
        ),
        Column(_("Brief"), lambda row: _(LETTER_KIND_LABELS[row.kind])),
        Column(_("Zaken"), "cases", kind="number"),
        Column(_("Brieven"), "letters", kind="number"),
    ]


def _chosen(request: ActorRequest) -> tuple[list[UUID], UUID | None]:
    """The cases in the address, and the one case when it is one."""
    if "case" in request.GET:
        try:
            single = UUID(request.GET["case"])
        except ValueError as unreadable:
            raise Refused(
                _("Deze zaak bestaat hier niet (meer)."), code="case-unknown"
            ) from unreadable
        return [single], single
    wanted = request.GET or QueryDict(_NEW_AND_MINE)
    chosen, _sort = selection(request, wanted)
    rows = queries.worklist_rows(chosen, today=timezone.localdate(), actor=request.actor)
    return [row.case_id for row in rows], None


@screen(Purpose.OUTREACH, Purpose.ADMINISTRATION)
def sample(request: ActorRequest, kind: str) -> HttpResponse:
    """The letter in use, to a resident who does not exist."""
    try:
        template = queries.letter_template(LetterKind(kind))
    except ValueError as unknown:
        raise Refused(_("Deze brief bestaat niet."), code="letter-unknown") from unknown
    document = sample_letter(template, today=timezone.localdate(), actor=request.actor)
    response = pdf_answer(document, f"voorbeeld-{kind}.pdf")
    response["Content-Disposition"] = f'inline; filename="voorbeeld-{kind}.pdf"'
    return response
