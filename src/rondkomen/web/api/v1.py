"""The general API: tokens, and what partners may do with theirs."""

from rondkomen.web.api import deliveries, tokens
from rondkomen.web.api.problems import problem_response
from rondkomen.web.api.shell import AdrApi

api = AdrApi(
    title="Rondkomen",
    version="1.0.0",
    description="Toegangstokens voor programma's, en leveringen van signaalpartners.",
    base="/api/v1",
    errors=problem_response,
)
api.add_router("", tokens.router)
api.add_router("", deliveries.router)
