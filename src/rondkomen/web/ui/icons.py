"""The few pictograms we use, drawn for a 24 by 24 grid; always beside a word, so hidden from screen readers."""

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

_PATHS = {
    "info": '<circle cx="12" cy="12" r="9"/><path d="M12 11v6M12 7.5v.5"/>',
    "ok": '<circle cx="12" cy="12" r="9"/><path d="m8 12.5 2.8 2.8L16 9.5"/>',
    "warning": '<path d="M12 4 2.8 20h18.4z"/><path d="M12 10v5M12 17.5v.5"/>',
    "error": '<path d="M8.3 3h7.4L21 8.3v7.4L15.7 21H8.3L3 15.7V8.3z"/><path d="m9 9 6 6M15 9l-6 6"/>',
    "search": '<circle cx="10.5" cy="10.5" r="6.5"/><path d="m15.5 15.5 5 5"/>',
    "menu": '<path d="M4 7h16M4 12h16M4 17h16"/>',
    "up": '<path d="m6 14.5 6-6 6 6"/>',
    "down": '<path d="m6 9.5 6 6 6-6"/>',
    "left": '<path d="m14.5 6-6 6 6 6"/>',
    "right": '<path d="m9.5 6 6 6-6 6"/>',
    "person": '<circle cx="12" cy="8" r="4"/><path d="M4.5 20.5c1-4 4-6 7.5-6s6.5 2 7.5 6"/>',
    "upload": '<path d="M12 16V5M7.5 9.5 12 5l4.5 4.5M4 16v4h16v-4"/>',
    "download": '<path d="M12 5v11M7.5 11.5 12 16l4.5-4.5M4 16v4h16v-4"/>',
    "clock": '<circle cx="12" cy="12" r="9"/><path d="M12 7v5l3.5 2.5"/>',
    "phone": (
        '<path d="M7 3.5 9.5 8l-2 2c1.2 2.7 3.3 4.9 6.5 6.5l2-2 4.5 2.5v3c0 .6-.4 1-1 1'
        'C10.5 21 3 13.5 3 4.5c0-.6.4-1 1-1z"/>'
    ),
    "home": '<path d="m3.5 11.5 8.5-8 8.5 8M6 9.5V20h12V9.5M10 20v-6h4v6"/>',
    "mail": '<path d="M3.5 5.5h17v13h-17zM3.5 6l8.5 7 8.5-7"/>',
}


def icon(name: str) -> SafeString:
    """The pictogram as an inline SVG in the colour of its text."""
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" focusable="false">{}</svg>',
        mark_safe(_PATHS[name]),  # noqa: S308  our own drawings above, never input
    )
