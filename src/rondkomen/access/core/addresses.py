"""From which address a request comes, when proxies of our own stand in between."""

from ipaddress import ip_address


def client_address(forwarded: str, peer: str, *, trusted_proxies: int) -> str:
    """The address the outermost of our own proxies saw; the peer's own without proxies.

    Each proxy adds the address it was called from at the end of X-Forwarded-For. What stands before
    the additions of our own proxies was written by the caller and proves nothing.

    Shape: `forwarded` is the header as it came, such as "203.0.113.9, 10.0.0.2".
    Policy: docs/access.md, sign-in: whoever is shut out is shut out by the own address.
    """
    hops = [hop.strip() for hop in forwarded.split(",") if hop.strip()]
    if not 0 < trusted_proxies <= len(hops):
        return peer
    try:
        return str(ip_address(hops[-trusted_proxies]))
    except ValueError:
        return peer
