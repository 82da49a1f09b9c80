"""One page from the web: its address checked at every step, robots.txt obeyed, size and time bounded."""

import threading
import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from http.client import HTTPException, HTTPResponse
from urllib.parse import SplitResult, quote, urljoin, urlunsplit

from protego import Protego

from corpus.addresses import (
    Allowed,
    CheckedConnection,
    RefusedError,
    Resolve,
    check_url,
    checked_addresses,
    is_public,
    resolve,
)

AGENT = "news-retrieval-assistant"
USER_AGENT = f"{AGENT}/0.1 (reads single pages that its user has listed)"
_REDIRECTS = (301, 302, 303, 307, 308)
_MOST_REDIRECTS = 5  # RFC 9309 asks for at least five for robots.txt
_ROBOTS_BYTES = 500 * 1024  # RFC 9309: the least that has to be read
_PAGE_TYPES = ("text/html", "application/xhtml+xml")


class FetchError(RuntimeError):
    """A page could not be had; the message says why."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a fetch may take.

    Attributes:
        seconds: From connecting to the last byte, for each request.
        size: Bytes of a page, unpacked.
        pause: Seconds between two requests to one host; a longer Crawl-delay of its robots.txt counts, up to a minute.
    """

    seconds: float = 30.0
    size: int = 10 * 2**20
    pause: float = 1.0


@dataclass(frozen=True, slots=True)
class Page:
    """A page that was fetched.

    Attributes:
        url: Where it was in the end, after redirects.
        data: Its bytes.
    """

    url: str
    data: bytes


@dataclass(frozen=True, slots=True)
class _Reply:
    status: int
    location: str
    kind: str
    data: bytes


@dataclass(slots=True)
class Fetcher:
    """Fetches one page after another.

    Attributes:
        limits: How much each may take.
        allowed: Which addresses may be connected to. Only code can widen it (tests do): no setting, file or page can.
        ask: What resolves names.
        sleep: What waits between two requests to one host.
    """

    limits: Limits = field(default_factory=Limits)
    allowed: Allowed = is_public
    ask: Resolve = resolve
    sleep: Callable[[float], None] = time.sleep
    _robots: dict[str, Protego | None] = field(default_factory=dict)
    _last: dict[str, float] = field(default_factory=dict)

    def page(self, url: str) -> Page:
        """Fetch one page of HTML.

        Raises:
            RefusedError: The address or one that it redirects to is not public, or robots.txt forbids it.
            FetchError: There is no page, it is too large, too slow or no HTML.
        """
        for _ in range(_MOST_REDIRECTS + 1):
            parts = check_url(url)
            self._obey(parts)
            reply = self._get(parts, self.limits.size)
            if reply.status not in _REDIRECTS:
                break
            url = _target(url, reply)
        else:
            raise FetchError(f"more than {_MOST_REDIRECTS} redirects")
        if reply.status != 200:
            raise FetchError(f"the server answers {reply.status}")
        if reply.kind not in _PAGE_TYPES:
            raise FetchError(
                f"it is {reply.kind or 'of no stated type'}, not a page of HTML: save it into the folder yourself"
            )
        if not reply.data.strip():
            raise FetchError("the page is empty")
        return Page(url, reply.data)

    def _obey(self, parts: SplitResult) -> None:
        """Raise `RefusedError` where the host's robots.txt forbids the address to us."""
        host = f"{parts.scheme}://{parts.netloc}"
        if host not in self._robots:
            self._robots[host] = self._read_robots(f"{host}/robots.txt")
        rules = self._robots[host]
        if rules is None:
            raise RefusedError(
                f"{host}/robots.txt cannot be had, so everything there counts as forbidden: try again later"
            )
        if not rules.can_fetch(urlunsplit(parts), AGENT):
            raise RefusedError(f"{host}/robots.txt forbids it to {AGENT}")

    def _read_robots(self, url: str) -> Protego | None:
        """The rules of a host (RFC 9309, 2.3.1): none where there is no file; None where the server fails."""
        try:
            reply = self._get(check_url(url), _ROBOTS_BYTES, cut=True)  # the page is on the same host: refused alike
        except FetchError:
            return None
        try:
            for _ in range(_MOST_REDIRECTS):
                if reply.status not in _REDIRECTS:
                    break
                url = _target(url, reply)
                reply = self._get(check_url(url), _ROBOTS_BYTES, cut=True)
        except (RefusedError, FetchError):
            return None
        if reply.status >= 500:
            return None
        return Protego.parse(reply.data.decode("utf-8", "replace") if reply.status == 200 else "")

    def _wait(self, parts: SplitResult) -> None:
        rules = self._robots.get(f"{parts.scheme}://{parts.netloc}")
        delay = (rules.crawl_delay(AGENT) if rules else None) or 0.0
        pause = max(self.limits.pause, min(float(delay), 60.0))
        host = str(parts.hostname)
        if host in self._last and (left := self._last[host] + pause - time.monotonic()) > 0:
            self.sleep(left)

    def _get(self, parts: SplitResult, size: int, cut: bool = False) -> _Reply:
        """One request; `cut` takes the beginning of what is too large.

        Raises:
            RefusedError: The address is not public.
            FetchError: No reply, or one that is too large or too slow.
        """
        port = parts.port or (443 if parts.scheme == "https" else 80)
        addresses = checked_addresses(str(parts.hostname), port, self.allowed, self.ask)
        self._wait(parts)
        connection = CheckedConnection(parts, addresses, self.limits.seconds)
        # A server that sends a byte now and then never runs into a timeout of its socket.
        late = threading.Timer(self.limits.seconds, _hang_up, [connection])
        late.start()
        try:
            connection.request("GET", _path(parts), headers={"User-Agent": USER_AGENT, "Accept-Encoding": "gzip"})
            response = connection.getresponse()
            data = _body(response, size, cut) if response.status == 200 else b""
            if not late.is_alive():
                raise TimeoutError  # a reply without a length ends like any other when it is hung up on
        except (OSError, HTTPException, ValueError, zlib.error) as error:
            if not late.is_alive():
                raise FetchError(f"it took longer than {self.limits.seconds:g} s") from error
            raise FetchError(f"the request failed ({type(error).__name__}: {error})") from error
        finally:
            late.cancel()
            connection.close()
            self._last[str(parts.hostname)] = time.monotonic()
        kind = response.headers.get_content_type() if response.headers.get("Content-Type") else ""
        return _Reply(response.status, response.headers.get("Location", ""), kind, data)


def _body(response: HTTPResponse, size: int, cut: bool) -> bytes:
    """What a reply holds, unpacked; at most `size` bytes of it are ever in memory."""
    packed = response.headers.get("Content-Encoding", "identity").strip().lower()
    if packed not in ("identity", "", "gzip", "x-gzip"):
        raise FetchError(f"it is packed as {packed}, which was not asked for")
    unpack = zlib.decompressobj(wbits=31) if "gzip" in packed else None
    data = bytearray()
    while block := response.read(65_536):
        data += unpack.decompress(block, size + 1 - len(data)) if unpack else block
        if len(data) > size:
            if cut:
                return bytes(data[:size])
            raise FetchError(f"it is larger than {size / 2**20:g} MB")
    if response.length or (unpack and not unpack.eof):
        raise FetchError("it broke off")
    return bytes(data)


def _hang_up(connection: CheckedConnection) -> None:
    if connection.sock is not None:
        try:
            connection.sock.shutdown(2)
        except OSError:
            return  # it was closed meanwhile


def _target(url: str, reply: _Reply) -> str:
    if not reply.location:
        raise FetchError(f"the server answers {reply.status} without saying where to go")
    return urljoin(url, reply.location)


def _path(parts: SplitResult) -> str:
    """Path and query as a request may hold them."""
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    return path + (f"?{quote(parts.query, safe='/%:@!$&()*+,;=~-._?')}" if parts.query else "")
