"""Marks where two texts differ, letter by letter, without colour alone: `<mark>` around the letters."""

from difflib import SequenceMatcher

from django.utils.html import format_html
from django.utils.safestring import SafeString

from rondkomen.web.ui.components import Compared, Text

ALIKE = 0.6  # below this, marking single letters hides that the two are simply different


def compared(label: Text, left: str, right: str) -> Compared:
    """One line of the side-by-side view, with the differing letters marked.

    Where one side is empty nothing can be said, so it counts as unknown.
    """
    if not left or not right:
        return Compared(label, left, right, None)
    if left.casefold() == right.casefold():
        return Compared(label, left, right, same=True)
    return Compared(label, *_marked(left, right), same=False)


def _marked(left: str, right: str) -> tuple[SafeString, SafeString]:
    matcher = SequenceMatcher(None, left.casefold(), right.casefold(), autojunk=False)
    if matcher.ratio() < ALIKE:
        return _piece(left, marked=True), _piece(right, marked=True)
    ours, theirs = SafeString(""), SafeString("")
    for kind, start, end, other_start, other_end in matcher.get_opcodes():
        ours += _piece(left[start:end], marked=kind != "equal")
        theirs += _piece(right[other_start:other_end], marked=kind != "equal")
    return ours, theirs


def _piece(text: str, *, marked: bool) -> SafeString:
    if not text:
        return SafeString("")
    return format_html("<mark>{}</mark>" if marked else "{}", text)
