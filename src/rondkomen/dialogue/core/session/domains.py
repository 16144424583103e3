"""The domains of a session, from a list of somebody's own."""

from collections.abc import Iterable

from rondkomen.kernel.refusal import Refused

MOST_DOMAINS = 12
LONGEST_DOMAIN = 80


def own_domains(lines: Iterable[str]) -> tuple[str, ...]:
    """The domains on these lines, each once, in their order; none for the usual ones.

    Raises: Refused for more than fit on a phone, or a name too long to stand beside a line of dots.
    """
    found = tuple(dict.fromkeys(line.strip() for line in lines if line.strip()))
    if len(found) > MOST_DOMAINS:
        raise Refused(
            f"Er passen hoogstens {MOST_DOMAINS} domeinen in een sessie; dit zijn er {len(found)}."
            " Neem er een paar samen.",
            code="domains",
        )
    long = next((one for one in found if len(one) > LONGEST_DOMAIN), "")
    if long:
        raise Refused(
            f"Het domein dat begint met “{long[:20]}” is {len(long)} tekens lang; er passen er"
            f" {LONGEST_DOMAIN}.",
            code="domains",
        )
    return found
