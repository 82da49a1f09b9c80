"""Serves the page in this process on a free port."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager

from tests.ui.fakes import FakeAssistant
from ui.page import build_page, launch_options


@contextmanager
def serving(assistant: FakeAssistant) -> Iterator[str]:
    """Serve the page over an assistant and give its address, without a trailing slash."""
    page = build_page(assistant)
    port = free_port()
    page.launch(server_name="127.0.0.1", server_port=port, prevent_thread_lock=True, **launch_options(assistant))
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        page.close(verbose=False)


def free_port() -> int:
    """Return a port of 127.0.0.1 that nothing listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
