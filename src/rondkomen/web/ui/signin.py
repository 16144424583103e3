"""Signing in and out, the second factor, the own account."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import LoginView, LogoutView, PasswordChangeView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods
from django_otp import user_has_device

from rondkomen.access import queries
from rondkomen.access.core.roles import ROLE_LABELS
from rondkomen.web.ui import navigation, second_factor
from rondkomen.web.ui.screen import GEMEENTE_KEY, must_choose_password, public_screen, request_actor
from rondkomen.web.ui.signin_forms import CodeForm, GemeenteForm, NewPasswordForm, SignInForm

_NEXT_KEY = "after_second_factor"


class _SignIn(LoginView):
    template_name = "ui/pages/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True
    extra_context = {"oidc": settings.OIDC_ENABLED, "demo": settings.MODE == "demo"}

    def get_success_url(self) -> str:
        """The page asked for, or the second factor first when that is still due."""
        wanted: str = super().get_success_url()
        if not second_factor.is_due(self.request.user):
            return wanted
        self.request.session[_NEXT_KEY] = wanted
        return str(reverse_lazy("ui:second-factor"))


class _NewPassword(PasswordChangeView):
    template_name = "ui/pages/password.html"
    form_class = NewPasswordForm
    success_url = reverse_lazy("ui:account")

    def form_valid(self, form: Any) -> HttpResponse:
        """Stores the password and says so; other sessions of this user end."""
        was_first = must_choose_password(form.user)
        form.user.must_choose_password = False
        answer = super().form_valid(form)
        messages.success(
            self.request, _("Uw wachtwoord is gewijzigd. Andere apparaten zijn afgemeld.")
        )
        return redirect("ui:home") if was_first else answer


def _own(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Marks a screen about the signed-in user alone: no purpose needed, an account is."""
    return public_screen(never_cache(login_required(view)))


def _verified(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """As `_own`, and past the second factor for whoever has one."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if second_factor.is_due(request.user):
            return redirect("ui:second-factor")
        return view(request, *args, **kwargs)

    return _own(guarded)


sign_in = public_screen(_SignIn.as_view())
sign_out = public_screen(LogoutView.as_view())


@_verified
@sensitive_post_parameters()
def password(request: HttpRequest) -> Any:
    """Asks for the old password and twice for the new one."""
    return _NewPassword.as_view()(request)


@_own
@require_http_methods(["GET", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """Asks for the code from the app."""
    if not user_has_device(request.user):
        return redirect("ui:second-factor-setup")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if second_factor.verify(request, form.cleaned_data["code"]):
            return redirect(request.session.pop(_NEXT_KEY, settings.LOGIN_REDIRECT_URL))
        form.add_error("code", _wrong_code(request))
    return render(request, "ui/pages/second_factor.html", {"form": form}, status=_status(form))


@_own
@require_http_methods(["GET", "POST"])
def setup(request: HttpRequest) -> HttpResponse:
    """Puts the account in an app on the user's phone."""
    if not second_factor.may_enrol(request.user):
        return redirect("ui:second-factor")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if second_factor.confirm(request, form.cleaned_data["code"]):
            messages.success(
                request, _("De app is ingesteld. Bij het aanmelden vragen we voortaan een code.")
            )
            return redirect(request.session.pop(_NEXT_KEY, settings.LOGIN_REDIRECT_URL))
        form.add_error("code", _wrong_code(request))
    context = {"form": form, "enrolment": second_factor.enrolment(request.user)}
    return render(request, "ui/pages/second_factor_setup.html", context, status=_status(form))


@_verified
def home(request: HttpRequest) -> HttpResponse:
    """Leads to the first item of the user's own menu: what needs them today."""
    if must_choose_password(request.user):
        return redirect("ui:password")
    links = navigation.menu(request_actor(request), request)
    return redirect(links[0].url if links else "ui:account")


@_verified
@require_http_methods(["GET", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    """Who I am here: roles, second factor, and the municipality I work for."""
    user: Any = request.user
    choices = [
        (gemeente_id, queries.gemeente(gemeente_id).name)
        for gemeente_id in queries.gemeenten_of(user.pk)
    ]
    actor = request_actor(request)
    form = GemeenteForm(
        request.POST or None, choices=choices, initial={"gemeente": actor.gemeente_id}
    )
    if request.method == "POST" and form.is_valid():
        request.session[GEMEENTE_KEY] = form.cleaned_data["gemeente"]
        return redirect("ui:account")
    context = {
        "form": form if len(choices) > 1 else None,
        "email": user.email,
        "gemeente_name": dict(choices)[actor.gemeente_id],
        "roles": sorted(_(ROLE_LABELS[role]) for role in actor.roles),
        "has_app": user_has_device(user),
    }
    return render(request, "ui/pages/account.html", context, status=_status(form))


def _wrong_code(request: HttpRequest) -> str:
    if second_factor.must_wait(request.user):
        return _("Te veel verkeerde codes achter elkaar. Wacht even en probeer dan de nieuwe code.")
    return _("Deze code klopt niet of is verlopen. Kijk in de app en typ de nieuwe code.")


def _status(form: Any) -> int:
    return 422 if form.errors else 200
