"""The mapping profile of a partner: its columns to our fields, with a live preview of a sample.

The sample file is read, shown and forgotten: nothing of it is stored.
"""

from typing import Any, BinaryIO, cast
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rondkomen.access.core.purposes import Purpose
from rondkomen.arrears import queries, services
from rondkomen.arrears.core.fields import FIELDS, INSTEAD_OF, Need
from rondkomen.arrears.core.mapping import MappingProfile, suggest
from rondkomen.chain import intake
from rondkomen.kernel.refusal import Refused
from rondkomen.web.ui.screen import ActorRequest, screen

PREVIEW_ROWS = 5
PREVIEW_SENTENCES = 12
SAMPLE_ROWS = 1_000  # enough to see whether a profile fits, also of a year's file


class ProfileForm(forms.Form):
    """Which column is which field, and how the partner writes dates and amounts."""

    all_optional = (
        True  # a partner delivers few of the fields; a star marks those it cannot leave out
    )
    sample = forms.FileField(
        label=gettext_lazy("Voorbeeldbestand"),
        required=False,
        help_text=gettext_lazy("Het wordt gelezen en niet bewaard; liefst zonder echte namen."),
    )
    date_order = forms.ChoiceField(
        label=gettext_lazy("Datums"),
        choices=[("dmy", "31-12-2026"), ("ymd", "2026-12-31"), ("mdy", "12/31/2026")],
    )
    amount_format = forms.ChoiceField(
        label=gettext_lazy("Bedragen"),
        choices=[
            ("comma", "1.234,56"),
            ("point", "1,234.56"),
            ("cents", gettext_lazy("hele centen")),
        ],
    )
    constants = forms.CharField(
        label=gettext_lazy("Vaste waarden"),
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("Eén per regel: veld = waarde. Bijvoorbeeld: soort_signaal = vroeg"),
    )
    translations = forms.CharField(
        label=gettext_lazy("Vertalingen"),
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy(
            "Eén per regel: veld: woord van de partner = ons woord. Bijvoorbeeld: soort_signaal: EL = eindelevering"
        ),
    )

    def __init__(
        self, data: object, files: object, *, header: tuple[str, ...], profile: MappingProfile
    ) -> None:
        initial = {
            "date_order": profile.date_order,
            "amount_format": profile.amount_format,
            "constants": _constant_lines(profile),
            "translations": _translation_lines(profile),
        }
        super().__init__(data, files, initial=initial)  # type: ignore[arg-type]  # QueryDict or None
        choices = [("", _("– niet geleverd –")), *((name, name) for name in header)]
        for field in FIELDS:
            chosen = profile.columns.get(field.name, "")
            known = choices if chosen in {"", *header} else [*choices, (chosen, chosen)]
            self.fields[f"column-{field.name}"] = forms.ChoiceField(
                label=field.column + (" *" if field.need is Need.REQUIRED else ""),
                required=False,
                choices=known,
                initial=chosen,
            )

    def column_fields(self) -> list[forms.BoundField]:
        """The choices of a column per field, in the order of the format."""
        return [self[f"column-{field.name}"] for field in FIELDS]

    def profile(self) -> MappingProfile:
        """The profile as filled in.

        Raises: Refused for a line that cannot be read or a field that does not exist.
        """
        data = self.cleaned_data
        columns = {field.name: data[f"column-{field.name}"] for field in FIELDS}
        return MappingProfile.from_data(
            {
                "columns": {name: column for name, column in columns.items() if column},
                "constants": _read_constants(data["constants"]),
                "translations": _read_translations(data["translations"]),
                "date_order": data["date_order"],
                "amount_format": data["amount_format"],
            }
        )


_BY_COLUMN = {field.column: field.name for field in FIELDS}
_COLUMN = {field.name: field.column for field in FIELDS}


def _constant_lines(profile: MappingProfile) -> str:
    return "\n".join(f"{_COLUMN[name]} = {value}" for name, value in profile.constants.items())


def _translation_lines(profile: MappingProfile) -> str:
    return "\n".join(
        f"{_COLUMN[name]}: {word} = {ours}"
        for name, words in profile.translations.items()
        for word, ours in words.items()
    )


def _read_constants(text: str) -> dict[str, str]:
    found = {}
    for line in filter(None, map(str.strip, text.splitlines())):
        column, sign, value = line.partition("=")
        found[_field_named(column, line if sign else "")] = value.strip()
    return found


def _read_translations(text: str) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for line in filter(None, map(str.strip, text.splitlines())):
        column, colon, rest = line.partition(":")
        word, sign, ours = rest.partition("=")
        name = _field_named(column, line if colon and sign else "")
        found.setdefault(name, {})[word.strip()] = ours.strip()
    return found


def _field_named(column: str, line: str) -> str:
    name = _BY_COLUMN.get(column.strip(), column.strip())
    if not line or name not in _COLUMN:
        raise Refused(
            _(
                "De regel die begint met '%(start)s' is niet te lezen; schrijf haar als in het voorbeeld."
            )
            % {"start": column.strip()[:40]}
        )
    return name


@screen(Purpose.ADMINISTRATION)
def mapping(request: ActorRequest, partner_id: UUID) -> HttpResponse:
    """The profile in use, changed with a sample beside it."""
    current = queries.current_mapping(partner_id)
    stored = current.profile if current else MappingProfile()
    sample = _sample(request)
    header, trouble = _header(sample, stored, request)
    profile = suggest(header, stored)
    filled_in = "date_order" in request.POST  # the first time only the sample is sent
    form = ProfileForm(
        request.POST if filled_in else None,
        request.FILES if filled_in else None,
        header=header,
        profile=profile,
    )
    context: dict[str, Any] = {
        "form": form,
        "partner": queries.partner(partner_id),
        "current": current,
        "header": header,
        "trouble": trouble,
    }
    if request.method == "POST" and _chosen(form, profile, context):
        if "save" in request.POST:
            version = services.save_mapping(partner_id, context["profile"], actor=request.actor)
            messages.success(request, _("Opgeslagen als versie %(number)d.") % {"number": version})
            return redirect("beheer:partner", partner_id=partner_id)
        if sample is not None:
            context |= _preview(sample, partner_id, context["profile"], request)
    template = (
        "beheer/mapping_preview.html"
        if request.headers.get("HX-Request")
        else "beheer/mapping.html"
    )
    return render(request, template, context)


def _chosen(form: ProfileForm, suggested: MappingProfile, context: dict[str, Any]) -> bool:
    """Whether the form gives a profile; the first time the suggestion itself is one."""
    if form.is_bound and not form.is_valid():
        return False
    try:
        context["profile"] = form.profile() if form.is_bound else suggested
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def _sample(request: ActorRequest) -> BinaryIO | None:
    sent = request.FILES.get("sample")
    return cast(BinaryIO, sent) if sent else None  # on disk when it is big: never whole in memory


def _header(
    sample: BinaryIO | None, profile: MappingProfile, request: ActorRequest
) -> tuple[tuple[str, ...], str]:
    """The columns of the sample, or those of the form that was sent without it."""
    if sample is None:
        return tuple(filter(None, request.POST.get("header", "").split("\x1f"))), ""
    try:
        return intake.preview(sample, MappingProfile(encoding=profile.encoding), rows=1)[0], ""
    except Refused as refusal:
        return (), str(refusal)


def _preview(
    sample: BinaryIO, partner_id: UUID, profile: MappingProfile, request: ActorRequest
) -> dict[str, Any]:
    """The first rows as they will be read, and what would become of the whole sample."""
    try:
        header, rows = intake.preview(sample, profile, rows=PREVIEW_ROWS)
        checked = intake.check(
            sample,
            partner_id,
            today=timezone.localdate(),
            actor=request.actor,
            profile=profile,
            most_sentences=PREVIEW_SENTENCES,
            most_rows=SAMPLE_ROWS,
        )
    except Refused as refusal:
        return {"trouble": str(refusal)}
    bound = suggest(header, profile)  # taking in finds the same columns by their names
    used = [
        (field.column, bound.columns[field.name]) for field in FIELDS if field.name in bound.columns
    ]
    places = [(ours, header.index(theirs)) for ours, theirs in used if theirs in header]
    return {
        "preview_heads": [ours for ours, _place in places],
        "preview_rows": [
            [(ours, row[place] if place < len(row) else "") for ours, place in places]
            for row in rows
        ],
        "checked": checked,
        "sampled": checked.counts.rows == SAMPLE_ROWS,
        "sentences": [sentence for _row, _state, sentence in checked.sentences],
        "unused": [name for name in header if name not in bound.columns.values()],
        "missing": [
            field.column
            for field in FIELDS
            if field.need is Need.REQUIRED
            and field.name not in bound.columns
            and field.name not in bound.constants
            and INSTEAD_OF.get(field.name, "") not in bound.columns
        ],
    }
