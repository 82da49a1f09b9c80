"""One page from the web: its address checked at every step, robots.txt obeyed, size and time bounded."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import SplitResult, urljoin, urlunsplit

from protego import Protego

from corpus.addresses import (
    Allowed,
    RefusedError,
    Resolve,
    check_url,
    checked_addresses,
    is_public,
    resolve,
)
from corpus.request import AGENT, FetchError, Reply, get

_REDIRECTS = (301, 302, 303, 307, 308)
_MOST_REDIRECTS = 5  # RFC 9309 asks for at least five for robots.txt
_ROBOTS_BYTES = 500 * 1024  # RFC 9309: the least that has to be read
_PAGE_TYPES = ("text/html", "application/xhtml+xml")


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

    def _get(self, parts: SplitResult, size: int, cut: bool = False) -> Reply:
        """One request, after a pause where the host was asked before.

        Raises:
            RefusedError: The address is not public.
            FetchError: No reply, or one that is too large or too slow.
        """
        host, port = str(parts.hostname), parts.port or (443 if parts.scheme == "https" else 80)
        addresses = checked_addresses(host, port, self.allowed, self.ask)
        self._wait(parts)
        try:
            return get(parts, addresses, self.limits.seconds, size, cut)
        finally:
            self._last[host] = time.monotonic()


def _target(url: str, reply: Reply) -> str:
    if not reply.location:
        raise FetchError(f"the server answers {reply.status} without saying where to go")
    return urljoin(url, reply.location)
