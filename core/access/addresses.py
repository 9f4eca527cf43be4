import ipaddress

from django.conf import settings


def client_address(request) -> str:
    """Where a visitor comes from; behind our own proxy it is what that proxy wrote last.

    A whole /64 of IPv6 counts as one address: it is what one subscriber gets.
    """
    text = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY and (forwarded := request.META.get("HTTP_X_FORWARDED_FOR")):
        text = forwarded.rsplit(",", 1)[-1].strip()
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return "0.0.0.0"  # noqa: S104 - counted as one place, never listened on
    if address.version == 6 and address.ipv4_mapped is None:
        return str(ipaddress.ip_network((address, 64), strict=False).network_address)
    return str(getattr(address, "ipv4_mapped", None) or address)
