"""Requests of a page that are held on their way, refused or lost, as a slow or broken line does."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from playwright.sync_api import Page, Request, Route

Wanted = Callable[[Request], bool]


def is_save(request: Request) -> bool:
    """Whether the page saves by itself; a press on a button sends a form."""
    headers = request.headers
    return request.method == "POST" and (
        "application/json" in headers.get("accept", "") or bool(headers.get("hx-request"))
    )


@contextmanager
def first_held(page: Page, wanted: Wanted = is_save) -> Iterator[Callable[[], None]]:
    """Holds the first request that is wanted; gives what lets it go on."""
    held: list[Route] = []

    def on_its_way(route: Route) -> None:
        if wanted(route.request) and not held:
            held.append(route)
        else:
            route.continue_()

    def let_go() -> None:
        held[0].continue_()

    page.route("**/*", on_its_way)
    yield let_go
    page.unroute("**/*")


@contextmanager
def refused(page: Page, status: int = 403) -> Iterator[list[str]]:
    """Answers every save with a page that is no word about it; gives the addresses that were asked."""
    asked: list[str] = []

    def refuse(route: Route) -> None:
        if not is_save(route.request):
            route.continue_()
            return
        asked.append(route.request.url)
        route.fulfill(status=status, content_type="text/html", body="<h1>Aanmelden</h1>")

    page.route("**/*", refuse)
    yield asked
    page.unroute("**/*")


@contextmanager
def server_gone(page: Page) -> Iterator[None]:
    """Lets everything that is sent get lost, while the browser thinks it has a line."""
    page.route("**/*", lambda route: route.abort())
    yield
    page.unroute("**/*")
