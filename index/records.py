"""Articles and chunks as JSON records, one a line."""

from dataclasses import asdict
from datetime import date
from typing import Any

from corpus.article import Article, Chunk, Removal


def article_record(article: Article) -> dict[str, Any]:
    """An article as JSON takes it; the date in ISO form."""
    record = asdict(article)
    record["published"] = article.published.isoformat() if article.published else None
    return record


def article_of(record: dict[str, Any]) -> Article:
    """The article that `article_record` made the record of."""
    published = record["published"]
    return Article(
        **{
            **record,
            "published": date.fromisoformat(published) if published else None,
            "removed": tuple(Removal(**r) for r in record["removed"]),
            "origins": tuple((name, origin) for name, origin in record.get("origins", ())),
        }
    )


def chunk_record(chunk: Chunk, key: str) -> dict[str, Any]:
    """A chunk by its place alone: its text is the article's."""
    return {"id": chunk.id, "article_id": chunk.article_id, "start": chunk.start, "end": chunk.end, "key": key}


def chunk_of(record: dict[str, Any], article: Article) -> Chunk:
    """The chunk, with its text cut from the article again."""
    start, end = record["start"], record["end"]
    return Chunk(record["id"], record["article_id"], start, end, article.text[start:end])
