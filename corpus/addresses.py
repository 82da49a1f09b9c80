"""Which addresses a page may be fetched from, and connections to an address that was checked, not to a name."""

import ipaddress
import socket
import ssl
from collections.abc import Callable
from http.client import HTTPConnection
from typing import Any
from urllib.parse import SplitResult, urlsplit

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int], list[str]]
Allowed = Callable[[Address], bool]

# What Python 3.11 takes for global and is not: assignments of the IETF, translation, documentation, old site-local
# addresses, and one that a cloud (Azure) serves to its own machines.
_NEVER = tuple(
    map(
        ipaddress.ip_network,
        ("192.0.0.0/24", "192.88.99.0/24", "168.63.129.16/32", "64:ff9b:1::/48", "100::/64", "3fff::/20", "fec0::/10"),
    )
)
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_WEB_PORTS = {"http": 80, "https": 443}
# Ports above 1023 behind which other services than the web are common.
_OTHER_SERVICES = frozenset(
    {1433, 1521, 2049, 2375, 2376, 3306, 3389, 5432, 5672, 5900, 6379, 6667, 9200, 11211, 27017}
)


class RefusedError(ValueError):
    """An address that is not fetched; the message says why."""


def is_public(address: Address) -> bool:
    """Whether an address is one of the public internet: not private, loopback, link-local, reserved, multicast or metadata."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
        if address in _NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
    special = address.is_multicast or address.is_reserved or address.is_unspecified or address.is_loopback
    return address.is_global and not special and not any(address in network for network in _NEVER)


def check_url(url: str) -> SplitResult:
    """The parts of an address that may be asked for.

    Raises:
        RefusedError: It is not http or https, has no host, holds a user name, or names a port of another service.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise RefusedError(f"not an address ({error})") from error
    if parts.scheme not in _WEB_PORTS:
        raise RefusedError(f"{parts.scheme or 'no scheme'}: only http and https are fetched")
    if not parts.hostname:
        raise RefusedError("it names no host")
    if parts.username is not None or parts.password is not None:
        raise RefusedError("it holds a user name: give the address without it")
    if any(character.isspace() or not character.isprintable() for character in url):
        raise RefusedError("it holds white space or invisible characters")
    if port is not None and port not in _WEB_PORTS.values() and (port < 1024 or port in _OTHER_SERVICES):
        raise RefusedError(f"port {port} is no port of the web: expected 80, 443 or one from 1024 on")
    return parts


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a host, as the system's resolver gives them."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(info[4][0]) for info in found))


def checked_addresses(host: str, port: int, allowed: Allowed = is_public, ask: Resolve = resolve) -> list[str]:
    """The addresses behind a name, resolved once; each of them has to be allowed.

    Raises:
        RefusedError: One of them is not allowed, or there is none.
    """
    try:
        found = ask(host, port)
    except (OSError, UnicodeError) as error:
        raise RefusedError(f"the name {host} cannot be resolved ({error})") from error
    for text in found:
        if not allowed(ipaddress.ip_address(text.partition("%")[0])):
            raise RefusedError(f"{host} is at {text}, which is no address of the public internet")
    if not found:
        raise RefusedError(f"the name {host} has no address")
    return found


class CheckedConnection(HTTPConnection):
    """A connection to the first address that answers, of those that were checked; the name goes into Host and TLS alone.

    What the name resolves to later plays no part, so that a name server cannot change its mind after the check.
    """

    def __init__(self, parts: SplitResult, addresses: list[str], timeout: float) -> None:
        """Prepare it; nothing is sent yet.

        Args:
            parts: An address that `check_url` has passed.
            addresses: From `checked_addresses`.
            timeout: Seconds that connecting and each reading may take.
        """
        super().__init__(str(parts.hostname), parts.port or _WEB_PORTS[parts.scheme], timeout=timeout)
        self._addresses = addresses
        self._tls = ssl.create_default_context() if parts.scheme == "https" else None
        self.default_port: Any = _WEB_PORTS[parts.scheme]  # so that Host names other ports alone

    def connect(self) -> None:
        """Connect to one of the checked addresses.

        Raises:
            OSError: None of them answers.
        """
        problem: OSError | None = None
        for address in self._addresses:
            try:
                plain = socket.create_connection((address, self.port), self.timeout)
            except OSError as error:
                problem = error
                continue
            self.sock = self._tls.wrap_socket(plain, server_hostname=self.host) if self._tls else plain
            return
        raise problem or OSError("no address")
