"""From which address a request comes: only what our own proxies wrote counts."""

import pytest

from rondkomen.access.core.addresses import client_address

PEER = "10.0.0.1"


@pytest.mark.parametrize(
    ("forwarded", "proxies", "address"),
    [
        ("203.0.113.9", 0, PEER),  # nobody in front: the header is the caller's own invention
        ("203.0.113.9", 1, "203.0.113.9"),
        ("198.51.100.7, 203.0.113.9", 1, "203.0.113.9"),  # the first was sent along by the caller
        ("198.51.100.7, 203.0.113.9, 10.0.0.2", 2, "203.0.113.9"),
        ("203.0.113.9", 2, PEER),  # one proxy fewer than said: somebody came in by another door
        ("", 1, PEER),
        ("unknown", 1, PEER),
        ("2001:DB8::1", 1, "2001:db8::1"),
    ],
)
def test_the_address_is_what_the_outermost_own_proxy_saw(
    forwarded: str, proxies: int, address: str
) -> None:
    assert client_address(forwarded, PEER, trusted_proxies=proxies) == address
