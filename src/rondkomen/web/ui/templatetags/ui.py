"""`{% load ui %}`: the components of docs/ui.md."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import template
from django.forms import BaseForm, BoundField
from django.template import Context
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from rondkomen.web.ui import formats, refusals
from rondkomen.web.ui.components import Badge, Column
from rondkomen.web.ui.icons import icon as draw_icon
from rondkomen.web.ui.widgets import WIDGET_CLASSES

register = template.Library()

register.filter("euro", formats.euro)
register.filter("getal", formats.number)
register.filter("datum", formats.day)
register.filter("dag", formats.weekday)
register.filter("moment", formats.moment)
register.filter("maand", formats.month)
register.filter("postcode", formats.postcode)
register.filter("phone", formats.phone)
register.filter("bound", formats.bound)
register.filter("cell", formats.shown)

_NUMERIC = {"number", "figure", "euro"}
_CELL_CLASS = {
    "number": "numeric",
    "figure": "numeric",
    "euro": "numeric",
    "date": "nowrap",
    "moment": "nowrap",
    "month": "nowrap",
}
_ALERT_KINDS = {"info", "ok", "warning", "error"}
_MESSAGE_KIND = {
    "debug": "info",
    "info": "info",
    "success": "ok",
    "warning": "warning",
    "error": "error",
}
_BUTTON = {
    "primary": "primary-action",
    "secondary": "secondary-action",
    "quiet": "subtle",
    "danger": "primary-action utrecht-button--danger",
}


@register.simple_tag
def icon(name: str) -> SafeString:
    """A pictogram: `{% icon "phone" %}`."""
    return draw_icon(name)


@register.simple_block_tag
def alert(content: str, kind: str = "info", title: str = "") -> str:
    """A message in the page: `{% alert "warning" title="…" %}…{% endalert %}`; kinds info, ok, warning, error."""
    if kind not in _ALERT_KINDS:
        raise template.TemplateSyntaxError(f"There is no alert of kind {kind!r}.")
    return render_to_string("ui/parts/alert.html", {"kind": kind, "title": title, "body": content})


@register.filter
def message_kind(level: str) -> str:
    """The alert kind of a Django message level."""
    return _MESSAGE_KIND.get(level, "info")


@register.simple_block_tag
def panel(content: str, title: str = "", *, level: int = 2, extra: str = "") -> str:
    """A framed part of the page with a heading: `{% panel "Signalen" %}…{% endpanel %}`."""
    return render_to_string(
        "ui/parts/panel.html", {"title": title, "level": level, "extra": extra, "body": content}
    )


@register.simple_block_tag
def more(content: str, title: str, *, opened: bool = False) -> str:
    """Details on demand, without script: `{% more "Waarom bovenaan?" %}…{% endmore %}`."""
    return render_to_string(
        "ui/parts/more.html", {"title": title, "opened": opened, "body": content}
    )


@register.simple_tag
def badge(kind: str | Badge, label: str = "") -> SafeString:
    """A status word with its shape: `{% badge "positive" "Geaccepteerd" %}` or `{% badge row.badge %}`."""
    found = kind if isinstance(kind, Badge) else Badge(kind, label)  # type: ignore[arg-type]  # a template passes text
    return format_html('<span class="badge badge--{}">{}</span>', found.kind, found.label)


@register.simple_tag
def action(label: str, url: str, kind: str = "primary", *, icon: str = "") -> SafeString:
    """A link that looks like a button: `{% action "Nieuwe levering" url %}`; kinds primary, secondary, quiet."""
    picture = draw_icon(icon) if icon else ""
    return format_html(
        '<a class="utrecht-button-link utrecht-button-link--html-a utrecht-button--{}" href="{}">{}{}</a>',
        _BUTTON[kind],
        url,
        picture,
        label,
    )


@register.simple_tag
def submit(label: str, kind: str = "primary", *, name: str = "", value: str = "") -> SafeString:
    """A submit button: `{% submit "Opslaan" %}`; with name and value when a form has several."""
    named = format_html(' name="{}" value="{}"', name, value) if name else ""
    return format_html(
        '<button class="utrecht-button utrecht-button--{}" type="submit"{}>{}</button>',
        _BUTTON[kind],
        named,
        label,
    )


@register.inclusion_tag("ui/parts/breadcrumb.html")
def breadcrumb(*parts: str) -> dict[str, Any]:
    """The way back: `{% breadcrumb "Leveringen" list_url "November" %}`; the last label is this page."""
    trail = [
        {"label": label, "url": url} for label, url in zip(parts[:-1:2], parts[1::2], strict=False)
    ]
    return {"trail": trail, "here": parts[-1]}


@register.inclusion_tag("ui/parts/tiles.html")
def tiles(items: Sequence[Any], label: str = "") -> dict[str, Any]:
    """Counted filters: `{% tiles tiles "Stand van de rijen" %}` with a list of `Tile`."""
    return {"items": items, "label": label}


@register.inclusion_tag("ui/parts/table.html", takes_context=True)
def table(
    context: Context,
    rows: Iterable[Any],
    columns: Sequence[Column],
    caption: str,
    *,
    caption_hidden: bool = False,
) -> dict[str, Any]:
    """A data table: `{% table rows columns caption="Rijen" %}` with a list of `Column`; sorts by `?sort=`."""
    drawn = [[_cell(column, row) for column in columns] for row in rows]
    heads = [
        {"column": column, "numeric": column.kind in _NUMERIC, **_sorting(context, column.sort)}
        for column in columns
    ]
    return {"rows": drawn, "heads": heads, "caption": caption, "caption_hidden": caption_hidden}


def _cell(column: Column, row: Any) -> dict[str, Any]:
    found = column.of(row)
    return {
        "column": column,
        "css": _CELL_CLASS.get(column.kind, ""),
        "value": found if column.kind == "badge" else formats.shown(found, column.kind),
        "url": column.url(row) if column.url else "",
    }


@register.inclusion_tag("ui/parts/sort_header.html", takes_context=True)
def sort_header(
    context: Context,
    label: str,
    key: str,
    *,
    fixed: str,
    numeric: bool = False,
    first: bool = False,
) -> dict[str, Any]:
    """A column head that orders a list in one direction, by `?order=`, as the filter beside it does.

    `{% sort_header "Bedrag" "amount" fixed="descending" numeric=True %}`; `first` is the order of a
    list that nobody ordered.
    """
    query = context["request"].GET.copy()
    current = query.get("order", "")
    query["order"] = key
    query.pop("page", None)
    chosen = current == key or (first and not current)
    return {
        "label": label,
        "numeric": numeric,
        "sort_url": f"?{query.urlencode()}",
        "direction": fixed if chosen else "none",
    }


def _sorting(context: Context, key: str) -> dict[str, str]:
    if not key:
        return {"sort_url": "", "direction": ""}
    query = context["request"].GET.copy()
    current = query.get("sort", "")
    query["sort"] = f"-{key}" if current == key else key
    query.pop("page", None)
    direction = {key: "ascending", f"-{key}": "descending"}.get(current, "none")
    return {"sort_url": f"?{query.urlencode()}", "direction": direction}


@register.inclusion_tag("ui/parts/pager.html", takes_context=True)
def pager(context: Context, page: Any) -> dict[str, Any]:
    """Page links for a `django.core.paginator.Page`, keeping the filter: `{% pager page %}`."""
    query = context["request"].GET.copy()
    query.pop("page", None)
    return {"page": page, "query": f"{query.urlencode()}&" if query else ""}


@register.inclusion_tag("ui/parts/filter_bar.html", takes_context=True)
def filter_bar(context: Context, form: BaseForm) -> dict[str, Any]:
    """A row of filters that keeps its state in the address: `{% filter_bar form %}` (never a name or BSN)."""
    request = context["request"]
    used = any(request.GET.get(name) for name in form.fields)
    return {"form": form, "used": used, "path": request.path, "sort": request.GET.get("sort", "")}


@register.inclusion_tag("ui/parts/empty.html")
def empty(title: str, hint: str = "", url: str = "", label: str = "") -> dict[str, Any]:
    """An empty list that says what to do: `{% empty "Nog geen leveringen" "Lever een bestand aan." url label %}`."""
    return {"title": title, "hint": hint, "url": url, "label": label}


@register.inclusion_tag("ui/parts/progress.html")
def progress(status: Any, url: str, unit: str = "", *, stop: str = "") -> dict[str, Any]:
    """Live progress: `{% progress status poll_url "rijen" stop=stop_url %}`.

    The poll answers with the same part, without `stop`, until the work is done.
    """
    percent = round(100 * status.done / status.total) if status.total else None
    left = (
        round((status.total - status.done) / status.rate) if status.total and status.rate else None
    )
    return {
        "status": status,
        "url": url,
        "unit": unit,
        "percent": percent,
        "left": left,
        "stop": stop,
    }


@register.simple_tag
def progress_refresh(status: Any) -> str:
    """Reloads the page for readers without script while a job runs; belongs in block `head`."""
    return (
        mark_safe('<noscript><meta http-equiv="refresh" content="3"></noscript>') if status else ""
    )


@register.inclusion_tag("ui/parts/form_errors.html", takes_context=True)
def form_errors(context: Context, form: BaseForm) -> dict[str, Any]:
    """The summary above a form, each line a link to its field: `{% form_errors form %}`."""
    refusals.note(context.get("request"), form)
    lines = [
        {"field": form[name], "errors": errors}
        for name, errors in form.errors.items()
        if name != "__all__"
    ]
    return {"form": form, "lines": lines, "general": form.non_field_errors()}


@register.inclusion_tag("ui/parts/fields.html")
def fields(form: BaseForm) -> dict[str, Any]:
    """All fields of a form: `{% fields form %}`."""
    return {"form": form}


@register.inclusion_tag("ui/parts/field.html")
def field(bound: BoundField, label_hidden: bool = False) -> dict[str, Any]:
    """One field with label, help and errors: `{% field form.amount %}`."""
    kind = bound.widget_type
    classes = WIDGET_CLASSES.get(kind, "utrecht-textbox utrecht-textbox--html-input")
    if bound.errors:
        classes += " utrecht-textbox--invalid"
    attrs: dict[str, str | bool] = {
        "class": f"{bound.field.widget.attrs.get('class', '')} {classes}".strip()
    }
    grouped = bound.use_fieldset and kind in {"radioselect", "checkboxselectmultiple"}
    return {
        "field": bound,
        "control": bound if grouped else bound.as_widget(attrs=attrs),
        "kind": kind,
        "grouped": grouped,
        "label_hidden": label_hidden,
    }


@register.inclusion_tag("ui/parts/facts.html")
def facts(pairs: Mapping[str, Any] | Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """A definition list: `{% facts pairs %}` with (term, value) pairs."""
    return {"pairs": pairs.items() if isinstance(pairs, Mapping) else pairs}


@register.inclusion_tag("ui/parts/timeline.html")
def timeline(happenings: Sequence[Any], label: str = "") -> dict[str, Any]:
    """What happened, newest first as given: `{% timeline happenings %}` with a list of `Happening`."""
    return {"happenings": happenings, "label": label}


@register.inclusion_tag("ui/parts/compare.html")
def compare(compared: Sequence[Any], left: str, right: str, caption: str) -> dict[str, Any]:
    """Two records side by side: `{% compare rows "Signaal A" "Signaal B" caption %}` with a list of `Compared`."""
    return {"compared": compared, "left": left, "right": right, "caption": caption}


@register.inclusion_tag("ui/parts/chart.html")
def chart(drawn: Any) -> dict[str, Any]:
    """A chart with its table behind it: `{% chart drawn %}`, drawn by `web.ui.charts`."""
    return {"chart": drawn}


@register.inclusion_tag("ui/parts/drop_zone.html")
def drop_zone(bound: BoundField) -> dict[str, Any]:
    """A file field that files can be dropped on: `{% drop_zone form.file %}`."""
    return {"field": bound}
