"""The web app: reads the settings, opens the assistant and serves the page, the HTTP API and the MCP tools."""

import argparse
import contextlib
import logging
import os
import socket
import sys
import threading
import webbrowser
from collections.abc import Sequence
from typing import TYPE_CHECKING

from cli import run
from settings import Settings, SettingsError, load_settings

if TYPE_CHECKING:
    from index.sharing import SharedEmbedder
    from ui.late import LateAssistant

USAGE = 2
log = logging.getLogger("app")


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve the page until interrupted.

    Returns:
        0 when it was ended by the user, 2 for wrong usage, wrong settings or an address that cannot be used.
    """
    options = _parser().parse_args(arguments)
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    problem = address_problem(options.host, options.port)
    if problem:
        return _usage(problem)

    try:
        settings = load_settings()
    except SettingsError as error:
        return _usage(str(error))
    return _serve(settings, options.host, options.port, show=options.open, follows=options.watch)


def _serve(settings: Settings, host: str, port: int, *, show: bool, follows: bool) -> int:
    _reach_ourselves_directly(host)
    # Imported late: a wrong port or setting is reported at once, not after the libraries have loaded.
    from assistant.open import open_assistant, open_embedder
    from index.sharing import SharedEmbedder
    from ui.late import LateAssistant
    from ui.page import serve

    embedder = SharedEmbedder(open_embedder(settings)) if follows else None
    assistant = LateAssistant(lambda: open_assistant(settings, embedder))
    try:
        assistant.opened()
    except FileNotFoundError as error:
        sys.stderr.write(f"app.py: {error}\nThe page starts without it and answers as soon as it is there.\n")
    try:
        page = serve(assistant, host, port)
    except OSError as error:
        return _usage(f"Cannot serve on {host}:{port}: {error}")
    address = f"http://{_shown(host)}:{port}/"
    sys.stdout.write(f"新闻问答 · News Answers: {address}  (Ctrl+C)\n")
    sys.stdout.flush()
    if show and _has_screen():
        webbrowser.open(address)
    threading.Thread(target=_warm_up, args=(assistant,), daemon=True).start()
    stop = threading.Event()
    if embedder is not None:
        threading.Thread(target=_follow, args=(settings, embedder.patient(), stop), daemon=True).start()
    page.block_thread()
    stop.set()
    return 0


def _follow(settings: Settings, embedder: "SharedEmbedder", stop: threading.Event) -> None:
    """Keep the index up to date with the folder of the articles while the page is served; the assistant picks it up."""
    from corpus.fields import parse_fields
    from index.build import build
    from index.following import did_something, follow
    from index.reports import BuildReport, report_text

    def told(what: BuildReport | Exception) -> None:
        if not isinstance(what, BuildReport):
            log.warning("the index stays as it is: %s", what)
        elif did_something(what) or what.failed:
            sys.stdout.write(f"{report_text(what)}\n")
            sys.stdout.flush()

    def built(full: bool) -> BuildReport:
        return build(*folders, embedder, full=full, versions=settings.keep_versions, names=names)

    folders, names = (settings.corpus_dir, settings.index_dir), parse_fields(settings.fields)
    follow(*folders, built, told, stop=stop)


def _warm_up(assistant: "LateAssistant") -> None:
    """Load the models while the reader is still typing; without an index there is nothing to load yet."""
    with contextlib.suppress(OSError, ValueError):
        assistant.prepare()


def _has_screen() -> bool:
    """Whether a browser could show itself; on a bare terminal a text browser would take the place of the messages."""
    return sys.platform in ("darwin", "win32") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def address_problem(host: str, port: int) -> str:
    """Return why the page cannot be served at an address, or "" when it can."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        return (
            f"Cannot serve on {host}:{port}: {error.strerror or error}. "
            "Is another copy running? Choose a free port with --port, e.g. --port 7861."
        )
    return ""


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python app.py", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1", help="address to serve on (default: %(default)s)")
    parser.add_argument("--port", type=_port, default=7860, help="port to serve on (default: %(default)s)")
    parser.add_argument("--open", action="store_true", help="open the page in the browser")
    parser.add_argument("--watch", action="store_true", help="bring the index up to date whenever articles change")
    return parser


def _port(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port: expected a number from 1 to 65535")
    return int(text)


def _reach_ourselves_directly(host: str) -> None:
    # Gradio calls its own server once at the start; behind a company's proxy that call must not leave the machine.
    for name in ("NO_PROXY", "no_proxy"):
        known = os.environ.get(name, "")
        os.environ[name] = ",".join(filter(None, (known, "127.0.0.1", "localhost", host)))


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _usage(message: str) -> int:
    sys.stderr.write(f"app.py: {message}\n")
    return USAGE


if __name__ == "__main__":
    run(main)
