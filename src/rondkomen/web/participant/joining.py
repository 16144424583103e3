"""Coming in by a code, a link or a QR, with a name and a domain if one wants to give them."""

from collections.abc import Sequence

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rondkomen.access.core.actor import participant_actor
from rondkomen.access.crypto import blind_index
from rondkomen.access.queries import gemeente as gemeente_of
from rondkomen.access.queries import gemeenten
from rondkomen.access.tenancy import acting_for
from rondkomen.dialogue import queries, services
from rondkomen.dialogue.core.session.codes import Mode
from rondkomen.dialogue.core.session.joining import AGAIN_LENGTH, as_code, new_code
from rondkomen.dialogue.queries import SessionRow
from rondkomen.kernel.refusal import Refused
from rondkomen.web.participant import guard, guessing
from rondkomen.web.ui.questions import again, links
from rondkomen.web.ui.questions.person import PersonForm
from rondkomen.web.ui.questions.together import has_sheet
from rondkomen.web.ui.screen import public_screen

_AGAIN_COOKIE = "deelname-terug"
_AGAIN_LIFETIME = 60 * 60 * 24 * 400


class CodeForm(forms.Form):
    """The code on the wall."""

    code = forms.CharField(
        label=gettext_lazy("Code"),
        max_length=12,
        widget=forms.TextInput(
            attrs={"autocapitalize": "characters", "autocomplete": "off", "class": "code-field"}
        ),
    )


class JoinForm(PersonForm):
    """What somebody gives of themselves, and how they are recognised from an earlier wave."""

    again = forms.CharField(
        label=gettext_lazy("Terugkomcode van een vorige ronde"), max_length=12, required=False
    )

    def __init__(self, data: object, *, session: SessionRow, initial: dict[str, str]) -> None:
        super().__init__(data, session=session, initial=initial)
        if session.previous_id is None:
            del self.fields["again"]


@public_screen
def start(request: HttpRequest) -> HttpResponse:
    """Where a code is typed; with several municipalities, first the choice between them."""
    known = gemeenten()
    if len(known) == 1:
        return redirect("participant:code", known[0].code)
    return render(request, "participant/start.html", {"gemeenten": known})


@public_screen
def code(request: HttpRequest, gemeente_id: str) -> HttpResponse:
    """The code of a session of this municipality."""
    if not guard.is_known(gemeente_id):
        return redirect("participant:start")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            found = _by_typed_code(request, gemeente_id, form.cleaned_data["code"])
        except Refused as refusal:
            form.add_error("code", refusal.message)
        else:
            return redirect("participant:join", gemeente_id, found.join_code)
    context = {"form": form, "gemeente": gemeente_of(gemeente_id).name}
    return render(request, "participant/code.html", context, status=400 if form.errors else 200)


@public_screen
def join(request: HttpRequest, gemeente_id: str, code: str) -> HttpResponse:
    """Taking part: who one is, as far as one wants to say. Who is in already, goes on."""
    if not guard.is_known(gemeente_id):
        return redirect("participant:start")
    try:
        found = _by_link(gemeente_id, code) or _by_typed_code(request, gemeente_id, code)
    except Refused as refusal:
        return _code_refused(request, gemeente_id, code, refusal)
    if _is_in(request, gemeente_id, found):
        return redirect("participant:session", gemeente_id, found.id)
    known_again = request.get_signed_cookie(_AGAIN_COOKIE, default="", salt=gemeente_id)
    form = JoinForm(request.POST or None, session=found, initial={"again": known_again or ""})
    if request.method == "POST" and form.is_valid():
        try:
            return _let_in(request, gemeente_id, found, form)
        except Refused as refusal:
            form.add_error(None, refusal.message)
    context = {
        "form": form,
        "session": found,
        "gemeente": gemeente_of(gemeente_id).name,
        "together": found.mode is Mode.TOGETHER,
        "has_sheet": _has_sheet(found, gemeente_id),
    }
    answer = render(request, "participant/join.html", context, status=400 if form.errors else 200)
    if not guard.token_in(request, found.id):
        # Given with the page, so that sending it twice is taking part once.
        guard.give_token(answer, guard.new_token(), found.id)
    return answer


def _has_sheet(session: SessionRow, gemeente_id: str) -> bool:
    with acting_for(gemeente_id, only_reading=True):
        return has_sheet(session)


def _code_refused(
    request: HttpRequest, gemeente_id: str, code: str, refusal: Refused
) -> HttpResponse:
    form = CodeForm({"code": code.partition("-")[0][:12]})  # of a link its code, without its seal
    form.add_error("code", refusal.message)
    context = {"form": form, "gemeente": gemeente_of(gemeente_id).name}
    return render(request, "participant/code.html", context, status=400)


def _by_typed_code(request: HttpRequest, gemeente_id: str, typed: str) -> SessionRow:
    """The session with this code.

    Raises: Refused for a wrong code, in the same words and time whatever is wrong with it.
    """
    guessing.refuse_guessers(request, gemeente_id)
    with acting_for(gemeente_id, only_reading=True):
        # A malformed code is looked for too: a wrong code takes as long as any other.
        found = queries.find_by_code(as_code(typed) or "------", now=timezone.now())
    if found is None:
        guessing.count_wrong_code(request, gemeente_id)
        raise Refused(
            _(
                "Deze code hoort niet bij een open sessie. Kijk op het scherm of vraag uw gespreksleider."
            ),
            code="wrong-code",
        )
    return found


def _by_link(gemeente_id: str, text: str) -> SessionRow | None:
    """The session of a link that was made here; such a link cannot be guessed, so no limit holds."""
    found_code = links.code_in(text, gemeente_id)
    if not found_code:
        return None
    with acting_for(gemeente_id, only_reading=True):
        return queries.find_by_code(found_code, now=timezone.now())


def _is_in(request: HttpRequest, gemeente_id: str, session: SessionRow) -> bool:
    token = guard.token_in(request, session.id)
    if not token:
        return False
    with acting_for(gemeente_id, only_reading=True):
        return (
            queries.participant_by_token(session.id, guard.hash_of(token, gemeente_id)) is not None
        )


def _let_in(
    request: HttpRequest, gemeente_id: str, session: SessionRow, form: JoinForm
) -> HttpResponse:
    token = guard.token_in(request, session.id) or guard.new_token()
    key = again.as_key(form.cleaned_data.get("again", "")) or _again_of(token, gemeente_id)
    own = form.own_words()
    new = services.Joining(
        session_id=session.id,
        token_hash=guard.hash_of(token, gemeente_id),
        domain=own.domain,
        name=own.name,
        consents_to_name=own.consents_to_name,
        again_key_hash=again.hash_of(key, gemeente_id),
    )
    with acting_for(gemeente_id):
        services.join(new, at=timezone.now(), actor=participant_actor(gemeente_id, new.id))
    response = redirect("participant:session", gemeente_id, session.id)
    guard.give_token(response, token, session.id)
    response.set_signed_cookie(
        _AGAIN_COOKIE, key, salt=gemeente_id, max_age=_AGAIN_LIFETIME, path="/meedoen/",
        secure=request.is_secure(), httponly=True, samesite="Lax",
    )  # fmt: skip
    return response


def _again_of(token: str, gemeente_id: str) -> str:
    """The key of a browser: the same for the same token, and nobody can tell the token from it."""
    number = int(blind_index(token, gemeente_id=gemeente_id, kind="again-key"), 16)

    def choose(signs: Sequence[str]) -> str:
        nonlocal number
        number, at = divmod(number, len(signs))
        return signs[at]

    return new_code(choose, length=AGAIN_LENGTH)


def again_key(request: HttpRequest, gemeente_id: str) -> str:
    """The key by which this browser's participant is recognised in the next wave."""
    return request.get_signed_cookie(_AGAIN_COOKIE, default="", salt=gemeente_id) or ""
