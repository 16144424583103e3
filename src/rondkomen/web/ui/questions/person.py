"""What somebody gives of themselves to take part: a domain, a name if they want to, and consent."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from rondkomen.dialogue import services
from rondkomen.dialogue.queries import SessionRow
from rondkomen.web.ui.questions import words

_OTHER = "other"


class PersonForm(forms.Form):
    """The fields a participant fills in on a phone, and a facilitator from paper."""

    domain = forms.ChoiceField(
        label=gettext_lazy("Vanuit welk domein doet u mee?"), widget=forms.RadioSelect
    )
    own_domain = forms.CharField(
        label=gettext_lazy("Welk domein?"), max_length=80, required=False,
        help_text=gettext_lazy("Alleen als u iets anders koos."),
    )  # fmt: skip
    name = forms.CharField(
        label=gettext_lazy("Uw naam"), max_length=services.LONGEST_NAME, required=False
    )
    consents = forms.BooleanField(
        label=gettext_lazy("Mijn naam mag bij mijn antwoorden staan"),
        required=False,
        help_text=gettext_lazy(
            "Zonder vinkje ziet niemand welke antwoorden van u zijn. U kunt dit later terugdraaien."
        ),
    )

    def __init__(
        self, data: object, *, session: SessionRow, initial: dict[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial=_known(session, initial or {}))  # type: ignore[arg-type]  # a QueryDict or None
        self.fields["domain"].choices = [  # type: ignore[attr-defined]  # a choice field
            (one, words.domain(one)) for one in session.domains
        ]
        if _OTHER not in session.domains:
            del self.fields["own_domain"]

    def own_words(self) -> services.OwnWords:
        """What was given; a domain in one's own words when those were written."""
        own = self.cleaned_data.get("own_domain", "").strip()
        chosen: str = self.cleaned_data["domain"]
        return services.OwnWords(
            own if own and chosen == _OTHER else chosen,
            self.cleaned_data["name"],
            self.cleaned_data["consents"],
        )


def _known(session: SessionRow, initial: dict[str, Any]) -> dict[str, Any]:
    """A domain in somebody's own words stands behind the choice for something else."""
    domain = initial.get("domain")
    if not domain or domain in session.domains:
        return initial
    return initial | {"domain": _OTHER, "own_domain": domain}
