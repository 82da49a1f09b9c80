"""Answers and hits as JSON, in the shape that the commands print."""

from collections.abc import Callable
from typing import Any

from assistant.types import Answer
from corpus.article import Article
from index.types import Hit


def answer_json(answer: Answer) -> dict[str, Any]:
    """Return an answer as a JSON object with its citations and hits."""
    return {
        "answer": answer.text,
        "abstained": answer.abstained,
        "standalone_question": answer.standalone_question,
        "mode": answer.mode,
        "notices": list(answer.notices),
        "citations": [
            {
                "number": cited.number,
                "article_id": cited.article_id,
                "title": cited.title,
                "published": cited.published.isoformat() if cited.published else None,
                "start": cited.start,
                "end": cited.end,
                "quote": cited.quote,
            }
            for cited in answer.citations
        ],
        "hits": [
            {
                "article_id": hit.chunk.article_id,
                "chunk_id": hit.chunk.id,
                "start": hit.chunk.start,
                "end": hit.chunk.end,
                "score": float(hit.score),
                "text": hit.chunk.text,
            }
            for hit in answer.hits
        ],
    }


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
            }
        )
    return listed
