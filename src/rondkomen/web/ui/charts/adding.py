"""A waterfall: how pieces of evidence add up, for and against, to a total."""

from dataclasses import dataclass

from rondkomen.web.ui.charts import svg
from rondkomen.web.ui.charts.plot import Chart, dutch_number

# Names stand above the bars: so drawn it fits beside other things and on a phone, unscrolled.
WIDTH = 280.0
VALUES = 62.0
ROW = 34.0
THICK = 10.0


@dataclass(frozen=True)
class Contribution:
    """One piece: a positive amount speaks for, a negative one against."""

    label: str
    amount: float
    detail: str = ""


@dataclass(frozen=True)
class Step:
    """One bar of the waterfall, from the running total before it to the one after it."""

    label: str
    amount: float
    left: float
    right: float
    kind: str


def steps(contributions: tuple[Contribution, ...], total_label: str) -> list[Step]:
    """The bars in value terms, the total last."""
    found, running = [], 0.0
    for piece in contributions:
        after = running + piece.amount
        found.append(
            Step(
                piece.label,
                piece.amount,
                min(running, after),
                max(running, after),
                "up" if piece.amount >= 0 else "down",
            )
        )
        running = after
    found.append(Step(total_label, running, min(0.0, running), max(0.0, running), "total"))
    return found


def waterfall(
    title: str,
    contributions: tuple[Contribution, ...],
    *,
    total_label: str,
    sentence: str = "",
    heads: tuple[str, str] = ("", ""),
) -> Chart:
    """The drawing with its table; arrows beside the amounts say the direction without colour."""
    drawn = steps(contributions, total_label)
    low = min(step.left for step in drawn)
    span = max(step.right for step in drawn) - low or 1.0
    axis = WIDTH * (0.0 - low) / span
    height = ROW * len(drawn)
    parts = [_step(step, index, low, span) for index, step in enumerate(drawn)]
    parts.append(svg.line(axis, 0, axis, height, "axis"))
    rows = tuple((_named(piece), signed(piece.amount)) for piece in contributions)
    label = f"{title}. {sentence}".strip()
    picture = svg.picture(WIDTH, height, "".join(parts), label=label, small=True)
    return Chart(title, sentence, picture, heads, (*rows, (total_label, signed(drawn[-1].amount))))


def signed(amount: float) -> str:
    """`+3,2`, `−1,5` or `0`: the sign as a word would say it."""
    if round(amount, 1) == 0:
        return "0"
    return f"{'+' if amount > 0 else '−'}{dutch_number(abs(amount))}"


def _named(piece: Contribution) -> str:
    return f"{piece.label}: {piece.detail}" if piece.detail else piece.label


def _step(step: Step, index: int, low: float, span: float) -> str:
    top = index * ROW
    left = WIDTH * (step.left - low) / span
    width = max(WIDTH * (step.right - step.left) / span, 1.5)
    arrow = {"up": "▶ ", "down": "◀ ", "total": ""}[step.kind]
    strong = "strong" if step.kind == "total" else ""
    name = svg.shortened(step.label, WIDTH - VALUES)
    return (
        svg.text(0, top + 13, name, class_=strong)
        + svg.text(WIDTH, top + 13, f"{arrow}{signed(step.amount)}", anchor="end", class_=strong)
        + svg.element("rect", x=left, y=top + 18, width=width, height=THICK, class_=step.kind)
    )
