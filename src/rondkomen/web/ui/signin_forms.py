"""The forms of sign-in: password, code from the app, new password."""

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.utils.translation import gettext_lazy as _


class SignInForm(AuthenticationForm):
    """E-mail address and password; the message never tells which of the two was wrong."""

    username = forms.EmailField(
        label=_("E-mailadres"),
        widget=forms.EmailInput(attrs={"autocomplete": "username", "autofocus": True}),
    )
    password = forms.CharField(
        label=_("Wachtwoord"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    error_messages = {
        "invalid_login": _(
            "Dit e-mailadres en wachtwoord horen niet bij elkaar. Let op hoofdletters en probeer het opnieuw."
        ),
        "inactive": _("Dit account is gesloten. Vraag de functioneel beheerder."),
    }

    def clean_username(self) -> str:
        """The address in lower case, as it is stored: failures of one account count together."""
        return str(self.cleaned_data["username"]).lower()


class CodeForm(forms.Form):
    """The six digits an authenticator app shows."""

    code = forms.RegexField(
        r"^\s*\d{3}\s?\d{3}\s*$",
        label=_("Code uit de app"),
        help_text=_("Zes cijfers; elke 30 seconden komt er een nieuwe."),
        error_messages={"invalid": _("Een code bestaat uit zes cijfers.")},
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "inputmode": "numeric",
                "maxlength": 8,
                "autofocus": True,
                "class": "textbox--code",
            }
        ),
    )

    def clean_code(self) -> str:
        """The digits alone."""
        return "".join(self.cleaned_data["code"].split())


class NewPasswordForm(PasswordChangeForm):
    """The old password once, the new one twice."""

    error_messages = {
        "password_incorrect": _("Dit is niet uw huidige wachtwoord."),
        "password_mismatch": _("De twee nieuwe wachtwoorden zijn niet gelijk."),
    }
    old_password = forms.CharField(
        label=_("Huidig wachtwoord"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "autofocus": True}),
    )
    new_password1 = forms.CharField(
        label=_("Nieuw wachtwoord"),
        strip=False,
        help_text=_("Ten minste twaalf tekens. Een korte zin onthoudt u het best."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    new_password2 = forms.CharField(
        label=_("Nieuw wachtwoord, nog een keer"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_new_password1(self) -> str:
        """The new password, when it is not the one in use.

        Raises: ValidationError for the password in use.
        """
        chosen: str = self.cleaned_data["new_password1"]
        if self.user.check_password(chosen):
            raise forms.ValidationError(_("Kies een ander wachtwoord dan u nu heeft."))
        return chosen


class GemeenteForm(forms.Form):
    """Which municipality to work for, for someone with a role in several."""

    gemeente = forms.ChoiceField(label=_("Gemeente"), widget=forms.RadioSelect)

    def __init__(self, *args: object, choices: list[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed through as Django gives them
        chosen = self.fields["gemeente"]
        assert isinstance(chosen, forms.ChoiceField)
        chosen.choices = choices
