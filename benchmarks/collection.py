"""The articles that are measured: a folder, or a corpus.jsonl in the BEIR layout, packed or not."""

import gzip
import json
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from corpus.article import Article
from corpus.language import detect_language
from corpus.metadata import title_from
from index.sources import folder_sources


def articles(path: Path, limit: int) -> list[Article]:
    """The first `limit` articles.

    Raises:
        FileNotFoundError: There is no such file or folder.
        ValueError: There are fewer than ten articles in it.
    """
    found = list(islice(_rows(path) if path.is_file() else _files(path), limit))
    if len(found) < 10:
        raise ValueError(f"{path} holds {len(found)} articles: expected ten or more")
    return found


def _files(folder: Path) -> Iterator[Article]:
    for source in folder_sources(folder)[0]:
        yield source.read()


def _rows(path: Path) -> Iterator[Article]:
    with path.open("rb") as raw:
        for line in gzip.GzipFile(fileobj=raw) if path.suffix == ".gz" else raw:
            row = json.loads(line)
            text = row["text"]
            yield Article(str(row["_id"]), row.get("title") or title_from(text), text, detect_language(text))


def questions(found: Sequence[Article], count: int) -> list[str]:
    """Queries spread over the articles: a run of 24 characters from the middle of each."""
    step = max(1, len(found) // count)
    return [_middle(article.text) for article in found[::step]][:count]


def _middle(text: str) -> str:
    start = len(text) // 2
    return " ".join(text[start : start + 24].split()) or text[:24]
