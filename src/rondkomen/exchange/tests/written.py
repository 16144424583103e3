"""A delivery written, kept and cut into pages, as it goes to CBS."""

from rondkomen.exchange.adapters.json_bytes import canonical
from rondkomen.exchange.adapters.stored_pages import packed, unpacked
from rondkomen.exchange.core.ddas_pages import Part, document, layout_of, pages, share
from rondkomen.exchange.core.ddas_vs import VsDelivery
from rondkomen.exchange.core.ddas_words import MOST_SIGNALS_PER_PAGE
from rondkomen.exchange.tests.made_up import ENVELOPE


def written_pages(made: VsDelivery, page_size: int = MOST_SIGNALS_PER_PAGE) -> list[bytes]:
    """The bytes of each page."""
    laid_out, organisation = unpacked(packed(made), layout_of(made))
    return [
        canonical(document(ENVELOPE, [Part("9901", organisation, *share(laid_out, 0, page))]))
        for page in pages([laid_out.layout], page_size)
    ]
