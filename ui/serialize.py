"""Hits as JSON, in the shape that `index search` prints."""

from collections.abc import Callable
from typing import Any

from corpus.article import Article
from index.types import Hit


def hits_json(hits: list[Hit], article: Callable[[str], Article]) -> list[dict[str, Any]]:
    """Return hits as a list of JSON objects, best first; `article` gives their titles and dates."""
    listed = []
    for rank, hit in enumerate(hits, start=1):
        found = article(hit.chunk.article_id)
        listed.append(
            {
                "rank": rank,
                "score": float(hit.score),
                "article_id": found.id,
                "title": found.title,
                "published": found.published.isoformat() if found.published else None,
                "start": hit.chunk.start,
                "end": hit.chunk.end,
                "text": hit.chunk.text,
                "also": list(hit.also),
            }
        )
    return listed
