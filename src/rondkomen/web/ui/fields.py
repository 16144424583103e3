"""Form fields that several screens ask for."""

from django import forms
from django.utils.translation import gettext_lazy


class KvkField(forms.RegexField):
    """A number of the trade register, or nothing."""

    def __init__(self) -> None:
        super().__init__(
            r"^\d{8}$",
            label=gettext_lazy("KvK-nummer"),
            required=False,
            error_messages={"invalid": gettext_lazy("Een KvK-nummer bestaat uit acht cijfers.")},
        )
