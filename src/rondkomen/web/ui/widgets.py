"""Which style each kind of form control wears."""

_TEXTBOX = "utrecht-textbox utrecht-textbox--html-input"

WIDGET_CLASSES = {
    "select": "utrecht-select utrecht-select--html-select",
    "selectmultiple": "utrecht-select utrecht-select--html-select select--list",
    "textarea": "utrecht-textarea utrecht-textarea--html-textarea",
    "checkbox": "utrecht-checkbox utrecht-checkbox--html-input",
    "file": "file-control",
    "clearablefile": "file-control",
    "number": f"{_TEXTBOX} textbox--number",
    "date": f"{_TEXTBOX} textbox--date",
}
