"""Serves the page in this process on a free port."""

import gc
import socket
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from tests.ui.fakes import FakeAssistant
from ui.page import serve


@contextmanager
def serving(assistant: FakeAssistant) -> Iterator[str]:
    """Serve the page over an assistant and give its address, without a trailing slash."""
    port = free_port()
    with _loops_left_open():
        page = serve(assistant, "127.0.0.1", port)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        with _loops_left_open():
            page.close(verbose=False)
            del page


@contextmanager
def _loops_left_open() -> Iterator[None]:
    # Gradio leaves event loops open when it starts and stops a server. Collected here, they cannot become the failure
    # of whichever test happens to run when the garbage collector comes by.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        yield
        gc.collect()


def free_port() -> int:
    """Return a port of 127.0.0.1 that nothing listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
