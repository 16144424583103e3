"""Typing in what was written on paper: by the code of a field, or the whole sheet at once."""

import secrets
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from rondkomen.access.core.purposes import Purpose
from rondkomen.access.crypto import blind_index
from rondkomen.dialogue import queries, services
from rondkomen.dialogue.core.filling_in.order import printed
from rondkomen.dialogue.core.instrument.definition import Instrument
from rondkomen.dialogue.core.paper.entry import TICK, Marks, spot
from rondkomen.dialogue.queries import ParticipantRow, SessionRow
from rondkomen.dialogue.services import PaperSheet
from rondkomen.kernel.refusal import Refused
from rondkomen.web.ui.questions import again, words
from rondkomen.web.ui.questions.drawing import say
from rondkomen.web.ui.questions.person import PersonForm
from rondkomen.web.ui.questions.sheet_of_paper import Marked, PaperQuestion, paper, typed_in
from rondkomen.web.ui.screen import ActorRequest, screen


class OnPaperForm(PersonForm):
    """Who wrote a sheet, in the words of who types it in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["domain"].label = _("Vanuit welk domein?")
        self.fields["name"].label = _("Naam, als die op het blad staat")
        self.fields["consents"].label = _("De naam mag bij de antwoorden staan")
        self.fields["consents"].help_text = _(
            "Zonder toestemming van wie het blad schreef bewaren wij de naam niet."
        )

    def own_words(self) -> services.OwnWords:
        """A name only with consent: whose sheet it is cannot look after it themselves."""
        own = super().own_words()
        return own if own.consents_to_name else replace(own, name="")


class NewPaperForm(OnPaperForm):
    """Somebody whose sheet is typed in for the first time, and the code to recognise them by."""

    again = forms.CharField(
        label=gettext_lazy("Terugkomcode, als die op het blad staat"),
        max_length=12,
        required=False,
        help_text=gettext_lazy(
            "Daarmee telt dit blad mee bij wie er beide keren was. Staat er geen, dan maken wij er een."
        ),
    )

    def clean_again(self) -> str:
        """The code from an earlier wave, or a new one."""
        typed: str = self.cleaned_data["again"]
        if not typed.strip():
            return again.new_key()
        key = again.as_key(typed)
        if not key:
            raise forms.ValidationError(
                _("Dit is geen terugkomcode. Die heeft acht letters en cijfers; kijk nog eens op het blad.")
            )  # fmt: skip
        return key


class QuickForm(forms.Form):
    """One field: its code, and what is written there. On the group's sheet others write too."""

    code = forms.CharField(
        label=gettext_lazy("Code"),
        max_length=130,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "off", "autofocus": True}
        ),
    )
    mark = forms.CharField(
        label=gettext_lazy("Wat er staat"),
        required=False,
        max_length=5000,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
    )
    replacing = forms.BooleanField(label=gettext_lazy("Vervangen wat er al staat"), required=False)

    def __init__(self, data: object, *, of_the_group: bool) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # a QueryDict or None
        if not of_the_group:
            del self.fields["replacing"]


@dataclass(frozen=True)
class Desk:
    """The sheet that lies on the desk, and whose it is."""

    session: SessionRow
    sheet: PaperSheet
    instrument: Instrument
    who: ParticipantRow | None

    @property
    def kept(self) -> Marks:
        """What was typed in so far."""
        return queries.sheet_marks(self.session.id, self.instrument, self.sheet.participant_id)

    def questions(self, kept: Marks, typed: Marks) -> list[PaperQuestion]:
        """The sheet, with what stands in it."""
        asked = printed(self.instrument, self.session.mode, alone=self.who is not None)
        return paper(asked, Marked(kept, typed))


@screen(Purpose.DIALOGUE)
def overview(request: ActorRequest, session_id: UUID) -> HttpResponse:
    """The sheets that were typed in, and a new one."""
    row = queries.session(session_id)
    form = NewPaperForm(request.POST or None, session=row)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.join(
                _joining(row, form, request.actor.gemeente_id),
                at=timezone.now(),
                actor=request.actor,
            )
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            said = _(
                "Terugkomcode van dit blad: %(code)s. Schrijf die op het blad en geef haar aan wie het"
                " schreef; wij bewaren haar niet."
            )
            messages.info(request, said % {"code": form.cleaned_data["again"]})
            return redirect(_address(row, made, _instruments(row, alone=True)[0]))
    status = 400 if form.errors else 200
    return render(request, "policy/dialogue/paper.html", _overview(row) | {"form": form}, status=status)  # fmt: skip


@screen(Purpose.DIALOGUE)
def of_one(
    request: ActorRequest, session_id: UUID, participant_id: UUID, instrument: str
) -> HttpResponse:
    """The sheet of one participant, and who they are."""
    row = queries.session(session_id)
    who = _on_paper(session_id, participant_id)
    return _sheet(request, row, PaperSheet(session_id, instrument, who.id), who)


@screen(Purpose.DIALOGUE)
def of_the_group(request: ActorRequest, session_id: UUID, instrument: str) -> HttpResponse:
    """The sheet the group filled in."""
    return _sheet(request, queries.session(session_id), PaperSheet(session_id, instrument), None)


@require_POST
@screen(Purpose.DIALOGUE)
def who(request: ActorRequest, session_id: UUID, participant_id: UUID) -> HttpResponse:
    """Who wrote the sheet, changed; or with `erase` the whole sheet gone."""
    row = queries.session(session_id)
    one = _on_paper(session_id, participant_id)
    if "erase" in request.POST:
        services.withdraw(session_id, one.id, actor=request.actor)
        messages.success(request, _("Het blad en alles wat erop stond is gewist."))
        return redirect("dialogue:paper", session_id)
    form = OnPaperForm(request.POST, session=row)
    if not form.is_valid():
        raise Refused(_("Kies een domein voor dit blad."), code="domain")
    services.change_own_words(session_id, one.id, form.own_words(), actor=request.actor)
    messages.success(request, _("Bewaard."))
    return redirect(_address(row, one.id, _instruments(row, alone=True)[0]))


def _sheet(
    request: ActorRequest, row: SessionRow, sheet: PaperSheet, who: ParticipantRow | None
) -> HttpResponse:
    offered = {one.key: one for one in _instruments(row, alone=who is not None)}
    if sheet.instrument not in offered:
        raise Refused(_("Van dit instrument is er in deze sessie geen blad om in te typen."))
    desk = Desk(row, sheet, offered[sheet.instrument], who)
    if request.method != "POST":
        return _show(request, desk, QuickForm(None, of_the_group=who is None))
    if "code" in request.POST:
        return _quickly(request, desk)
    kept = desk.kept
    typed, seen = typed_in(desk.questions(kept, {}), request.POST)
    try:
        _enter(request, desk, typed, None if who else seen)
    except Refused as refusal:
        quick = QuickForm(None, of_the_group=who is None)
        return _show(request, desk, quick, typed=typed, refusal=refusal)
    messages.success(request, _("Het blad is bewaard."))
    return redirect(request.path)


def _quickly(request: ActorRequest, desk: Desk) -> HttpResponse:
    quick = QuickForm(request.POST, of_the_group=desk.who is None)
    if not quick.is_valid():
        return _show(request, desk, quick)
    given = quick.cleaned_data
    try:
        code, mark = _typed(request, desk, given["code"], given["mark"])
        _enter(request, desk, {code: mark}, None if desk.who or given["replacing"] else {})
    except Refused as refusal:
        quick.add_error("code", refusal.message)
        return _show(request, desk, quick)
    messages.success(request, _("%(code)s is genoteerd.") % {"code": code})
    return redirect(request.path)


def _typed(request: ActorRequest, desk: Desk, code: str, mark: str) -> tuple[str, str]:
    """The code as it is printed and the mark; a cross needs no mark."""
    at = spot(desk.instrument, code)
    if "clear" in request.POST:
        return at.code, ""
    if at.is_tick:
        return at.code, TICK
    if not mark:
        raise Refused(_("Typ ook wat er bij %(code)s staat.") % {"code": at.code})
    return at.code, mark


def _enter(request: ActorRequest, desk: Desk, typed: Marks, seen: Marks | None) -> None:
    services.enter(desk.sheet, typed, seen=seen, at=timezone.now(), actor=request.actor)


def _show(
    request: ActorRequest,
    desk: Desk,
    quick: QuickForm,
    *,
    typed: Marks | None = None,
    refusal: Refused | None = None,
) -> HttpResponse:
    kept, row, who = desk.kept, desk.session, desk.who
    questions = desk.questions(kept, typed or {})
    context = {
        "session": row,
        "who": who,
        "domain": words.domain(who.domain) if who else "",
        "title": say(desk.instrument.title),
        "others": [
            {"title": say(one.title), "url": _address(row, who.id if who else None, one)}
            for one in _instruments(row, alone=who is not None)
            if one.key != desk.instrument.key
        ],
        "quick": quick,
        "example": questions[0].rows[0].fields[0].code,
        "questions": questions,
        "filled": len(kept),
        "refusal": refusal,
        "form": _form_of(row, who) if who else None,
    }
    status = 400 if refusal or quick.errors else 200
    return render(request, "policy/dialogue/paper_sheet.html", context, status=status)


def _form_of(row: SessionRow, who: ParticipantRow) -> OnPaperForm:
    initial = {"domain": who.domain, "name": who.name, "consents": who.consents_to_name}
    return OnPaperForm(None, session=row, initial=initial)


def _overview(row: SessionRow) -> dict[str, Any]:
    answered = queries.progress(row.id)
    alone, group = _instruments(row, alone=True), _instruments(row, alone=False)
    return {
        "session": row,
        "sheets": [
            {
                "number": number,
                "domain": words.domain(one.domain),
                "name": one.name,
                "answered": len(answered.get(one.id, ())),
                "url": _address(row, one.id, alone[0]),
            }
            for number, one in enumerate(_papers(row.id), 1)
            if alone
        ],
        "takes_sheets": bool(alone),
        "group": [{"title": say(one.title), "url": _address(row, None, one)} for one in group],
    }


def _instruments(row: SessionRow, *, alone: bool) -> list[Instrument]:
    """The instruments of the session that have a sheet for one participant, or for the group."""
    every = queries.instruments_of(row.id)
    return [one for one in every if printed(one, row.mode, alone=alone)]


def _papers(session_id: UUID) -> list[ParticipantRow]:
    return [one for one in queries.participants(session_id) if one.on_paper]


def _on_paper(session_id: UUID, participant_id: UUID) -> ParticipantRow:
    """Whoever takes part on paper; what somebody gave in a browser stays theirs."""
    found = queries.participant_with(session_id, participant_id)
    if found is None or not found.on_paper:
        raise Refused(_("Dit blad bestaat niet. Kies er een uit de lijst."), code="paper")
    return found


def _address(row: SessionRow, who: UUID | None, instrument: Instrument) -> str:
    if who is None:
        return reverse("dialogue:paper-group", args=[row.id, instrument.key])
    return reverse("dialogue:paper-one", args=[row.id, who, instrument.key])


def _joining(row: SessionRow, form: NewPaperForm, gemeente_id: str) -> services.Joining:
    """Somebody on paper; of the token, which nobody holds, and of their code only the hash is kept."""
    own = form.own_words()
    token = blind_index(secrets.token_urlsafe(32), gemeente_id=gemeente_id, kind="paper")
    key = again.hash_of(form.cleaned_data["again"], gemeente_id)
    return services.Joining(
        row.id, token, own.domain, own.name, own.consents_to_name, again_key_hash=key, on_paper=True
    )
