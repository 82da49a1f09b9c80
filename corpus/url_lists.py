"""A list of addresses made into article files: each page as .html, and beside it a sidecar that says where it is from and when."""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit, urlunsplit

import yaml

from corpus.addresses import RefusedError
from corpus.decode import decode
from corpus.fetch import Fetcher
from corpus.request import FetchError

_LONGEST_SLUG = 60


@dataclass(slots=True)
class FetchReport:
    """What became of a list.

    Attributes:
        fetched: {url, path} of each page that is new or has changed; paths are relative to the folder.
        unchanged: The same of pages that are as they were.
        failed: {url, reason} of the others.
    """

    fetched: list[dict[str, str]] = field(default_factory=list)
    unchanged: list[dict[str, str]] = field(default_factory=list)
    failed: list[dict[str, str]] = field(default_factory=list)


def read_urls(path: Path) -> list[str]:
    """The addresses of a list, one a line, each once; blank lines and what stands behind # at the start or a space are left out.

    Raises:
        OSError: The file cannot be read.
        ValueError: It is no text.
    """
    lines = (re.sub(r"(?:^|\s)#.*", "", line).strip() for line in decode(path.read_bytes()).split("\n"))
    return list(dict.fromkeys(line for line in lines if line))


def file_name(url: str) -> str:
    """Where a page is kept: its host as a folder, then the end of its path and a hash of the address; always the same."""
    whole = _without_fragment(url)
    parts = urlsplit(whole)
    host = re.sub(r"[^a-z0-9.-]", "_", str(parts.hostname or "unknown").lower()).strip(".") or "unknown"
    path = re.sub(r"\.(?:s?html?|php|aspx?|jsp)$", "", unquote(parts.path, errors="replace"), flags=re.I)
    slug = re.sub(r"[^a-zA-Z0-9\u4e00-\u9fff]+", "-", path).strip("-")[-_LONGEST_SLUG:].strip("-").lower()
    digest = hashlib.sha256(whole.encode("utf-8", "replace")).hexdigest()[:8]
    return f"{host}/{slug + '-' if slug else ''}{digest}.html"


def fetch_all(
    urls: list[str],
    into: Path,
    fetcher: Fetcher,
    now: Callable[[], datetime] = lambda: datetime.now().astimezone(),
    told: Callable[[str], None] = lambda line: None,
) -> FetchReport:
    """Fetch each page into a folder, which is made; one that fails costs no other.

    Args:
        urls: The addresses.
        into: The folder.
        fetcher: What fetches.
        now: The time, with its zone, that is noted as the moment of fetching.
        told: Called with a line for each page.

    Raises:
        OSError: The folder cannot be written to.
    """
    report = FetchReport()
    for url in urls:
        try:
            page = fetcher.page(_without_fragment(url))
        except (RefusedError, FetchError) as error:
            report.failed.append({"url": url, "reason": str(error)})
            told(f"failed: {url}: {error}")
            continue
        name = file_name(url)
        target = into / name
        if target.is_file() and target.read_bytes() == page.data and _sidecar(target).is_file():
            report.unchanged.append({"url": url, "path": name})
            told(f"unchanged: {name}")
            continue
        said = {"url": page.url, "fetched": now().isoformat(timespec="seconds")}
        _write(target, page.data)
        _write(_sidecar(target), yaml.safe_dump(said, allow_unicode=True, sort_keys=False).encode())
        report.fetched.append({"url": url, "path": name})
        told(f"fetched: {url}: {name}")
    return report


def _sidecar(page: Path) -> Path:
    return page.with_name(f"{page.name}.meta.yaml")


def _write(path: Path, data: bytes) -> None:
    """Write a file as a whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(data)
    part.replace(path)


def _without_fragment(url: str) -> str:
    try:
        return urlunsplit(urlsplit(url)._replace(fragment=""))
    except ValueError:
        return url  # fetching it says what is wrong with it
