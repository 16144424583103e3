"""Writes SVG elements; every text is escaped here and nowhere else. No style attributes: the policy refuses them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from html import escape

_HATCHES = {
    1: '<path class="hatch" d="M-2 2 2-2M0 8 8 0M6 10 10 6"/>',
    2: '<circle class="hatch" cx="4" cy="4" r="1"/>',
    3: '<path class="hatch" d="M0 4h8"/>',
    5: '<path class="hatch" d="M0 0 8 8M8 0 0 8"/>',
}
SHADES = 6


def number(value: float) -> str:
    """A coordinate without needless decimals."""
    return f"{round(value, 1):g}"


def element(name: str, content: str = "", **attributes: float | str) -> str:
    """One element; underscores in attribute names become hyphens, a trailing one is dropped (`class_`)."""
    pairs = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(value if isinstance(value, str) else number(value))}"'
        for key, value in attributes.items()
    )
    return f"<{name}{pairs}>{content}</{name}>" if content else f"<{name}{pairs}/>"


def text(x: float, y: float, words: str, *, anchor: str = "start", class_: str = "") -> str:
    """A line of text; `anchor` is start, middle or end."""
    return element(
        "text",
        escape(words),
        x=x,
        y=y,
        text_anchor=anchor,
        **({"class_": class_} if class_ else {}),
    )


def line(x1: float, y1: float, x2: float, y2: float, class_: str) -> str:
    """A straight line."""
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, class_=class_)


def key_of(title: str) -> str:
    """A short name for the patterns of one chart, so that two charts on a page do not share them."""
    return f"p{sha256(title.encode()).hexdigest()[:8]}"


def patterns(key: str, count: int) -> str:
    """The hatch of each series after the first: the difference that remains without colour."""
    drawn = [
        element(
            "pattern", hatch, id=f"{key}-{shade}", width=8, height=8, patternUnits="userSpaceOnUse"
        )
        for shade, hatch in _HATCHES.items()
        if shade < count
    ]
    return element("defs", "".join(drawn)) if drawn else ""


def bar(x: float, y: float, width: float, height: float, *, shade: int, key: str) -> str:
    """A filled rectangle in the colour and hatch of its series."""
    shade %= SHADES
    solid = element("rect", x=x, y=y, width=width, height=height, class_=f"mark-{shade}")
    if shade not in _HATCHES:
        return solid
    hatch = f"url(#{key}-{shade})"
    return solid + element("rect", x=x, y=y, width=width, height=height, fill=hatch)


@dataclass(frozen=True)
class Entry:
    """One entry of a legend: a sign of some width, drawn at a place, and its name."""

    name: str
    width: float
    draw: Callable[[float, float], str]


def swatch(name: str, shade: int, key: str) -> Entry:
    """The entry of a series that is drawn as bars."""
    return Entry(name, 14, lambda x, y: bar(x, y, 14, 14, shade=shade, key=key))


def limit_entry(name: str) -> Entry:
    """The entry of a limit line."""
    return Entry(name, 26, lambda x, y: line(x, y + 7, x + 26, y + 7, "break"))


def legend(entries: Sequence[Entry], width: float) -> tuple[str, float]:
    """Signs with their names, wrapped over lines, and the height they take (nothing for no entries)."""
    drawn, x, y = [], 0.0, 0.0
    for entry in entries:
        needed = entry.width + 6 + text_width(entry.name)
        if x and x + needed > width:
            x, y = 0.0, y + 20
        drawn.append(entry.draw(x, y) + text(x + entry.width + 6, y + 12, entry.name))
        x += needed + 16
    return "".join(drawn), y + 26 if drawn else 0.0


def text_width(words: str) -> float:
    """A generous guess of how wide a text comes out, at 13 units."""
    return 7.4 * len(words)


def shortened(words: str, width: float) -> str:
    """The text, cut with an ellipsis when it does not fit."""
    room = int(width / 7.4)
    return words if len(words) <= room else f"{words[: max(room - 1, 1)].rstrip()}…"


def name_beside(x: float, middle: float, words: str, width: float) -> str:
    """A name that ends at `x`, on two lines around `middle` when one is too short."""
    first, rest = _in_two(words, width)
    if not rest:
        return text(x, middle + 4.5, first, anchor="end")
    return text(x, middle - 2.5, first, anchor="end") + text(
        x, middle + 11, shortened(rest, width), anchor="end"
    )


def _in_two(words: str, width: float) -> tuple[str, str]:
    if text_width(words) <= width:
        return words, ""
    room = int(width / 7.4)
    cut = words.rfind(" ", 0, room + 1)
    return (words[:cut], words[cut + 1 :]) if cut > 0 else (shortened(words, width), "")


def picture(width: float, height: float, content: str, *, label: str, small: bool = False) -> str:
    """The whole drawing; read out as one image with this label. A small one never scrolls."""
    size = ' class="small-picture"' if small else ""
    return (
        f'<svg viewBox="0 0 {number(width)} {number(height)}"{size} role="img" '
        f'aria-label="{escape(label)}" preserveAspectRatio="xMinYMin meet">{content}</svg>'
    )
