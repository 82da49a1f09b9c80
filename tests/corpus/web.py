"""A web server on this machine whose every answer a test writes down, and that notes what it was asked."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from time import sleep


@dataclass(slots=True)
class Reply:
    """What the server answers.

    Attributes:
        body: What it sends.
        status: The status code.
        headers: Besides Content-Length.
        wait: Seconds between two of the body's bytes; 0 sends it at once.
        length: The Content-Length that it claims; of the body if None.
    """

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=lambda: {"Content-Type": "text/html; charset=utf-8"})
    wait: float = 0.0
    length: int | None = None


@dataclass(slots=True)
class Site:
    """A running server: its address, its replies by path, and the requests so far as (path, User-Agent)."""

    port: int
    replies: dict[str, Reply]
    asked: list[tuple[str, str]] = field(default_factory=list)

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        """The address of a path under any name for this machine."""
        return f"http://{host}:{self.port}{path}"

    @property
    def paths(self) -> list[str]:
        """What was asked for, in order."""
        return [path for path, _ in self.asked]


@contextmanager
def serve(replies: dict[str, Reply]) -> Iterator[Site]:
    """Serve while the block runs; any other path is 404."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append((self.path, self.headers.get("User-Agent", "")))
            reply = site.replies.get(self.path, Reply(b"not here", 404))
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(reply.body) if reply.length is None else reply.length))
            self.end_headers()
            try:
                for block in [reply.body[i : i + 1] for i in range(len(reply.body))] if reply.wait else [reply.body]:
                    self.wfile.write(block)
                    sleep(reply.wait)
            except OSError:
                return  # the client hung up

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as the library calls it
            """Keep quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site = Site(server.server_address[1], replies)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
