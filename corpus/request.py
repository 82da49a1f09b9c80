"""One GET request to an address that was checked, bounded in size and time."""

import socket
import threading
import zlib
from dataclasses import dataclass
from http.client import HTTPException, HTTPResponse
from urllib.parse import SplitResult, quote

from corpus.addresses import CheckedConnection

AGENT = "news-retrieval-assistant"
USER_AGENT = f"{AGENT}/0.1 (reads single pages that its user has listed)"
_BLOCK = 65_536  # bytes


class FetchError(RuntimeError):
    """A page could not be had; the message says why."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server answers.

    Attributes:
        status: The status code.
        location: Where a redirect leads, "" without one.
        kind: The type of the content, e.g. "text/html"; "" where none is stated.
        data: The content of a reply with status 200, unpacked.
    """

    status: int
    location: str
    kind: str
    data: bytes


def get(parts: SplitResult, addresses: list[str], seconds: float, size: int, cut: bool = False) -> Reply:
    """Ask for one address.

    Args:
        parts: An address that `check_url` has passed.
        addresses: From `checked_addresses`.
        seconds: From connecting to the last byte.
        size: Bytes that the content may have, unpacked.
        cut: Take the beginning of what is larger, instead of failing.

    Raises:
        FetchError: There is no reply, or one that is too large or too slow.
    """
    connection = CheckedConnection(parts, addresses, seconds)
    given_up = threading.Event()
    # A server that sends a byte now and then never runs into a timeout of its socket.
    late = threading.Timer(seconds, _hang_up, [connection, given_up])
    late.start()
    try:
        connection.request("GET", _path(parts), headers={"User-Agent": USER_AGENT, "Accept-Encoding": "gzip"})
        response = connection.getresponse()
        data = _body(response, size, cut) if response.status == 200 else b""
        if given_up.is_set():
            raise TimeoutError  # a reply without a length ends like any other when it is hung up on
    except (OSError, HTTPException, ValueError, zlib.error, FetchError) as error:
        if given_up.is_set() or isinstance(error, TimeoutError):
            raise FetchError(f"it took longer than {seconds:g} s") from error
        if isinstance(error, FetchError):
            raise
        raise FetchError(f"the request failed ({type(error).__name__}: {error})") from error
    finally:
        late.cancel()
        connection.close()
    kind = response.headers.get_content_type() if response.headers.get("Content-Type") else ""
    return Reply(response.status, response.headers.get("Location", ""), kind, data)


def _hang_up(connection: CheckedConnection, given_up: threading.Event) -> None:
    given_up.set()
    if connection.sock is not None:
        try:
            connection.sock.shutdown(socket.SHUT_RDWR)
        except OSError:
            return  # it was closed meanwhile


def _body(response: HTTPResponse, size: int, cut: bool) -> bytes:
    """What a reply holds, unpacked; at most `size` bytes of it are ever in memory."""
    packed = response.headers.get("Content-Encoding", "identity").strip().lower()
    if packed not in ("identity", "", "gzip", "x-gzip"):
        raise FetchError(f"it is packed as {packed}, which was not asked for")
    unpack = zlib.decompressobj(wbits=31) if "gzip" in packed else None
    data = bytearray()
    while block := response.read(_BLOCK):
        data += unpack.decompress(block, size + 1 - len(data)) if unpack else block
        if len(data) > size:
            if cut:
                return bytes(data[:size])
            raise FetchError(f"it is larger than {size / 2**20:g} MB")
    if response.length or (unpack and not unpack.eof):
        raise FetchError("it broke off")
    return bytes(data)


def _path(parts: SplitResult) -> str:
    """Path and query as a request may hold them."""
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    return path + (f"?{quote(parts.query, safe='/%:@!$&()*+,;=~-._?')}" if parts.query else "")
