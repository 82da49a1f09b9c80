"""Finds a Chromium to drive: the page is tested in a real browser or, where there is none, not at all, and loudly."""

import os
import shutil
from pathlib import Path

from playwright.sync_api import Playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Chromium's own background requests (updates, sync, field trials) would blur what the page asks for.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
MISSING = (
    "NO BROWSER: the tests of the page were SKIPPED. Set ASSISTANT_TEST_BROWSER to a Chromium or Chrome, install one "
    "(apt-get install chromium fonts-noto-cjk), or run `python -m playwright install chromium`."
)


def find_browser(playwright: Playwright) -> str | None:
    """Return the path of a Chromium, or None when the machine has none.

    Raises:
        FileNotFoundError: ASSISTANT_TEST_BROWSER names a file that does not exist.
    """
    named = os.environ.get("ASSISTANT_TEST_BROWSER")
    if named:
        if not Path(named).is_file():
            raise FileNotFoundError(f"ASSISTANT_TEST_BROWSER={named!r} is not a file: expected a Chromium executable")
        return named
    on_path = next((found for name in NAMES if (found := shutil.which(name))), None)
    if on_path:
        return on_path
    downloaded = playwright.chromium.executable_path
    return downloaded if downloaded and Path(downloaded).is_file() else None
