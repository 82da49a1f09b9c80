"""What there is to say about an index, and about one article of it."""

from collections import Counter
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from corpus.article import Article
from index.generation import Generation
from index.store import index_bytes
from index.versions import by_article, parsed, standing


def status_record(index_dir: Path, generation: Generation) -> dict[str, Any]:
    """What is in an index."""
    entries = list(generation.articles.entries())
    days = sorted(entry.published for entry in entries if entry.published)
    return {
        "articles": len(generation.articles),
        "chunks": len(generation.chunks),
        "generation": generation.name,
        "model": generation.manifest["model"],
        "model_fingerprint": generation.manifest["settings"]["model"],
        "index_type": generation.manifest["index_type"],
        "languages": dict(Counter(entry.language for entry in entries)),
        "earliest": _iso(days[0]) if days else None,
        "latest": _iso(days[-1]) if days else None,
        "undated": len(generation.articles) - len(days),
        "near_duplicates": len(generation.duplicates),
        "superseded": len(generation.versions),
        "index_bytes": index_bytes(index_dir, generation),
        "article_ids": list(generation.articles),
    }


def find_article(generation: Generation, article_id: str, as_of: date | None = None) -> Article:
    """An article or a superseded version by its id, or an article as it stood on a day.

    Raises:
        KeyError: There is none.
    """
    stood = standing(generation.versions, as_of) if as_of else {}
    return generation.article(stood.get(article_id, article_id))


def article_record(generation: Generation, article: Article) -> dict[str, Any]:
    """An article with what the index knows beside it: when it was superseded, its versions, what it resembles."""
    superseded = article.id not in generation.articles
    own = parsed(article.id)[0] if superseded else article.id
    group = generation.duplicates.get(article.id, ())
    return {
        **asdict(article),
        "published": _iso(article.published),
        "origins": dict(article.origins),
        "stood_until": _iso(parsed(article.id)[1]) if superseded else None,
        "versions": by_article(generation.versions).get(own, []),
        "near_duplicates": [one for one in group if one != article.id],
    }


def article_text(record: dict[str, Any]) -> str:
    """The same in lines, the text last."""
    names = ("id", "title", "language", "published", "source", "author", "url")
    origins = {name: f"   ({origin})" for name, origin in record["origins"].items() if origin}
    lines = [f"{name}: {record[name] or ''}{origins.get(name, '')}" for name in names]
    if record["stood_until"]:
        lines.append(f"superseded: it stood until {record['stood_until']}")
    lines.extend(
        f"{name.replace('_', '-')}: {', '.join(record[name])}"
        for name in ("versions", "near_duplicates")
        if record[name]
    )
    if record["pages"]:
        lines.append(f"pages: {len(record['pages'])}")
    lines.append(f"removed: {len(record['removed'])} pieces of noise")
    lines.extend(f"  {r['reason']}: {r['text']!r}" for r in record["removed"])
    return "\n".join([*lines, "", record["text"]])


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
